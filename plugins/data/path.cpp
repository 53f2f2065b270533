// SPDX-License-Identifier: Apache-2.0
#include "path.hpp"

#include <algorithm>
#include <vector>

#include "text_source.hpp"

namespace data_plugin {
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

/// As the host has it: see sinter_host_v0::emit.
bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= 255 && std::ranges::all_of(label, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{"_./ -"}.find(c) != std::string_view::npos;
    });
}

}  // namespace

sinter::Result<std::string> resolve_path(std::string_view from, std::string_view reference) {
    const auto hash = reference.find('#');
    const auto file = reference.substr(0, hash);
    const auto label = hash == std::string_view::npos ? std::string_view{} : reference.substr(hash);
    const bool own = file.empty() && !label.empty();
    const auto name = own ? from : file.substr(file.rfind('/') + 1);
    if (name.empty() || name == "." || name == "..") return {Code::Invalid, "the path of a file is wanted"};
    if (has_control(reference)) return {Code::Invalid, "a path has no control characters"};
    if (reference.find('\\') != std::string_view::npos)
        return {Code::Invalid, "write \"/\" between the parts of a path, on every system"};

    if (!label.empty() && !is_label(label.substr(1)))
        return {Code::Invalid, "a label has letters, digits, \"_\", \".\", \"/\", \"-\" and blanks"};
    if (own) return "/" + std::string{from} + std::string{label};

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

}  // namespace data_plugin
