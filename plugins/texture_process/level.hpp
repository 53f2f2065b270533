// SPDX-License-Identifier: Apache-2.0
// Level: where the texels of one level lie, stored or in working form.
#pragma once

#include "codec.hpp"

namespace sinter::texels {

/// Extents of a level, in texels.
struct Extent {
    std::uint32_t width, height, depth;
    [[nodiscard]] std::uint64_t texels() const noexcept { return std::uint64_t{width} * height * depth; }
    bool operator==(const Extent&) const = default;
};

/// A level that is read: either stored bytes, or working texels of an earlier step. Images (layers times
/// faces) follow each other, in each the slices, in each the rows, without padding.
struct SourceLevel {
    Extent extent{};
    const std::uint8_t* stored = nullptr;
    const Texel* working = nullptr;

    [[nodiscard]] std::uint64_t index(std::uint64_t image, std::uint32_t z, std::uint32_t y) const noexcept {
        return image * extent.texels() + (std::uint64_t{z} * extent.height + y) * extent.width;
    }
    /// One row: extent.width texels.
    void read_row(const Codec& codec, std::uint64_t image, std::uint32_t z, std::uint32_t y,
                  Texel* out) const {
        const auto at = index(image, z, y);
        if (working)
            std::memcpy(out, working + at, std::size_t{extent.width} * sizeof(Texel));
        else
            codec.decode(stored + at * codec.texel_bytes(), extent.width, out);
    }
};

/// A level that is written: stored bytes, and working texels for the next step where `working` is given.
struct TargetLevel {
    Extent extent{};
    std::uint8_t* stored = nullptr;
    Texel* working = nullptr;

    [[nodiscard]] std::uint64_t index(std::uint64_t image, std::uint32_t z, std::uint32_t y) const noexcept {
        return image * extent.texels() + (std::uint64_t{z} * extent.height + y) * extent.width;
    }
};

}  // namespace sinter::texels
