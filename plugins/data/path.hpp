// SPDX-License-Identifier: Apache-2.0
// Paths as a file writes them → paths from the project's root.
#pragma once

#include <string>
#include <string_view>

#include <sinter/status.hpp>

namespace data_plugin {

/// `reference`, as it stands in the file `from` (a path from the project's root), as "/part/part": relative
/// to the file's folder, or from the root when it begins with "/"; "." and ".." are resolved, a "#label"
/// stays; a "#label" alone is a product of the same file. Errors: Invalid (empty, a backslash, a control
/// character, no file named, no label), Denied (it leaves the project).
[[nodiscard]] sinter::Result<std::string> resolve_path(std::string_view from, std::string_view reference);

}  // namespace data_plugin
