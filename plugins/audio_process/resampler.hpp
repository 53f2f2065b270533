// SPDX-License-Identifier: Apache-2.0
// Resampling by libsoxr, on one thread, to an exact number of frames.
#pragma once

#include <functional>

#include <sinter/audio_job.hpp>

namespace sinter {

/// round(frame * to / from), without overflow.
[[nodiscard]] std::uint64_t moved_frame(std::uint64_t frame, std::uint32_t from, std::uint32_t to) noexcept;

/// Gives the frames of `sound`, which is not coded, at `rate` to `sink`, in pieces;
/// moved_frame(sound.frames()) in all. Where the sound loops to its end, the filter hears what follows there
/// in the loop, so that the seam stays smooth. Errors: Internal (the library), Cancelled, those of sink.
Status resample(Job& job, const Audio& sound, std::uint32_t rate, bool very_high_quality,
                const std::function<Status(std::span<const float>)>& sink);

/// The row and the cues of `sound` at another rate: everything that counts frames is moved.
void move_row(sinter_audio_row& row, std::uint32_t rate);
Status write_moved_cues(Output& output, const Audio& sound, std::uint32_t rate);

}  // namespace sinter
