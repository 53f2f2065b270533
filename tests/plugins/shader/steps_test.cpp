// SPDX-License-Identifier: Apache-2.0
// What the processors make, judged by the Khronos programs.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "decode_shader.hpp"
#include "programs.hpp"
#include "sources.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

JobResult decoded(std::string_view source, const char* path) {
    auto result = decode(source, named(path));
    BOOST_REQUIRE_MESSAGE(result.status, said_by(result));
    return result;
}
JobResult run(std::string_view step, const OwnedAsset& asset, Values settings, Values platform = {}) {
    RunOptions options;
    options.settings = std::move(settings);
    options.platform = std::move(platform);
    return process(step, asset, options);
}
JobResult targeted(const OwnedAsset& asset, const std::string& target) {
    auto result = run("shader_target", asset, {{"target", target}});
    BOOST_REQUIRE_MESSAGE(result.status, said_by(result));
    return result;
}
std::string text_of(const Shader& shader, std::uint32_t variant = 0) {
    const auto code = shader.code(variant);
    return {code.begin(), code.end()};
}
bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

sinter_shader_binding_row binding_of(const Shader& shader, std::string_view name) {
    const auto rows = shader.bindings(0);
    for (std::uint32_t i = 0; i < rows.size(); ++i)
        if (shader.text(rows[i].name) == name) return rows[i];
    BOOST_FAIL("no binding " << name);
    return {};
}

struct Case {
    const char* path;
    std::string_view source;
};
std::ostream& operator<<(std::ostream& out, const Case& c) {
    return out << c.path;
}
const Case Cases[] = {{"a.vert", VertexSource}, {"a.frag", FragmentSource}, {"a.comp", ComputeSource}};

}  // namespace

BOOST_AUTO_TEST_SUITE(shader_steps)

BOOST_DATA_TEST_CASE(decoded_and_optimised_spirv_is_valid, boost::unit_test::data::make(Cases), c) {
    if (!has_program("spirv-val")) return;
    const auto raw = decoded(c.source, c.path);
    BOOST_TEST(judged("spirv-val --target-env vulkan1.3", Shader{product_of(raw).view()}.code(0), ".spv") ==
               "");
    for (const char* aim : {"none", "size", "performance"}) {
        const auto better = run("shader_optimise", product_of(raw), {{"aim", std::string{aim}}});
        BOOST_REQUIRE_MESSAGE(better.status, said_by(better));
        const Shader shader{product_of(better).view()};
        for (std::uint32_t i = 0; i < shader.variant_count(); ++i)
            BOOST_TEST(judged("spirv-val --target-env vulkan1.3", shader.code(i), ".spv") == "");
    }
}

BOOST_AUTO_TEST_CASE(performance_gives_the_words_that_the_decoder_counted) {
    const auto raw = decoded(FragmentSource, "a.frag");
    const Shader before{product_of(raw).view()};
    const auto result =
        run("shader_optimise", product_of(raw), {}, {{"shader_optimisation", std::string{"performance"}}});
    const Shader after{product_of(result).view()};
    BOOST_TEST(after.variant(0).spirv_words == before.row().reference_words);
    BOOST_TEST(after.row().reference_words == before.row().reference_words);
    BOOST_TEST(after.variant(0).spirv_words < before.variant(0).spirv_words);
    BOOST_TEST((after.row().flags & SINTER_SHADER_DEBUG_NAMES) == 0u);
    // Names are gone from the code, not from the tables.
    BOOST_TEST(!has(text_of(after), "albedo"));
    BOOST_TEST(has(text_of(before), "albedo"));
    BOOST_TEST(binding_of(after, "albedo").binding == 1u);
}

const char* const SpirvTargets[][2] = {{"spirv_1_0", "spirv-val --target-env vulkan1.0"},
                                       {"spirv_1_3", "spirv-val --target-env vulkan1.1"},
                                       {"spirv_1_5", "spirv-val --target-env vulkan1.2"}};
BOOST_AUTO_TEST_CASE(earlier_spirv_is_valid_where_it_goes) {
    if (!has_program("spirv-val")) return;
    for (const auto& c : Cases)
        for (const auto& [target, judge] : SpirvTargets) {
            const auto result = targeted(product_of(decoded(c.source, c.path)), target);
            const Shader shader{product_of(result).view()};
            BOOST_REQUIRE(shader.valid());
            for (std::uint32_t i = 0; i < shader.variant_count(); ++i)
                BOOST_TEST(judged(judge, shader.code(i), ".spv") == "", c.path << " to " << target);
        }
}

BOOST_AUTO_TEST_CASE(a_specialised_workgroup_stays_so_in_earlier_spirv) {
    if (!has_program("spirv-dis")) return;
    const auto result = targeted(product_of(decoded(ComputeSource, "a.comp")), "spirv_1_3");
    const auto code = Shader{product_of(result).view()}.code(0);
    BOOST_TEST(judged("sh -c 'spirv-dis $0 | grep -q \"BuiltIn WorkgroupSize\"'", code, ".spv") == "");
    BOOST_TEST(judged("sh -c 'spirv-dis $0 | grep -q \"OpExecutionMode %main LocalSize 1 2 1\"'", code,
                      ".spv") == "");
}

BOOST_AUTO_TEST_CASE(ray_tracing_is_refused_before_1_4) {
    const auto raw = decoded(
        "#version 460\n#extension GL_EXT_ray_tracing : require\n"
        "layout(location = 0) rayPayloadInEXT vec3 hit;\nvoid main() { hit = vec3(1.0); }\n",
        "a.rmiss");
    const auto result = run("shader_target", product_of(raw), {{"target", std::string{"spirv_1_3"}}});
    BOOST_TEST(result.status.code() == Code::Unsupported);
    BOOST_TEST(has(result.status.error().text, "ray tracing needs SPIR-V 1.4"));
}

BOOST_AUTO_TEST_CASE(glsl_es_is_accepted_by_glslang_as_version_300) {
    if (!has_program("glslangValidator")) return;
    for (const auto& c : {Cases[0], Cases[1]})
        for (const bool optimised : {false, true}) {
            auto asset = decoded(c.source, c.path);
            if (optimised) asset = run("shader_optimise", product_of(asset), {{"aim", std::string{"size"}}});
            const auto result = targeted(product_of(asset), "glsl_es_300");
            const Shader shader{product_of(result).view()};
            for (std::uint32_t i = 0; i < shader.variant_count(); ++i) {
                BOOST_TEST(text_of(shader, i).starts_with("#version 300 es\n"));
                BOOST_TEST(judged("glslangValidator", shader.code(i), std::string{c.path}.substr(1)) == "",
                           text_of(shader, i));
            }
        }
}

BOOST_AUTO_TEST_CASE(glsl_es_joins_stages_by_names_made_of_locations) {
    const auto vertex = text_of(
        Shader{product_of(targeted(product_of(decoded(VertexSource, "a.vert")), "glsl_es_300")).view()});
    const auto fragment = text_of(
        Shader{product_of(targeted(product_of(decoded(FragmentSource, "a.frag")), "glsl_es_300")).view()});
    for (const char* name : {"varying0;", "varying3;"}) {
        BOOST_TEST(has(vertex, std::string{"out "} + (name[7] == '0' ? "vec2 " : "vec4 ") + name), vertex);
        BOOST_TEST(has(fragment, name), fragment);
    }
}

BOOST_AUTO_TEST_CASE(glsl_es_tells_the_names_of_blocks_and_pairs) {
    const auto result = targeted(product_of(decoded(FragmentSource, "a.frag")), "glsl_es_300");
    const Shader shader{product_of(result).view()};
    BOOST_REQUIRE(shader.valid());
    BOOST_TEST(shader.text(binding_of(shader, "scene").target_name) == "Scene");
    BOOST_TEST(shader.text(binding_of(shader, "albedo").target_name) == "albedo");
    const auto pair = binding_of(shader, "detail_linear_wrap");
    BOOST_TEST(pair.kind == SINTER_BINDING_COMBINED_IMAGE);
    BOOST_TEST(pair.set == 2u);
    BOOST_TEST(pair.binding == 0u);
    BOOST_TEST(pair.sampler_set == 2u);
    BOOST_TEST(pair.sampler_binding == 1u);
    BOOST_TEST(has(text_of(shader), "sampler2D " + std::string{shader.text(pair.target_name)} + ";"),
               text_of(shader));
    BOOST_TEST(has(text_of(shader), "uniform Scene"));
}

BOOST_AUTO_TEST_CASE(y_and_depth_are_adapted_where_asked) {
    const auto raw = decoded(VertexSource, "a.vert");
    const auto result = targeted(product_of(raw), "glsl_es_300");
    const auto both = text_of(Shader{product_of(result).view()});
    BOOST_TEST(has(both, "gl_Position.y = -gl_Position.y;"), both);
    BOOST_TEST(has(both, "gl_Position.z = 2.0 * gl_Position.z - gl_Position.w;"), both);
    BOOST_TEST(Shader{product_of(result).view()}.row().flags ==
               (SINTER_SHADER_DEBUG_NAMES | SINTER_SHADER_Y_FLIPPED | SINTER_SHADER_DEPTH_ADAPTED));
    const auto none = run("shader_target", product_of(raw),
                          {{"target", std::string{"glsl_450"}}, {"flip_y", false}, {"adapt_depth", false}});
    BOOST_TEST(!has(text_of(Shader{product_of(none).view()}), "gl_Position.y = -"));
    BOOST_TEST(!has(text_of(Shader{product_of(none).view()}), "gl_Position.z = 2.0"));
}

BOOST_AUTO_TEST_CASE(integers_that_leave_a_vertex_stage_for_glsl_es_are_flat) {
    const auto raw = decoded(
        "#version 450\nlayout(location = 2) out int id;\nvoid main() { id = gl_VertexIndex; }\n", "a.vert");
    const auto text = text_of(Shader{product_of(targeted(product_of(raw), "glsl_es_300")).view()});
    BOOST_TEST(has(text, "flat out int varying2;"), text);
}

struct Missing {
    const char* path;
    std::string_view source;
    const char* said;
};
std::ostream& operator<<(std::ostream& out, const Missing& m) {
    return out << m.said;
}
const Missing NotInWebGl[] = {
    {"a.comp", ComputeSource, "no such stage (compute)"},
    {"a.frag",
     "#version 450\nlayout(set=0,binding=0) buffer B { float x; } b;\nlayout(location=0) out vec4 c;\nvoid "
     "main() { c = vec4(b.x); }\n",
     "has no storage buffers (b)"},
    {"a.frag",
     "#version 450\nlayout(set=0,binding=0,r32f) uniform image2D i;\nvoid main() { imageStore(i, ivec2(0), "
     "vec4(1)); }\n",
     "has no storage images (i)"},
    {"a.frag",
     "#version 450\nlayout(set=0,binding=0) uniform samplerCubeArray s;\nlayout(location=0) out vec4 "
     "c;\nvoid main() { c = texture(s, vec4(0)); }\n",
     "has no arrays of cubes (s)"},
};
BOOST_DATA_TEST_CASE(what_webgl_lacks_is_named, boost::unit_test::data::make(NotInWebGl), m) {
    const auto raw = decoded(m.source, m.path);
    const auto result =
        run("shader_target", product_of(raw), {}, {{"shader_target", std::string{"glsl_es_300"}}});
    BOOST_TEST(result.status.code() == Code::Unsupported);
    BOOST_TEST(has(result.status.error().text, m.said), result.status.error().text);
}

BOOST_AUTO_TEST_CASE(glsl_450_is_accepted_and_numbers_bindings_by_kind) {
    const auto raw = decoded(FragmentSource, "a.frag");
    const auto result = targeted(product_of(raw), "glsl_450");
    const Shader shader{product_of(result).view()};
    BOOST_TEST(binding_of(shader, "scene").target_index == 0u);
    BOOST_TEST(binding_of(shader, "albedo").target_index == 0u);
    BOOST_TEST(binding_of(shader, "detail_linear_wrap").target_index == 1u);
    if (!has_program("glslangValidator")) return;
    for (const auto& c : Cases) {
        const auto made = targeted(product_of(decoded(c.source, c.path)), "glsl_450");
        const Shader text{product_of(made).view()};
        BOOST_TEST(judged("glslangValidator", text.code(0), std::string{c.path}.substr(1)) == "",
                   text_of(text));
    }
}

BOOST_AUTO_TEST_CASE(metal_has_an_entry_point_and_indices) {
    const auto result = targeted(product_of(decoded(FragmentSource, "a.frag")), "msl_2_4");
    const Shader shader{product_of(result).view()};
    BOOST_REQUIRE(shader.valid());
    BOOST_TEST((shader.language() == ShaderLanguage::Msl));
    BOOST_TEST(shader.entry_point() == "main0");
    const auto text = text_of(shader);
    BOOST_TEST(has(text, "fragment main0_out main0("), text);
    const auto albedo = binding_of(shader, "albedo");
    BOOST_TEST(has(text, "albedo [[texture(" + std::to_string(albedo.target_index) + ")]]"), text);
    BOOST_TEST(has(text, "[[sampler(" + std::to_string(albedo.target_sampler) + ")]]"), text);
    BOOST_TEST(has(text, "[[buffer(" + std::to_string(binding_of(shader, "scene").target_index) + ")]]"),
               text);
}

BOOST_AUTO_TEST_CASE(stripped_names_come_back_in_texts) {
    const auto raw = decoded(FragmentSource, "a.frag");
    const auto stripped = run("shader_optimise", product_of(raw), {{"aim", std::string{"performance"}}});
    const auto text = text_of(Shader{product_of(targeted(product_of(stripped), "glsl_450")).view()});
    for (const char* name : {"uniform Scene", "albedo", "detail_linear_wrap", "fog"})
        BOOST_TEST(has(text, name), text);
}

BOOST_AUTO_TEST_CASE(an_unknown_target_of_a_platform_is_an_error_with_the_list) {
    const auto result = run("shader_target", product_of(decoded(VertexSource, "a.vert")), {},
                            {{"shader_target", std::string{"dxil"}}});
    BOOST_TEST(result.status.code() == Code::Invalid);
    BOOST_TEST(has(result.status.error().text, "spirv_1_0, spirv_1_3"));
}

BOOST_AUTO_TEST_SUITE_END()
