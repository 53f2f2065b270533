// SPDX-License-Identifier: Apache-2.0
// Paths as a material writes them → paths from the project's root.
#pragma once

#include <string>
#include <string_view>

#include <sinter/status.hpp>

namespace data_material {

/// `reference`, as it stands in the file `from` (a path from the project's root), as "/part/part": relative
/// to the file's folder, or from the root when it begins with "/"; "." and ".." are resolved, a "#label"
/// stays. Errors: Invalid (empty, a backslash, a control character, no file named), Denied (it leaves the
/// project).
[[nodiscard]] sinter::Result<std::string> resolve_path(std::string_view from, std::string_view reference);

/// The text holds a character below U+0020, or U+007F.
[[nodiscard]] bool has_control(std::string_view text) noexcept;

}  // namespace data_material
