// SPDX-License-Identifier: Apache-2.0
// Each way in which a plugin ends its process, or never ends: one asset fails with the reason, the rest is
// built, and nothing is left behind.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "cage_project.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

// What a sanitizer in the worker sees before the processor does ends the worker in its own way.
#ifdef __SANITIZE_ADDRESS__
#define UNLESS_SANITIZED(text) "its worker "
#else
#define UNLESS_SANITIZED(text) text
#endif

struct Death {
    const char* deed;
    const char* text;  // part of the error
};
std::ostream& operator<<(std::ostream& out, const Death& death) {
    return out << death.deed;
}

const Death deaths[] = {
    {"segfault", "SIGSEGV"},
    {"jump_nowhere", "SIGSEGV"},
    {"stack_overflow", "SIGSEGV"},
    {"abort", "SIGABRT"},
    {"illegal_instruction", "SIGILL"},
    {"divide_by_zero", "SIGFPE"},
    {"float_trap", "SIGFPE"},
    {"exit 0", "ended its process with status 0"},
    {"exit 3", "ended its process with status 3"},
    {"exit_at_once 3", "ended its process with status 3"},
    {"terminate", "SIGABRT"},
    {"throw_through_noexcept", "SIGABRT"},
    {"free_twice", UNLESS_SANITIZED("SIGABRT")},
    {"die_in_body", "SIGABRT"},
    {"raise 11", "SIGSEGV"},
    {"no_out_pointer", UNLESS_SANITIZED("SIGSEGV")},
    {"no_job", UNLESS_SANITIZED("SIGSEGV")},
    // Who notices first, the kernel or the worker, is not known.
    {"close_wire", "its worker "},
    {"close_descriptors", "its worker "},
    // What makes no progress for the second that the project allows.
    {"endless_loop", "no sign of progress for 1 s"},
    {"creep", "no sign of progress for 1 s"},
    {"sleep", "no sign of progress for 1 s"},
    {"hang_in_body", "no sign of progress for 1 s"},
    {"block_signals", "no sign of progress for 1 s"},
    {"fault_forever", "no sign of progress for 1 s"},
    {"raise 19", "no sign of progress for 1 s"},
};

/// Texts of the reports of deaths that mention `path` as their asset.
std::vector<std::string> reports(const CageProject& project, std::string_view path) {
    std::vector<std::string> out;
    const auto folder = project.folder() / ".sinter/deaths";
    if (!std::filesystem::exists(folder)) return out;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        auto text = project.folder().read(".sinter/deaths/" + entry.path().filename().string());
        if (text.find("asset       " + std::string{path} + "\n") != std::string::npos)
            out.push_back(std::move(text));
    }
    return out;
}

void check_death(const CageProject& project, const CookReport& report, const std::string& path,
                 const char* text) {
    const auto& dead = asset(report, path);
    BOOST_CHECK(dead.status == CookStatus::Failed);
    BOOST_TEST(std::string{name_of(dead.error.code)} == "crashed");
    BOOST_TEST(dead.error.where.path == path);
    BOOST_TEST(dead.error.text.find(text) != std::string::npos, dead.error.text);
    BOOST_TEST(dead.error.text.find("misbehave") != std::string::npos, dead.error.text);
    BOOST_TEST(dead.products.empty());
    const auto told = reports(project, path);
    BOOST_REQUIRE(told.size() == 1);
    BOOST_TEST(told[0].find(text) != std::string::npos, told[0]);
    BOOST_TEST(told[0].find("sinter cook") != std::string::npos, told[0]);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cage_death)

BOOST_DATA_TEST_CASE(costs_one_asset, boost::unit_test::data::make(deaths), death) {
    const CageProject project;
    project.write_good(4);
    const auto first = project.cook();
    BOOST_TEST(first_error(first) == "");
    const auto alone = artifacts(first);
    BOOST_REQUIRE(alone.size() == 4);
    std::filesystem::remove_all(project.folder() / ".sinter");
    const auto open_before = descriptors();

    project.write_deed("dead.misbehave", death.deed);
    const auto report = project.cook();
    BOOST_TEST(report.totals.failed == 1);
    BOOST_TEST(report.totals.built == 4);
    BOOST_CHECK(artifacts(report) == alone);
    check_death(project, report, "dead.misbehave", death.text);
    BOOST_REQUIRE(report.cage);
    BOOST_REQUIRE(report.cage->groups.size() == 1);
    BOOST_TEST(report.cage->groups[0].plugin == "misbehave");
    BOOST_TEST(report.cage->groups[0].deaths == 1);
    BOOST_TEST(report.cage->groups[0].jobs == 5);

    BOOST_TEST(descendants().size() == 0);
    BOOST_CHECK(descriptors() == open_before);
}

BOOST_AUTO_TEST_CASE(names_the_last_checkpoint) {
    const CageProject project;
    project.write_deed("early.misbehave", "abort");
    project.write_deed("later.misbehave", "checkpoint_then_abort 42");
    const auto report = project.cook();
    BOOST_TEST(asset(report, "early.misbehave").error.text.find("before its first checkpoint") !=
               std::string::npos);
    BOOST_TEST(asset(report, "later.misbehave").error.text.find("42 %") != std::string::npos,
               asset(report, "later.misbehave").error.text);
}

BOOST_AUTO_TEST_CASE(shows_where_it_died) {
#ifdef __SANITIZE_ADDRESS__
    BOOST_TEST_MESSAGE("SKIPPED: a sanitizer has handlers of its own");
#else
    const CageProject project;
    project.write_deed("a.misbehave", "segfault");
    project.write_deed("b.misbehave", "stack_overflow");
    (void)project.cook();
    for (const auto& path : {"a.misbehave", "b.misbehave"}) {
        const auto told = reports(project, path);
        BOOST_REQUIRE(told.size() == 1);
        BOOST_TEST(told[0].find("misbehave_wild.so") != std::string::npos, told[0]);
        BOOST_TEST(told[0].find("none could be had") == std::string::npos, told[0]);
    }
#endif
}

BOOST_AUTO_TEST_CASE(by_processor_and_validator_costs_one_asset) {
    for (const std::string step : {"process", "validate"}) {
        BOOST_TEST_CONTEXT(step) {
            const CageProject project;
            project.configure({}, (step == "process" ? "steps" : "validators") +
                                      std::string{" = [\"misbehave_"} + step + "\"]\n");
            project.write_good(4);
            project.write_deed("dead.misbehave", "good");
            project.write("dead.misbehave.sinter.toml", "set.misbehave_" + step + ".deed = \"segfault\"\n");
            const auto report = project.cook();
            BOOST_TEST(report.totals.built == 4);
            BOOST_TEST(report.totals.failed == 1);
            check_death(project, report, "dead.misbehave", "SIGSEGV");
            BOOST_TEST(asset(report, "dead.misbehave").error.text.find("misbehave_" + step) !=
                       std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(of_too_much_memory_is_a_failure_of_that_asset) {
    const CageProject project;
    project.write_good(4);
    const char* const deeds[] = {"allocate_malloc",     "allocate_mmap",     "allocate_new",
                                 "allocate_bit_by_bit", "allocate_mappings", "allocate_host",
                                 "allocate_chunks"};
    for (const auto* deed : deeds) project.write_deed(std::string{deed} + ".misbehave", deed);
    const auto report = project.cook();
    BOOST_TEST(report.totals.built == 4);
    for (const auto* deed : deeds) {
        const auto& bad = asset(report, std::string{deed} + ".misbehave");
        BOOST_CHECK(bad.status == CookStatus::Failed);
        BOOST_TEST(bad.error.text.find("ESCAPED") == std::string::npos, bad.error.text);
    }
    BOOST_TEST(descendants().size() == 0);
}

BOOST_AUTO_TEST_CASE(of_a_plugin_before_its_first_job_fails_its_assets_only) {
    for (const std::string start : {"dies_loading", "dies_creating", "refuses_creating"}) {
        BOOST_TEST_CONTEXT(start) {
            const CageProject project;
            project.write_good(4);
            for (int i = 0; i < 4; ++i)
                project.write("a" + std::to_string(i) + "." + start, std::to_string(i));
            auto config = project.config();
            const std::filesystem::path plugins{MISBEHAVE_PLUGINS};
            config.set_plugin_folders({plugins / "wild", plugins / start});
            const auto open_before = descriptors();
            const auto report = project.cook(config);
            BOOST_TEST(report.totals.built == 4);
            BOOST_TEST(report.totals.failed == 4);
            for (int i = 0; i < 4; ++i) {
                const auto& failed = asset(report, "a" + std::to_string(i) + "." + start);
                BOOST_TEST(failed.error.text.find(start) != std::string::npos, failed.error.text);
            }
            BOOST_TEST(descendants().size() == 0);
            BOOST_CHECK(descriptors() == open_before);
        }
    }
}

BOOST_AUTO_TEST_CASE(of_no_worker_at_all_is_said_with_the_place) {
    const CageProject project;
    project.write_good(2);
    auto config = project.config();
    config.set_worker_program(project.folder() / "no/such/worker");
    const auto report = project.cook(config);
    BOOST_TEST(report.totals.failed == 2);
    BOOST_TEST(report.assets[0].error.text.find("no/such/worker") != std::string::npos,
               report.assets[0].error.text);
}

BOOST_AUTO_TEST_SUITE_END()
