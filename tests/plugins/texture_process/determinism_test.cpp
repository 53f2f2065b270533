// SPDX-License-Identifier: Apache-2.0
// The same input gives the same bytes: for any number of turns, any instruction set, any way through the
// code.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "process_step.hpp"

namespace {

using namespace sinter;
using namespace sinter::test;
namespace data = boost::unit_test::data;

struct Input {
    const char* what;
    TextureDesc desc;
    bool normals = false;
};
std::ostream& operator<<(std::ostream& out, const Input& input) {
    return out << input.what;
}

TextureDesc layered(TextureDesc desc, TextureShape shape, std::uint32_t depth, std::uint32_t layers) {
    desc.shape = shape;
    desc.depth = depth;
    desc.layers = layers;
    return desc;
}
/// Large enough for several bands, with sizes that do and do not halve.
const std::vector<Input> Inputs = {
    {"RGBA8 512x384", plane(512, 384, Format::Rgba8Srgb, ColorSpace::Srgb, AlphaMode::Straight)},
    {"RGBA8 301x207", plane(301, 207, Format::Rgba8Srgb, ColorSpace::Srgb, AlphaMode::Straight)},
    {"RGB8 normals", plane(320, 160, Format::Rgb8Unorm, ColorSpace::Linear), true},
    {"RG8", plane(130, 258, Format::Rg8Unorm)},
    {"RGBA16 sRGB", plane(128, 96, Format::Rgba16Unorm, ColorSpace::Srgb, AlphaMode::Straight)},
    {"RGB half", plane(100, 60, Format::Rgb16Sfloat, ColorSpace::Linear)},
    // Noise as floats holds infinities and NaNs.
    {"RGBA float", plane(70, 90, Format::Rgba32Sfloat, ColorSpace::Linear, AlphaMode::Straight)},
    {"RGB float sRGB", plane(64, 32, Format::Rgb32Sfloat, ColorSpace::Srgb)},
    {"cubes", layered(plane(48, 48, Format::Bgra8Srgb, ColorSpace::Srgb), TextureShape::Cube, 1, 2)},
    {"volume", layered(plane(40, 24, Format::R8Unorm), TextureShape::Volume, 9, 1)},
};
const Values& settings_of(const Input& input, const char* filter) {
    static Values settings;
    settings = {{"filter", text(filter)}, {"normal_map", text(input.normals ? "yes" : "auto")}};
    return settings;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(texture_process_determinism)

BOOST_DATA_TEST_CASE(turns_do_not_change_a_byte, data::make(Inputs) * data::make({"box", "kaiser"}), input,
                     filter) {
    const auto texture = noise_texture(input.desc);
    const auto& settings = settings_of(input, filter);
    const auto one = levels_made(mipmaps().run(texture.view().abi(), settings));
    auto shrink = settings;
    shrink["max_size"] = integer(37);
    const auto one_resized = levels_made(resize().run(texture.view().abi(), shrink));
    BOOST_TEST_REQUIRE(!one.empty());
    for (const unsigned threads : {2u, 8u}) {
        ThreadedWorld world{threads};
        BOOST_TEST((levels_made(mipmaps().run(texture.view().abi(), settings, {}, &world)) == one));
        BOOST_TEST((levels_made(resize().run(texture.view().abi(), shrink, {}, &world)) == one_resized));
        BOOST_TEST(!world.progress_left_its_range());
    }
}

#ifdef SINTER_TEXTURE_PROCESS_AVX2
BOOST_DATA_TEST_CASE(instruction_sets_do_not_change_a_byte,
                     data::make(Inputs) * data::make({"box", "kaiser"}), input, filter) {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) {
        BOOST_TEST_MESSAGE("this processor has no AVX2 and FMA: nothing to compare");
        return;
    }
    static const TextureStep wide_mipmaps{SINTER_TEXTURE_PROCESS_AVX2, SINTER_TEXTURE_PROCESS_MANIFEST,
                                          "mipmaps"};
    static const TextureStep wide_resize{SINTER_TEXTURE_PROCESS_AVX2, SINTER_TEXTURE_PROCESS_MANIFEST,
                                         "resize"};
    const auto texture = noise_texture(input.desc);
    auto settings = settings_of(input, filter);
    BOOST_TEST((levels_made(mipmaps().run(texture.view().abi(), settings)) ==
                levels_made(wide_mipmaps.run(texture.view().abi(), settings))));
    settings["max_size"] = integer(29);
    BOOST_TEST((levels_made(resize().run(texture.view().abi(), settings)) ==
                levels_made(wide_resize.run(texture.view().abi(), settings))));
}
#endif

BOOST_AUTO_TEST_CASE(one_pass_over_many_levels_makes_the_bytes_of_level_by_level) {
    // A volume of one slice is never sent down the short cut of the box filter.
    for (const auto format :
         {Format::Rgba8Srgb, Format::Rgb8Unorm, Format::Rg8Unorm, Format::R8Srgb, Format::Rgba16Unorm})
        for (const auto alpha : {AlphaMode::None, AlphaMode::Straight}) {
            const auto& info = *format_info(format);
            auto desc = plane(224, 96, format, info.srgb ? ColorSpace::Srgb : ColorSpace::Linear,
                              info.may_have_alpha ? alpha : AlphaMode::None);
            const auto flat = noise_texture(desc);
            desc.shape = TextureShape::Volume;
            const auto volume = noise_texture(desc);
            BOOST_TEST((levels_made(mipmaps().run(flat.view().abi())) ==
                        levels_made(mipmaps().run(volume.view().abi()))));
        }
}

BOOST_AUTO_TEST_SUITE_END()
