// SPDX-License-Identifier: Apache-2.0
// MarkedBox: a box that looks different from every side, as the texts of several formats, and where it must
// end.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <sinter/model.hpp>

namespace sinter::test {

using Point = std::array<double, 3>;

/// Sides of 2, 3 and 5 units along X, Y and Z from the origin; the far corner is pulled out, as a marker.
/// Triangles are counter-clockwise from outside: their normals by the right-hand rule on the numbers point
/// outwards.
inline constexpr std::array<Point, 8> BoxCorners = {
    {{0, 0, 0}, {2, 0, 0}, {0, 3, 0}, {2, 3, 0}, {0, 0, 5}, {2, 0, 5}, {0, 3, 5}, {4, 3.5, 6}}};
inline constexpr std::array<std::array<std::uint32_t, 3>, 12> BoxTriangles = {{{0, 2, 3},
                                                                               {0, 3, 1},
                                                                               {4, 5, 7},
                                                                               {4, 7, 6},
                                                                               {0, 1, 5},
                                                                               {0, 5, 4},
                                                                               {2, 6, 7},
                                                                               {2, 7, 3},
                                                                               {0, 4, 6},
                                                                               {0, 6, 2},
                                                                               {1, 3, 7},
                                                                               {1, 7, 5}}};

/// The outward normal of a triangle of the box.
Point box_normal(std::size_t triangle);
/// "0,0,0,2,0,0": the numbers of the corners, one after the other.
std::string box_numbers(const char* separator);

/// Where the axes of a file point in right-handed, Y up space, and how long its unit is.
struct FileSpace {
    Point x, y, z;
    double metres = 1;

    [[nodiscard]] Point direction(const Point& p) const;
    [[nodiscard]] Point place(const Point& p) const;
    /// The file's numbers are those of a left-handed space.
    [[nodiscard]] bool mirrors() const;
};

/// What the files of the tests do to the box: twice as long along X, then a quarter turn about Z (X becomes
/// Y, Y becomes -X), then to (7, 11, 13).
Point moved(const Point& p);
Point unmoved(const Point& p);

/// Every corner is where the space puts `where(corner)`, in the scene of the nodes; the triangles still have
/// their fronts outside, and normals, where there are some, are perpendicular to them.
void check_box(const Model& model, const FileSpace& space, Point (*where)(const Point&));

}  // namespace sinter::test
