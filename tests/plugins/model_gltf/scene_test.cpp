// SPDX-License-Identifier: Apache-2.0
// Nodes, skins, cameras, lights, materials and images of files written by hand.
#include <boost/test/data/test_case.hpp>

#include <sinter/material.hpp>

#include "gltf_file.hpp"

namespace sinter::test {
namespace {

std::string with(const std::string& members) {
    return "{'asset':{'version':'2.0','generator':'hand'}," + members + "}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model_gltf_scene)

BOOST_AUTO_TEST_CASE(nodes_come_behind_their_parents_and_keep_what_is_on_them) {
    const Decoded file{glb(
        with("'scene':0,'scenes':[{'name':'S','nodes':[2]}],'nodes':[{'name':'leaf','translation':[1,2,3]},"
             "{'name':'middle','children':[0],'scale':[2,2,2]},{'name':'root','children':[1]}]"))};
    const auto& nodes = file.model.nodes;
    BOOST_TEST(file.model.text(nodes[0].name) == "root");
    BOOST_TEST(file.model.text(nodes[2].name) == "leaf");
    BOOST_TEST(nodes[2].parent == 1u);
    BOOST_TEST(nodes[0].scene_mask == 1u);
    BOOST_TEST(file.model.row().default_scene == 0u);
    const auto world = file.model.world_matrices();
    check_equal(Floats(world[2].begin() + 12, world[2].end()), Floats{2, 4, 6, 1});
    BOOST_TEST(file.model.text(file.model.row().generator) == "hand");
}

BOOST_AUTO_TEST_CASE(a_matrix_is_taken_apart) {
    // Half a turn about Y, scaled by 2, 3, 4, moved by 5, 6, 7; column-major.
    const Decoded file{
        glb(with("'nodes':[{'matrix':[-2,0,0,0, 0,3,0,0, 0,0,-4,0, 5,6,7,1]},"
                 "{'matrix':[-1,0,0,0, 0,1,0,0, 0,0,1,0, 0,0,0,1]},{'rotation':[0,0,3,4]}]"))};
    const auto node = file.model.nodes[0], mirror = file.model.nodes[1], turned = file.model.nodes[2];
    BOOST_TEST(node.has_matrix == 1u);
    check_equal(Floats(node.translation, node.translation + 3), Floats{5, 6, 7});
    check_equal(Floats(node.rotation, node.rotation + 4), Floats{0, 1, 0, 0});
    check_equal(Floats(node.scale, node.scale + 3), Floats{2, 3, 4});
    check_equal(Floats(mirror.scale, mirror.scale + 3), Floats{-1, 1, 1});
    check_equal(Floats(turned.rotation, turned.rotation + 4), Floats{0, 0, 0.6F, 0.8F});
    // cos = 2 * 0.8² - 1, sin = 2 * 0.6 * 0.8
    BOOST_TEST(turned.matrix[0] == 0.28F, boost::test_tools::tolerance(1e-6F));
    BOOST_TEST(turned.matrix[1] == 0.96F, boost::test_tools::tolerance(1e-6F));
}

BOOST_AUTO_TEST_CASE(a_chain_of_100000_nodes_needs_no_stack) {
    std::string text = "'nodes':[";
    for (int i = 0; i < 100000; ++i) text += "{'children':[" + std::to_string(i + 1) + "]},";
    BOOST_TEST(Decoded{glb(with(text + "{}]"))}.model.nodes.size() == 100001u);
}

BOOST_AUTO_TEST_CASE(cameras_lights_and_skins_are_kept) {
    const auto data = bytes_of<float>({1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -3, 0, 0, 1});
    const Decoded file{glb(
        with("'extensions':{'KHR_lights_punctual':{'lights':[{'type':'spot','color':[1,0.5,0],'intensity':9,"
             "'spot':{'innerConeAngle':0.1,'outerConeAngle':0.5}},{'type':'point','range':4}]}},"
             "'cameras':[{'type':'perspective','perspective':{'yfov':0.7,'znear':0.1}},"
             "{'type':'orthographic','orthographic':{'xmag':4,'ymag':2,'znear':0,'zfar':9}}],"
             "'skins':[{'name':'rig','joints':[1],'inverseBindMatrices':0,'skeleton':1}],"
             "'accessors':[{'bufferView':0,'componentType':5126,'count':1,'type':'MAT4'}],"
             "'bufferViews':[{'buffer':0,'byteLength':64}],'buffers':[{'byteLength':64}],"
             "'nodes':[{'camera':1,'extensions':{'KHR_lights_punctual':{'light':0}}},{'name':'bone'}]"),
        data)};
    const auto& model = file.model;
    BOOST_TEST(model.nodes[0].camera == 1u);
    BOOST_TEST(model.nodes[0].light == 0u);
    BOOST_TEST(model.lights[0].kind == SINTER_LIGHT_SPOT);
    BOOST_TEST(model.lights[0].color[1] == 0.5F);
    BOOST_TEST(model.lights[0].outer_cone == 0.5F);
    BOOST_TEST(model.lights[1].range == 4.0F);
    BOOST_TEST(model.cameras[0].far_plane == 0.0F);
    BOOST_TEST(model.cameras[1].aspect_ratio == 2.0F);
    BOOST_TEST(model.joints[0].node == 1u);
    BOOST_TEST(model.joints[0].inverse_bind[12] == -3.0F);
    BOOST_TEST(model.skins[0].skeleton == 1u);
}

BOOST_AUTO_TEST_CASE(materials_are_products_with_fields_and_textures) {
    const Decoded file{
        glb(with("'images':[{'uri':'tex/a%20b.png'},{'bufferView':0,'mimeType':'image/png','name':'inside'}],"
                 "'samplers':[{'wrapS':33071,'minFilter':9987}],'textures':[{'source':0,'sampler':0},{'"
                 "source':1}],"
                 "'materials':[{'name':'Fur & co','alphaMode':'MASK','alphaCutoff':0.25,'doubleSided':true,"
                 "'emissiveFactor':[1,2,3],'pbrMetallicRoughness':{'baseColorFactor':[0.1,0.2,0.3,0.4],'"
                 "metallicFactor':0,"
                 "'baseColorTexture':{'index':0,'texCoord':1,'extensions':{'KHR_texture_transform':{'offset':"
                 "[0.5,0],"
                 "'rotation':2}}},'metallicRoughnessTexture':{'index':1}},'occlusionTexture':{'index':1,'"
                 "strength':0.5},"
                 "'extensions':{'KHR_materials_ior':{'ior':1.4},'KHR_materials_unlit':{}}}],"
                 "'bufferViews':[{'buffer':0,'byteLength':8}],'buffers':[{'byteLength':8}]"),
            bytes_of<std::uint8_t>({0x89, 'P', 'N', 'G', 13, 10, 26, 10}))};
    const Material material{file.product("material/Fur _ co")};
    BOOST_TEST(material.valid());
    BOOST_TEST(material.text("name").value() == "Fur & co");
    BOOST_TEST(material.text("alpha_mode").value_or("") == "mask");
    BOOST_TEST(material.number("alpha_cutoff").value() == 0.25F);
    BOOST_TEST(material.boolean("double_sided").value());
    BOOST_TEST((material.vector("base_color").value() == std::array<float, 4>{0.1F, 0.2F, 0.3F, 0.4F}));
    BOOST_TEST(material.number("metallic").value() == 0.0F);
    BOOST_TEST((material.vector("emissive").value() == std::array<float, 4>{1, 2, 3, 0}));
    BOOST_TEST(material.number("ior").value() == 1.4F);
    BOOST_TEST(material.boolean("unlit").value());
    BOOST_TEST(material.reference("base_color_texture").value() == "tex/a b.png");
    BOOST_TEST(
        (material.vector("base_color_texture_transform").value() == std::array<float, 4>{0.5F, 0, 1, 1}));
    BOOST_TEST(material.number("base_color_texture_rotation").value() == 2.0F);
    BOOST_TEST(material.text("base_color_texture_wrap_u").value() == "clamp");
    BOOST_TEST(material.text("base_color_texture_min_filter").value() == "linear_mipmap_linear");
    // One image for both: occlusion, roughness, metalness.
    BOOST_TEST(material.reference("orm_texture").value() == "sample#texture/inside");
    BOOST_TEST(material.number("occlusion_strength").value() == 0.5F);

    // The model comes first: what is said of a file is said of its first product.
    check_equal(file.labels(), std::vector<std::string>{"", "material/Fur _ co", "texture/inside"});
    // It needs the material; the embedded image is a product, data as its use says.
    BOOST_REQUIRE(file.model.materials.size() == 1u);
    const auto dependencies = file.model.asset().dependencies();
    BOOST_TEST(to_view(dependencies[file.model.materials[0].dependency].path) == "sample#material/Fur _ co");
    const auto image = file.product("texture/inside");
    const auto hints = image.rows<char>(SINTER_FILE_HINT_TABLE);
    std::string text;
    for (std::uint32_t i = 0; i < hints.size(); ++i) text += hints[i];
    BOOST_TEST(text == "set.resize.color_space = \"linear\"\nset.mipmaps.color_space = \"linear\"\n");
    BOOST_TEST(image.chunks()[0].bytes.size == 8u);
}

BOOST_AUTO_TEST_CASE(labels_do_not_change_when_siblings_are_added) {
    const auto materials = [](const std::string& list) {
        auto labels = Decoded{glb(with("'materials':[" + list + "]"))}.labels();
        std::erase(labels, "");
        return labels;
    };
    const std::string first = "{'name':'A'},{},{'name':'A'},{'name':'1'},{'name':'b#c'}";
    const std::vector<std::string> wanted = {"material/A", "material/1", "material/2", "material/3",
                                             "material/b_c"};
    check_equal(materials(first), wanted);
    auto more = materials(first + ",{'name':'2'},{'name':'b_c'},{}");
    check_equal(std::vector<std::string>(more.begin(), more.begin() + 5), wanted);
    BOOST_TEST(more.size() == 8u);
}

struct Broken {
    const char *name, *members, *error;
};
std::ostream& operator<<(std::ostream& out, const Broken& broken) {
    return out << broken.name;
}

const Broken BrokenScenes[] = {
    {"a circle", "'nodes':[{},{'children':[2]},{'children':[1]}]",
     "corrupt: glTF: nodes[1].children: the nodes form a circle"},
    {"a child of itself", "'nodes':[{'children':[0]}]",
     "corrupt: glTF: nodes[0].children: the nodes form a circle"},
    {"two parents", "'nodes':[{'children':[2]},{'children':[2]},{}]",
     "corrupt: glTF: nodes[1].children: node 2 has two parents"},
    {"no such node", "'nodes':[{}],'scenes':[{'nodes':[1]}]",
     "corrupt: glTF: scenes[0].nodes[0]: there is no node 1 (there are 1)"},
    {"unknown required extension", "'extensionsRequired':['EXT_made_up']",
     "unsupported: glTF: the file requires the extension EXT_made_up"},
    {"a number too large for a float", "'nodes':[{'scale':[1e39,1,1]}]",
     "corrupt: glTF: nodes[0].scale[0]: too large a number"},
    {"a skin without joints", "'skins':[{'joints':[]}]",
     "corrupt: glTF: skins[0].joints: at least one is wanted"},
    {"an image from nowhere", "'images':[{}]",
     "corrupt: glTF: images[0].uri: missing, and there is no bufferView"},
    {"an image from the root", "'images':[{'uri':'/etc/passwd'}]",
     "denied: glTF: images[0].uri: a path from the root (/etc/passwd)"},
    {"an image from the net", "'images':[{'uri':'https://example.org/a.png'}]",
     "denied: glTF: images[0].uri: only files of the project are read (https://example.org/a.png)"},
    {"a bad escape", "'images':[{'uri':'a%2'}]",
     "corrupt: glTF: images[0].uri: a % that two hexadecimal digits do not follow"},
    {"an array for an object", "'materials':[[]]", "corrupt: glTF: materials[0]: an object is wanted"},
};

BOOST_DATA_TEST_CASE(says_what_is_wrong_with_a_scene, BrokenScenes, sample) {
    BOOST_TEST(failure_of(glb(with(sample.members))) == sample.error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
