// SPDX-License-Identifier: Apache-2.0
// Includes: who wins, what is recorded, whose paths are meant, and which file an error names.
#include <boost/test/unit_test.hpp>

#include "data_job.hpp"

namespace sinter::test {
namespace {

using Files = Texts;

JobResult decode(const Files& files, const std::string& path = "m/a.material") {
    return decode_text("material", files, path);
}
Material main_of(const JobResult& result) {
    return material_of(result);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data_include)

BOOST_AUTO_TEST_CASE(the_including_file_wins_wherever_the_include_stands) {
    const auto result =
        decode({{"m/a.material", R"({"metallic": 0.5, "include": "base.material", "name": "a"})"},
                {"m/base.material", R"({"metallic": 0.25, "roughness": 0.75, "name": "base"})"}});
    const auto material = main_of(result);
    BOOST_TEST((material.number("metallic") == 0.5f));
    BOOST_TEST((material.number("roughness") == 0.75f));
    BOOST_TEST((material.text("name") == "a"));
}

BOOST_AUTO_TEST_CASE(null_takes_an_inherited_value_back_to_its_default) {
    const auto result =
        decode({{"m/a.material", R"({"include": "b.material", "metallic": null, "orm_texture": null})"},
                {"m/b.material", R"({"metallic": 0.25, "orm_texture": "x.png"})"}});
    const auto material = main_of(result);
    BOOST_TEST(!material.number("metallic"));
    BOOST_TEST(!material.reference("orm_texture"));
    BOOST_TEST(material.asset().dependencies().empty());
}

BOOST_AUTO_TEST_CASE(paths_are_relative_to_the_file_that_says_them) {
    const auto result =
        decode({{"m/a.material", R"({"include": "../lib/deep/b.material", "orm_texture": "o.png"})"},
                {"lib/deep/b.material", R"({"include": "/root.material", "normal_texture": "n.png"})"},
                {"root.material", R"({"emissive_texture": "e.png"})"}});
    const auto material = main_of(result);
    BOOST_TEST((material.reference("orm_texture") == "m/o.png"));
    BOOST_TEST((material.reference("normal_texture") == "lib/deep/n.png"));
    BOOST_TEST((material.reference("emissive_texture") == "e.png"));
}

BOOST_AUTO_TEST_CASE(what_was_included_is_recorded_as_shaping_the_result) {
    const auto result = decode({{"m/a.material", R"({"include": "b.material"})"}, {"m/b.material", "{}"}});
    const std::set<Discovery> expected{{Discovery::Kind::File, "m/b.material", "hash of m/b.material"}};
    BOOST_TEST((result.discoveries == expected));
}

BOOST_AUTO_TEST_CASE(a_missing_include_is_absent_and_recorded) {
    const auto result = decode({{"m/a.material", "{\n\"include\": \"b.material\"}"}});
    BOOST_TEST(result.status.code() == Code::Absent);
    BOOST_TEST(result.status.error().text == "material: there is no file to include (m/b.material)");
    BOOST_TEST(result.status.error().where.path == "");
    BOOST_TEST(result.status.error().where.line == 2u);
    BOOST_TEST(result.status.error().where.column == 12u);
    const std::set<Discovery> expected{{Discovery::Kind::Absence, "m/b.material", ""}};
    BOOST_TEST((result.discoveries == expected));
}

BOOST_AUTO_TEST_CASE(an_error_in_an_included_file_names_that_file) {
    const auto result = decode(
        {{"m/a.material", R"({"include": "x/b.material"})"}, {"m/x/b.material", "{\n \"metallic\": 2}"}});
    BOOST_TEST(result.status.code() == Code::Invalid);
    BOOST_TEST(result.status.error().where.text() == "m/x/b.material:2:14");
}

BOOST_AUTO_TEST_CASE(broken_json_in_an_included_file_names_that_file) {
    const auto result =
        decode({{"m/a.material", R"({"include": "b.material"})"}, {"m/b.material", "{\n  nope"}});
    BOOST_TEST(result.status.code() == Code::Corrupt);
    BOOST_TEST(result.status.error().where.text() == "m/b.material:2:3");
}

BOOST_AUTO_TEST_CASE(a_circle_names_every_file_in_it) {
    const auto result = decode({{"m/a.material", R"({"include": "b.material"})"},
                                {"m/b.material", R"({"include": "../m/c.material"})"},
                                {"m/c.material", R"({"include": "./x/../b.material"})"}});
    BOOST_TEST(result.status.code() == Code::Invalid);
    BOOST_TEST(
        result.status.error().text ==
        "material: the includes go in a circle (m/a.material → m/b.material → m/c.material → m/b.material)");
    BOOST_TEST(result.status.error().where.text() == "m/c.material:1:13");
}

BOOST_AUTO_TEST_CASE(a_file_may_not_include_itself) {
    const auto result = decode({{"m/a.material", R"({"include": "/m/a.material"})"}});
    BOOST_TEST(result.status.error().text ==
               "material: the includes go in a circle (m/a.material → m/a.material)");
}

BOOST_AUTO_TEST_CASE(eight_includes_may_follow_each_other_and_no_more) {
    Files files{{"m/a.material", R"({"include": "1.material"})"}};
    for (int i = 1; i < 8; ++i)
        files["m/" + std::to_string(i) + ".material"] =
            R"({"include": ")" + std::to_string(i + 1) + R"(.material"})";
    files["m/8.material"] = R"({"metallic": 0.125})";
    BOOST_TEST((main_of(decode(files)).number("metallic") == 0.125f));

    files["m/8.material"] = R"({"include": "9.material"})";
    files["m/9.material"] = "{}";
    const auto result = decode(files);
    BOOST_TEST(result.status.code() == Code::TooLarge);
    BOOST_TEST(result.status.error().where.text() == "m/8.material:1:13");
}

BOOST_AUTO_TEST_CASE(objects_are_merged_field_by_field_and_arrays_are_replaced) {
    const Files files{
        {"m/a.particles.json", R"({"include": "base.particles.toml", "name": "a"})"},
        {"m/b.particles.json",
         R"({"include": "base.particles.toml", "emitters": [{"rate": 3}, {"shape": {}}]})"},
        {"m/base.particles.toml",
         "duration = 2\n[[emitters]]\nrate = 5\n[emitters.shape]\nkind = \"cone\"\nangle = 40\n"}};
    const auto inherited = decode_text("particle_system", files, "m/a.particles.json");
    const FieldTree one{product_of(inherited).view()};
    BOOST_TEST((one.root()["name"].text() == "a"));
    BOOST_TEST((one.root()["duration"].number() == 2.0));
    BOOST_TEST((one.root()["emitters"][0]["shape"]["angle"].number() == 40.0));
    const auto replaced = decode_text("particle_system", files, "m/b.particles.json");
    const FieldTree two{product_of(replaced).view()};
    BOOST_TEST(two.root()["emitters"].size() == 2u);
    BOOST_TEST((two.root()["emitters"][0]["rate"].number() == 3.0));
    BOOST_TEST(!two.root()["emitters"][0]["shape"]);
}

BOOST_AUTO_TEST_CASE(a_required_field_may_come_from_what_is_included) {
    const Files files{{"m/a.ui.json", R"({"include": "base.ui.json", "name": "a"})"},
                      {"m/base.ui.json", R"({"elements": [{"kind": "panel"}]})"}};
    BOOST_TEST(bool{decode_text("ui", files, "m/a.ui.json").status});
    const auto missing = decode_text("ui", {{"m/a.ui.json", "{\n \"name\": \"a\"}"}}, "m/a.ui.json");
    BOOST_TEST(missing.status.error().text == "ui: \"elements\" is missing");
    BOOST_TEST(place_of(missing) == "1:1");
    const auto inner = decode_text(
        "particle_system", {{"a.particles.json", "{\"emitters\": [\n  {\"bursts\": [{\"time\": 1}]}]}"}},
        "a.particles.json");
    BOOST_TEST(inner.status.error().text == "particle_system: \"count\" is missing");
    BOOST_TEST(place_of(inner) == "2:15");
}

BOOST_AUTO_TEST_CASE(null_for_a_required_field_is_as_none) {
    const auto result = decode_text("ui", {{"a.ui.json", R"({"elements": null})"}}, "a.ui.json");
    BOOST_TEST(result.status.error().text == "ui: \"elements\" is missing");
}

BOOST_AUTO_TEST_CASE(an_include_may_not_leave_the_project) {
    const auto result = decode({{"m/a.material", R"({"include": "../../etc/passwd"})"}});
    BOOST_TEST(result.status.code() == Code::Denied);
    BOOST_TEST(result.status.error().where.column == 13u);
    BOOST_TEST(result.discoveries.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
