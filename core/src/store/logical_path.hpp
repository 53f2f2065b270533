// SPDX-License-Identifier: Apache-2.0
// Logical paths: how a project names its files, the same on every machine.
//
// From the project's root, parts joined by "/", no part empty, "." or "..", UTF-8, at most 4096 bytes:
// "textures/brick/albedo.png".
#pragma once

#include <string>
#include <string_view>

#include <sinter/status.hpp>

namespace sinter {

/// True when `path` is in the form above.
[[nodiscard]] bool is_logical_path(std::string_view path) noexcept;

/// The logical path of what a file in `base_folder` (a logical path, or "" for the root) calls `path`:
/// relative to that folder, or from the root when it begins with "/". Resolves "." and "..". Never looks at
/// the disk. Errors: Denied, always with the text "not a path inside the project (<path>)": for what leaves
/// the root, names no file below it, is an operating system's path (drive letter, URL), or has an empty part,
/// a backslash, a control character, malformed UTF-8, or a percent-encoded ".", "/", "\", "%" or NUL.
[[nodiscard]] Result<std::string> normalise(std::string_view base_folder, std::string_view path);

/// Everything before the last "/", or "".
[[nodiscard]] std::string_view folder_of(std::string_view logical_path) noexcept;
/// Everything after the last "/".
[[nodiscard]] std::string_view file_name_of(std::string_view logical_path) noexcept;

}  // namespace sinter
