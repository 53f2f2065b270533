// SPDX-License-Identifier: Apache-2.0
#include "suggest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace data_plugin {
namespace {

/// Levenshtein distance by rows. Names are short; a long wrong one is cut, for it is near to nothing anyway.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    a = a.substr(0, 64);
    b = b.substr(0, 64);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string suggestion(std::string_view wrong, std::span<const std::string_view> candidates) {
    // A third of the letters may be wrong, else a suggestion is noise.
    std::size_t nearest = std::max<std::size_t>(1, wrong.size() / 3) + 1;
    std::string_view best;
    for (const auto candidate : candidates)
        if (const auto distance = edit_distance(wrong, candidate); distance < nearest) {
            nearest = distance;
            best = candidate;
        }
    return best.empty() ? std::string{} : "; did you mean \"" + std::string{best} + "\"?";
}

}  // namespace data_plugin
