// SPDX-License-Identifier: Apache-2.0
// Fields are checked against the schema, and arrive in the product as they were written.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "data_job.hpp"

namespace data = boost::unit_test::data;

namespace sinter::test {
namespace {

struct Wrong {
    const char* name;
    std::string text;
    std::uint32_t line;
    std::uint32_t column;
    const char* message;
    Code code = Code::Invalid;
    friend std::ostream& operator<<(std::ostream& out, const Wrong& wrong) { return out << wrong.name; }
};

const Wrong WrongFields[] = {
    {"unknown", "{\n  \"roughnes\": 1\n}", 2, 3,
     "material: unknown field \"roughnes\"; did you mean \"roughness\"?"},
    {"unknown, near include", "{\"inclued\": \"a\"}", 1, 2,
     "material: unknown field \"inclued\"; did you mean \"include\"?"},
    {"unknown, near nothing", "{\"zzzzzz\": 1}", 1, 2, "material: unknown field \"zzzzzz\""},
    {"unknown and long", "{\"" + std::string(70, 'x') + "\": 1}", 1, 2,
     "material: unknown field \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\""},
    {"not an object", "[1]", 1, 1, "material: an object of type material is wanted (an array given)"},
    {"text for a number", "{\"metallic\":\n \"1\"}", 2, 2,
     "material: metallic: a number from 0 to 1 is wanted (a string given)"},
    {"number for a bool", "{\"double_sided\": 1}", 1, 18,
     "material: double_sided: true or false is wanted (a number given)"},
    {"above the range", "{\"metallic\": 1.5}", 1, 14,
     "material: metallic: a number from 0 to 1 is wanted (1.5)"},
    {"below the range", "{\"roughness\": -0.25}", 1, 15,
     "material: roughness: a number from 0 to 1 is wanted (-0.25)"},
    {"beyond floats", "{\"emissive_strength\": 1e300}", 1, 23,
     "material: emissive_strength: a number from 0 to 1e+09 is wanted (1e+300)"},
    {"too few numbers", "{\"base_color\": [1, 1, 1]}", 1, 16,
     "material: base_color: an array of 4 numbers from 0 to 1 is wanted (3 given)"},
    {"a text among numbers", "{\"emissive\": [1,\n 1, \"1\"]}", 2, 5,
     "material: emissive[2]: a number from 0 to 1 is wanted (a string given)"},
    {"a number out of range among numbers", "{\"emissive\": [1, 1,\n2]}", 2, 1,
     "material: emissive[2]: a number from 0 to 1 is wanted (2)"},
    {"no such choice", "{\"alpha_mode\": \"blended\"}", 1, 16,
     "material: alpha_mode: one of \"opaque\", \"mask\", \"blend\" is wanted (\"blended\"); did you mean "
     "\"blend\"?"},
    {"empty text", "{\"name\": \"\"}", 1, 10,
     "material: name: 1 to 256 bytes without control characters are wanted (\"\")"},
    {"control character", "{\"name\": \"a\\u0007b\"}", 1, 10,
     "material: name: 1 to 256 bytes without control characters are wanted (\"a?b\")"},
    {"zero character in a path", "{\"orm_texture\": \"a\\u0000b\"}", 1, 17,
     "material: orm_texture: a path has no control characters (\"a?b\")"},
    {"backslash in a path", "{\"orm_texture\": \"..\\\\a.png\"}", 1, 17,
     "material: orm_texture: write \"/\" between the parts of a path, on every system (\"..\\a.png\")"},
    {"a path that names a folder", "{\"orm_texture\": \"textures/\"}", 1, 17,
     "material: orm_texture: the path of a file is wanted (\"textures/\")"},
    {"a path out of the project", "{\"orm_texture\": \"../../a.png\"}", 1, 17,
     "material: orm_texture: the path leaves the project (\"../../a.png\")", Code::Denied},
    {"shadow is no object", "{\"shadow\": true}", 1, 12,
     "material: shadow: an object of type shadow is wanted (true or false given)"},
    {"a field that shadows lack", "{\"shadow\": {\"metallic\": 1}}", 1, 13,
     "material: shadow: unknown field \"metallic\""},
    {"null for the whole", "null", 1, 1, "material: an object of type material is wanted (null given)"},
    {"a name twice", "{\"metallic\": 1,\n \"metallic\": 0}", 2, 2,
     "material: \"metallic\" stands twice in one object"},
    {"a label that is none", "{\"orm_texture\":\n  \"a.png#b?c\"}", 2, 3,
     "material: orm_texture: a label has letters, digits, \"_\", \".\", \"/\", \"-\" and blanks "
     "(\"a.png#b?c\")"},
    {"a whole number with a fraction", "{\"orm_texture_texcoord\": 0.5}", 1, 26,
     "material: orm_texture_texcoord: a whole number from 0 to 15 is wanted (0.5)"},
    {"unknown in shadow", "{\"shadow\": {\"alpha_cutof\": 1}}", 1, 13,
     "material: shadow: unknown field \"alpha_cutof\"; did you mean \"alpha_cutoff\"?"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(data_fields)

BOOST_DATA_TEST_CASE(refuses_with_place_and_advice, data::make(WrongFields), wrong) {
    const auto result = decode_material(wrong.text);
    BOOST_TEST(result.status.error().text == wrong.message);
    BOOST_TEST(result.status.code() == wrong.code);
    BOOST_TEST(result.status.error().where.line == wrong.line);
    BOOST_TEST(result.status.error().where.column == wrong.column);
}

BOOST_AUTO_TEST_CASE(reads_every_field) {
    const auto result = decode_material(R"({
        "name": "Gr\u00fcn", "shader": "foliage", "base_color": [0.25, 0.5, 0.75, 1], "metallic": 0.125,
        "roughness": 0, "double_sided": true, "alpha_mode": "mask", "alpha_cutoff": 0.75, "emissive": [1, 0.5, 0],
        "emissive_strength": 12.5, "normal_scale": 2, "occlusion_strength": 0.5,
        "base_color_texture": "leaf.png", "normal_texture": "../t/n.ktx2", "orm_texture": "/t/orm.png",
        "emissive_texture": "./e/../glow.ktx2#night"
    })");
    BOOST_TEST_REQUIRE(bool{result.status}, result.status.error().text);
    const auto material = material_of(result);
    BOOST_TEST(material.valid());
    BOOST_TEST(material.size() == 16u);
    BOOST_TEST((material.text("name") == "Gr\xc3\xbcn"));
    BOOST_TEST((material.text("shader") == "foliage"));
    BOOST_TEST((material.text("alpha_mode") == "mask"));
    BOOST_TEST((material.vector("base_color") == std::array{0.25f, 0.5f, 0.75f, 1.0f}));
    BOOST_TEST((material.vector("emissive") == std::array{1.0f, 0.5f, 0.0f, 0.0f}));
    BOOST_TEST((material.number("metallic") == 0.125f));
    BOOST_TEST((material.number("roughness") == 0.0f));
    BOOST_TEST((material.number("alpha_cutoff") == 0.75f));
    BOOST_TEST((material.number("emissive_strength") == 12.5f));
    BOOST_TEST((material.number("normal_scale") == 2.0f));
    BOOST_TEST((material.number("occlusion_strength") == 0.5f));
    BOOST_TEST((material.boolean("double_sided") == true));
    BOOST_TEST((material.reference("base_color_texture") == "materials/leaf.png"));
    BOOST_TEST((material.reference("normal_texture") == "t/n.ktx2"));
    BOOST_TEST((material.reference("orm_texture") == "t/orm.png"));
    BOOST_TEST((material.reference("emissive_texture") == "materials/glow.ktx2#night"));
    for (const auto& dependency : material.asset().dependencies()) {
        BOOST_TEST(dependency.kind == SINTER_LOADED_WITH_ME);
        BOOST_TEST(dependency.type == SINTER_TEXTURE);
    }
}

BOOST_AUTO_TEST_CASE(only_what_was_said_is_in_the_material) {
    const auto result = decode_material("{}");
    const auto material = material_of(result);
    BOOST_TEST(material.valid());
    BOOST_TEST(material.size() == 0u);
    BOOST_TEST(material.tree().schema() == "material");
    BOOST_TEST(material.tree().schema_version() == 2u);
    BOOST_TEST(!material.tree().complete());
    BOOST_TEST(material.asset().dependencies().empty());
    BOOST_TEST(material.asset().chunks().empty());
}

BOOST_AUTO_TEST_CASE(a_product_of_the_file_itself_is_named_by_its_label) {
    const auto result = decode_material(R"({"orm_texture": "#texture/0"})");
    BOOST_TEST((material_of(result).reference("orm_texture") == "materials/a.material.json#texture/0"));
}

BOOST_AUTO_TEST_CASE(one_texture_in_two_fields_is_one_dependency) {
    const auto result = decode_material(R"({"normal_texture": "a.png", "orm_texture": "./a.png"})");
    const auto material = material_of(result);
    BOOST_TEST(material.asset().dependencies().size() == 1u);
    BOOST_TEST((material.reference_index("normal_texture") == material.reference_index("orm_texture")));
}

BOOST_AUTO_TEST_CASE(numbers_are_the_floats_a_compiler_makes_of_them) {
    const auto result =
        decode_material(R"({"metallic": 0.1, "roughness": 3e-1, "emissive": [0.7, 1.0, 1e-40]})");
    const auto material = material_of(result);
    BOOST_TEST((material.number("metallic") == 0.1f));
    BOOST_TEST((material.number("roughness") == 0.3f));
    BOOST_TEST((material.vector("emissive") == std::array{0.7f, 1.0f, 1e-40f, 0.0f}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
