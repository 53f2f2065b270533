// SPDX-License-Identifier: Apache-2.0
// The files of config/ as they were when the library was built.
#pragma once

#include <span>
#include <string_view>

namespace sinter {

struct EmbeddedText {
    std::string_view name;  ///< relative to config/: "platforms/linux.toml"
    std::string_view text;
};

/// sinter.defaults.toml and the platform profiles.
[[nodiscard]] std::span<const EmbeddedText> embedded_texts() noexcept;

}  // namespace sinter
