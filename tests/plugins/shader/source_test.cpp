// SPDX-License-Identifier: Apache-2.0
// What a source says beside its code: includes, variants, stage; and where its errors are.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "decode_shader.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

constexpr std::string_view Head = "#version 450\n";

RunOptions with_files(std::initializer_list<std::pair<std::string, std::string_view>> files) {
    RunOptions options = named("shaders/main.frag");
    for (const auto& [path, text] : files) options.files[path] = bytes_of(text);
    return options;
}
std::string source(std::string_view body) {
    return std::string{Head} + std::string{body} + "\nvoid main() {}\n";
}

bool compiles(std::string_view text, const RunOptions& options = {}) {
    return static_cast<bool>(decode(text, options).status);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shader_source)

BOOST_AUTO_TEST_CASE(an_error_points_at_the_word) {
    const auto result = decode("#version 450\nvoid main() {\n    float x = colour + 1.0;\n}\n");
    BOOST_REQUIRE(!result.status);
    const auto& error = result.status.error();
    BOOST_TEST(error.code == Code::Corrupt);
    BOOST_TEST(error.text == "shader: undeclared identifier (colour)");
    BOOST_TEST(error.where.path == "");
    BOOST_TEST(error.where.line == 3u);
    BOOST_TEST(error.where.column == 15u);
}

BOOST_AUTO_TEST_CASE(an_error_in_an_include_names_the_file_and_the_chain) {
    const auto result = decode(source("\n#include \"lib/a.glsl\""),
                               with_files({{"shaders/lib/a.glsl", "// first\n#include \"b.glsl\"\n"},
                                           {"shaders/lib/b.glsl", "float f() {\n    return 1.0\n}\n"}}));
    BOOST_REQUIRE(!result.status);
    const auto& error = result.status.error();
    BOOST_TEST(error.where.path == "shaders/lib/b.glsl");
    BOOST_TEST(error.where.line == 3u);
    BOOST_TEST(
        error.text.find("included from shaders/lib/a.glsl:2 < shaders/main.frag:3") != std::string::npos,
        error.text);
}

BOOST_AUTO_TEST_CASE(a_missing_include_is_an_error_at_its_directive) {
    const auto result = decode(source("#include \"gone.glsl\""), with_files({}));
    BOOST_REQUIRE(!result.status);
    BOOST_TEST(result.status.error().where.line == 2u);
    BOOST_TEST(result.status.error().text.find("no such file") != std::string::npos);
    BOOST_TEST(result.status.error().text.find("gone.glsl") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_circle_names_its_files) {
    const auto result =
        decode(source("#include \"a.glsl\""), with_files({{"shaders/a.glsl", "#include \"b.glsl\"\n"},
                                                          {"shaders/b.glsl", "#include \"a.glsl\"\n"}}));
    BOOST_REQUIRE(!result.status);
    BOOST_TEST(result.status.code() == Code::Invalid);
    BOOST_TEST(
        result.status.error().text.find(
            "shaders/main.frag > shaders/a.glsl > shaders/b.glsl > shaders/a.glsl") != std::string::npos,
        result.status.error().text);
    BOOST_TEST(result.status.error().where.path == "shaders/b.glsl");
}

BOOST_AUTO_TEST_CASE(a_path_outside_the_project_is_denied) {
    const auto result = decode(source("#include \"../../secret.txt\""), with_files({}));
    BOOST_TEST(result.status.code() == Code::Denied);
}

BOOST_AUTO_TEST_CASE(guards_and_once_end_a_circle) {
    const auto result =
        decode(source("#include \"a.glsl\"\n#include \"a.glsl\"\nconst float Z = X + Y;"),
               with_files({{"shaders/a.glsl", "#pragma once\n#include \"b.glsl\"\nconst float X = 1.0;\n"},
                           {"shaders/b.glsl",
                            "#ifndef B\n#define B\n#include \"a.glsl\"\n#include \"b.glsl\"\nconst float Y = "
                            "1.0;\n#endif\n"}}));
    BOOST_REQUIRE_MESSAGE(result.status, said_by(result));
    const Shader shader{product_of(result).view()};
    BOOST_REQUIRE(shader.includes().size() == 2u);
    BOOST_TEST(shader.text(shader.includes()[0].path) == "shaders/a.glsl");
    BOOST_TEST(shader.includes()[0].includer == SINTER_SHADER_NONE);
    BOOST_TEST(shader.includes()[0].line == 2u);
    BOOST_TEST(shader.includes()[1].includer == 0u);
}

BOOST_AUTO_TEST_CASE(angle_brackets_look_in_the_folders_only) {
    auto options =
        with_files({{"shaders/x.glsl", "#error beside\n"}, {"lib/x.glsl", "const float X = 1.0;\n"}});
    options.settings["include_folders"] = std::vector<std::string>{"/lib"};
    BOOST_TEST(compiles(source("#include <x.glsl>"), options));
    BOOST_TEST(!compiles(source("#include \"x.glsl\""), options));
}

BOOST_AUTO_TEST_CASE(variants_are_the_product_of_the_axes) {
    const auto result = decode(std::string{Head} +
                               "#pragma sinter variant SHADOWS 0 1\n#pragma sinter variant LIGHTS 1 2 4\n"
                               "layout(location = 0) out vec4 c;\n"
                               "void main() { c = vec4(LIGHTS);\n#if SHADOWS\nc.x = 0.0;\n#endif\n}\n");
    BOOST_REQUIRE_MESSAGE(result.status, said_by(result));
    const Shader shader{product_of(result).view()};
    BOOST_REQUIRE(shader.valid());
    BOOST_REQUIRE(shader.variant_count() == 6u);
    BOOST_TEST(shader.text(shader.variant(0).defines) == "SHADOWS=0 LIGHTS=1");
    BOOST_TEST(shader.variant(0).chunk == 0u);
    const auto key = *shader.key_of("SHADOWS", "1") + *shader.key_of("LIGHTS", "4");
    BOOST_TEST(key == 5u);  // one bit of SHADOWS, then two of LIGHTS: 1 + (2 << 1)
    const auto found = shader.variant_of_key(key);
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(shader.text(shader.variant(*found).defines) == "SHADOWS=1 LIGHTS=4");
    BOOST_TEST(!shader.key_of("LIGHTS", "3").has_value());
}

BOOST_AUTO_TEST_CASE(variants_with_equal_code_share_a_chunk) {
    const auto result = decode(source("#pragma sinter variant NOTHING 0 1 2"));
    const auto view = product_of(result).view();
    BOOST_TEST(Shader{view}.variant_count() == 3u);
    BOOST_TEST(view.chunks().size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_error_names_its_variant) {
    const auto result = decode(source("#pragma sinter variant BAD 0 1\n#if BAD\nnonsense\n#endif"));
    BOOST_REQUIRE(!result.status);
    BOOST_TEST(result.status.error().text.find("[variant BAD=1]") != std::string::npos,
               result.status.error().text);
}

BOOST_AUTO_TEST_CASE(too_many_variants_are_an_error_with_the_product) {
    std::string text;
    for (int i = 0; i < 7; ++i) text += "#pragma sinter variant A" + std::to_string(i) + " 0 1\n";
    const auto result = decode(source(text));
    BOOST_TEST(result.status.code() == Code::TooLarge);
    BOOST_TEST(result.status.error().text.find("A0 2 x A1 2") != std::string::npos,
               result.status.error().text);
}

struct BadPragma {
    const char* text;
    const char* said;
};
std::ostream& operator<<(std::ostream& out, const BadPragma& bad) {
    return out << bad.text;
}
const BadPragma BadPragmas[] = {
    {"#pragma sinter variant", "needs the name of a define"},
    {"#pragma sinter variant A", "needs values (A)"},
    {"#pragma sinter variant A 1 1", "has a value twice (1)"},
    {"#pragma sinter variant A 1 (2)", "not a value for A"},
    {"#pragma sinter variants A 1", "knows variant and entry (variants)"},
    {"#pragma sinter entry 7up", "needs the name of a function"},
    {"#pragma shader_stage(pixel)", "names no stage"},
};
BOOST_DATA_TEST_CASE(a_wrong_pragma_is_an_error_at_its_line, boost::unit_test::data::make(BadPragmas), bad) {
    const auto result = decode(source(bad.text));
    BOOST_REQUIRE(!result.status);
    BOOST_TEST(result.status.code() == Code::Invalid);
    BOOST_TEST(result.status.error().where.line == 2u);
    BOOST_TEST(result.status.error().text.find(bad.said) != std::string::npos, result.status.error().text);
}

BOOST_AUTO_TEST_CASE(pragmas_in_comments_do_not_count) {
    const auto result = decode(source("/* \n#pragma sinter variant A 0 1\n*/ // #pragma sinter nonsense"));
    BOOST_TEST(Shader{product_of(result).view()}.variant_count() == 1u);
}

struct Name {
    const char* path;
    ShaderStage stage;
};
std::ostream& operator<<(std::ostream& out, const Name& name) {
    return out << name.path;
}
const Name Names[] = {
    {"a.vert", ShaderStage::Vertex},
    {"a.frag.glsl", ShaderStage::Fragment},
    {"dir.frag/a.comp", ShaderStage::Compute},
    {"A.FRAG", ShaderStage::Fragment},
};
BOOST_DATA_TEST_CASE(the_name_says_the_stage, boost::unit_test::data::make(Names), name) {
    const auto result = decode(source(""), named(name.path));
    BOOST_TEST((Shader{product_of(result).view()}.stage() == name.stage));
}
const Name HlslNames[] = {
    {"a.vert.hlsl", ShaderStage::Vertex},
    {"sky_ps.hlsl", ShaderStage::Fragment},
    {"SkyPS.hlsl", ShaderStage::Fragment},
    {"sky.CS.hlsl", ShaderStage::Compute},
};
BOOST_DATA_TEST_CASE(hlsl_names_say_it_in_more_ways, boost::unit_test::data::make(HlslNames), name) {
    const auto result = decode("[numthreads(1, 1, 1)] void main() {}\n", named(name.path));
    BOOST_TEST((Shader{product_of(result).view()}.stage() == name.stage));
}
BOOST_AUTO_TEST_CASE(a_pragma_counts_more_than_the_name_and_a_setting_more_than_both) {
    auto options = named("a.vert");
    const auto text = source("#pragma shader_stage(fragment)");
    BOOST_TEST((Shader{product_of(decode(text, options)).view()}.stage() == ShaderStage::Fragment));
    options.settings["stage"] = std::string{"compute"};
    BOOST_TEST((Shader{product_of(decode(text, options)).view()}.stage() == ShaderStage::Compute));
}
BOOST_AUTO_TEST_CASE(without_a_stage_it_says_how_to_name_one) {
    const auto result = decode(source(""), named("a.glsl"));
    BOOST_TEST(result.status.code() == Code::Invalid);
    BOOST_TEST(result.status.error().text.find("sky.frag.glsl") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_has_no_location_gets_one_and_the_asset_says_so) {
    const std::string text =
        "#version 450\nin vec2 a;\nin vec3 b;\nout vec4 c;\nvoid main() { c = vec4(b, a.x); }\n";
    const Shader shader{product_of(decode(text)).view()};
    BOOST_TEST((shader.row().flags & SINTER_SHADER_AUTO_MAPPED) != 0u);
    auto strict = named("shaders/sample.frag");
    strict.settings["assign_missing"] = false;
    const auto refused = decode(text, strict);
    BOOST_REQUIRE(!refused.status);
    BOOST_TEST(refused.status.error().text.find("requires location") != std::string::npos);
    BOOST_TEST(refused.status.error().where.line == 2u);
}

BOOST_AUTO_TEST_CASE(every_prefix_is_survived) {
    const std::string text =
        "#version 450\n#pragma sinter variant A 0 1\n#include \"a.glsl\"\nlayout(location=0) out vec4 "
        "c;\nvoid main() { c = vec4(X); }\n";
    auto options = with_files({{"shaders/a.glsl", "const float X = 1.0;\n"}});
    int good = 0;
    for (std::size_t size = 0; size <= text.size(); ++size)
        good += static_cast<bool>(decode(text.substr(0, size), options).status);
    BOOST_TEST(good >= 1);
    BOOST_TEST(good <= 2);  // whole, and without the last line end
}

BOOST_AUTO_TEST_CASE(binary_is_refused_and_a_mark_of_utf8_is_not) {
    BOOST_TEST(decode(std::string_view{"#version 450\0void main() {}", 27}).status.code() == Code::Corrupt);
    BOOST_TEST(compiles("\xEF\xBB\xBF" + source("")));
}

BOOST_AUTO_TEST_CASE(cancelled_midway_and_refused_memory_end_the_job) {
    auto options = named("shaders/sample.frag");
    options.checkpoints_allowed = 1;
    BOOST_TEST(decode(source("#pragma sinter variant A 0 1"), options).status.code() == Code::Cancelled);
    options.checkpoints_allowed = SIZE_MAX;
    options.memory_limit = 64;
    BOOST_TEST(decode(source(""), options).status.code() == Code::OutOfMemory);
}

BOOST_AUTO_TEST_SUITE_END()
