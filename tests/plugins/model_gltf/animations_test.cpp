// SPDX-License-Identifier: Apache-2.0
// Animations of every interpolation and path; expected values by hand from glTF 2.0, appendix C.
#include "gltf_file.hpp"

namespace sinter::test {
namespace {

/// One sampler over node 0: times are accessor 0, values accessor 1.
std::string animated(const std::string& path, const std::string& interpolation, int keys,
                     const std::string& values, std::size_t bytes) {
    return "{'asset':{'version':'2.0'},'animations':[{'name':'Walk','channels':[{'sampler':0,'target':{'node'"
           ":0,'path':'" +
           path + "'}}],'samplers':[{'input':0,'output':1,'interpolation':'" + interpolation +
           "'}]}],'nodes':[{'name':'hip'}],'accessors':[{'bufferView':0,'componentType':5126,'count':" +
           std::to_string(keys) +
           ",'type':'SCALAR'},{'bufferView':0,'byteOffset':" + std::to_string(4 * keys) + "," + values +
           "}],'bufferViews':[{'buffer':0,'byteLength':" + std::to_string(bytes) +
           "}],'buffers':[{'byteLength':" + std::to_string(bytes) + "}]}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model_gltf_animations)

BOOST_AUTO_TEST_CASE(linear_keys_are_those_of_the_file_and_go_between) {
    const Decoded file{
        glb(animated("translation", "LINEAR", 2, "'componentType':5126,'count':2,'type':'VEC3'", 32),
            bytes_of<float>({0.5F, 1.5F, 0, 0, 0, 2, 4, 6}))};
    const Animation walk{file.product("animation/Walk")};
    BOOST_TEST(walk.text(walk.row().name) == "Walk");
    BOOST_TEST(walk.row().start_seconds == 0.5F);
    BOOST_TEST(walk.row().end_seconds == 1.5F);
    const auto channel = walk.channels[0];
    BOOST_TEST(walk.text(channel.node_name) == "hip");
    BOOST_TEST(channel.path == SINTER_ANIMATION_TRANSLATION);
    check_equal(walk.sample(channel, 0), Floats{0, 0, 0});
    check_equal(walk.sample(channel, 0.75F), Floats{0.5F, 1, 1.5F});
    check_equal(walk.sample(channel, 9), Floats{2, 4, 6});
    BOOST_TEST(to_view(walk.asset().dependencies()[walk.row().model].path) == "sample");
    const auto dependency = file.model.asset().dependencies()[0];
    BOOST_TEST(to_view(dependency.path) == "sample#animation/Walk");
    BOOST_TEST(dependency.kind == SINTER_LOADED_ON_DEMAND);
}

BOOST_AUTO_TEST_CASE(rotations_of_16_bits_turn_along_the_sphere) {
    // From no turn to a quarter turn about Z: (0, 0, sin 45°, cos 45°), 23170 of 32767.
    const Decoded file{
        glb(animated("rotation", "LINEAR", 2,
                     "'componentType':5122,'normalized':true,'count':2,'type':'VEC4'", 24),
            bytes_of<float>({0, 1}) + bytes_of<std::int16_t>({0, 0, 0, 32767, 0, 0, 23170, 23170}))};
    const Animation walk{file.product("animation/Walk")};
    const auto half = walk.sample(walk.channels[0], 0.5F);
    BOOST_TEST(half[2] == 0.38268343F, boost::test_tools::tolerance(1e-4F));  // sin 22.5°
    BOOST_TEST(half[3] == 0.92387953F, boost::test_tools::tolerance(1e-4F));
}

BOOST_AUTO_TEST_CASE(steps_stay_until_the_next_key) {
    const Decoded file{glb(animated("scale", "STEP", 2, "'componentType':5126,'count':2,'type':'VEC3'", 32),
                           bytes_of<float>({0, 1, 1, 1, 1, 2, 2, 2}))};
    const Animation walk{file.product("animation/Walk")};
    check_equal(walk.sample(walk.channels[0], 0.99F), Floats{1, 1, 1});
    check_equal(walk.sample(walk.channels[0], 1), Floats{2, 2, 2});
}

BOOST_AUTO_TEST_CASE(splines_follow_their_tangents) {
    // In-tangent, value, out-tangent of both keys; over two seconds. At the middle: (v0 + v1) / 2 + 2 (b0 -
    // a1) / 8.
    const Decoded file{
        glb(animated("translation", "CUBICSPLINE", 2, "'componentType':5126,'count':6,'type':'VEC3'", 80),
            bytes_of<float>({0, 2, 0, 0, 0, 1, 0, 0, 4, 0, 0, 8, 0, 0, 3, 0, 0, 0, 0, 0}))};
    const Animation walk{file.product("animation/Walk")};
    BOOST_TEST(walk.channels[0].interpolation == SINTER_INTERPOLATION_CUBIC);
    check_equal(walk.sample(walk.channels[0], 1), Floats{2 + 2 * (4 - 8) / 8.0F, 0, 0});
}

BOOST_AUTO_TEST_CASE(weights_move_all_morph_targets) {
    const Decoded file{glb(
        "{'asset':{'version':'2.0'},'animations':[{'channels':[{'sampler':0,'target':{'node':0,'path':'"
        "weights'}}],"
        "'samplers':[{'input':0,'output':1}]}],'nodes':[{'mesh':0}],'meshes':[{'primitives':[{'mode':0,'"
        "attributes':"
        "{'POSITION':2},'targets':[{},{}]}]}],'accessors':[{'bufferView':0,'componentType':5126,'count':2,'"
        "type':'SCALAR'},"
        "{'bufferView':0,'byteOffset':8,'componentType':5121,'normalized':true,'count':4,'type':'SCALAR'},"
        "{'bufferView':0,'byteOffset':12,'componentType':5126,'count':1,'type':'VEC3'}],"
        "'bufferViews':[{'buffer':0,'byteLength':24}],'buffers':[{'byteLength':24}]}",
        bytes_of<float>({0, 1}) + bytes_of<std::uint8_t>({0, 255, 255, 0}) + bytes_of<float>({1, 2, 3}))};
    const Animation walk{file.product("animation/0")};
    BOOST_TEST(walk.channels[0].components == 2u);
    check_equal(walk.sample(walk.channels[0], 0.25F), Floats{0.25F, 0.75F});
}

BOOST_AUTO_TEST_CASE(keys_whose_time_does_not_rise_are_left_out) {
    const Decoded file{
        glb(animated("translation", "LINEAR", 3, "'componentType':5126,'count':3,'type':'VEC3'", 48),
            bytes_of<float>({0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3}))};
    const Animation walk{file.product("animation/Walk")};
    check_equal(Floats(walk.times(walk.channels[0]).begin(), walk.times(walk.channels[0]).end()),
                Floats{0, 1});
    check_equal(walk.sample(walk.channels[0], 1), Floats{3, 3, 3});
}

BOOST_AUTO_TEST_CASE(says_how_many_values_are_missing) {
    BOOST_TEST(failure_of(glb(
                   animated("translation", "LINEAR", 3, "'componentType':5126,'count':1,'type':'VEC3'", 24),
                   bytes_of<float>({0, 1, 2, 0, 0, 0}))) ==
               "corrupt: glTF: animations[0].samplers[0].output: 1 values for 3 keys (3 are wanted)");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
