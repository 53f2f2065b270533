// SPDX-License-Identifier: Apache-2.0
// The validator's rules and the reload handler, over decoded shaders.
#include <boost/test/unit_test.hpp>

#include <sinter/abi/reload.h>

#include "decode_shader.hpp"
#include "shader_interface.hpp"
#include "sources.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

std::string judgement(std::string_view source, const char* path, Values settings = {}) {
    static const PluginRunner validator{SINTER_SHADER_VALIDATE};
    const auto raw = decode(source, named(path));
    BOOST_REQUIRE_MESSAGE(raw.status, said_by(raw));
    RunOptions options;
    options.settings = std::move(settings);
    return said_by(validator.validate("shader_limits", product_of(raw).view().abi(), options));
}
std::string difference(std::string_view before, std::string_view after, const char* path) {
    const auto a = decode(before, named(path)), b = decode(after, named(path));
    return shader::interface_difference(product_of(a).view(), product_of(b).view());
}
std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shader_limits)

BOOST_AUTO_TEST_CASE(a_usual_shader_has_nothing_said_of_it) {
    BOOST_TEST(judgement(VertexSource, "a.vert") == "");
    BOOST_TEST(judgement(FragmentSource, "a.frag") == "");
}

BOOST_AUTO_TEST_CASE(push_constants_over_128_bytes_are_told) {
    const auto text = replaced(std::string{VertexSource}, "vec4 tint;", "vec4 tint; vec4 more[4];");
    BOOST_TEST(judgement(text, "a.vert") ==
               "warning: shader_limits: push constants of more bytes (object) are over what Vulkan 1.0 "
               "promises (144 of 128)");
    BOOST_TEST(judgement(text, "a.vert", {{"limits", std::string{"error"}}}).starts_with("error: "));
    BOOST_TEST(judgement(text, "a.vert", {{"max_push_constant_bytes", std::int64_t{256}}}) == "");
}

BOOST_AUTO_TEST_CASE(large_workgroups_are_told) {
    const std::string text =
        "#version 450\nlayout(local_size_x = 32, local_size_y = 16) in;\nvoid main() {}\n";
    BOOST_TEST(judgement(text, "a.comp") ==
               "warning: shader_limits: a workgroup of more invocations is over what Vulkan 1.0 promises "
               "(512 of 256)");
    BOOST_TEST(judgement(text, "a.comp", {{"max_workgroup_invocations", std::int64_t{1024}}}) == "");
}

BOOST_AUTO_TEST_CASE(bindings_over_the_least_are_told_once_a_kind) {
    std::string text =
        "#version 450\nlayout(location = 0) out vec4 c;\nlayout(set = 5, binding = 0) uniform sampler2D "
        "maps[17];\n"
        "void main() { c = texture(maps[16], vec2(0)); }\n";
    BOOST_TEST(
        judgement(text, "a.frag") ==
        "warning: shader_limits: descriptor sets are over what Vulkan 1.0 promises (6 of 4)\n"
        "warning: shader_limits: sampled images of a stage are over what Vulkan 1.0 promises (17 of 16)\n"
        "warning: shader_limits: samplers of a stage are over what Vulkan 1.0 promises (17 of 16)");
}

BOOST_AUTO_TEST_CASE(missing_locations_and_unused_bindings_are_told) {
    BOOST_TEST(
        judgement("#version 450\nout vec4 c;\nvoid main() { c = vec4(1); }\n", "a.frag") ==
        "warning: shader_limits: locations or bindings are missing in the source and were given in order");
    const std::string unused =
        "#version 450\nlayout(set = 0, binding = 0) uniform B { vec4 x; } b;\nvoid main() {}\n";
    BOOST_TEST(judgement(unused, "a.frag") == "");
    BOOST_TEST(judgement(unused, "a.frag", {{"unused_bindings", std::string{"error"}}}) ==
               "error: shader_limits: nothing uses a binding (b)");
}

BOOST_AUTO_TEST_CASE(a_variant_is_named_where_it_alone_is_over) {
    BOOST_TEST(judgement("#version 450\n#pragma sinter variant BIG 0 1\n#if BIG\nlayout(local_size_x = 512) "
                         "in;\n#endif\nvoid main() {}\n",
                         "a.comp", {{"max_workgroup_invocations", std::int64_t{1024}}}) ==
               "warning: shader_limits: a workgroup's edge x is over what Vulkan 1.0 promises (512 of 128) "
               "[variant BIG=1]");
}

BOOST_AUTO_TEST_CASE(other_code_behind_the_same_interface_may_be_reloaded) {
    BOOST_TEST(
        difference(FragmentSource, replaced(std::string{FragmentSource}, "* 4.0", "* 8.0"), "a.frag") == "");
}

BOOST_AUTO_TEST_CASE(a_changed_interface_is_named) {
    const auto differs = [](std::string_view from, std::string_view to, std::string_view said) {
        const auto text =
            difference(FragmentSource, replaced(std::string{FragmentSource}, from, to), "a.frag");
        BOOST_TEST(text.find(said) != std::string::npos, text);
    };
    differs("set = 1, binding = 1) uniform sampler2D", "set = 1, binding = 7) uniform sampler2D",
            "binding was combined_image 1.1");
    differs("vec4 fog;", "vec4 fog; vec4 sun;", "binding was uniform_buffer 1.0 \"scene\"");
    differs("location = 3) in", "location = 4) in", "input was location 3, component 0, format 109");
    differs("constant_id = 3", "constant_id = 4", "constant was id 3");
    differs("FOG 0 1", "FOG 0 1 2", "variants were 2, are 3");
    const auto push = difference(
        VertexSource,
        replaced(std::string{VertexSource}, "vec4 tint; } object", "vec4 tint; vec4 more; } object"),
        "a.vert");
    BOOST_TEST(push.find("binding was push_constant \"object\"") != std::string::npos, push);
}

BOOST_AUTO_TEST_CASE(the_handler_answers_as_the_difference_says) {
    const LoadedPlugin plugin{SINTER_SHADER_VALIDATE};
    const auto* handler = plugin.find<sinter_reload_handler_v0>(SINTER_RELOAD_ID, "shader_reload");
    BOOST_REQUIRE(handler != nullptr);
    void* self = handler->create ? handler->create() : nullptr;
    const auto may = [&](const JobResult& from, const JobResult& to) {
        return handler->can_hot_reload(self, &product_of(from).view().abi(), &product_of(to).view().abi()) ==
               1;
    };
    const auto before = decode(FragmentSource, named("a.frag"));
    const auto same = decode(replaced(std::string{FragmentSource}, "* 4.0", "* 8.0"), named("a.frag"));
    const auto other = decode(replaced(std::string{FragmentSource}, "location = 3) in", "location = 4) in"),
                              named("a.frag"));
    BOOST_TEST(may(before, same));
    BOOST_TEST(!may(before, other));
    if (handler->destroy) handler->destroy(self);
}

BOOST_AUTO_TEST_SUITE_END()
