// SPDX-License-Identifier: Apache-2.0
#include "path.hpp"

#include <algorithm>
#include <vector>

namespace data_material {
namespace {

using sinter::Code;

/// Appends the parts of `path`; false when ".." climbs out of the root.
bool walk(std::vector<std::string_view>& parts, std::string_view path) {
    while (!path.empty()) {
        const auto slash = path.find('/');
        const auto part = path.substr(0, slash);
        path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
        if (part.empty() || part == ".") continue;
        if (part != "..") {
            parts.push_back(part);
        } else {
            if (parts.empty()) return false;
            parts.pop_back();
        }
    }
    return true;
}

}  // namespace

sinter::Result<std::string> resolve_path(std::string_view from, std::string_view reference) {
    const auto hash = reference.find('#');
    const auto file = reference.substr(0, hash);
    const auto label = hash == std::string_view::npos ? std::string_view{} : reference.substr(hash);
    const auto name = file.substr(file.rfind('/') + 1);
    if (name.empty() || name == "." || name == "..") return {Code::Invalid, "the path of a file is wanted"};
    if (has_control(reference)) return {Code::Invalid, "a path has no control characters"};
    if (reference.find('\\') != std::string_view::npos)
        return {Code::Invalid, "write \"/\" between the parts of a path, on every system"};

    std::vector<std::string_view> parts;
    const auto folder_end = from.rfind('/');
    const bool inside = (file.starts_with('/') || folder_end == std::string_view::npos ||
                         walk(parts, from.substr(0, folder_end))) &&
                        walk(parts, file);
    if (!inside) return {Code::Denied, "the path leaves the project"};
    std::string out;
    for (const auto part : parts) (out += '/') += part;
    return out += label;
}

bool has_control(std::string_view text) noexcept {
    return std::ranges::any_of(text,
                               [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace data_material
