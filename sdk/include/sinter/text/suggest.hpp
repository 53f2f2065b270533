// SPDX-License-Identifier: Apache-2.0
// Suggestions: the known name that a mistyped one was probably meant to be. For whoever reads names that
// people write.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sinter {

/// The fewest insertions, deletions, replacements and swaps of neighbouring bytes that turn `a` into `b`
/// (optimal string alignment, the restricted Damerau-Levenshtein distance); ASCII case is ignored.
/// Costs |a| * |b| steps: callers bound both.
[[nodiscard]] inline std::size_t edit_distance(std::string_view a, std::string_view b) {
    const auto same = [](char x, char y) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
        return lower(x) == lower(y);
    };
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> rows(3 * width);
    const auto row = [&](std::size_t i) { return rows.data() + (i % 3) * width; };
    for (std::size_t j = 0; j < width; ++j) row(0)[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto* const current = row(i);
        const auto* const above = row(i - 1);
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1);
            current[j] = std::min({above[j] + 1, current[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
                current[j] = std::min(current[j], row(i - 2)[j - 2] + 1);
        }
    }
    return row(a.size())[b.size()];
}

/// The candidate nearest to `wrong`, the first among equals; empty when none is near: one slip is always
/// worth a guess, more are while at most a third of the longer name would have to change. Names longer than
/// 64 bytes are near to nothing, so that a hostile one costs no time.
[[nodiscard]] inline std::string_view nearest_name(std::string_view wrong,
                                                   std::span<const std::string_view> candidates) {
    constexpr std::size_t LongestName = 64;
    if (wrong.empty() || wrong.size() > LongestName) return {};
    std::string_view best;
    std::size_t best_distance = LongestName;
    for (const auto candidate : candidates) {
        if (candidate.empty() || candidate.size() > LongestName) continue;
        const std::size_t distance = edit_distance(wrong, candidate);
        const std::size_t allowed = std::max<std::size_t>(1, std::max(wrong.size(), candidate.size()) / 3);
        if (distance <= allowed && distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

/// `; did you mean "kaiser"?`, to be appended to a diagnostic, or an empty string when no candidate is near.
/// Quotes and backslashes in the name are escaped, control characters shown as "?".
[[nodiscard]] inline std::string did_you_mean(std::string_view wrong,
                                              std::span<const std::string_view> candidates) {
    const auto best = nearest_name(wrong, candidates);
    if (best.empty()) return {};
    std::string text = "; did you mean \"";
    for (const char c : best) {
        if (c == '"' || c == '\\') text += '\\';
        const auto byte = static_cast<unsigned char>(c);
        text += byte < 0x20 || byte == 0x7F ? '?' : c;
    }
    return text + "\"?";
}

}  // namespace sinter
