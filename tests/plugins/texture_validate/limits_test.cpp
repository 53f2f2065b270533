// SPDX-License-Identifier: Apache-2.0
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "validate_step.hpp"

namespace {

using namespace sinter;
using namespace sinter::test;
namespace data = boost::unit_test::data;

struct Case {
    const char* what;
    TextureDesc desc;
    Values settings, platform;
    const char* begins;  ///< of what is said; empty: nothing
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
    return out << c.what;
}

Value formats(std::vector<std::string> names) {
    return Value{std::move(names)};
}

const std::vector<Case> Cases = {
    {"nothing to say", plane(64, 64, Format::Rgba8Srgb), {}, {{"max_texture_size", integer(64)}}, ""},
    {"no limit at all", plane(4096, 1, Format::R8Unorm), {}, {}, ""},
    {"over the platform's limit",
     plane(65, 8, Format::Rgba8Srgb),
     {},
     {{"max_texture_size", integer(64)}},
     "error: texture_limits: larger than the platform's max_texture_size of 64 (65x8); add the step resize"},
    {"over its own limit",
     plane(8, 65, Format::Rgba8Srgb),
     {{"max_size", integer(32)}, {"size", text("warn")}},
     {{"max_texture_size", integer(64)}},
     "warning: texture_limits: larger than max_size of 32 (8x65)"},
    {"size is off",
     plane(65, 8, Format::Rgba8Srgb),
     {{"size", text("off")}},
     {{"max_texture_size", integer(64)}},
     ""},
    {"no power of two",
     plane(48, 64, Format::Rgba8Srgb),
     {{"require_power_of_two", text("error")}},
     {},
     "error: texture_limits: not a power of two (48x64)"},
    {"no power of two, warned",
     plane(1, 3, Format::Rgba8Srgb),
     {{"require_power_of_two", text("warn")}},
     {},
     "warning: texture_limits: not a power of two (1x3)"},
    {"no power of two, by default", plane(48, 64, Format::Rgba8Srgb), {}, {}, ""},
    {"unaligned BC",
     plane(62, 64, Format::Bc1RgbUnorm),
     {},
     {},
     "warning: texture_limits: edges are no multiples of 4, which Direct3D refuses for BC1_RGB_UNORM "
     "(62x64)"},
    {"unaligned BC, rejected",
     plane(64, 2, Format::Bc7Srgb),
     {{"block_alignment", text("error")}},
     {},
     "error: texture_limits: edges are no multiples of 4"},
    {"unaligned BC, off", plane(64, 2, Format::Bc7Srgb), {{"block_alignment", text("off")}}, {}, ""},
    {"unaligned ASTC is fine", plane(62, 61, static_cast<Format>(SINTER_FORMAT_ASTC_6x6_SRGB)), {}, {}, ""},
    {"BC7 where there is none",
     plane(64, 64, Format::Bc7Srgb),
     {},
     {{"texture_formats", formats({"ETC2", "R8G8B8A8"})}},
     "warning: texture_limits: the platform cannot sample it (BC7_SRGB)"},
    {"BC7, rejected",
     plane(64, 64, Format::Bc7Srgb),
     {{"formats", text("error")}},
     {{"texture_formats", formats({"BC"})}},
     "error: texture_limits: the platform cannot sample it (BC7_SRGB)"},
    {"BC7 as a family",
     plane(64, 64, Format::Bc7Srgb),
     {},
     {{"texture_formats", formats({"BC5", "BC7"})}},
     ""},
    {"BC7 by its whole name",
     plane(64, 64, Format::Bc7Srgb),
     {},
     {{"texture_formats", formats({"BC7_SRGB"})}},
     ""},
    {"BC1 is not BC1_RGBA",
     plane(64, 64, Format::Bc1RgbUnorm),
     {},
     {{"texture_formats", formats({"BC1_RGBA"})}},
     "warning: texture_limits: the platform cannot sample it (BC1_RGB_UNORM)"},
    {"a profile without a list", plane(64, 64, Format::Bc7Srgb), {}, {}, ""},
    {"others can be converted",
     plane(64, 64, Format::Rgb8Srgb),
     {},
     {{"texture_formats", formats({"BC7"})}},
     ""},
    {"formats is off",
     plane(64, 64, Format::Bc7Srgb),
     {{"formats", text("off")}},
     {{"texture_formats", formats({})}},
     ""},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(texture_validate_limits)

BOOST_DATA_TEST_CASE(says_what_breaks_a_limit, data::make(Cases), c) {
    const auto asset = new_texture(c.desc);
    const auto line = said(validate(asset.view().abi(), c.settings, c.platform));
    if (*c.begins == '\0')
        BOOST_TEST(line == "");
    else
        BOOST_TEST(line.starts_with(c.begins), line);
}

BOOST_AUTO_TEST_CASE(all_that_is_wrong_is_said) {
    const auto asset = new_texture(plane(130, 66, Format::Bc7Srgb, ColorSpace::Srgb));
    const auto result = validate(asset.view().abi(), {{"require_power_of_two", text("warn")}},
                                 {{"max_texture_size", integer(64)}, {"texture_formats", formats({"ETC2"})}},
                                 "textures/wall_n.ktx2");
    BOOST_TEST(!!result.status);
    BOOST_TEST(result.diagnostics.size() == 5u);
}

BOOST_AUTO_TEST_CASE(tables_that_lie_are_corrupt) {
    const auto lie = [](auto change) {
        auto asset = new_texture(plane(8, 8, Format::Rgba8Srgb));
        auto* row =
            reinterpret_cast<sinter_texture_row*>(const_cast<std::uint8_t*>(asset.view().tables()[0].rows));
        change(*row);
        return said(validate(asset.view().abi()));
    };
    BOOST_TEST(lie([](sinter_texture_row&) {}) == "");
    BOOST_TEST(lie([](sinter_texture_row& row) { row.width = 0; }) == "failed: corrupt");
    BOOST_TEST(lie([](sinter_texture_row& row) { row.height = 0xffffffff; }) == "failed: corrupt");
    BOOST_TEST(lie([](sinter_texture_row& row) { row.layers = 0xffffffff; }) == "failed: corrupt");
    BOOST_TEST(lie([](sinter_texture_row& row) { row.format = SINTER_FORMAT_R8_UNORM; }) ==
               "failed: corrupt");
    BOOST_TEST(lie([](sinter_texture_row& row) { row.mips = 7; }) == "failed: corrupt");
    sinter_asset nothing{};
    nothing.type = SINTER_TEXTURE;
    BOOST_TEST(said(validate(nothing)) == "failed: corrupt");
}

BOOST_AUTO_TEST_SUITE_END()
