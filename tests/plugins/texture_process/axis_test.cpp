// SPDX-License-Identifier: Apache-2.0
// Weights against arithmetic by hand (box) and against libm's sine and Bessel function (Kaiser).
#include "axis.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>

namespace {

using namespace sinter::texels;

std::vector<float> weights(const Axis& axis, std::uint32_t index) {
    std::vector<float> out;
    const auto& taps = axis.taps[index];
    for (std::uint32_t k = 0; k < taps.count; ++k) out.push_back(axis.weights_of(taps)[k][0]);
    return out;
}
double kaiser(double t) {
    constexpr double Pi = 3.14159265358979323846;
    if (std::abs(t) >= 3) return 0;
    return (t == 0 ? 1 : std::sin(Pi * t) / (Pi * t)) * std::cyl_bessel_i(0.0, 4 * std::sqrt(1 - t * t / 9));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(texture_process_axis)

BOOST_AUTO_TEST_CASE(box_halves_with_equal_weights) {
    const Axis axis{8, 4, Filter::Box};
    for (std::uint32_t i = 0; i < 4; ++i) {
        BOOST_TEST(axis.taps[i].first == static_cast<std::int32_t>(2 * i));
        BOOST_TEST(weights(axis, i) == (std::vector<float>{0.5f, 0.5f}));
    }
}

BOOST_AUTO_TEST_CASE(box_of_an_odd_size_weighs_by_covered_part) {
    const Axis axis{5, 2, Filter::Box};  // [0, 2.5) and [2.5, 5)
    BOOST_TEST(axis.taps[0].first == 0);
    BOOST_TEST(weights(axis, 0) == (std::vector<float>{0.4f, 0.4f, 0.2f}));
    BOOST_TEST(axis.taps[1].first == 2);
    BOOST_TEST(weights(axis, 1) == (std::vector<float>{0.2f, 0.4f, 0.4f}));
    const Axis third{3, 1, Filter::Box};
    BOOST_TEST(weights(third, 0) == (std::vector<float>{1 / 3.0f, 1 / 3.0f, 1 / 3.0f}));
}

BOOST_AUTO_TEST_CASE(equal_sizes_copy_with_any_filter) {
    for (const auto filter : {Filter::Box, Filter::Kaiser}) {
        const Axis axis{3, 3, filter};
        for (std::uint32_t i = 0; i < 3; ++i) {
            BOOST_TEST(axis.taps[i].first == static_cast<std::int32_t>(i));
            BOOST_TEST(weights(axis, i) == std::vector<float>{1.0f});
        }
    }
}

BOOST_DATA_TEST_CASE(kaiser_is_the_windowed_sinc,
                     boost::unit_test::data::make({2u, 3u, 5u, 7u, 16u, 97u, 1000u, 2047u}), from) {
    for (const std::uint32_t to : {from / 2, from / 3 + 1, std::uint32_t{1}}) {
        if (to >= from) continue;
        const Axis axis{from, to, Filter::Kaiser};
        const double scale = static_cast<double>(from) / to;
        for (std::uint32_t i = 0; i < to; ++i) {
            double sum = 0;
            const double centre = (i + 0.5) * scale - 0.5;
            for (int k = -7 * static_cast<int>(scale + 1); k < static_cast<int>(from) + 7 * (scale + 1); ++k)
                sum += kaiser((k - centre) / scale);
            const auto& taps = axis.taps[i];
            const auto own = weights(axis, i);
            double total = 0;
            for (std::uint32_t k = 0; k < taps.count; ++k) {
                total += own[k];
                BOOST_TEST_REQUIRE(
                    std::abs(own[k] - kaiser((taps.first + static_cast<double>(k) - centre) / scale) / sum) <
                    1e-6);
            }
            BOOST_TEST_REQUIRE(std::abs(total - 1) < 1e-5);
            BOOST_TEST_REQUIRE(taps.first >= -static_cast<std::int64_t>(axis.before));
            BOOST_TEST_REQUIRE(taps.first + taps.count <= from + axis.after);
        }
    }
}

BOOST_AUTO_TEST_CASE(edges_clamp_or_wrap) {
    BOOST_TEST(edge_index(-1, 3, Edge::Clamp) == 0);
    BOOST_TEST(edge_index(3, 3, Edge::Clamp) == 2);
    BOOST_TEST(edge_index(1, 3, Edge::Clamp) == 1);
    BOOST_TEST(edge_index(-1, 3, Edge::Wrap) == 2);
    BOOST_TEST(edge_index(-7, 3, Edge::Wrap) == 2);
    BOOST_TEST(edge_index(3, 3, Edge::Wrap) == 0);
    BOOST_TEST(edge_index(8, 1, Edge::Wrap) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
