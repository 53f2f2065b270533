// SPDX-License-Identifier: Apache-2.0
// TOML: values typed by themselves, and the place of what is wrong.
#include <boost/test/unit_test.hpp>

#include <cmath>

#include "data_job.hpp"

namespace sinter::test {

BOOST_AUTO_TEST_SUITE(data_toml)

BOOST_AUTO_TEST_CASE(values_without_a_schema_are_typed_by_themselves) {
    const auto result = decode_toml(
        "b = true\ni = 0x10\nd = 1.0\ns = 'x'\nwhen = 1979-05-27T07:32:00Z\nday = 1979-05-27\nat = 07:32:00\n"
        "a = [1, 'two', { k = inf }]\n[t.u]\nv = -1\n[[list]]\n[[list]]\nx = nan\n");
    const auto data = data_of(result);
    BOOST_TEST_REQUIRE(data.valid());
    const auto root = data.root();
    BOOST_TEST((root["b"].boolean() == true));
    BOOST_TEST((root["i"].integer() == 16));
    BOOST_TEST(root["d"].kind() == SINTER_FIELD_DOUBLE);
    BOOST_TEST((root["when"].text() == "1979-05-27T07:32:00Z"));
    BOOST_TEST((root["day"].text() == "1979-05-27"));
    BOOST_TEST((root["at"].text() == "07:32:00"));
    BOOST_TEST((root["a"][2]["k"].number() == std::numeric_limits<double>::infinity()));
    BOOST_TEST((root["t"]["u"]["v"].integer() == -1));
    BOOST_TEST(root["list"].size() == 2u);
    BOOST_TEST(std::isnan(*root["list"][1]["x"].number()));
}

// Lines and columns counted by hand, columns in bytes.
BOOST_AUTO_TEST_CASE(names_the_place_of_what_is_wrong) {
    const auto syntax = decode_toml("a = 1\nb = = 2\n");
    BOOST_TEST((syntax.status.code() == Code::Corrupt));
    BOOST_TEST(place_of(syntax) == "2:5");
    const auto field =
        decode_text("ui", {{"a.ui.toml", "[[elements]]\nname = 'Grün'\nopacty = 1\n"}}, "a.ui.toml");
    BOOST_TEST(field.status.error().text ==
               "ui: elements[0]: unknown field \"opacty\"; did you mean \"opacity\"?");
    BOOST_TEST(place_of(field) == "3:1");
    const auto behind =
        decode_text("ui", {{"a.ui.toml", "elements = [{ text = 'Grün', opacity = 2 }]\n"}}, "a.ui.toml");
    BOOST_TEST(behind.status.error().text == "ui: elements[0].opacity: a number from 0 to 1 is wanted (2)");
    BOOST_TEST(place_of(behind) == "1:41");
}

BOOST_AUTO_TEST_CASE(deep_nests_and_large_texts_are_refused_before_they_are_parsed) {
    const auto nested = [](std::size_t depth) {
        return "a = " + std::string(depth, '[') + std::string(depth, ']');
    };
    BOOST_TEST(data_of(decode_toml(nested(63))).valid());
    BOOST_TEST((decode_toml(nested(64)).status.code() == Code::TooLarge));
    BOOST_TEST((decode_toml(nested(500000)).status.code() == Code::TooLarge));
    BOOST_TEST((decode_toml(std::string((4 << 20) + 1, '\n')).status.code() == Code::TooLarge));
}

BOOST_AUTO_TEST_CASE(every_prefix_is_harmless) {
    const std::string whole = "name = \"x\"\n[[emitters]]\nlife = [1, 2]\nshape = { kind = 'box' }\n";
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const auto result =
            decode_text("particle_system", {{"a.particles.toml", whole.substr(0, size)}}, "a.particles.toml");
        if (!result.status) BOOST_TEST(result.status.error().where.line > 0u);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
