// SPDX-License-Identifier: Apache-2.0
// Treatment: what the steps know of their input, and how its texels are to be understood.
#pragma once

#include <sinter/texture_job.hpp>

#include "axis.hpp"
#include "level.hpp"

namespace sinter::texels {

/// The input, checked: tables and chunks agree, and no table is newer than this step.
/// Errors: Corrupt, Unsupported. `who` begins the text.
Result<Texture> checked_input(const ProcessJob& job, std::string_view who);

/// What the settings `color_space`, `normal_map`, `filter` and `edge` and the input's own row come to.
struct Treatment {
    /// nullptr: texels of this format are not worked on (block compressed, packed, supercompressed, unknown).
    const FormatInfo* info = nullptr;
    bool srgb = false;
    bool normal_map = false;
    Meaning meaning = Meaning::Plain;
    Filter filter = Filter::Box;
    Edge edge = Edge::Clamp;

    /// `desc` with the colour space that was decided on in its row and in its format's name, and the
    /// normal-map flag.
    [[nodiscard]] TextureDesc apply(TextureDesc desc) const;
};
Treatment treatment_of(ProcessJob& job, const Texture& input);

/// A level of the input, and one of a texture being made.
SourceLevel source_level(const TextureMip& mip);
TargetLevel target_level(const NewTexture::Mip& mip);

/// Copies `from` to `to`, bytes of equal size, in parallel. Errors: Cancelled.
Status copy_bytes(ProcessJob& job, std::span<const std::uint8_t> from, std::span<std::uint8_t> to,
                  float progress);

}  // namespace sinter::texels
