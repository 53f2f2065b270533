// SPDX-License-Identifier: Apache-2.0
// Axis: which texels of one axis, with which weights, make each texel of a smaller one.
#pragma once

#include <cstdint>
#include <vector>

#include "texel.hpp"

namespace sinter::texels {

enum class Filter : std::uint8_t {
    Box,    ///< each texel counts by the part of it that the new one covers; exact for any ratio
    Kaiser  ///< sinc under a Kaiser window of half width 3 (new texels) and alpha 4; sharper, may overshoot
};
enum class Edge : std::uint8_t { Clamp, Wrap };

/// What lies at `index`, which may be outside [0, size).
constexpr std::int64_t edge_index(std::int64_t index, std::int64_t size, Edge edge) noexcept {
    if (edge == Edge::Wrap) return (index % size + size) % size;
    return index < 0 ? 0 : index >= size ? size - 1 : index;
}

/// Weights along one axis, `from` → `to` texels, 1 <= to <= from <= 65536.
/// Kaiser: J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", 1974. The
/// weights of a texel add up to 1 before they are rounded to float.
///
/// Threads: any, after construction.
struct Axis {
    /// Texels [first, first + count) before edge_index; their weights begin at `weights`.
    struct Taps {
        std::int32_t first;
        std::uint32_t count;
        std::uint32_t weights;
    };
    /// Weights, not yet divided by their sum, of texels from `first` on.
    struct Raw {
        std::int64_t first;
        std::vector<double> weights;
    };
    Axis(std::uint32_t from, std::uint32_t to, Filter filter);

    [[nodiscard]] bool copies() const noexcept { return from == to; }
    [[nodiscard]] const Texel* weights_of(const Taps& of) const noexcept {
        return weights.data() + of.weights;
    }
    /// The texel in the middle of what makes texel `index`.
    [[nodiscard]] std::uint32_t centre(std::uint32_t index) const noexcept {
        return static_cast<std::uint32_t>((2 * std::uint64_t{index} + 1) * from / (2 * std::uint64_t{to}));
    }

    std::uint32_t from, to;
    std::vector<Taps> taps;      ///< `to` of them
    std::vector<Texel> weights;  ///< each in all lanes
    std::uint32_t most_taps = 1;
    std::uint32_t before = 0;  ///< texels that taps reach before 0 …
    std::uint32_t after = 0;   ///< … and beyond `from` - 1

  private:
    void add(const Raw& raw);
};

}  // namespace sinter::texels
