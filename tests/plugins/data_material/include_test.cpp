// SPDX-License-Identifier: Apache-2.0
// Includes: who wins, what is recorded, whose paths are meant, and which file an error names.
#include <boost/test/unit_test.hpp>

#include "material_job.hpp"

namespace sinter::test {
namespace {

using Files = std::map<std::string, std::string>;

JobResult decode(Files files, const std::string& path = "m/a.material") {
    MapWorld world;
    world.files = std::move(files);
    return decode_material(world, path);
}
Material main_of(const JobResult& result) {
    BOOST_TEST_REQUIRE(bool{result.status}, result.status.error().text);
    return Material{result.products.at(0).asset.view()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data_material_include)

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
    BOOST_TEST((material.number("metallic") == 1.0f));
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
    const std::set<Discovery> expected{{Discovery::Kind::File, "m/b.material", "hash of {}"}};
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

BOOST_AUTO_TEST_CASE(an_include_may_not_leave_the_project) {
    const auto result = decode({{"m/a.material", R"({"include": "../../etc/passwd"})"}});
    BOOST_TEST(result.status.code() == Code::Denied);
    BOOST_TEST(result.status.error().where.column == 13u);
    BOOST_TEST(result.discoveries.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
