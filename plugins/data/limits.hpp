// SPDX-License-Identifier: Apache-2.0
// The validators of materials, particle systems and user interfaces.
#pragma once

#include <string>

#include <sinter/plugin.hpp>

namespace data_plugin {

struct MaterialLimits : sinter::Validator {
    static constexpr std::string_view id = "material_limits";
    sinter::Status validate(sinter::ValidateJob& job) override;
};
struct ParticlesLimits : sinter::Validator {
    static constexpr std::string_view id = "particles_limits";
    sinter::Status validate(sinter::ValidateJob& job) override;
};
struct UiLimits : sinter::Validator {
    static constexpr std::string_view id = "ui_limits";
    sinter::Status validate(sinter::ValidateJob& job) override;
};

/// Reports by the value of a setting: "off" says nothing, "warn" warns, "error" rejects.
inline void say(sinter::ValidateJob& job, std::string_view severity, std::string_view who,
                const std::string& text) {
    const std::string whole = std::string{who} + ": " + text;
    if (severity == "error")
        job.reject(whole);
    else if (severity == "warn")
        job.warn(whole);
}

}  // namespace data_plugin
