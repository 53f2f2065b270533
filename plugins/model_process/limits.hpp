// SPDX-License-Identifier: Apache-2.0
// The validators of models and animations: what the platform or the team does not want, and figures.
#pragma once

#include <sinter/plugin.hpp>

namespace sinter::models {

/// Budgets of triangles, vertices, materials, draw calls, bones and influences; sizes that look like wrong
/// units; data that is no number, triangles without area, texture coordinates far outside; and figures.
/// Settings: see plugin.toml. Errors: Corrupt, Unsupported, TooLarge, Cancelled.
struct ModelLimits : Validator {
    static constexpr std::string_view id = "model_limits";
    Status validate(ValidateJob& job) override;
};

/// Length, keys, channels; data that is no number, keys for nodes of no name; and figures. Errors: Corrupt.
struct AnimationLimits : Validator {
    static constexpr std::string_view id = "animation_limits";
    Status validate(ValidateJob& job) override;
};

}  // namespace sinter::models
