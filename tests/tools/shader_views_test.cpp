// SPDX-License-Identifier: Apache-2.0
// Shaders as text and as files.
#include <boost/test/unit_test.hpp>

#include <sinter/shader.hpp>

#include "../../tools/cli/export.hpp"
#include "../../tools/cli/preview.hpp"

namespace sinter::cli {
namespace {

/// A fragment shader of two variants with one uniform buffer, in plain vectors.
struct Tables {
    sinter_shader_row row{};
    sinter_shader_variant_row variants[2]{};
    sinter_shader_binding_row binding{};
    sinter_shader_member_row member{};
    std::string text = "mainFOG=0FOG=1sceneScenetint";
    std::vector<std::uint8_t> code = {'#', 'v', '\n'};

    explicit Tables(std::uint32_t language = SINTER_SHADER_GLSL_ES, std::uint32_t version = 300) {
        row.stage = SINTER_STAGE_FRAGMENT;
        row.source_language = SINTER_SHADER_GLSL;
        row.source_version = 450;
        row.language = language;
        row.language_version = version;
        row.entry_point = {0, 4};
        for (std::uint32_t i = 0; i < 2; ++i) {
            variants[i].key = i;
            variants[i].defines = {4 + 5 * i, 5};
            variants[i].spirv_words = 100 + i;
            variants[i].bindings = {0, 1};
        }
        binding.kind = SINTER_BINDING_UNIFORM_BUFFER;
        binding.set = 1;
        binding.binding = 2;
        binding.count = 1;
        binding.flags = SINTER_SHADER_READ | SINTER_SHADER_USED;
        binding.name = {14, 5};
        binding.type_name = {19, 5};
        binding.size = 16;
        binding.members = {0, 1};
        binding.target_index = binding.target_sampler = binding.sampler_set = binding.sampler_binding =
            SINTER_SHADER_NONE;
        member.name = {24, 4};
        member.scalar = SINTER_SCALAR_FLOAT;
        member.bits = 32;
        member.rows = 4;
        member.columns = 1;
        member.size = 16;
        member.array_count = 1;
    }
    template <class Read>
    auto read(Read body) const {
        const auto table = [](std::uint32_t tag, const auto* rows, std::uint32_t count) {
            return sinter_table{tag, 1, sizeof *rows, count, reinterpret_cast<const std::uint8_t*>(rows)};
        };
        const sinter_table tables[] = {
            table(SINTER_SHADER_TABLE, &row, 1), table(SINTER_SHADER_VARIANT_TABLE, variants, 2),
            table(SINTER_SHADER_BINDING_TABLE, &binding, 1), table(SINTER_SHADER_MEMBER_TABLE, &member, 1),
            table(SINTER_SHADER_TEXT_TABLE, text.data(), static_cast<std::uint32_t>(text.size()))};
        const sinter_chunk chunk{SINTER_SHADER_CHUNK, 64, {code.data(), code.size()}};
        return body(AssetView{sinter_asset{SINTER_SHADER, 5, 1, 0, tables, &chunk, nullptr}});
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(shader_views)

BOOST_AUTO_TEST_CASE(the_text_says_each_interface_once) {
    const auto text = Tables{}.read([](const AssetView& asset) { return describe_shader(asset); });
    BOOST_REQUIRE(static_cast<bool>(text));
    BOOST_TEST(*text ==
               "fragment shader in glsl_es 300, from glsl 450, entry point main\n"
               "variant 0  FOG=0: 100 words, 0 instructions\n"
               "variant 1  FOG=1: 101 words, 0 instructions\n"
               "bindings\n"
               "  set 1 binding 2  uniform_buffer scene : Scene, 16 bytes\n"
               "    0     tint : floatx4\n");
}

BOOST_AUTO_TEST_CASE(an_export_has_a_file_for_each_variant) {
    const auto files = Tables{}.read([](const AssetView& asset) { return export_shader(asset, {}); });
    BOOST_REQUIRE(static_cast<bool>(files));
    BOOST_REQUIRE(files->size() == 2u);
    BOOST_TEST((*files)[0].suffix == "_FOG-0.glsl");
    BOOST_TEST((*files)[1].suffix == "_FOG-1.glsl");
    BOOST_TEST((*files)[1].bytes.size() == 3u);
}

BOOST_AUTO_TEST_CASE(another_language_than_that_of_the_code_is_refused) {
    const auto files = Tables{}.read([](const AssetView& asset) { return export_shader(asset, {"spv"}); });
    BOOST_TEST((files.code() == Code::Unsupported));
    const auto metal = Tables{SINTER_SHADER_MSL, 20400}.read(
        [](const AssetView& asset) { return export_shader(asset, {"metal"}); });
    BOOST_REQUIRE(static_cast<bool>(metal));
    BOOST_TEST((*metal)[0].suffix == "_FOG-0.metal");
}

BOOST_AUTO_TEST_CASE(damaged_tables_are_an_error) {
    Tables tables;
    tables.binding.members.count = 2;
    const auto text = tables.read([](const AssetView& asset) { return describe_shader(asset); });
    BOOST_TEST((text.code() == Code::Corrupt));
    const auto files = tables.read([](const AssetView& asset) { return export_shader(asset, {}); });
    BOOST_TEST((files.code() == Code::Corrupt));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::cli
