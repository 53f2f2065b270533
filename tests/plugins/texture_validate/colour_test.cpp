// SPDX-License-Identifier: Apache-2.0
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "validate_step.hpp"

namespace {

using namespace sinter;
using namespace sinter::test;
using Bytes = std::vector<std::uint8_t>;
namespace data = boost::unit_test::data;

struct Name {
    const char* path;
    ColorSpace color_space;
    const char* begins;
};
std::ostream& operator<<(std::ostream& out, const Name& name) {
    return out << name.path << " " << name_of(name.color_space);
}
constexpr auto NormalInSrgb =
    "warning: texture_limits: a normal map by its name, but its colour space is srgb (R8G8B8_";
constexpr auto ColourInLinear =
    "warning: texture_limits: a colour by its name, but its colour space is linear (R8G8B8_";
const Name Names[] = {
    {"a/rock_n.png", ColorSpace::Srgb, NormalInSrgb},
    {"a/rock_NORMAL.png", ColorSpace::Srgb, NormalInSrgb},
    {"rock-normal.tar.png", ColorSpace::Srgb, ""},  // the last word is "normal.tar"
    {"rock-nrm.png", ColorSpace::Srgb, NormalInSrgb},
    {"a/rock_n.png", ColorSpace::Linear, ""},
    {"a/rock_n.png", ColorSpace::Unknown, ""},
    {"a_n/rock.png", ColorSpace::Srgb, ""},
    {"n.png", ColorSpace::Srgb, ""},
    {"iron.png", ColorSpace::Srgb, ""},
    {"a/rock_albedo.png", ColorSpace::Linear, ColourInLinear},
    {"a/rock_D.png", ColorSpace::Linear, ColourInLinear},
    {"a/rock_BaseColor", ColorSpace::Linear, ColourInLinear},
    {"a/rock_diffuse.jpg", ColorSpace::Linear, ColourInLinear},
    {"a/rock_diffuse.jpg", ColorSpace::Srgb, ""},
    {"a/rock_rough.jpg", ColorSpace::Linear, ""},
};

/// A flat normal map, which looks like one.
OwnedAsset flat(ColorSpace color_space, std::uint32_t flags = 0) {
    auto desc = plane(2, 1, Format::Rgb8Unorm, color_space);
    desc.flags = flags;
    return new_texture(desc, Bytes{128, 128, 255, 128, 128, 255});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(texture_validate_colour)

BOOST_DATA_TEST_CASE(names_are_held_against_the_colour_space, data::make(Names), name) {
    const auto line = said(validate(flat(name.color_space).view().abi(), {}, {}, name.path));
    if (*name.begins == '\0')
        BOOST_TEST(line == "");
    else
        BOOST_TEST(line.starts_with(name.begins), line);
}

BOOST_AUTO_TEST_CASE(a_flagged_normal_map_needs_no_name) {
    BOOST_TEST(said(validate(flat(ColorSpace::Srgb, SINTER_TEXTURE_NORMAL_MAP).view().abi()))
                   .starts_with("warning: texture_limits: a normal map, but its colour space is srgb"));
}

BOOST_AUTO_TEST_CASE(severity_and_words_are_settings) {
    const auto asset = flat(ColorSpace::Srgb);
    BOOST_TEST(said(validate(asset.view().abi(), {{"color_space", text("error")}}, {}, "a_n.png"))
                   .starts_with("error: "));
    BOOST_TEST(said(validate(asset.view().abi(), {{"color_space", text("off")}}, {}, "a_n.png")) == "");
    const Values words = {{"normal_names", Value{std::vector<std::string>{"Bumpy"}}}};
    BOOST_TEST(said(validate(asset.view().abi(), words, {}, "a_n.png")) == "");
    BOOST_TEST(said(validate(asset.view().abi(), words, {}, "a_bumpy.png")).starts_with("warning: "));
}

BOOST_AUTO_TEST_CASE(texels_that_are_no_vectors_are_noticed) {
    struct {
        Format format;
        Bytes texels;
        const char* begins;
    } const cases[] = {
        {Format::Rgb8Unorm, {128, 128, 255, 200, 128, 232}, ""},
        {Format::Rgba8Unorm, {128, 128, 255, 0, 128, 255, 128, 0}, ""},
        {Format::Bgr8Unorm, {255, 128, 128, 255, 128, 128}, ""},
        // Gray: the length of (2x - 1) is small.
        {Format::Rgb8Unorm,
         {120, 130, 125, 140, 130, 120},
         "warning: texture_limits: a normal map whose texels are no unit vectors (mean length 0.0"},
        // White: the root of 3.
        {Format::Rgb8Unorm,
         {255, 255, 255, 255, 255, 255},
         "warning: texture_limits: a normal map whose texels are no unit vectors (mean length 1.73, mean z "
         "1.00)"},
        // Looking into the surface.
        {Format::Rgb8Unorm,
         {128, 128, 0, 128, 128, 0},
         "warning: texture_limits: a normal map whose texels are no unit vectors (mean length 1.00, mean z "
         "-1.00)"},
        {Format::Rgba16Unorm,
         {0, 128, 0, 128, 0, 0, 1, 1, 0, 128, 0, 128, 0, 0, 1, 1},
         "warning: texture_limits: a normal map whose texels are no unit vectors (mean length 1.00, mean z "
         "-1.00)"},
        // Not looked at.
        {Format::Rg8Unorm, {128, 128, 128, 128}, ""},
    };
    for (const auto& c : cases) {
        const auto asset = new_texture(plane(2, 1, c.format, ColorSpace::Linear), c.texels);
        const auto line = said(validate(asset.view().abi(), {}, {}, "a_n.png"));
        BOOST_TEST((*c.begins == '\0' ? line.empty() : line.starts_with(c.begins)), line);
    }
}

BOOST_AUTO_TEST_SUITE_END()
