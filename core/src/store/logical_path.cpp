// SPDX-License-Identifier: Apache-2.0
#include "store/logical_path.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "os/utf8.hpp"

namespace sinter {
namespace {

constexpr std::size_t MaxLength = 4096;

std::vector<std::string_view> split(std::string_view path) {
    std::vector<std::string_view> out;
    while (true) {
        const auto slash = path.find('/');
        out.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return out;
        path.remove_prefix(slash + 1);
    }
}

/// Encodings whose only use in a path is to get past a check. They are refused, never decoded.
bool has_encoded_trick(std::string_view path) {
    constexpr std::array<std::string_view, 5> tricks{"2e", "2f", "5c", "25", "00"};
    for (auto at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
        std::string code{path.substr(at + 1, 2)};
        std::ranges::transform(code, code.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        if (std::ranges::find(tricks, code) != tricks.end()) return true;
    }
    return false;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool has_drive(std::string_view path) {
    return path.size() >= 2 && is_letter(path[0]) && path[1] == ':';
}

bool is_refused(std::string_view path) {
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    return path.empty() || path.size() > MaxLength || path.find('\\') != std::string_view::npos ||
           std::ranges::any_of(path, control) || !is_utf8(path) || has_encoded_trick(path) ||
           has_drive(path);
}

}  // namespace

bool is_logical_path(std::string_view path) noexcept {
    if (path.empty() || path.size() > MaxLength || path.find('\0') != std::string_view::npos ||
        !is_utf8(path))
        return false;
    while (true) {
        const auto slash = path.find('/');
        const auto part = path.substr(0, slash);
        if (part.empty() || part == "." || part == "..") return false;
        if (slash == std::string_view::npos) return true;
        path.remove_prefix(slash + 1);
    }
}

Result<std::string> normalise(std::string_view base_folder, std::string_view path) {
    const Error denied{Code::Denied, "not a path inside the project (" + printable(path) + ")", {}};
    if (is_refused(path)) return denied;
    const bool from_root = path.front() == '/';
    std::vector<std::string_view> parts;
    if (!from_root && !base_folder.empty()) parts = split(base_folder);
    for (const auto part : split(from_root ? path.substr(1) : path)) {
        if (part.empty()) return denied;
        if (part == ".") continue;
        if (part != "..") {
            parts.push_back(part);
        } else if (parts.empty()) {
            return denied;
        } else {
            parts.pop_back();
        }
    }
    std::string out;
    for (const auto part : parts) {
        if (!out.empty()) out += '/';
        out += part;
    }
    if (!is_logical_path(out) || has_drive(out)) return denied;
    return out;
}

std::string_view folder_of(std::string_view logical_path) noexcept {
    const auto slash = logical_path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : logical_path.substr(0, slash);
}

std::string_view file_name_of(std::string_view logical_path) noexcept {
    const auto slash = logical_path.rfind('/');
    return slash == std::string_view::npos ? logical_path : logical_path.substr(slash + 1);
}

}  // namespace sinter
