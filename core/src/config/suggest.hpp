// SPDX-License-Identifier: Apache-2.0
// Suggestions: the known name that a mistyped one was probably meant to be.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace sinter {

/// The fewest insertions, deletions, replacements and swaps of neighbouring bytes that turn `a` into `b`
/// (optimal string alignment, the restricted Damerau-Levenshtein distance); ASCII case is ignored.
/// Costs |a| * |b| steps: callers bound both.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `wrong`, the first among equals; empty when none is near: more than a third of
/// the longer name would have to change, or `wrong` is longer than 64 bytes. `wrong` that equals a candidate
/// but for its case is always near.
[[nodiscard]] std::string_view nearest(std::string_view wrong, std::span<const std::string_view> candidates);

/// `; did you mean "kaiser"?` or an empty string, to be appended to a diagnostic.
[[nodiscard]] std::string did_you_mean(std::string_view wrong, std::span<const std::string_view> candidates);

}  // namespace sinter
