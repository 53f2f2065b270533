// SPDX-License-Identifier: Apache-2.0
// Decibels, the same on every machine.
#pragma once

namespace sinter {

/// 10^(decibels / 20), to 1e-12 of it, for -400 to 400. Not by libm: its results differ between instruction
/// sets.
[[nodiscard]] double ratio_of_decibels(double decibels) noexcept;

/// 20 log10(ratio), to 1e-12, for finite ratios above 0; likewise.
[[nodiscard]] double decibels_of_ratio(double ratio) noexcept;

}  // namespace sinter
