// SPDX-License-Identifier: Apache-2.0
#include "file_name.hpp"

#include <algorithm>

#include <sinter/status.hpp>

namespace sinter {

bool name_ends_in(std::string_view path, std::span<const sinter_str> words) noexcept {
    path = path.substr(path.rfind('/') + 1);
    path = path.substr(0, path.rfind('.'));
    const auto before = path.find_last_of("_-");
    if (before == std::string_view::npos) return false;
    const auto last = path.substr(before + 1);
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::any_of(words.begin(), words.end(), [&](sinter_str word) {
        return std::ranges::equal(last, to_view(word), {}, lower, lower);
    });
}

}  // namespace sinter
