// SPDX-License-Identifier: Apache-2.0
// Meshes: attributes, indices, topologies, sparse accessors, morph targets; expected values are the bytes
// written here.
#include <boost/test/data/test_case.hpp>

#include "gltf_file.hpp"

namespace sinter::test {
namespace {

const ByteVector Square = bytes_of<float>({0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0});
constexpr const char* SquareAccessor = "{'bufferView':0,'componentType':5126,'count':4,'type':'VEC3'}";

std::string square(const std::string& primitive, const std::string& more_accessors = "",
                   const std::string& views = "", std::size_t bytes = 48) {
    return one_mesh(primitive, SquareAccessor + more_accessors, "{'buffer':0,'byteLength':48}" + views,
                    bytes);
}

struct Topology {
    int mode;
    sinter_topology topology;
    Indices list;
};
std::ostream& operator<<(std::ostream& out, const Topology& topology) {
    return out << "mode " << topology.mode;
}

// By hand from glTF 2.0, section 3.7.2.1, over vertices 0 to 3.
const Topology Topologies[] = {
    {0, SINTER_TOPOLOGY_POINTS, {0, 1, 2, 3}},
    {1, SINTER_TOPOLOGY_LINES, {0, 1, 2, 3}},
    {2, SINTER_TOPOLOGY_LINES, {0, 1, 1, 2, 2, 3, 3, 0}},
    {3, SINTER_TOPOLOGY_LINES, {0, 1, 1, 2, 2, 3}},
    {4, SINTER_TOPOLOGY_TRIANGLES, {0, 1, 2}},
    {5, SINTER_TOPOLOGY_TRIANGLES, {0, 1, 2, 1, 3, 2}},
    {6, SINTER_TOPOLOGY_TRIANGLES, {1, 2, 0, 2, 3, 0}},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(model_gltf_meshes)

BOOST_DATA_TEST_CASE(strips_loops_and_fans_become_lists, Topologies, sample) {
    const Decoded file{
        glb(square("'attributes':{'POSITION':0},'mode':" + std::to_string(sample.mode)), Square)};
    BOOST_TEST(file.model.primitives[0].topology == sample.topology);
    check_equal(file.indices(0), sample.list);
}

BOOST_AUTO_TEST_CASE(indexed_strips_keep_the_order_of_their_indices) {
    const auto file = Decoded{glb(square("'attributes':{'POSITION':0},'indices':1,'mode':5",
                                         ",{'bufferView':1,'componentType':5121,'count':4,'type':'SCALAR'}",
                                         ",{'buffer':0,'byteOffset':48,'byteLength':4}", 52),
                                  Square + bytes_of<std::uint8_t>({3, 2, 1, 0}))};
    check_equal(file.indices(0), Indices{3, 2, 1, 2, 0, 1});
    BOOST_TEST(file.model.lods[0].index_bytes == 2u);
}

BOOST_AUTO_TEST_CASE(every_index_is_copied_and_looked_at_wherever_it_stands) {
    // Lengths around the pieces in which indices are copied; the one that is out of range in each place.
    for (const std::size_t count : {3u, 15u, 18u, 48u, 51u, 96u, 99u})
        for (const int bytes : {2, 4}) {
            BOOST_TEST_CONTEXT(count << " indices of " << bytes << " bytes") {
                const auto size = count * static_cast<std::size_t>(bytes);
                const auto text =
                    square("'attributes':{'POSITION':0},'indices':1",
                           std::string{",{'bufferView':1,'componentType':"} + (bytes == 2 ? "5123" : "5125") +
                               ",'count':" + std::to_string(count) + ",'type':'SCALAR'}",
                           ",{'buffer':0,'byteOffset':48,'byteLength':" + std::to_string(size) + "}", 48 + size);
                Indices list;
                for (std::size_t i = 0; i < count; ++i) list.push_back(static_cast<std::uint32_t>(i * 7 % 4));
                const auto file = [&] {
                    auto out = Square;
                    for (const auto index : list)
                        out = out + (bytes == 2 ? bytes_of<std::uint16_t>({static_cast<std::uint16_t>(index)})
                                                : bytes_of<std::uint32_t>({index}));
                    return glb(text, out);
                };
                check_equal(Decoded{file()}.indices(0), list);
                for (auto& index : list) {
                    const auto good = std::exchange(index, 5);
                    BOOST_TEST(failure_of(file()) ==
                               "corrupt: glTF: meshes[0].primitives[0].indices: there is no vertex 5 (there are 4)");
                    index = good;
                }
            }
        }
}

BOOST_AUTO_TEST_CASE(positions_and_bounds_are_those_of_the_file) {
    const Decoded file{glb(square("'attributes':{'POSITION':0}"), Square)};
    check_equal(file.values(0, SINTER_SEMANTIC_POSITION), Floats{0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0});
    const auto row = file.model.row();
    check_equal(Floats(row.bounds_max, row.bounds_max + 3), Floats{1, 1, 0});
    // Centre (0.5, 0.5, 0), radius sqrt(0.5).
    check_equal(Floats(row.sphere, row.sphere + 4), Floats{0.5F, 0.5F, 0, 0.70710678F});
    BOOST_TEST(file.model.attributes[0].maximum[1] == 1.0F);
}

BOOST_AUTO_TEST_CASE(positions_that_are_no_numbers_do_not_spoil_the_bounds) {
    const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
    const Decoded file{glb(square("'attributes':{'POSITION':0},'mode':0"),
                           bytes_of<float>({0, 0, 0, inf, 1, 1, 2, 2, 2, nan, 0, 0}))};
    const auto row = file.model.row();
    check_equal(Floats(row.bounds_max, row.bounds_max + 3), Floats{2, 2, 2});
    check_equal(Floats(row.bounds_min, row.bounds_min + 3), Floats{0, 0, 0});
}

BOOST_AUTO_TEST_CASE(interleaved_attributes_of_every_kind_are_read) {
    // Two vertices of 32 bytes: position, colour of 8 bits, texcoord of 16 bits, joints, weights, a custom
    // integer.
    const auto vertex = [](float x, std::uint8_t c) {
        return bytes_of<float>({x, 2 * x, 3 * x}) + bytes_of<std::uint8_t>({c, 0, 255, 51}) +
               bytes_of<std::uint16_t>({65535, 0}) + bytes_of<std::uint8_t>({1, 0, 9, 9}) +
               bytes_of<std::uint8_t>({204, 51, 0, 0}) + bytes_of<std::uint16_t>({7, 0});
    };
    const auto accessor = [](int offset, int type, const char* shape, bool normalised) {
        return "{'bufferView':0,'byteOffset':" + std::to_string(offset) +
               ",'componentType':" + std::to_string(type) + ",'count':2,'type':'" + shape +
               "','normalized':" + (normalised ? "true" : "false") + "}";
    };
    const Decoded file{
        glb(one_mesh("'mode':0,'attributes':{'POSITION':0,'COLOR_0':1,'TEXCOORD_0':2,'JOINTS_0':3,'WEIGHTS_0'"
                     ":4,'_ID':5}",
                     accessor(0, 5126, "VEC3", false) + "," + accessor(12, 5121, "VEC4", true) + "," +
                         accessor(16, 5123, "VEC2", true) + "," + accessor(20, 5121, "VEC4", false) + "," +
                         accessor(24, 5121, "VEC4", true) + "," + accessor(28, 5123, "SCALAR", false),
                     "{'buffer':0,'byteLength':64,'byteStride':32}", 64),
            vertex(1, 0) + vertex(2, 255))};
    check_equal(file.values(0, SINTER_SEMANTIC_POSITION), Floats{1, 2, 3, 2, 4, 6});
    check_equal(file.values(0, SINTER_SEMANTIC_COLOR), Floats{0, 0, 1, 0.2F, 1, 0, 1, 0.2F});
    check_equal(file.values(0, SINTER_SEMANTIC_TEXCOORD), Floats{1, 0, 1, 0});
    // Joint 9 weighs nothing: the skin need not have it.
    check_equal(file.values(0, SINTER_SEMANTIC_JOINTS), Floats{1, 0, 0, 0, 1, 0, 0, 0});
    BOOST_TEST(file.model.primitives[0].joint_count == 2u);
    BOOST_TEST((file.model.row().flags & SINTER_MODEL_SKINNED) != 0);
    check_equal(file.values(0, SINTER_SEMANTIC_WEIGHTS), Floats{0.8F, 0.2F, 0, 0, 0.8F, 0.2F, 0, 0});
    check_equal(file.values(0, SINTER_SEMANTIC_CUSTOM), Floats{7, 7});
    const auto custom = file.model.find(file.model.primitives[0], SINTER_SEMANTIC_CUSTOM);
    BOOST_TEST(file.model.text(file.model.attributes[custom->attribute].name) == "_ID");
}

BOOST_AUTO_TEST_CASE(quantised_positions_stay_as_they_are) {
    // KHR_mesh_quantization: 16-bit integers, padded to 8 bytes, that a node scales.
    const auto data = bytes_of<std::int16_t>({-32768, 0, 32767, 0, 100, 200, 300, 0});
    const auto text = [](const char* normalised) {
        return one_mesh(
            "'mode':0,'attributes':{'POSITION':0}",
            std::string{"{'bufferView':0,'componentType':5122,'count':2,'type':'VEC3','normalized':"} +
                normalised + "}",
            "{'buffer':0,'byteLength':16,'byteStride':8}", 16);
    };
    check_equal(Decoded{glb(text("false"), data)}.values(0, SINTER_SEMANTIC_POSITION),
                Floats{-32768, 0, 32767, 100, 200, 300});
    const auto units = Decoded{glb(text("true"), data)}.values(0, SINTER_SEMANTIC_POSITION);
    check_equal(Floats(units.begin(), units.begin() + 3), Floats{-1, 0, 1});
}

BOOST_AUTO_TEST_CASE(sparse_elements_replace_those_of_the_view_and_zeros) {
    const std::string changes =
        "'sparse':{'count':2,'indices':{'bufferView':1,'componentType':5121},'values':{'bufferView':2}}";
    const auto data = Square + bytes_of<std::uint8_t>({1, 3, 0, 0}) + bytes_of<float>({7, 7, 7, 8, 8, 8});
    const std::string views =
        "{'buffer':0,'byteLength':48},{'buffer':0,'byteOffset':48,'byteLength':2},"
        "{'buffer':0,'byteOffset':52,'byteLength':24}";
    const auto file = [&](const std::string& base) {
        return Decoded{glb(
            one_mesh("'attributes':{'POSITION':0},'mode':0",
                     "{" + base + "'componentType':5126,'count':4,'type':'VEC3'," + changes + "}", views, 76),
            data)};
    };
    check_equal(file("'bufferView':0,").values(0, SINTER_SEMANTIC_POSITION),
                Floats{0, 0, 0, 7, 7, 7, 1, 1, 0, 8, 8, 8});
    check_equal(file("").values(0, SINTER_SEMANTIC_POSITION), Floats{0, 0, 0, 7, 7, 7, 0, 0, 0, 8, 8, 8});
}

BOOST_AUTO_TEST_CASE(morph_targets_have_names_weights_and_differences) {
    const auto text =
        "{'asset':{'version':'2.0'},'meshes':[{'weights':[0.25,0.5],'extras':{'targetNames':['smile','frown']"
        "},"
        "'primitives':[{'mode':0,'attributes':{'POSITION':0},'targets':[{'POSITION':1},{'NORMAL':1}]}]}],"
        "'accessors':[{'bufferView':0,'componentType':5126,'count':1,'type':'VEC3'},"
        "{'bufferView':0,'byteOffset':12,'componentType':5126,'count':1,'type':'VEC3'}],"
        "'bufferViews':[{'buffer':0,'byteLength':24}],'buffers':[{'byteLength':24}]}";
    const Decoded file{glb(text, bytes_of<float>({1, 2, 3, 4, 5, 6}))};
    BOOST_REQUIRE(file.model.targets.size() == 2u);
    BOOST_TEST(file.model.text(file.model.targets[1].name) == "frown");
    BOOST_TEST(file.model.targets[1].weight == 0.5F);
    check_equal(file.values(0, SINTER_SEMANTIC_POSITION, 0, 0), Floats{4, 5, 6});
    check_equal(file.values(0, SINTER_SEMANTIC_NORMAL, 0, 1), Floats{4, 5, 6});
    BOOST_TEST((file.model.row().flags & SINTER_MODEL_MORPHED) != 0);
}

BOOST_AUTO_TEST_CASE(primitives_that_share_vertices_share_bytes_and_have_bounds_of_their_own) {
    const auto text =
        "{'asset':{'version':'2.0'},'meshes':[{'primitives':[{'mode':0,'attributes':{'POSITION':0},'indices':"
        "1},"
        "{'mode':0,'attributes':{'POSITION':0},'indices':2}]}],'accessors':[" +
        std::string{SquareAccessor} +
        ",{'bufferView':1,'componentType':5121,'count':1,'type':'SCALAR'},"
        "{'bufferView':1,'byteOffset':1,'componentType':5121,'count':2,'type':'SCALAR'}],"
        "'bufferViews':[{'buffer':0,'byteLength':48},{'buffer':0,'byteOffset':48,'byteLength':3}],"
        "'buffers':[{'byteLength':51}]}";
    const Decoded file{glb(text, Square + bytes_of<std::uint8_t>({0, 1, 2}))};
    BOOST_TEST(file.model.streams[0].first_range == file.model.streams[1].first_range);
    BOOST_TEST(file.model.primitives[0].bounds_max[0] == 0.0F);
    BOOST_TEST(file.model.primitives[1].bounds_min[0] == 1.0F);
    BOOST_TEST(file.model.primitives[1].bounds_max[1] == 1.0F);
}

BOOST_AUTO_TEST_CASE(variants_say_which_materials_they_replace) {
    const auto text =
        "{'asset':{'version':'2.0'},'extensions':{'KHR_materials_variants':{'variants':[{'name':'day'},{'"
        "name':'night'}]}},"
        "'materials':[{'name':'A'},{'name':'B'}],'meshes':[{'primitives':[{'mode':0,'attributes':{'POSITION':"
        "0},'material':0,"
        "'extensions':{'KHR_materials_variants':{'mappings':[{'material':1,'variants':[1]}]}}}]}],'accessors'"
        ":[" +
        std::string{SquareAccessor} +
        "],'bufferViews':[{'buffer':0,'byteLength':48}],'buffers':[{'byteLength':48}]}";
    const Decoded file{glb(text, Square)};
    BOOST_REQUIRE(file.model.variants.size() == 2u);
    BOOST_TEST(file.model.text(file.model.variants[1].name) == "night");
    BOOST_REQUIRE(file.model.variant_materials.size() == 1u);
    BOOST_TEST(file.model.variant_materials[0].variant == 1u);
    BOOST_TEST(file.model.variant_materials[0].material == 1u);
}

struct Broken {
    const char* name;
    std::string text;
    std::string error;
};
std::ostream& operator<<(std::ostream& out, const Broken& broken) {
    return out << broken.name;
}

const Broken BrokenMeshes[] = {
    {"index out of range",
     square("'attributes':{'POSITION':0},'indices':1",
            ",{'bufferView':1,'componentType':5121,'count':3,'type':'SCALAR'}",
            ",{'buffer':0,'byteOffset':48,'byteLength':3}", 51),
     "corrupt: glTF: meshes[0].primitives[0].indices: there is no vertex 4 (there are 4)"},
    {"accessor beyond its view",
     one_mesh("'attributes':{'POSITION':0}", "{'bufferView':0,'componentType':5126,'count':5,'type':'VEC3'}",
              "{'buffer':0,'byteLength':48}", 48),
     "corrupt: glTF: accessors[0]: 60 bytes from 0 on do not lie in a view of 48"},
    {"accessor with an offset near 2^53",
     one_mesh("'attributes':{'POSITION':0}",
              "{'bufferView':0,'byteOffset':9007199254740991,'componentType':5126,'count':1,'type':'VEC3'}",
              "{'buffer':0,'byteLength':48}", 48),
     "corrupt: glTF: accessors[0]: 12 bytes from 9007199254740991 on do not lie in a view of 48"},
    {"view beyond its buffer",
     one_mesh("'attributes':{'POSITION':0}", SquareAccessor, "{'buffer':0,'byteOffset':4,'byteLength':48}",
              48),
     "corrupt: glTF: bufferViews[0].byteLength: the view ends at byte 52 of a buffer of 48"},
    {"buffer beyond the chunk",
     one_mesh("'attributes':{'POSITION':0}", SquareAccessor, "{'buffer':0,'byteLength':48}", 100),
     "corrupt: glTF: buffers[0].byteLength: 100 bytes are not there (there are 52)"},
    {"attributes of two lengths",
     square("'attributes':{'POSITION':0,'NORMAL':1}",
            ",{'bufferView':0,'componentType':5126,'count':3,'type':'VEC3'}"),
     "corrupt: glTF: meshes[0].primitives[0].attributes.NORMAL: 3 vertices (others have 4)"},
    {"an attribute of no vertices",
     square("'attributes':{'POSITION':1,'NORMAL':0}",
            ",{'bufferView':0,'componentType':5126,'count':0,'type':'VEC3'}"),
     "corrupt: glTF: meshes[0].primitives[0].attributes.NORMAL: 4 vertices (others have 0)"},
    {"a position of two numbers",
     square("'attributes':{'POSITION':1}", ",{'bufferView':0,'componentType':5126,'count':4,'type':'VEC2'}"),
     "corrupt: glTF: meshes[0].primitives[0].attributes.POSITION: vectors of 3 are wanted"},
    {"no such material", square("'attributes':{'POSITION':0},'material':2"),
     "corrupt: glTF: meshes[0].primitives[0].material: there is no material 2 (there are 0)"},
    {"mode of another API", square("'attributes':{'POSITION':0},'mode':7"),
     "corrupt: glTF: meshes[0].primitives[0].mode: there is no mode 7 (there are 7)"},
    {"a negative index", square("'attributes':{'POSITION':-1}"),
     "corrupt: glTF: meshes[0].primitives[0].attributes.POSITION: a whole number from 0 is wanted"},
    {"sparse indices out of order",
     one_mesh("'attributes':{'POSITION':0}",
              "{'componentType':5126,'count':4,'type':'VEC3','sparse':{'count':2,'indices':{'bufferView':1,"
              "'componentType':5121},'values':{'bufferView':0}}}",
              "{'buffer':0,'byteLength':48},{'buffer':0,'byteOffset':48,'byteLength':2}", 50),
     "corrupt: glTF: accessors[0].sparse.indices: index 4 at 0 is out of order or out of range (4 elements)"},
    {"gigabytes of zeros",
     one_mesh("'attributes':{'POSITION':0}", "{'componentType':5126,'count':4294967290,'type':'VEC3'}",
              "{'buffer':0,'byteLength':48}", 48),
     "too_large: glTF: the model takes more than 2048 MiB (setting max_mib)"},
};

BOOST_DATA_TEST_CASE(says_what_is_wrong_with_a_mesh, BrokenMeshes, sample) {
    BOOST_TEST(failure_of(glb(sample.text, Square + bytes_of<std::uint8_t>({4, 0, 0, 0}))) == sample.error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
