// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "angle.hpp"
#include "models.hpp"
#include "vertex_codec.hpp"
#include "weld.hpp"

using namespace sinter;
using namespace sinter::models;

BOOST_AUTO_TEST_SUITE(ModelAlgorithms)

BOOST_AUTO_TEST_CASE(angles_agree_with_the_library_of_c) {
    for (int i = -1000; i <= 1000; ++i) {
        const float x = static_cast<float>(i) / 1000.0f;
        BOOST_TEST(std::fabs(arc_cosine(x) - std::acos(x)) < 3e-7);
    }
    BOOST_TEST(arc_cosine(1.5f) == 0.0f);
    for (int degrees = 0; degrees <= 180; ++degrees)
        BOOST_TEST(std::fabs(cosine_of_degrees(degrees) - std::cos(degrees * 3.14159265358979323846 / 180)) <
                   1e-15);
}

BOOST_AUTO_TEST_CASE(welds_equal_vertices_and_takes_minus_zero_for_zero) {
    Geometry geometry =
        test::triangles({0, 0, 0, 1, 0, 0, -0.0f, 0, 0, 1, 0, 0, 0, 1, 0}, {0, 1, 4, 2, 3, 4});
    const auto welding = weld(geometry);
    BOOST_TEST(welding.count == 3u);
    const std::vector<std::uint32_t> expected = {0, 1, 0, 1, 2};
    BOOST_TEST(welding.of_vertex == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(octahedral_directions_come_back_within_their_step) {
    // Cigolle et al. 2014, table 2: at most 0.95 degrees for two snorm8, 0.0037 for two snorm16.
    double worst8 = 0, worst16 = 0;
    std::uint32_t seed = 7;
    const auto random = [&] {
        seed = seed * 1664525u + 1013904223u;
        return static_cast<float>(seed >> 8) / 8388608.0f - 1.0f;
    };
    for (int i = 0; i < 100000; ++i) {
        const auto direction = normalised(Vector3{random(), random(), random()});
        for (const std::int32_t most : {127, 32767}) {
            const auto folded = octahedral(direction, most);
            const auto back = from_octahedron(static_cast<float>(folded[0]) / static_cast<float>(most),
                                              static_cast<float>(folded[1]) / static_cast<float>(most));
            const double x = double{back[0]} - direction.x, y = double{back[1]} - direction.y,
                         z = double{back[2]} - direction.z;
            const double degrees = 2 * std::asin(std::sqrt(x * x + y * y + z * z) / 2) * 57.29577951308232;
            (most == 127 ? worst8 : worst16) = std::max(most == 127 ? worst8 : worst16, degrees);
        }
    }
    BOOST_TEST_MESSAGE("octahedral: " << worst8 << " degrees at 8 bits, " << worst16 << " at 16");
    BOOST_TEST(worst8 < 0.95);
    BOOST_TEST(worst16 < 0.0037);
}

BOOST_AUTO_TEST_CASE(weights_become_bytes_that_sum_to_255) {
    const auto bytes_of = [](std::vector<float> weights) {
        std::vector<std::uint8_t> out(weights.size());
        weights_of_sum_255(weights, out);
        return std::vector<int>(out.begin(), out.end());
    };
    // By hand: thirds are 85 each; 0.5, 0.3, 0.2 are 127.5, 76.5 and 51.
    const std::vector<int> thirds = {85, 85, 85}, mixed = {128, 76, 51}, nothing = {255, 0},
                           doubled = {128, 127};
    BOOST_TEST(bytes_of({0.333333f, 0.333333f, 0.333333f}) == thirds, boost::test_tools::per_element());
    BOOST_TEST(bytes_of({0.5f, 0.3f, 0.2f}) == mixed, boost::test_tools::per_element());
    BOOST_TEST(bytes_of({0, 0}) == nothing, boost::test_tools::per_element());
    BOOST_TEST(bytes_of({2, 2}) == doubled, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
