// SPDX-License-Identifier: Apache-2.0
#include "config/suggest.hpp"

#include <algorithm>
#include <vector>

#include "config/quote.hpp"

namespace sinter {
namespace {

constexpr std::size_t LongestName = 64;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> rows(3 * width);
    const auto row = [&](std::size_t i) { return rows.data() + (i % 3) * width; };
    for (std::size_t j = 0; j < width; ++j) row(0)[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto* const current = row(i);
        const auto* const above = row(i - 1);
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            current[j] = std::min({above[j] + 1, current[j - 1] + 1, above[j - 1] + (same ? 0u : 1u)});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                current[j] = std::min(current[j], row(i - 2)[j - 2] + 1);
        }
    }
    return row(a.size())[b.size()];
}

std::string_view nearest(std::string_view wrong, std::span<const std::string_view> candidates) {
    if (wrong.empty() || wrong.size() > LongestName) return {};
    std::string_view best;
    std::size_t best_distance = LongestName;
    for (const auto candidate : candidates) {
        if (candidate.empty() || candidate.size() > LongestName) continue;
        const std::size_t longer = std::max(wrong.size(), candidate.size());
        const std::size_t distance = edit_distance(wrong, candidate);
        // One slip is always worth a guess from three letters on; beyond that a third may differ.
        const std::size_t allowed = longer < 3 ? 0 : std::max<std::size_t>(1, longer / 3);
        if (distance <= allowed && distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view wrong, std::span<const std::string_view> candidates) {
    const auto best = nearest(wrong, candidates);
    return best.empty() ? std::string{} : "; did you mean " + in_quotes(best) + "?";
}

}  // namespace sinter
