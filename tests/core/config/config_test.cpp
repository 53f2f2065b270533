// SPDX-License-Identifier: Apache-2.0
#include <sinter/core/config.hpp>

#include <boost/test/unit_test.hpp>

#include "config/project.hpp"

using Paths = std::vector<std::filesystem::path>;

BOOST_AUTO_TEST_SUITE(config)

BOOST_AUTO_TEST_CASE(a_program_changes_what_it_embeds) {
    auto config = sinter::Config::defaults("/art");
    config.set_source_folders({"/a", "/b"}).set_output_folder("/o").set_plugin_folders({"/q"}).set_turns(2);
    BOOST_TEST(config.source_folders() == (Paths{"/a", "/b"}), boost::test_tools::per_element());
    BOOST_TEST(config.output_folder() == std::filesystem::path{"/o"});
    BOOST_TEST(config.plugin_folders() == Paths{"/q"}, boost::test_tools::per_element());
    BOOST_TEST(config.turns() == 2u);
    BOOST_TEST(config.file().empty());
    BOOST_TEST(&config.project().source == &config.source_folders());
}

BOOST_AUTO_TEST_CASE(platforms_are_chosen_by_name) {
    auto config = sinter::Config::defaults("/art");
    BOOST_TEST(config.platforms() == (std::vector<std::string>{"linux", "mac", "mobile", "webgl", "windows"}),
               boost::test_tools::per_element());
    BOOST_TEST(static_cast<bool>(config.set_platform("webgl")));
    BOOST_TEST(config.platform() == "webgl");
    const auto status = config.set_platform("webg");
    BOOST_TEST((status.code() == sinter::Code::Invalid));
    BOOST_TEST(status.error().text == "configuration: unknown platform \"webg\"; did you mean \"webgl\"?");
    BOOST_TEST(config.platform() == "webgl");
    BOOST_TEST(static_cast<bool>(config.set_platform("host")));
    BOOST_TEST(config.platform() == "linux");
}

BOOST_AUTO_TEST_CASE(the_last_word_on_a_plugin_counts) {
    auto config = sinter::Config::defaults("/art");
    BOOST_TEST(!config.isolation("ours").has_value());
    config.set_isolation("ours", sinter::Isolation::Worker).set_isolation("other", sinter::Isolation::Worker);
    config.set_isolation("ours", sinter::Isolation::None);
    BOOST_TEST((config.isolation("ours") == sinter::Isolation::None));
    BOOST_TEST((config.isolation("other") == sinter::Isolation::Worker));
    BOOST_TEST(config.project().isolation.size() == 2u);
    config.set_isolation_required(true).set_worker_program("/w");
    BOOST_TEST(config.isolation_required());
    BOOST_TEST(config.worker_program() == std::filesystem::path{"/w"});
}

BOOST_AUTO_TEST_CASE(a_copy_is_its_own) {
    const auto config = sinter::Config::defaults("/art");
    auto copy = config;
    copy.set_turns(5);
    BOOST_TEST(config.turns() == 0u);
    copy = config;
    BOOST_TEST(copy.turns() == 0u);
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_told_once) {
    std::vector<sinter::Error> problems;
    const auto config = sinter::Config::load("/nowhere/sinter.toml", problems);
    BOOST_REQUIRE(!config);
    BOOST_TEST((config.code() == sinter::Code::Absent));
    BOOST_TEST(problems.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
