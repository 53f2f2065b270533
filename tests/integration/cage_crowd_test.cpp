// SPDX-License-Identifier: Apache-2.0
// Every misdeed several times among a thousand good assets: nobody else is harmed, and work goes on at once.
// SINTER_CAGE_ROUNDS says how many times (2; the proof of the cage took 100).
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <iostream>

#include "cage_project.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

using Clock = std::chrono::steady_clock;

// Those that end soon, one way or another …
const char* const quick[] = {
    "segfault",
    "jump_nowhere",
    "stack_overflow",
    "abort",
    "illegal_instruction",
    "divide_by_zero",
    "float_trap",
    "raise 9",
    "raise 15",
    "exit 0",
    "exit_at_once 3",
    "terminate",
    "throw_std",
    "throw_int",
    "throw_through_noexcept",
    "free_twice",
    "die_in_body",
    "allocate_malloc",
    "allocate_mmap",
    "allocate_new",
    "allocate_host",
    "overrun_rows 1",
    "overrun_rows 1000000",
    "write_source",
    "log_odd",
    "close_descriptors",
    "close_wire",
    "close_log",
    "replace_descriptors",
    "use_up_descriptors",
    "send_flood",
    "scribble_control",
    "remember",
    "scribble",
    "scribble_while_answering",
    "leave_rounding",
    "leave_flushed_denormals",
    "leave_low_precision",
    "leave_armed_traps",
    "leave_locale",
    "leave_signals",
    "leave_bodies",
    "open",
    "create /tmp/misbehave-escaped",
    "change /tmp/misbehave-escaped",
    "connect_tcp 9",
    "connect_unix /tmp/x",
    "fork",
    "fork_bomb",
    "thread",
    "exec",
    "kill_parent",
    "ptrace_parent",
    "read_parent",
    "dump_core",
    "make_code",
    "emit_unknown",
    "emit_twice",
    "no_product",
    "label <",
    "release_foreign",
    "host_in_body",
    "throw_in_body",
    "many_reports 100000",
    "lying_text",
    "no_out_pointer",
    "no_job",
    "stale_job",
    "huge_chunk",
    "tag_twice",
    "unknown_code 77",
    "odd_progress",
};
// … those that have to be stopped, after a second each …
const char* const slow[] = {
    "endless_loop", "creep",         "ignore_cancel", "sleep",
    "hang_in_body", "block_signals", "fault_forever", "raise 19",
};
// … and those that take a worker's memory or the log's pipe to its limits.
const char* const heavy[] = {"allocate_bit_by_bit", "allocate_mappings", "allocate_chunks", "log_1gb"};

std::size_t rounds() {
    const char* const text = std::getenv("SINTER_CAGE_ROUNDS");
    return text ? static_cast<std::size_t>(std::max(1, std::atoi(text))) : 2;
}

/// Milliseconds from the end of each failed asset to that of the next good one, on one turn: no shorter than
/// the time until the next job begins.
struct Gaps {
    std::vector<double> ms;
    Clock::time_point death{};
    void add(const CookedAsset& asset) {
        const auto now = Clock::now();
        if (asset.error.code == Code::Crashed) {
            death = now;
        } else if (asset.status == CookStatus::Built && death != Clock::time_point{}) {
            ms.push_back(std::chrono::duration<double, std::milli>(now - death).count());
            death = {};
        }
    }
    void print(const char* what) {
        std::sort(ms.begin(), ms.end());
        if (ms.empty()) return;
        std::cout << what << ": " << ms.size() << " deaths, median " << ms[ms.size() / 2] << " ms, p99 "
                  << ms[ms.size() * 99 / 100] << " ms, worst " << ms.back() << " ms\n";
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(cage_crowd)

BOOST_AUTO_TEST_CASE(of_a_thousand_good_assets_none_is_harmed) {
    const CageProject project;
    project.write_good(1000);
    const auto alone = artifacts(project.cook(), "good/");
    BOOST_REQUIRE(alone.size() == 1000);
    std::filesystem::remove_all(project.folder() / ".sinter");

    // In the folder of the good ones, so that they are begun among them.
    std::size_t number = 0, bad = 0;
    const auto add = [&](const char* deed, std::size_t times) {
        for (std::size_t i = 0; i < times; ++i, ++bad) {
            number = number * 7919 % 1000 + 1 + i;
            const auto name =
                "good/g" + std::to_string(number % 1000) + "_bad" + std::to_string(bad) + ".misbehave";
            project.write_deed(name, deed, 10'000 + bad);
        }
    };
    for (const auto* deed : quick) add(deed, rounds());
    for (const auto* deed : slow) add(deed, (rounds() + 1) / 2);
    for (const auto* deed : heavy) add(deed, (rounds() + 9) / 10);
    const auto open_before = descriptors();
    const auto begun = Clock::now();
    const auto report = project.cook(project.config(8));
    const std::chrono::duration<double> taken = Clock::now() - begun;

    auto made = artifacts(report, "good/");
    std::erase_if(made, [](const auto& item) { return item.first.find("_bad") != std::string::npos; });
    BOOST_TEST(made.size() == alone.size());
    for (const auto& [path, artifact] : alone) {
        const auto same = made.find(path);
        BOOST_CHECK_MESSAGE(same != made.end(), path << " is missing");
        if (same != made.end()) BOOST_CHECK_MESSAGE(same->second == artifact, path << " has other bytes");
    }
    for (const auto& found : report.assets) {
        if (found.path.find("_bad") == std::string::npos) {
            BOOST_TEST(found.error.text == "", found.path << ": " << found.error.text);
        } else {
            BOOST_TEST(found.error.text.find("ESCAPED") == std::string::npos, found.error.text);
        }
    }
    BOOST_TEST(descendants().size() == 0);
    BOOST_CHECK(descriptors() == open_before);
    BOOST_TEST(!std::filesystem::exists("/tmp/misbehave-escaped"));
    BOOST_REQUIRE(report.cage);
    std::cout << bad << " misdeeds among 1000 good assets: " << report.cage->groups.at(0).deaths
              << " deaths, " << report.cage->groups.at(0).workers << " workers, " << taken.count() << " s\n";
}

BOOST_AUTO_TEST_CASE(the_next_job_begins_soon_after_a_death) {
    const CageProject project;
    for (std::size_t i = 0; i < 50; ++i) {
        const auto number = std::to_string(100 + i);
        project.write_deed("a" + number + ".misbehave", i % 2 ? "segfault" : "exit 1", i);
        project.write_deed("a" + number + "_good.misbehave", "good", i);
    }
    Gaps gaps;
    Cook::Options options;
    options.progress = [&](const CookProgress& progress) {
        if (progress.asset) gaps.add(*progress.asset);
    };
    const auto report = project.cook(project.config(1), options);
    BOOST_TEST(report.totals.built == 50);
    BOOST_TEST(report.totals.failed == 50);
    BOOST_TEST(gaps.ms.size() > 0);
    gaps.print("from a death to the end of the next good asset");
}

BOOST_AUTO_TEST_SUITE_END()
