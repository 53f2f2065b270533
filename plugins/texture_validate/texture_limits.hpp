// SPDX-License-Identifier: Apache-2.0
// TextureLimits: the validator of textures.
#pragma once

#include <sinter/plugin.hpp>

namespace sinter {

/// Reports what breaks a limit of the platform or looks like a mistake, each as its setting says, and
/// figures. Settings and figures: see README.md. Errors: Corrupt when the tables contradict each other.
struct TextureLimits : Validator {
    static constexpr std::string_view id = "texture_limits";
    Status validate(ValidateJob& job) override;
};

}  // namespace sinter
