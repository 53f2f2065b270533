// SPDX-License-Identifier: Apache-2.0
// Schemas of a project: what they declare is what a file may say, and what is wrong with a schema is told at
// its place.
#include <boost/test/unit_test.hpp>

#include "data_job.hpp"

namespace sinter::test {
namespace {

const std::string Head = "[schema]\nname = \"e\"\n";

JobResult decode_with(const std::string& schema, const std::string& json = "{}") {
    auto text = json;
    text.insert(1, "\"$schema\": \"e.schema.toml\"" + std::string{json == "{}" ? "" : ", "});
    return decode_text("data", {{"d/a.json", text}, {"d/e.schema.toml", schema}}, "d/a.json");
}
/// Of the field x, declared as `type`.
JobResult value_of(const std::string& type, const std::string& json) {
    return decode_with(
        Head + "[type.e.fields]\nx = { " + type + " }\n[type.s.fields]\ny = { type = \"boolean\" }\n",
        "{\"x\": " + json + "}");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data_schema)

BOOST_AUTO_TEST_CASE(each_type_takes_its_values) {
    const std::tuple<const char*, const char*, sinter_field_kind> cases[] = {
        {"type = 'boolean'", "true", SINTER_FIELD_BOOL},
        {"type = 'integer', range = [-5, inf]", "-5", SINTER_FIELD_INTEGER},
        {"type = 'integer'", "3.0", SINTER_FIELD_INTEGER},
        {"type = 'float', range = [0, 1]", "1", SINTER_FIELD_FLOAT},
        {"type = 'float', count = 7", "[1, 2, 3, 4, 5, 6, 7]", SINTER_FIELD_FLOAT},
        {"type = 'matrix4'", "[1,0,0,0, 0,1,0,0, 0,0,1,0, 0,0,0,1]", SINTER_FIELD_FLOAT},
        {"type = 'double'", "1e300", SINTER_FIELD_DOUBLE},
        {"type = 'string', size = [0, 3]", "\"abc\"", SINTER_FIELD_STRING},
        {"type = 'choice', choices = ['p', 'q']", "\"q\"", SINTER_FIELD_ENUM},
        {"type = 'reference', asset = 'audio'", "\"a.wav\"", SINTER_FIELD_REFERENCE},
        {"type = 'array', of = 's', size = [0, 2]", "[{\"y\": true}, {}]", SINTER_FIELD_ARRAY},
        {"type = 'map', of = { type = 'integer', range = [0, 9] }", "{\"k\": 9}", SINTER_FIELD_OBJECT},
        {"type = 'any'", "[1, \"x\"]", SINTER_FIELD_ARRAY},
        {"type = 's'", "{}", SINTER_FIELD_OBJECT}};
    for (const auto& [type, json, kind] : cases) {
        const auto result = value_of(type, json);
        BOOST_TEST_REQUIRE(bool{result.status}, type << ": " << said_by(result));
        BOOST_TEST(data_of(result).root()["x"].kind() == kind, type);
        BOOST_TEST(data_of(result).schema() == "e");
        BOOST_TEST(data_of(result).schema_path() == "d/e.schema.toml");
    }
}

BOOST_AUTO_TEST_CASE(each_type_refuses_others_with_what_is_wanted) {
    const std::tuple<const char*, const char*, const char*> cases[] = {
        {"type = 'boolean'", "1", "e: x: true or false is wanted (a number given)"},
        {"type = 'integer', range = [-5, inf]", "-6", "e: x: a whole number of at least -5 is wanted (-6)"},
        {"type = 'integer'", "9007199254740993.0", "e: x: a whole number is wanted (9007199254740992)"},
        {"type = 'float'", "1e39", "e: x: a number is wanted (1e+39)"},
        {"type = 'vector3'", "[1, 2]", "e: x: an array of 3 numbers is wanted (2 given)"},
        {"type = 'string', size = [0, 3]", "\"abcd\"", "e: x: 0 to 3 bytes are wanted (\"abcd\")"},
        {"type = 'choice', choices = ['red', 'green']", "\"gren\"",
         "e: x: one of \"red\", \"green\" is wanted (\"gren\"); did you mean \"green\"?"},
        {"type = 'reference'", "\"../../a\"", "e: x: the path leaves the project (\"../../a\")"},
        {"type = 'array', of = 's', size = [1, 2]", "[]", "e: x: at least 1 items are wanted (0 given)"},
        {"type = 'array', of = 's'", "[{}, {\"y\": 3}]",
         "e: x[1].y: true or false is wanted (a number given)"},
        {"type = 'map', of = 'double'", "{\"k\": []}", "e: x.k: a number is wanted (an array given)"},
        {"type = 's'", "[]", "e: x: an object of type s is wanted (an array given)"}};
    for (const auto& [type, json, text] : cases) {
        const auto result = value_of(type, json);
        BOOST_TEST(!result.status, type);
        BOOST_TEST(result.status.error().text == text);
    }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_schema_is_told_at_its_place) {
    const std::tuple<std::string, const char*, const char*> cases[] = {
        {"x = 1\n", "schema: unknown key \"x\"", "1:1"},
        {"[type.e]\n", "schema: a table [schema] is wanted", "1:1"},
        {Head + "[type.f]\n", "schema: there is no type for the whole file (\"e\"); did you mean \"f\"?",
         "1:2"},
        {Head + "[type.e.fields]\nx = { type = \"integr\" }\n",
         "schema: there is no such type (\"integr\"); did you mean \"integer\"?", "4:14"},
        {Head + "[type.e.fields]\nx = { type = \"integer\", rnge = [0, 1] }\n",
         "schema: unknown key \"rnge\"; did you mean \"range\"?", "4:25"},
        {Head + "[type.e.fields]\nx = { type = \"integer\", range = [2, 1] }\n",
         "schema: range: [lowest, highest] is wanted; inf stands for no limit", "4:33"},
        {Head + "[type.e.fields]\nx = { type = \"integer\", range = [0, 1], default = 2 }\n",
         "schema: default: a whole number from 0 to 1 is wanted (2)", "4:51"},
        {Head + "[type.e.fields]\nx = { type = \"reference\", default = \"a.png\" }\n",
         "schema: default: none for a path", "4:27"},
        {Head + "[type.e]\ninherits = \"f\"\n[type.f]\ninherits = \"e\"\n",
         "schema: types inherit in a circle (\"e\")", "3:7"},
        {Head + "[type.integer]\n[type.e]\n", "schema: there is a type of this name already (\"integer\")",
         "3:7"},
        {Head + "[type.e.fields]\nx = { type = \"array\" }\n", "schema: of is missing: what the items are",
         "4:5"},
        {Head + "[type.e.fields]\nx = { type = \"choice\", choices = [\"a\", \"a\"] }\n",
         "schema: choices: a word is there twice (\"a\")", "4:40"},
    };
    for (const auto& [schema, text, place] : cases) {
        const auto result = decode_with(schema);
        BOOST_TEST(result.status.error().text == text);
        BOOST_TEST(place_of(result) == std::string{"d/e.schema.toml:"} + place, text);
    }
}

BOOST_AUTO_TEST_CASE(schemas_and_types_inherit) {
    Texts files{
        {"d/a.json", R"({"$schema": "e.schema.toml", "name": "x", "speed": 2, "rank": "b"})"},
        {"d/e.schema.toml", Head + "inherits = \"/base.schema.toml\"\n[type.e]\ninherits = \"creature\"\n"
                                   "[type.e.fields]\nrank = { type = \"choice\", choices = [\"a\", \"b\"] }\n"
                                   "speed = { type = \"integer\" }\n"},
        {"base.schema.toml",
         "[schema]\nname = \"creature\"\n[type.creature.fields]\n"
         "name = { type = \"string\", required = true }\nspeed = { type = \"double\" }\n"}};
    const auto result = decode_text("data", files, "d/a.json");
    BOOST_TEST_REQUIRE(bool{result.status}, said_by(result));
    BOOST_TEST((data_of(result).root()["speed"].integer() == 2));
    BOOST_TEST((data_of(result).root()["rank"].choice() == 1));
    files["d/a.json"] = R"({"$schema": "e.schema.toml"})";
    BOOST_TEST(decode_text("data", files, "d/a.json").status.error().text == "e: \"name\" is missing");
    files["base.schema.toml"] = "[schema]\nname = \"c\"\ninherits = \"d/e.schema.toml\"\n";
    BOOST_TEST(decode_text("data", files, "d/a.json").status.error().text ==
               "schema: schemas inherit in a circle (d/e.schema.toml → base.schema.toml → d/e.schema.toml)");
}

BOOST_AUTO_TEST_CASE(a_schema_may_enlarge_one_of_sinters_own) {
    const Texts files{
        {"m/a.material.json", R"({"$schema": "/car.schema.toml", "flakes": 0.5, "metallic": 1})"},
        {"car.schema.toml",
         "[schema]\nname = \"car_paint\"\ninherits = \"material\"\n[type.car_paint]\n"
         "inherits = \"material\"\n[type.car_paint.fields]\n"
         "flakes = { type = \"float\", range = [0, 1], default = 0.0 }\n"}};
    const auto result = decode_text("material", files, "m/a.material.json");
    BOOST_TEST_REQUIRE(bool{result.status}, said_by(result));
    BOOST_TEST((material_of(result).number("flakes") == 0.5f));
    BOOST_TEST(material_of(result).tree().schema() == "car_paint");
    BOOST_TEST(result.products.size() == 2u);
    auto other = files;
    other["a.json"] = R"({"$schema": "/car.schema.toml"})";
    BOOST_TEST(decode_text("data", other, "a.json").status.error().text ==
               "data: $schema: a schema for data is wanted, by the file's name; this one is for material "
               "(\"car_paint\")");
}

BOOST_AUTO_TEST_CASE(a_schema_that_is_not_there_is_absent) {
    const auto result = decode_json("{\n \"$schema\": \"gone.schema.toml\"}");
    BOOST_TEST((result.status.code() == Code::Absent));
    BOOST_TEST(result.status.error().text == "schema: there is no such file (d/gone.schema.toml)");
    BOOST_TEST(place_of(result) == "2:13");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
