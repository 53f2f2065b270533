// SPDX-License-Identifier: Apache-2.0
// Every stored form, every shape, and what is decided about colour.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "process_step.hpp"
#include "reference.hpp"

namespace {

using namespace sinter;
using namespace sinter::test;
using Bytes = std::vector<std::uint8_t>;
namespace data = boost::unit_test::data;

template <class Number>
Bytes bytes_of(const std::vector<Number>& numbers) {
    Bytes out(numbers.size() * sizeof(Number));
    std::memcpy(out.data(), numbers.data(), out.size());
    return out;
}
template <class Number>
std::vector<Number> numbers_of(const Bytes& bytes) {
    std::vector<Number> out(bytes.size() / sizeof(Number));
    std::memcpy(out.data(), bytes.data(), bytes.size());
    return out;
}

struct Case {
    Format format;
    bool worked_on;
};
std::ostream& operator<<(std::ostream& out, Case c) {
    return out << name_of(c.format);
}
std::vector<Case> all_formats() {
    std::vector<Case> out;
    for (const auto& info : sinter::detail::KnownFormats)
        out.push_back({info.format, info.numeric != Numeric::Block});
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(texture_process_formats)

BOOST_DATA_TEST_CASE(every_format_keeps_a_constant_or_goes_on_unchanged, data::make(all_formats()), c) {
    const auto& info = *format_info(c.format);
    for (const char* filter : {"box", "kaiser"}) {
        // The byte 0x3c in every place: a number in every stored form (half 1.058…, float 0.0114…).
        auto input = new_texture(plane(12, 10, c.format, info.srgb ? ColorSpace::Srgb : ColorSpace::Linear));
        for (auto& byte : level_bytes(input, 0)) byte = 0x3c;
        const auto made = levels_made(mipmaps().run(input.view().abi(), {{"filter", text(filter)}}));
        if (!c.worked_on) {
            BOOST_TEST(made.empty());
            continue;
        }
        BOOST_TEST_REQUIRE(made.size() == 4u);
        for (std::size_t mip = 0; mip < made.size(); ++mip) {
            const std::size_t texels = (12u >> mip) * (10u >> mip);
            BOOST_TEST_REQUIRE(made[mip].size() == texels * info.block_bytes);
            if (info.numeric == Numeric::Float) {
                for (const float number : numbers_of<float>(made[mip]))
                    BOOST_TEST_REQUIRE(number == numbers_of<float>({0x3c, 0x3c, 0x3c, 0x3c})[0],
                                       boost::test_tools::tolerance(1e-6f));
            } else {
                BOOST_TEST_REQUIRE(made[mip] == Bytes(made[mip].size(), 0x3c));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(each_channel_is_its_own) {
    // Two texels, means by hand, in data.
    struct {
        Format format;
        Bytes texels, mean;
    } const cases[] = {
        {Format::R8Unorm, {10, 20}, {15}},
        {Format::Rg8Unorm, {10, 200, 20, 100}, {15, 150}},
        {Format::Rgb8Unorm, {1, 2, 3, 5, 8, 13}, {3, 5, 8}},
        {Format::Bgr8Unorm, {1, 2, 3, 5, 8, 13}, {3, 5, 8}},
        {Format::Rgba8Unorm, {1, 2, 3, 100, 5, 8, 13, 200}, {3, 5, 8, 150}},
        {Format::Bgra8Unorm, {1, 2, 3, 100, 5, 8, 13, 200}, {3, 5, 8, 150}},
        {Format::R16Unorm, bytes_of<std::uint16_t>({1000, 3001}), bytes_of<std::uint16_t>({2001})},
        {Format::Rgba16Unorm, bytes_of<std::uint16_t>({0, 65535, 7, 30000, 2, 65533, 9, 40000}),
         bytes_of<std::uint16_t>({1, 65534, 8, 35000})},
        {Format::Rg16Sfloat, bytes_of<std::uint16_t>({0x3c00, 0xc000, 0x4000, 0xc400}),  // 1, -2; 2, -4
         bytes_of<std::uint16_t>({0x3e00, 0xc200})},                                     // 1.5, -3
        {Format::Rgb32Sfloat, bytes_of<float>({1e6f, -1, 0, 3e6f, -2, 8}), bytes_of<float>({2e6f, -1.5f, 4})},
    };
    for (const auto& c : cases) {
        const auto input = new_texture(plane(2, 1, c.format, ColorSpace::Linear), c.texels);
        BOOST_TEST(levels_made(mipmaps().run(input.view().abi())).at(1) == c.mean);
    }
}

BOOST_AUTO_TEST_CASE(alpha_weighs_in_every_stored_form) {
    // A visible texel of 0.25 beside an invisible one of 1: the colour stays, alpha halves.
    const auto wide =
        new_texture(plane(2, 1, Format::Rgba16Unorm, ColorSpace::Linear, AlphaMode::Straight),
                    bytes_of<std::uint16_t>({16384, 16384, 16384, 65535, 65535, 65535, 65535, 0}));
    BOOST_TEST(numbers_of<std::uint16_t>(levels_made(mipmaps().run(wide.view().abi())).at(1)) ==
               (std::vector<std::uint16_t>{16384, 16384, 16384, 32768}));
    const auto half =
        new_texture(plane(2, 1, Format::Rgba16Sfloat, ColorSpace::Linear, AlphaMode::Straight),
                    bytes_of<std::uint16_t>({0x3400, 0x3400, 0x3400, 0x3c00, 0x3c00, 0x3c00, 0x3c00, 0}));
    BOOST_TEST(numbers_of<std::uint16_t>(levels_made(mipmaps().run(half.view().abi())).at(1)) ==
               (std::vector<std::uint16_t>{0x3400, 0x3400, 0x3400, 0x3800}));
    const auto number =
        new_texture(plane(2, 1, Format::Rgba32Sfloat, ColorSpace::Linear, AlphaMode::Straight),
                    bytes_of<float>({0.25f, 0.25f, 0.25f, 1, 1, 1, 1, 0}));
    BOOST_TEST(numbers_of<float>(levels_made(mipmaps().run(number.view().abi())).at(1)) ==
               (std::vector<float>{0.25f, 0.25f, 0.25f, 0.5f}));
    // Nothing visible at all: alpha stays exactly 0.
    const auto none = new_texture(plane(2, 1, Format::Rgba32Sfloat, ColorSpace::Linear, AlphaMode::Straight),
                                  bytes_of<float>({1, 2, 3, 0, 3, 4, 5, 0}));
    BOOST_TEST(numbers_of<float>(levels_made(mipmaps().run(none.view().abi())).at(1)) ==
               (std::vector<float>{2, 3, 4, 0}));
}

BOOST_AUTO_TEST_CASE(wide_srgb_goes_through_linear_light) {
    std::vector<std::uint16_t> texels;
    for (std::uint32_t i = 0; i < 512; ++i) texels.push_back(static_cast<std::uint16_t>(i * 25717u));
    const auto input = new_texture(plane(512, 1, Format::R16Unorm, ColorSpace::Srgb), bytes_of(texels));
    const auto made = numbers_of<std::uint16_t>(levels_made(mipmaps().run(input.view().abi())).at(1));
    for (std::size_t i = 0; i < made.size(); ++i) {
        const double light =
            (reference_decode(texels[2 * i] / 65535.0) + reference_decode(texels[2 * i + 1] / 65535.0)) / 2;
        BOOST_TEST_REQUIRE(std::abs(made[i] - 65535 * reference_encode(light)) < 0.52);
    }
}

BOOST_AUTO_TEST_CASE(infinity_and_nan_do_no_harm) {
    const float nan = std::nanf(""), infinity = HUGE_VALF;
    for (const char* filter : {"box", "kaiser"})
        for (const auto color_space : {ColorSpace::Linear, ColorSpace::Srgb}) {
            const auto input =
                new_texture(plane(3, 2, Format::Rgba32Sfloat, color_space, AlphaMode::Straight),
                            bytes_of<float>({nan, infinity, -infinity, nan, 1e38f, -1e38f, 1e-45f, infinity,
                                             0,   1,        2,         -5,  nan,   3e38f,  3e38f,  1,
                                             1,   1,        1,         1,   -0.0f, 0,      1,      0}));
            BOOST_TEST(levels_made(mipmaps().run(input.view().abi(), {{"filter", text(filter)}})).size() ==
                       2u);
        }
}

BOOST_AUTO_TEST_CASE(layers_and_faces_are_filtered_each_by_itself) {
    auto desc = plane(6, 6, Format::Rgba8Srgb, ColorSpace::Srgb, AlphaMode::Straight);
    desc.shape = TextureShape::Cube;
    desc.layers = 3;
    const auto cubes = noise_texture(desc);
    for (const char* filter : {"box", "kaiser"}) {
        const auto made = levels_made(mipmaps().run(cubes.view().abi(), {{"filter", text(filter)}}));
        BOOST_TEST_REQUIRE(made.size() == 3u);
        for (std::size_t image = 0; image < 18; ++image) {
            const auto begin = made[0].begin() + static_cast<std::ptrdiff_t>(image * 144);
            const auto single =
                new_texture(plane(6, 6, Format::Rgba8Srgb, ColorSpace::Srgb, AlphaMode::Straight),
                            Bytes(begin, begin + 144));
            const auto alone = levels_made(mipmaps().run(single.view().abi(), {{"filter", text(filter)}}));
            for (std::size_t mip = 1; mip < 3; ++mip) {
                const auto size = static_cast<std::ptrdiff_t>(alone[mip].size());
                const auto from = made[mip].begin() + static_cast<std::ptrdiff_t>(image) * size;
                BOOST_TEST_REQUIRE(Bytes(from, from + size) == alone[mip]);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(large_arrays_are_made_in_groups) {
    // Level 1 of a layer has 2048 x 128 texels: 4 MiB in working form, of which 16 MiB are held at once.
    auto desc = plane(4096, 257, Format::R8Unorm);
    desc.layers = 5;
    const auto array = noise_texture(desc);
    const auto made = levels_made(mipmaps().run(array.view().abi()));
    desc.layers = 1;
    for (const std::size_t layer : {0u, 3u, 4u}) {
        const auto begin = made.at(0).begin() + static_cast<std::ptrdiff_t>(layer * 4096 * 257);
        const auto single = new_texture(desc, Bytes(begin, begin + 4096 * 257));
        const auto alone = levels_made(mipmaps().run(single.view().abi()));
        BOOST_TEST_REQUIRE(made.size() == alone.size());
        for (std::size_t mip = 1; mip < alone.size(); ++mip) {
            const auto size = static_cast<std::ptrdiff_t>(alone[mip].size());
            const auto from = made[mip].begin() + static_cast<std::ptrdiff_t>(layer) * size;
            BOOST_TEST_REQUIRE((Bytes(from, from + size) == alone[mip]));
        }
    }
}

BOOST_AUTO_TEST_CASE(volumes_are_filtered_along_depth_too) {
    auto desc = plane(2, 2, Format::R8Unorm);
    desc.shape = TextureShape::Volume;
    desc.depth = 2;
    const auto input = new_texture(desc, Bytes{0, 10, 20, 30, 40, 50, 60, 71});  // sum 281
    BOOST_TEST(levels_made(mipmaps().run(input.view().abi())).at(1) == Bytes{35});
    desc.depth = 3;
    const auto odd = new_texture(desc, Bytes{0, 0, 0, 0, 30, 30, 30, 30, 90, 90, 90, 90});
    BOOST_TEST(levels_made(mipmaps().run(odd.view().abi())).at(1) == Bytes{40});
}

BOOST_AUTO_TEST_CASE(lines_are_filtered) {
    auto desc = plane(4, 1, Format::R8Unorm);
    desc.shape = TextureShape::Line;
    desc.layers = 2;
    const auto input = new_texture(desc, Bytes{0, 10, 20, 40, 100, 100, 200, 200});
    const auto made = levels_made(mipmaps().run(input.view().abi()));
    BOOST_TEST(made.at(1) == (Bytes{5, 30, 100, 200}));
    BOOST_TEST(made.at(2) == (Bytes{18, 150}));  // 17.5: from the sums, not from rounded codes
}

BOOST_AUTO_TEST_CASE(colour_space_is_decided_and_written) {
    struct {
        Format format;
        ColorSpace said;
        const char* setting;
        Format made;
        ColorSpace decided;
    } const cases[] = {
        {Format::Rgba8Unorm, ColorSpace::Unknown, "auto", Format::Rgba8Srgb, ColorSpace::Srgb},
        {Format::Rgb8Unorm, ColorSpace::Unknown, "auto", Format::Rgb8Srgb, ColorSpace::Srgb},
        {Format::R8Unorm, ColorSpace::Unknown, "auto", Format::R8Unorm, ColorSpace::Linear},
        {Format::Rg8Srgb, ColorSpace::Unknown, "auto", Format::Rg8Srgb, ColorSpace::Srgb},
        {Format::Rgba16Unorm, ColorSpace::Unknown, "auto", Format::Rgba16Unorm, ColorSpace::Linear},
        {Format::Rgba16Unorm, ColorSpace::Srgb, "auto", Format::Rgba16Unorm, ColorSpace::Srgb},
        {Format::Rgba8Srgb, ColorSpace::Linear, "auto", Format::Rgba8Unorm, ColorSpace::Linear},
        {Format::Bgra8Srgb, ColorSpace::Srgb, "linear", Format::Bgra8Unorm, ColorSpace::Linear},
        {Format::R8Unorm, ColorSpace::Linear, "srgb", Format::R8Srgb, ColorSpace::Srgb},
    };
    for (const auto& c : cases) {
        const auto input = noise_texture(plane(4, 4, c.format, c.said));
        const auto result = mipmaps().run(input.view().abi(), {{"color_space", text(c.setting)}});
        const Texture made{product(result).view()};
        BOOST_TEST(name_of(made.format()) == name_of(c.made));
        BOOST_TEST(name_of(made.color_space()) == name_of(c.decided));
    }
    // Also where there is no level to add.
    const auto dot = noise_texture(plane(1, 1, Format::Rgba8Unorm));
    const auto result = mipmaps().run(dot.view().abi());
    BOOST_TEST(name_of(Texture{product(result).view()}.format()) == "R8G8B8A8_SRGB");
    const auto known = noise_texture(plane(1, 1, Format::Rgba8Srgb, ColorSpace::Srgb));
    BOOST_TEST(levels_made(mipmaps().run(known.view().abi())).empty());
}

BOOST_AUTO_TEST_CASE(tables_and_dependencies_of_others_pass_through) {
    auto input = noise_texture(plane(4, 4, Format::Rgba8Srgb, ColorSpace::Srgb));
    const std::uint32_t tag = SINTER_TAG('M', 'I', 'N', 'E');
    auto* rows = *input.add_table(tag, 9, 3, 2);
    std::copy_n("abcdef", 6, rows);
    static_cast<void>(input.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Data, "other.json"));
    const auto result = mipmaps().run(input.view().abi());
    const auto view = product(result).view();
    const auto* table = view.table(tag);
    BOOST_TEST_REQUIRE(table != nullptr);
    BOOST_TEST((table->version == 9 && table->stride == 3 && table->count == 2));
    BOOST_TEST(std::memcmp(table->rows, "abcdef", 6) == 0);
    BOOST_TEST_REQUIRE(view.dependencies().size() == 1u);
    BOOST_TEST(to_view(view.dependencies()[0].path) == "other.json");
}

BOOST_AUTO_TEST_SUITE_END()
