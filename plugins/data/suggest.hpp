// SPDX-License-Identifier: Apache-2.0
// Suggestions for misspelt names.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace data_plugin {

/// `; did you mean "roughness"?`, or nothing when no candidate is near: at most a third of the letters may be
/// wrong.
[[nodiscard]] std::string suggestion(std::string_view wrong, std::span<const std::string_view> candidates);

}  // namespace data_plugin
