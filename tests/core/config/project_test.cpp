// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "core/config/config_fixtures.hpp"

using config_test::lines_of;
using config_test::project;
using Paths = std::vector<std::filesystem::path>;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(project_config)

namespace {

struct Wrong {
    const char* toml;
    const char* line;
};
std::ostream& operator<<(std::ostream& out, const Wrong& row) {
    return out << row.line;
}
const Wrong Wrongs[] = {
    {"[projct]\nsource = \"a\"\n", "1:2 sinter.toml: unknown key \"projct\"; did you mean \"project\"?"},
    {"project = 3\n", "1:11 sinter.toml: project must be a table, not an integer"},
    {"[project]\nsorce = \"a\"\n", "2:1 [project]: unknown key \"sorce\"; did you mean \"source\"?"},
    {"[project]\nsource = [1]\n", "2:11 [project]: source must hold strings only, not an integer"},
    {"[project]\nsource = []\n", "2:10 [project]: source names no folder"},
    {"[project]\nsource = \"\"\n", "2:10 [project]: source holds a path that is empty or has a NUL in it"},
    {"[project]\noutput = \"a\\u0000b\"\n",
     "2:10 [project]: output holds a path that is empty or has a NUL in it"},
    {"[project]\noutput = [\"a\"]\n", "2:10 [project]: output must be a string, not an array"},
    {"[project]\nplatform = \"windws\"\n",
     "2:12 [project]: platform: unknown platform \"windws\"; did you mean \"windows\"?"},
    {"[threads]\nturns = 257\n", "2:9 [threads]: turns is out of range: 257; allowed is 0 to 256"},
    {"[threads]\nturns = -1\n", "2:9 [threads]: turns is out of range: -1; allowed is 0 to 256"},
    {"[threads]\nturns = \"four\"\n", "2:9 [threads]: turns must be an integer, not a string"},
    {"[limits]\nmax_source_mib = 9223372036854775807\n",
     "2:18 [limits]: max_source_mib is out of range: 9223372036854775807; allowed is 1 to 1048576"},
    {"[limits]\njob_memory_mb = 1\n",
     "2:1 [limits]: unknown key \"job_memory_mb\"; did you mean \"job_memory_mib\"?"},
    {"[limits]\njob_seconds = 0\n", "2:15 [limits]: job_seconds is out of range: 0; allowed is 1 to 86400"},
    {"[limits]\njob_seconds = 86401\n",
     "2:15 [limits]: job_seconds is out of range: 86401; allowed is 1 to 86400"},
    {"[limits]\njob_seconds = 1.5\n", "2:15 [limits]: job_seconds must be an integer, not a float"},
    {"isolation = \"worker\"\n", "1:13 sinter.toml: isolation must be a table, not a string"},
    {"[isolation]\nrequire = true\n", "2:1 [isolation]: unknown key \"require\"; did you mean \"required\"?"},
    {"[isolation]\nrequired = \"yes\"\n", "2:12 [isolation]: required must be true or false, not a string"},
    {"[isolation]\nplugins = \"none\"\n", "2:11 [isolation]: plugins must be a table, not a string"},
    {"[isolation.plugin]\na = \"none\"\n",
     "1:12 [isolation]: unknown key \"plugin\"; did you mean \"plugins\"?"},
    {"[isolation.plugins]\na = \"wroker\"\n",
     "2:5 [isolation.plugins]: a: \"wroker\" is none of \"worker\", \"none\"; did you mean \"worker\"?"},
    {"[isolation.plugins]\na = false\n", "2:5 [isolation.plugins]: a must be a string, not a boolean"},
    {"[rule]\nmatch = \"*\"\n", "1:1 sinter.toml: rule must be an array of tables: write [[rule]]"},
    {"[[rule]]\nskip = true\n", "1:1 rule 1: match is missing"},
    {"[[rule]]\nmatch = []\n", "2:9 rule 1: match names no pattern"},
    {"[[rule]]\nmatch = \"*\"\n[[rule]]\nmatch = [\"a\", \"x[bc\"]\n",
     "4:17 rule 2: pattern \"x[bc\": \"[\" is not closed"},
    {"[[rule]]\nmatch = \"\\u0061[\"\n", "2:9 rule 1: pattern \"a[\": \"[\" is not closed"},
    {"[[rule]]\nmatch = '''\nx['''\n", "2:9 rule 1: pattern \"x[\": \"[\" is not closed"},
    {"[[rule]]\nmatch = \"*\"\ntype = \"textures\"\n",
     "3:8 rule 1: type: \"textures\" is none of \"any\", \"texture\", \"model\", \"animation\", \"audio\", "
     "\"shader\", "
     "\"material\", \"particle_system\", \"font\", \"ui\", \"data\", \"script\"; did you mean \"texture\"?"},
    {"[[rule]]\nmatch = \"*\"\nstep = [\"a\"]\n",
     "3:1 rule 1: unknown key \"step\"; did you mean \"steps\"?"},
    {"[[rule]]\nmatch = \"*\"\nsteps = [\"a\", \"b\", \"a\"]\n", "3:20 rule 1: steps names \"a\" twice"},
    {"[[rule]]\nmatch = \"*\"\nskip = 1\n", "3:8 rule 1: skip must be true or false, not an integer"},
    {"[[rule]]\nmatch = \"*\"\nset.filter = \"box\"\n",
     "3:14 rule 1: set.filter must name a step and a setting: set.<step>.<setting> = value"},
    {"[[rule]]\nmatch = \"*\"\nset.mipmaps.filter = 2020-01-01\n",
     "3:22 rule 1: set.mipmaps.filter cannot be a date or time"},
    {"[[rule]]\nmatch = \"*\"\nset.mipmaps.filter = [1]\n",
     "3:22 rule 1: set.mipmaps.filter cannot be an array"},
};

/// A folder that goes away with the test.
struct Folder {
    std::filesystem::path path;
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "sinter_config_XXXXXX").string();
        BOOST_REQUIRE(::mkdtemp(name.data()));
        path = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

}  // namespace

BOOST_DATA_TEST_CASE(names_the_place_and_what_is_wrong, data::make(Wrongs), wrong) {
    std::vector<sinter::Error> problems;
    const auto parsed = sinter::ProjectConfig::parse(wrong.toml, "some/folder/sinter.toml", "", problems);
    BOOST_REQUIRE(!parsed);
    BOOST_TEST((parsed.code() == sinter::Code::Invalid));
    BOOST_TEST(parsed.error().where.path == "some/folder/sinter.toml");
    BOOST_TEST(lines_of(problems) == std::vector<std::string>{wrong.line}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(all_problems_of_a_file_are_told_in_its_order) {
    std::vector<sinter::Error> problems;
    const auto parsed = sinter::ProjectConfig::parse(
        "[[rule]]\nmatch = \"a]\"\nskip = 3\n[threads]\nturms = 2\n[project]\noutput = 1\n", "x", "",
        problems);
    BOOST_REQUIRE(!parsed);
    BOOST_TEST_REQUIRE(problems.size() == 4u);
    BOOST_TEST((parsed.error() == problems.front()));
    const std::vector<std::uint32_t> wanted = {2, 3, 5, 7};
    for (std::size_t i = 0; i < 4; ++i) BOOST_TEST(problems[i].where.line == wanted[i]);
}

BOOST_AUTO_TEST_CASE(without_a_file_the_defaults_hold) {
    const auto config = sinter::ProjectConfig::defaults("/art/x/../game");
    BOOST_TEST(config.source == Paths{"/art/game"}, boost::test_tools::per_element());
    BOOST_TEST(config.output == std::filesystem::path{"/art/x/../game/.sinter"}.lexically_normal());
    BOOST_TEST(config.plugins.empty());
    BOOST_TEST(config.turns == 0u);
    BOOST_TEST(config.max_source_bytes == 1073741824u);
    BOOST_TEST(config.job_memory_bytes == 4294967296u);
    BOOST_TEST(config.job_seconds.count() == 60);
    BOOST_TEST(!config.isolation_required);
    BOOST_TEST(config.isolation.empty());
    BOOST_TEST(config.worker_program.empty());
    BOOST_TEST(config.platform == "linux");
    BOOST_TEST(config.file.empty());
    BOOST_TEST(!config.rules.empty());
}

BOOST_AUTO_TEST_CASE(an_empty_file_gives_the_defaults_beside_it) {
    const auto config = project("");
    BOOST_TEST(config.source == Paths{"/p/assets"}, boost::test_tools::per_element());
    BOOST_TEST(config.output == std::filesystem::path{"/p/.sinter"});
    BOOST_TEST(config.plugins == Paths{"/p/plugins"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(paths_are_relative_to_the_file) {
    const auto config = project(
        "[project]\nsource = [\"art\", \"../shared\", \"/abs\"]\noutput = \"build/./cooked\"\nplugins = []\n"
        "platform = \"mobile\"\n[threads]\nturns = 3\n[limits]\nmax_source_mib = 2\njob_memory_mib = 16\n");
    BOOST_TEST(config.source == (Paths{"/p/art", "/shared", "/abs"}), boost::test_tools::per_element());
    BOOST_TEST(config.output == std::filesystem::path{"/p/build/cooked"});
    BOOST_TEST(config.plugins.empty());
    BOOST_TEST(config.platform == "mobile");
    BOOST_TEST(config.turns == 3u);
    BOOST_TEST(config.max_source_bytes == 2097152u);
    BOOST_TEST(config.job_memory_bytes == 16777216u);
}

BOOST_AUTO_TEST_CASE(the_cage_is_told_by_plugin) {
    const auto config = project(
        "[limits]\njob_seconds = 86400\n[isolation]\nrequired = true\n[isolation.plugins]\n"
        "texture_oiio = \"none\"\n  ours = \"worker\"\n");
    BOOST_TEST(config.job_seconds.count() == 86400);
    BOOST_TEST(config.isolation_required);
    BOOST_TEST_REQUIRE(config.isolation.size() == 2u);
    BOOST_TEST(config.isolation[0].plugin == "texture_oiio");
    BOOST_TEST((config.isolation[0].isolation == sinter::Isolation::None));
    BOOST_TEST(config.isolation[0].where.line == 6u);
    BOOST_TEST(config.isolation[0].where.column == 1u);
    BOOST_TEST(config.isolation[1].plugin == "ours");
    BOOST_TEST((config.isolation[1].isolation == sinter::Isolation::Worker));
    BOOST_TEST(config.isolation[1].where.column == 3u);
}

BOOST_AUTO_TEST_CASE(one_source_folder_is_a_string) {
    BOOST_TEST(project("[project]\nsource = \"art\"\n").source == Paths{"/p/art"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_file_is_loaded_from_its_folder) {
    const Folder folder;
    std::ofstream(folder.path / "sinter.toml") << "[project]\nsource = \"art\"\n";
    std::vector<sinter::Error> problems;
    const auto config = sinter::ProjectConfig::load(folder.path / "sinter.toml", problems);
    BOOST_REQUIRE(config);
    BOOST_TEST(config->source == Paths{folder.path / "art"}, boost::test_tools::per_element());
    BOOST_TEST(config->file == (folder.path / "sinter.toml").string());
}

BOOST_AUTO_TEST_CASE(what_is_no_file_is_an_error_of_its_own) {
    const Folder folder;
    std::vector<sinter::Error> problems;
    const auto absent = sinter::ProjectConfig::load(folder.path / "sinter.toml", problems);
    BOOST_REQUIRE(!absent);
    BOOST_TEST((absent.code() == sinter::Code::Absent));
    BOOST_TEST(absent.error().where.path == (folder.path / "sinter.toml").string());
    const auto is_folder = sinter::ProjectConfig::load(folder.path, problems);
    BOOST_REQUIRE(!is_folder);
    BOOST_TEST((is_folder.code() == sinter::Code::Invalid));
    std::ofstream(folder.path / "large.toml") << std::string((1 << 20) + 1, '#');
    const auto large = sinter::ProjectConfig::load(folder.path / "large.toml", problems);
    BOOST_REQUIRE(!large);
    BOOST_TEST((large.code() == sinter::Code::TooLarge));
    BOOST_TEST(problems.size() == 3u);
}

BOOST_AUTO_TEST_CASE(every_prefix_is_read_or_refused) {
    const std::string whole =
        "[project]\nsource = [\"a\"]\n[platforms.x]\ninherits = \"linux\"\n[[rule]]\nmatch = "
        "[\"**/*_{n,m}.png\"]\n"
        "type = \"texture\"\nsteps = [\"resize\"]\n[rule.set]\nmipmaps.filter = \"box\"\n";
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        std::vector<sinter::Error> problems;
        const auto parsed = sinter::ProjectConfig::parse(whole.substr(0, size), "x", "", problems);
        BOOST_TEST(static_cast<bool>(parsed) == problems.empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
