// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "core/config/config_fixtures.hpp"

using config_test::lines_of;
using config_test::manifests;
using config_test::names_of;
using config_test::project;
using sinter::AssetType;
using sinter::Pipeline;
using Strings = std::vector<std::string>;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(pipeline)

namespace {

Pipeline bound(std::string_view toml) {
    std::vector<sinter::Error> problems;
    auto out = Pipeline::bind(project(toml), manifests(), problems);
    BOOST_TEST(lines_of(problems) == Strings{}, boost::test_tools::per_element());
    return out;
}

struct Wrong {
    const char* keys;  // of one rule, below its match in line 2
    const char* line;
};
std::ostream& operator<<(std::ostream& out, const Wrong& row) {
    return out << row.line;
}
const Wrong Wrongs[] = {
    {"steps = [\"resize\", \"mipmap\"]",
     "3:20 rule 1: no step \"mipmap\" is installed; did you mean \"mipmaps\"?"},
    {"steps = [\"texture_limits\"]",
     "3:10 rule 1: no step \"texture_limits\" is installed; it is a validator"},
    {"validators = \"resize\"", "3:14 rule 1: no validator \"resize\" is installed; it is a step"},
    {"validators = \"texture_limit\"",
     "3:14 rule 1: no validator \"texture_limit\" is installed; did you mean \"texture_limits\"?"},
    {"type = \"texture\"\nsteps = [\"lods\"]",
     "4:10 rule 1: \"lods\" is for the type \"model\", the rule for \"texture\""},
    {"set.mipmap.filter = \"box\"",
     "3:5 rule 1: no decoder, step or validator \"mipmap\" is installed; did you mean \"mipmaps\"?"},
    {"set.mipmaps.fliter = \"box\"",
     "3:13 rule 1: \"mipmaps\" has no setting \"fliter\"; did you mean \"filter\"?"},
    {"set.mipmaps.filter = \"kaisr\"",
     "3:22 rule 1: mipmaps.filter: \"kaisr\" is none of \"box\", \"kaiser\"; did you mean \"kaiser\"?"},
    {"set.mipmaps.filter = 3", "3:22 rule 1: mipmaps.filter: wanted is a string, not 3"},
    {"set.resize.max_size = 70000",
     "3:23 rule 1: resize.max_size: out of range: 70000; allowed is 0 to 65536"},
    {"[rule.set.png]\ncolor_spase = \"srgb\"",
     "4:1 rule 1: \"png\" has no setting \"color_spase\"; did you mean \"color_space\"?"},
    {"set.stamp.x = 1", "3:11 rule 1: \"stamp\" has no setting \"x\""},
};

}  // namespace

BOOST_DATA_TEST_CASE(names_and_values_are_checked_against_the_manifests, data::make(Wrongs), wrong) {
    const auto config = project("[[rule]]\nmatch = \"**\"\n" + std::string{wrong.keys} + "\n");
    const auto problems = sinter::check(config, manifests());
    BOOST_TEST(lines_of(problems) == Strings{wrong.line}, boost::test_tools::per_element());
    BOOST_TEST(problems.at(0).where.path == "sinter.toml");
    BOOST_TEST((problems.at(0).code == sinter::Code::Invalid));
}

BOOST_AUTO_TEST_CASE(defaults_that_nobody_declares_are_left_out) {
    BOOST_TEST(sinter::check(project(""), {}).empty());
    std::vector<sinter::Error> problems;
    const auto nothing = Pipeline::bind(project(""), {}, problems);
    const auto choice = nothing.resolve("a.png", AssetType::Texture, "png");
    BOOST_TEST(choice->steps.empty());
    BOOST_TEST(choice->decoder.name == "png");
    BOOST_TEST(!choice->decoder.decl);
}

BOOST_AUTO_TEST_CASE(the_default_pipeline_of_textures) {
    const auto choice = bound("").resolve("a/b.png", AssetType::Texture, "png");
    BOOST_TEST(!choice->skip);
    BOOST_TEST(names_of(choice->steps) == (Strings{"resize", "mipmaps"}), boost::test_tools::per_element());
    BOOST_TEST(choice->steps_origin.starts_with("config/sinter.defaults.toml:"));
    BOOST_TEST(names_of(choice->validators) == Strings{"texture_limits"}, boost::test_tools::per_element());
    BOOST_TEST(std::get<std::string>(choice->steps[1].values.at("filter")) == "box");
    BOOST_TEST(choice->steps[1].origins.at("filter") == "plugin default");
    BOOST_TEST((choice->decoder.decl == &manifests()[0]->decoders[0]));
    BOOST_TEST(std::get<std::string>(choice->decoder.values.at("color_space")) == "auto");
}

BOOST_AUTO_TEST_CASE(a_material_has_no_steps) {
    const auto choice = bound("").resolve("a/b.material", AssetType::Material, "material");
    BOOST_TEST(choice->steps.empty());
    BOOST_TEST(choice->validators.empty());
}

BOOST_AUTO_TEST_CASE(later_rules_override_value_by_value) {
    const auto pipeline = bound(R"([[rule]]
match = "textures/**"
set.mipmaps.filter = "kaiser"
set.mipmaps.sharpness = 1
[[rule]]
match = ["**/hero/*", "**/boss/*"]
steps = "mipmaps"
set.mipmaps.sharpness = 0.25
[rule.set.png]
color_space = "linear"
)");
    const auto plain = pipeline.resolve("textures/a.png", AssetType::Texture, "png");
    BOOST_TEST(names_of(plain->steps) == (Strings{"resize", "mipmaps"}), boost::test_tools::per_element());
    BOOST_TEST(std::get<double>(plain->steps[1].values.at("sharpness")) == 1.0);
    BOOST_TEST(plain->steps[1].origins.at("sharpness") == "sinter.toml:4 rule 1");

    const auto boss = pipeline.resolve("textures/boss/a.png", AssetType::Texture, "png");
    BOOST_TEST(names_of(boss->steps) == Strings{"mipmaps"}, boost::test_tools::per_element());
    BOOST_TEST(boss->steps_origin == "sinter.toml:7 rule 2");
    BOOST_TEST(std::get<std::string>(boss->steps[0].values.at("filter")) == "kaiser");
    BOOST_TEST(boss->steps[0].origins.at("filter") == "sinter.toml:3 rule 1");
    BOOST_TEST(std::get<double>(boss->steps[0].values.at("sharpness")) == 0.25);
    BOOST_TEST(boss->steps[0].origins.at("sharpness") == "sinter.toml:8 rule 2");
    BOOST_TEST(std::get<std::string>(boss->decoder.values.at("color_space")) == "linear");
    BOOST_TEST(boss->decoder.origins.at("color_space") == "sinter.toml:10 rule 2");
    BOOST_TEST(names_of(boss->validators) == Strings{"texture_limits"}, boost::test_tools::per_element());

    const auto elsewhere = pipeline.resolve("ui/a.png", AssetType::Texture, "png");
    BOOST_TEST(std::get<std::string>(elsewhere->steps[1].values.at("filter")) == "box");
}

BOOST_AUTO_TEST_CASE(steps_of_another_type_are_left_out) {
    const auto pipeline = bound("[[rule]]\nmatch = \"**\"\nsteps = [\"stamp\", \"mipmaps\", \"lods\"]\n");
    BOOST_TEST(names_of(pipeline.resolve("a.png", AssetType::Texture, "png")->steps) ==
                   (Strings{"stamp", "mipmaps"}),
               boost::test_tools::per_element());
    BOOST_TEST(
        names_of(pipeline.resolve("a.material", AssetType::Material, "material")->steps) == Strings{"stamp"},
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_empty_list_of_steps_takes_them_away) {
    const auto choice = bound("[[rule]]\nmatch = \"raw/**\"\nsteps = []\nvalidators = []\n")
                            .resolve("raw/a.png", AssetType::Texture, "png");
    BOOST_TEST(choice->steps.empty());
    BOOST_TEST(choice->validators.empty());
    BOOST_TEST(choice->steps_origin == "sinter.toml:3 rule 1");
}

BOOST_AUTO_TEST_CASE(files_are_skipped_and_taken_back) {
    const auto pipeline = bound(
        "[[rule]]\nmatch = \"wip/**\"\nskip = true\n[[rule]]\nmatch = \"wip/keep/**\"\nskip = false\n"
        "[[rule]]\nmatch = \"**\"\ntype = \"material\"\nskip = true\n");
    BOOST_TEST(pipeline.skips("wip/a.png", AssetType::Unknown));
    BOOST_TEST(!pipeline.skips("wip/keep/a.png", AssetType::Unknown));
    BOOST_TEST(!pipeline.skips("a.material", AssetType::Unknown));
    BOOST_TEST(pipeline.skips("a.material", AssetType::Material));
    BOOST_TEST(pipeline.skips("brick.png.sinter.toml", AssetType::Unknown));
    const auto choice = pipeline.resolve("wip/a.png", AssetType::Texture, "png");
    BOOST_TEST(choice->skip);
    BOOST_TEST(choice->skip_origin == "sinter.toml:3 rule 1");
    BOOST_TEST(!pipeline.resolve("wip/keep/a.png", AssetType::Texture, "png")->skip);
}

BOOST_AUTO_TEST_CASE(a_file_of_the_asset_itself_has_the_last_word) {
    const auto pipeline = bound("[[rule]]\nmatch = \"**\"\nset.mipmaps.filter = \"kaiser\"\n");
    std::vector<sinter::Error> problems;
    const auto rule = pipeline.bind_asset_rule("steps = [\"mipmaps\"]\nset.mipmaps.filter = \"box\"\n",
                                               "a.png.sinter.toml", problems);
    BOOST_REQUIRE(rule);
    const Pipeline::BoundRule* const own[] = {rule->get()};
    const auto choice = pipeline.resolve("a.png", AssetType::Texture, "png", own);
    BOOST_TEST(names_of(choice->steps) == Strings{"mipmaps"}, boost::test_tools::per_element());
    BOOST_TEST(std::get<std::string>(choice->steps[0].values.at("filter")) == "box");
    BOOST_TEST(choice->steps[0].origins.at("filter") == "a.png.sinter.toml:2");
    const auto request = pipeline.bind_asset_rule(
        "set.mipmaps.sharpness = 1\nset.mipmaps.filter = \"kaiser\"\n", "request", problems);
    BOOST_REQUIRE(request);
    const Pipeline::BoundRule* const both[] = {rule->get(), request->get()};
    const auto last = pipeline.resolve("a.png", AssetType::Texture, "png", both);
    BOOST_TEST(names_of(last->steps) == Strings{"mipmaps"}, boost::test_tools::per_element());
    BOOST_TEST(last->steps[0].origins.at("filter") == "request:2");
    // It is for that file alone.
    const auto other = pipeline.resolve("a.png", AssetType::Texture, "png");
    BOOST_TEST(std::get<std::string>(other->steps[1].values.at("filter")) == "kaiser");
}

BOOST_AUTO_TEST_CASE(a_wrong_file_of_the_asset_tells_all_its_problems) {
    const auto pipeline = bound("");
    std::vector<sinter::Error> problems;
    BOOST_TEST(!pipeline.bind_asset_rule("match = \"*\"\nskip = 1\n", "a.sinter.toml", problems));
    BOOST_TEST(lines_of(problems) == (Strings{"1:1 asset rule: unknown key \"match\"",
                                              "2:8 asset rule: skip must be true or false, not an integer"}),
               boost::test_tools::per_element());
    problems.clear();
    BOOST_TEST(!pipeline.bind_asset_rule("set.mipmaps.filter = 1\nsteps = [\"resise\"]\n", "a.sinter.toml",
                                         problems));
    BOOST_TEST(
        lines_of(problems) == (Strings{"1:22 asset rule: mipmaps.filter: wanted is a string, not 1",
                                       "2:10 asset rule: no step \"resise\" is installed; did you mean "
                                       "\"resize\"?"}),
        boost::test_tools::per_element());
    problems.clear();
    BOOST_TEST(!pipeline.bind_asset_rule("set = ", "a.sinter.toml", problems));
    BOOST_TEST_REQUIRE(problems.size() == 1u);
    BOOST_TEST((problems[0].code == sinter::Code::Corrupt));
}

BOOST_AUTO_TEST_CASE(equal_combinations_share_one_choice) {
    const auto pipeline = bound("[[rule]]\nmatch = \"a/**\"\nset.mipmaps.filter = \"kaiser\"\n");
    const auto one = pipeline.resolve("a/1.png", AssetType::Texture, "png");
    BOOST_TEST(one.get() == pipeline.resolve("a/2.png", AssetType::Texture, "png").get());
    BOOST_TEST(one.get() != pipeline.resolve("b/1.png", AssetType::Texture, "png").get());
    BOOST_TEST(one.get() != pipeline.resolve("a/1.png", AssetType::Texture, "").get());
}

BOOST_AUTO_TEST_CASE(many_threads_resolve_at_once) {
    const auto pipeline = bound("[[rule]]\nmatch = \"**/*7.png\"\nset.mipmaps.filter = \"kaiser\"\n");
    std::vector<std::thread> threads;
    std::array<int, 4> kaisers{};
    for (std::size_t t = 0; t < kaisers.size(); ++t)
        threads.emplace_back([&pipeline, &mine = kaisers[t]] {
            for (int i = 0; i < 1000; ++i) {
                const auto choice =
                    pipeline.resolve("a/" + std::to_string(i) + ".png", AssetType::Texture, "png");
                mine += std::get<std::string>(choice->steps[1].values.at("filter")) == "kaiser" ? 1 : 0;
            }
        });
    for (auto& thread : threads) thread.join();
    for (const int count : kaisers) BOOST_TEST(count == 100);
}

BOOST_AUTO_TEST_SUITE_END()
