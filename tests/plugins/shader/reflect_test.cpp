// SPDX-License-Identifier: Apache-2.0
// Reflection of shaders whose layout is known by hand: GLSL 4.60, section 4.4.5 and OpenGL 4.6,
// section 7.6.2.2 (std140, std430), and against what SPIRV-Cross reads from the same module.
#include <boost/test/unit_test.hpp>

#include <spirv_cross/spirv_cross_c.h>

#include "decode_shader.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

constexpr std::string_view Layouts = R"(#version 450
struct Light { vec3 position; float range; mat3 turn; };
layout(set = 0, binding = 2, std140) uniform Block {
    float a; vec3 b; float c[3]; mat4 m; layout(row_major) mat2x3 r; Light lights[2]; dvec2 d;
} block;
layout(set = 1, binding = 0, std430) readonly buffer Items { float scale[3]; uint count; vec3 items[]; } items;
layout(set = 1, binding = 3) uniform sampler2DArrayShadow shadows[4];
layout(set = 1, binding = 4, rgba16f) writeonly uniform image2D target;
layout(push_constant) uniform Push { mat4 model; vec2 offset; } push;
layout(location = 0) in vec3 position;
layout(location = 2) flat in uvec2 ids;
layout(location = 3, component = 1) in vec2 packed;
layout(location = 4) in mat3 basis;
layout(location = 0) out vec4 color;
layout(constant_id = 7) const int Count = -3;
layout(constant_id = 1) const bool Fast = true;
layout(constant_id = 2) const double Step = 0.5;
void main() {
    color = vec4(position * block.a * float(Count), float(ids.x) + packed.x + basis[0].x + items.items[0].x);
    color.x += texture(shadows[0], vec4(0.0)) + push.offset.x + (Fast ? float(Step) : 0.0);
}
)";

struct Decoded {
    JobResult result;
    Shader shader;
};
Decoded decoded(std::string_view source, const std::string& path) {
    Decoded out{decode(source, named(path)), {}};
    BOOST_REQUIRE_MESSAGE(out.result.status, said_by(out.result));
    out.shader = Shader{product_of(out.result).view()};
    BOOST_REQUIRE(out.shader.valid());
    return out;
}

/// "name@offset/size stride,matrix stride", one a member.
std::string members_text(const Shader& shader, const sinter_shader_binding_row& binding) {
    std::string out;
    const auto members = shader.members(binding);
    for (std::uint32_t i = 0; i < members.size(); ++i)
        out += std::string(members[i].depth, '>') + std::string{shader.text(members[i].name)} + '@' +
               std::to_string(members[i].offset) + '/' + std::to_string(members[i].size) + ' ' +
               std::to_string(members[i].array_stride) + ',' + std::to_string(members[i].matrix_stride) + ' ';
    return out;
}

sinter_shader_binding_row binding_of(const Shader& shader, std::string_view name) {
    const auto rows = shader.bindings(0);
    for (std::uint32_t i = 0; i < rows.size(); ++i)
        if (shader.text(rows[i].name) == name) return rows[i];
    BOOST_FAIL("no binding " << name);
    return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shader_reflection)

BOOST_AUTO_TEST_CASE(std140_has_the_offsets_of_the_specification) {
    const auto [result, shader] = decoded(Layouts, "shaders/a.frag");
    const auto block = binding_of(shader, "block");
    BOOST_TEST(block.kind == SINTER_BINDING_UNIFORM_BUFFER);
    BOOST_TEST(block.set == 0u);
    BOOST_TEST(block.binding == 2u);
    // a 0; b rounds to 16; c, an array, to a stride of 16 from 32 on; m four columns of 16 from 80; r: three
    // rows of 16 from 144; Light 16 + 48 = 64 each from 192; d rounds to 16: 320.
    BOOST_TEST(members_text(shader, block) ==
               "a@0/4 0,0 b@16/12 0,0 c@32/48 16,0 m@80/64 0,16 r@144/48 0,16 lights@192/128 64,0 "
               ">position@0/12 0,0 >range@12/4 0,0 >turn@16/48 0,16 d@320/16 0,0 ");
    BOOST_TEST(block.size == 336u);
    BOOST_TEST(shader.text(block.type_name) == "Block");
}

BOOST_AUTO_TEST_CASE(std430_packs_scalars_and_ends_in_an_array_without_length) {
    const auto [result, shader] = decoded(Layouts, "shaders/a.frag");
    const auto items = binding_of(shader, "items");
    BOOST_TEST(items.kind == SINTER_BINDING_STORAGE_BUFFER);
    BOOST_TEST(members_text(shader, items) == "scale@0/12 4,0 count@12/4 0,0 items@16/0 16,0 ");
    BOOST_TEST(items.size == 16u);
    BOOST_TEST((items.flags & (SINTER_SHADER_READ | SINTER_SHADER_WRITE)) ==
               std::uint32_t{SINTER_SHADER_READ});
    BOOST_TEST(shader.members(items)[2].array_count == 0u);
    const auto push = binding_of(shader, "push");
    BOOST_TEST(push.kind == SINTER_BINDING_PUSH_CONSTANT);
    BOOST_TEST(push.set == SINTER_SHADER_NONE);
    BOOST_TEST(push.size == 72u);
}

BOOST_AUTO_TEST_CASE(images_tell_shape_format_and_access) {
    const auto [result, shader] = decoded(Layouts, "shaders/a.frag");
    const auto shadows = binding_of(shader, "shadows");
    BOOST_TEST(shadows.kind == SINTER_BINDING_COMBINED_IMAGE);
    BOOST_TEST(shadows.count == 4u);
    BOOST_TEST(shadows.image_dimension == 2u);
    BOOST_TEST((shadows.flags & SINTER_SHADER_DEPTH) != 0u);
    BOOST_TEST((shadows.flags & SINTER_SHADER_ARRAYED) != 0u);
    BOOST_TEST((shadows.flags & SINTER_SHADER_USED) != 0u);
    const auto target = binding_of(shader, "target");
    BOOST_TEST(target.kind == SINTER_BINDING_STORAGE_IMAGE);
    BOOST_TEST(target.image_format == 97u);  // VK_FORMAT_R16G16B16A16_SFLOAT
    BOOST_TEST((target.flags & (SINTER_SHADER_READ | SINTER_SHADER_WRITE)) ==
               std::uint32_t{SINTER_SHADER_WRITE});
    BOOST_TEST((target.flags & SINTER_SHADER_USED) == 0u);
}

BOOST_AUTO_TEST_CASE(ports_have_formats_of_vulkan) {
    const auto [result, shader] = decoded(Layouts, "shaders/a.frag");
    const auto inputs = shader.inputs(0);
    BOOST_REQUIRE(inputs.size() == 4u);
    BOOST_TEST(inputs[0].format == 106u);  // R32G32B32_SFLOAT
    BOOST_TEST(inputs[1].format == 101u);  // R32G32_UINT
    BOOST_TEST(inputs[1].flags == (SINTER_SHADER_FLAT | SINTER_SHADER_PORT_USED));
    BOOST_TEST(inputs[2].location == 3u);
    BOOST_TEST(inputs[2].component == 1u);
    BOOST_TEST(inputs[3].locations == 3u);
    BOOST_TEST(shader.text(inputs[3].name) == "basis");
    BOOST_REQUIRE(shader.outputs(0).size() == 1u);
    BOOST_TEST(shader.outputs(0)[0].format == 109u);
}

BOOST_AUTO_TEST_CASE(constants_have_their_defaults) {
    const auto [result, shader] = decoded(Layouts, "shaders/a.frag");
    const auto constants = shader.constants(0);
    BOOST_REQUIRE(constants.size() == 3u);
    BOOST_TEST(constants[0].id == 1u);
    BOOST_TEST(constants[0].value == 1u);
    BOOST_TEST(constants[0].bits == 1u);
    BOOST_TEST(constants[1].value == 0x3FE0000000000000u);  // 0.5 in IEEE 754 binary64
    BOOST_TEST(constants[2].id == 7u);
    BOOST_TEST(constants[2].value == 0xFFFFFFFDu);
    BOOST_TEST(shader.text(constants[2].name) == "Count");
}

BOOST_AUTO_TEST_CASE(a_workgroup_may_be_specialised) {
    const auto [result, shader] =
        decoded("#version 450\nlayout(local_size_x = 8, local_size_y_id = 5) in;\nvoid main() {}\n",
                "shaders/a.comp");
    const auto variant = shader.variant(0);
    BOOST_TEST(variant.workgroup[0] == 8u);
    BOOST_TEST(variant.workgroup[1] == 1u);
    BOOST_TEST(variant.workgroup[2] == 1u);
    BOOST_TEST(variant.workgroup_specialised == 2u);
    BOOST_TEST(variant.workgroup_constant[1] == 5u);
}

BOOST_AUTO_TEST_CASE(stages_with_arrays_over_vertices_do_not_count_them) {
    const auto [result, shader] = decoded(R"(#version 450
layout(triangles) in;
layout(triangle_strip, max_vertices = 3) out;
layout(location = 1) in Varying { vec2 uv; vec4 tint; } from[];
layout(location = 0) out vec2 uv;
void main() { gl_Position = gl_in[0].gl_Position; uv = from[1].uv; EmitVertex(); }
)",
                                          "shaders/a.geom");
    const auto inputs = shader.inputs(0);
    BOOST_REQUIRE(inputs.size() == 2u);
    BOOST_TEST(shader.text(inputs[0].name) == "from.uv");
    BOOST_TEST(inputs[0].count == 1u);
    BOOST_TEST((inputs[0].flags & SINTER_SHADER_PER_VERTEX) != 0u);
    BOOST_TEST(inputs[1].location == 2u);
}

BOOST_AUTO_TEST_CASE(spirv_cross_reads_the_same_blocks) {
    const auto [result, shader] = decoded(Layouts, "shaders/a.frag");
    const auto code = shader.code(0);
    spvc_context context = nullptr;
    BOOST_REQUIRE(spvc_context_create(&context) == SPVC_SUCCESS);
    spvc_parsed_ir ir = nullptr;
    BOOST_REQUIRE(spvc_context_parse_spirv(context, reinterpret_cast<const SpvId*>(code.data()),
                                           code.size() / 4, &ir) == SPVC_SUCCESS);
    spvc_compiler compiler = nullptr;
    BOOST_REQUIRE(spvc_context_create_compiler(context, SPVC_BACKEND_NONE, ir,
                                               SPVC_CAPTURE_MODE_TAKE_OWNERSHIP, &compiler) == SPVC_SUCCESS);
    spvc_resources resources = nullptr;
    BOOST_REQUIRE(spvc_compiler_create_shader_resources(compiler, &resources) == SPVC_SUCCESS);
    for (const auto kind : {SPVC_RESOURCE_TYPE_UNIFORM_BUFFER, SPVC_RESOURCE_TYPE_STORAGE_BUFFER,
                            SPVC_RESOURCE_TYPE_PUSH_CONSTANT}) {
        const spvc_reflected_resource* list = nullptr;
        std::size_t count = 0;
        spvc_resources_get_resource_list_for_type(resources, kind, &list, &count);
        BOOST_REQUIRE(count == 1u);
        const auto binding = binding_of(shader, spvc_compiler_get_name(compiler, list[0].id));
        const auto type = spvc_compiler_get_type_handle(compiler, list[0].base_type_id);
        std::size_t size = 0;
        spvc_compiler_get_declared_struct_size(compiler, type, &size);
        BOOST_TEST(size == binding.size);
        const auto members = shader.members(binding);
        std::uint32_t at = 0;
        for (unsigned i = 0; i < spvc_type_get_num_member_types(type); ++i, ++at) {
            while (members[at].depth != 0) ++at;
            unsigned offset = 0;
            spvc_compiler_type_struct_member_offset(compiler, type, i, &offset);
            BOOST_TEST(offset == members[at].offset);
            if (kind == SPVC_RESOURCE_TYPE_STORAGE_BUFFER && i == 2) continue;  // has no size
            spvc_compiler_get_declared_struct_member_size(compiler, type, i, &size);
            BOOST_TEST(size == members[at].size);
        }
    }
    spvc_context_destroy(context);
}

BOOST_AUTO_TEST_SUITE_END()
