// SPDX-License-Identifier: Apache-2.0
// The distance between two surfaces by brute force: points on one, each against all triangles of the other.
#pragma once

#include <cstdint>
#include <span>

namespace sinter::test {

struct Surface {
    std::span<const float> positions;  ///< x y z
    std::span<const std::uint32_t> indices;
};

/// Distance of a point from a triangle, in double precision: Ericson, "Real-Time Collision Detection",
/// section 5.1.5.
double distance_to_triangle(const double (&point)[3], const double (&a)[3], const double (&b)[3],
                            const double (&c)[3]);

/// One-sided Hausdorff distance of `from` to `to`, over all corners and `samples` points that lie evenly on
/// the triangles of `from` by a fixed sequence.
double one_sided_distance(const Surface& from, const Surface& to, std::size_t samples);

}  // namespace sinter::test
