// SPDX-License-Identifier: Apache-2.0
// One image of a file, with its layers and mips, to textures.
#pragma once

#include <algorithm>

#include <sinter/texture_job.hpp>

#include "facts.hpp"
#include "image_reader.hpp"
#include "labels.hpp"
#include "plane.hpp"

namespace sinter::texture_oiio {

/// How the numbers of an alpha channel and its colours are to be taken.
enum class AlphaRule : std::uint8_t {
    Straight,       ///< colours are not multiplied by alpha, or what they are does not matter
    Divide,         ///< they are multiplied, and become straight
    Premultiplied,  ///< they are multiplied, and stay so
};

struct ImageOptions {
    std::vector<Plane> planes;  ///< not empty; the first is the image itself
    ColorFacts color;
    AlphaRule alpha = AlphaRule::Straight;
    std::string label;              ///< of the first plane; empty: the main product
    float progress = 0, share = 1;  ///< of the job's work: done before, and this image's
};

/// Decodes the reader's current image, number `index`, and emits a texture for each plane, upright. Mips of
/// the file are kept as long as their sizes are those of a chain. Errors: those of the reader, Cancelled.
[[nodiscard]] Status decode_image(DecodeJob& job, ImageReader& reader, int index, const ImageOptions& options,
                                  Labels& labels);

/// Reads level `level` of image `index`, the current one, from the top, with a checkpoint before each strip:
/// `place(first, count, rows)` gets `count` stored rows from row `first` on, unpadded. `progress` and `share`
/// as in ImageOptions. Errors: those of the reader, OutOfMemory, Cancelled.
template <class Place>
[[nodiscard]] Status for_each_strip(DecodeJob& job, ImageReader& reader, int index, int level, float progress,
                                    float share, Place&& place) {
    const auto& spec = reader.spec();
    const auto height = static_cast<std::uint32_t>(spec.height);
    const auto row_bytes = static_cast<std::uint64_t>(spec.scanline_bytes(true));
    const auto step = reader.rows_at_once();
    auto scratch = job.allocate(row_bytes * step);
    if (!scratch) return std::move(scratch).error();
    for (std::uint32_t first = 0; first < height; first += step) {
        if (!job.checkpoint(progress + share * static_cast<float>(first) / static_cast<float>(height)))
            return Job::cancelled();
        const auto count = std::min(step, height - first);
        const auto rows = scratch->bytes().first(static_cast<std::size_t>(row_bytes * count));
        if (auto read = reader.read_rows(index, level, first, count, rows); !read) return read;
        place(first, count, Bytes{rows});
    }
    return {};
}

}  // namespace sinter::texture_oiio
