// SPDX-License-Identifier: Apache-2.0
// Sounds, synthesised by this program.
#pragma once

#include "project_sounds_files.hpp"

namespace sinter::samples {

/// Two bright tones, one after the other, that ring out. Mono, 44.1 kHz.
[[nodiscard]] Sound coin();
/// A falling tone that moves from left to right. Stereo, 48 kHz.
[[nodiscard]] Sound laser();
/// A dull thud with gravel. Mono, 44.1 kHz.
[[nodiscard]] Sound footstep();
/// Wind that ends as it begins: the whole sound is a loop. Stereo, 48 kHz.
[[nodiscard]] Sound wind();
/// A small tune on plucked strings over a bass. Stereo, 44.1 kHz; the bars from the second to the last can be
/// repeated.
[[nodiscard]] Sound tune();
/// Frames of a bar of the tune.
[[nodiscard]] std::uint32_t tune_bar_frames();
inline constexpr std::uint32_t TuneBars = 5;
/// A voice that sings five vowels. Mono, 48 kHz.
[[nodiscard]] Sound vowels();

}  // namespace sinter::samples
