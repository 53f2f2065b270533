// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>
#include <cmath>

#include <sinter/animation.hpp>

#include "animations.hpp"

using namespace sinter;
using models::Keys;

namespace {

Keys channel(sinter_animation_path path, sinter_interpolation interpolation, std::size_t count,
             const std::function<std::vector<float>(float)>& at) {
    Keys out;
    out.path = path;
    out.interpolation = interpolation;
    for (std::size_t k = 0; k < count; ++k) {
        const float time = static_cast<float>(k) / 30;
        const auto value = at(time);
        out.components = static_cast<std::uint32_t>(value.size());
        out.times.push_back(time);
        out.values.insert(out.values.end(), value.begin(), value.end());
    }
    return out;
}
OwnedAsset reduced(const std::vector<Keys>& channels, const test::RunOptions& options = {}) {
    auto out = test::run("animation_reduce", test::animation_of(channels), options);
    BOOST_REQUIRE(out);
    BOOST_REQUIRE(Animation{out->view()}.valid());
    return *std::move(out);
}
/// Turned about y by `angle` radians.
std::vector<float> turned(float angle, float sign = 1) {
    return {0, sign * std::sin(angle / 2), 0, sign * std::cos(angle / 2)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(AnimationReduceStep)

BOOST_AUTO_TEST_CASE(straight_pieces_keep_their_ends) {
    // Up for one second, then down: 61 keys, of which the turning point matters.
    const auto keys = channel(SINTER_ANIMATION_TRANSLATION, SINTER_INTERPOLATION_LINEAR, 61, [](float t) {
        return std::vector<float>{0, t <= 1 ? t : 2 - t, 0};
    });
    const auto out = reduced({keys});
    const Animation animation{out.view()};
    const std::vector<float> expected = {0, 1, 2};
    const auto times = animation.times(animation.channels[0]);
    BOOST_TEST(std::vector<float>(times.begin(), times.end()) == expected, boost::test_tools::per_element());
    BOOST_TEST(animation.channels[0].error < 1e-6f);
    BOOST_TEST(animation.row().end_seconds == 2.0f);
    BOOST_TEST(to_view(animation.asset().dependencies()[animation.row().model].path) == "fox.glb");
}

BOOST_AUTO_TEST_CASE(what_does_not_move_keeps_one_key) {
    const auto still = channel(SINTER_ANIMATION_SCALE, SINTER_INTERPOLATION_LINEAR, 50, [](float) {
        return std::vector<float>{1, 2, 3};
    });
    auto cubic = channel(SINTER_ANIMATION_TRANSLATION, SINTER_INTERPOLATION_CUBIC, 4,
                         [](float) { return std::vector<float>{0, 0, 0, 5, 6, 7, 0, 0, 0}; });
    cubic.components = 3;
    auto moving = cubic;
    moving.values[6] = 3;  // an out-tangent: it moves between two equal values
    const auto out = reduced({still, cubic, moving});
    const Animation animation{out.view()};
    BOOST_TEST(animation.channels[0].key_count == 1u);
    BOOST_TEST(animation.channels[1].key_count == 1u);
    BOOST_TEST(animation.channels[2].key_count == 4u);
    BOOST_TEST(animation.sample(animation.channels[1], 0.05f)[2] == 7.0f);
    // The animation is as long as it was, though a channel ends earlier.
    BOOST_TEST(animation.row().end_seconds == 49.0f / 30);
}

BOOST_AUTO_TEST_CASE(the_recorded_error_is_that_of_sampling_and_within_the_tolerance) {
    const auto path = channel(SINTER_ANIMATION_TRANSLATION, SINTER_INTERPOLATION_LINEAR, 300, [](float t) {
        return std::vector<float>{std::sin(3 * t), 0.2f * std::cos(7 * t), t};
    });
    const auto spin = channel(SINTER_ANIMATION_ROTATION, SINTER_INTERPOLATION_LINEAR, 300,
                              [](float t) { return turned(std::sin(2 * t)); });
    test::RunOptions options;
    options.settings["metres"] = Value{0.01};
    options.settings["radians"] = Value{0.02};
    const auto out = reduced({path, spin}, options);
    const Animation animation{out.view()};
    double apart = 0, angle = 0;
    for (std::size_t k = 0; k < path.times.size(); ++k) {
        const auto moved = animation.sample(animation.channels[0], path.times[k]);
        for (std::size_t i = 0; i < 3; ++i)
            apart = std::max(apart, std::fabs(double{moved[i]} - path.values[3 * k + i]));
        const auto q = animation.sample(animation.channels[1], path.times[k]);
        // About one axis: the angle is twice that of (y, w) in the plane.
        const double is = 2 * std::atan2(double{q[1]}, double{q[3]});
        const double was = 2 * std::atan2(double{spin.values[4 * k + 1]}, double{spin.values[4 * k + 3]});
        angle = std::max(angle, std::fabs(is - was));
    }
    BOOST_TEST_MESSAGE("300 keys: " << animation.channels[0].key_count << " and "
                                    << animation.channels[1].key_count << " left; " << apart << " m and "
                                    << angle << " radians off");
    BOOST_TEST(animation.channels[0].key_count < 110u);
    BOOST_TEST(animation.channels[1].key_count < 60u);
    BOOST_TEST(std::fabs(apart - animation.channels[0].error) < 1e-5);
    BOOST_TEST(std::fabs(angle - animation.channels[1].error) < 1e-5);
    BOOST_TEST(apart <= 0.01 + 1e-6);
    BOOST_TEST(angle <= 0.02 + 1e-6);
}

BOOST_AUTO_TEST_CASE(rotations_become_continuous_and_of_unit_length) {
    auto keys = channel(SINTER_ANIMATION_ROTATION, SINTER_INTERPOLATION_LINEAR, 20, [](float t) {
        return turned(20 * t * t, static_cast<int>(t * 30 + 0.5f) % 2 == 0 ? 1.0f : -1.0f);
    });
    for (auto& value : keys.values) value *= 1.5f;
    test::RunOptions options;
    options.settings["radians"] = Value{0.0};
    const auto out = reduced({keys}, options);
    const Animation animation{out.view()};
    const auto values = animation.values(animation.channels[0]);
    for (std::size_t at = 0; at < values.size(); at += 4) {
        const double length =
            std::hypot(std::hypot(values[at], values[at + 1]), std::hypot(values[at + 2], values[at + 3]));
        BOOST_TEST(std::fabs(length - 1) < 1e-6);
        if (at >= 4) BOOST_TEST(values[at + 1] * values[at - 3] + values[at + 3] * values[at - 1] >= 0.0f);
    }
}

BOOST_AUTO_TEST_CASE(steps_keep_every_change) {
    const auto keys = channel(SINTER_ANIMATION_TRANSLATION, SINTER_INTERPOLATION_STEP, 30, [](float t) {
        return std::vector<float>{std::floor(t * 3 + 0.01f), 0, 0};
    });
    const auto out = reduced({keys});
    const Animation animation{out.view()};
    for (const float time : keys.times)
        BOOST_TEST(animation.sample(animation.channels[0], time)[0] == std::floor(time * 3 + 0.01f));
    BOOST_TEST(animation.channels[0].key_count == 4u);  // three values, and the end
}

BOOST_AUTO_TEST_CASE(bytes_do_not_depend_on_the_number_of_threads) {
    std::vector<Keys> channels;
    for (int i = 0; i < 9; ++i)
        channels.push_back(
            channel(SINTER_ANIMATION_TRANSLATION, SINTER_INTERPOLATION_LINEAR, 200, [i](float t) {
                return std::vector<float>{std::sin(t * static_cast<float>(i)), t, 0};
            }));
    const auto made = [&](unsigned threads) {
        test::RunOptions options;
        options.threads = threads;
        return test::bytes_of(reduced(channels, options));
    };
    BOOST_TEST((made(1) == made(4)));
}

BOOST_AUTO_TEST_SUITE_END()
