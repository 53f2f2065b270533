// SPDX-License-Identifier: Apache-2.0
// What a job leaves behind in its worker does not reach the results of the next.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "cage_project.hpp"

using namespace sinter;
using namespace sinter::test;

BOOST_AUTO_TEST_SUITE(cage_state)

const char* const leavings[] = {
    "leave_rounding",
    "leave_flushed_denormals",
    "leave_low_precision",
    "leave_armed_traps",
    "leave_locale",
    "leave_signals",
    "leave_bodies",
    "remember",
    "scribble_while_answering",
    "stale_job",
    "close_log",
    "log_odd",
    "overrun_rows 1",
    "overrun_rows 1000000",
    "write_source",
    "say hello",
};

BOOST_DATA_TEST_CASE(a_job_before_does_not_change_the_results_behind_it,
                     boost::unit_test::data::make(leavings), deed) {
    for (const unsigned turns : {1u, 2u, 4u}) {
        BOOST_TEST_CONTEXT(turns << " turns") {
            const CageProject project;
            project.write_good(20);
            auto config = project.config(turns);
            const auto alone = artifacts(project.cook(config), "good/");
            std::filesystem::remove_all(project.folder() / ".sinter");
            // Sources are begun in the order of their names: some before, some among the good ones.
            for (int i = 0; i < 6; ++i) {
                project.write_deed("a" + std::to_string(i) + ".misbehave", deed, static_cast<std::size_t>(i));
                project.write_deed("good/g1" + std::to_string(i) + "_bad.misbehave", deed,
                                   static_cast<std::size_t>(10 + i));
            }
            // Writes over what the jobs before were given.
            if (std::string_view{deed} == "remember")
                for (int i = 0; i < 6; ++i)
                    project.write_deed("good/g1" + std::to_string(i) + "_z_bad.misbehave", "scribble",
                                       static_cast<std::size_t>(20 + i));
            const auto report = project.cook(config);
            for (const auto& found : report.assets)
                if (found.path.starts_with("good/") && found.path.find("_bad.") == std::string::npos)
                    BOOST_TEST(found.error.text == "");
            auto made = artifacts(report, "good/");
            std::erase_if(made,
                          [](const auto& item) { return item.first.find("_bad.") != std::string::npos; });
            BOOST_CHECK(made == alone);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_it_writes_to_its_outputs_becomes_notes_within_limits) {
    const CageProject project;
    project.write_deed("says.misbehave", "say hello from the cage");
    project.write_deed("odd.misbehave", "log_odd");
    project.write_deed("flood.misbehave", "log_1gb");
    project.write_good(4);
    const auto report = project.cook();
    BOOST_TEST(artifacts(report, "good/").size() == 4);
    const auto said = [&](std::string_view path) {
        std::string out;
        for (const auto& note : asset(report, path).notes) out += note.text + "\n";
        return out;
    };
    BOOST_TEST(said("says.misbehave").find("hello from the cage") != std::string::npos,
               said("says.misbehave"));
    for (const auto* path : {"odd.misbehave", "flood.misbehave"}) {
        const auto text = said(path);
        BOOST_TEST(text.size() < 100'000);
        for (const char c : text) BOOST_REQUIRE((c == '\n' || (c >= ' ' && c <= '~')));
    }
}

BOOST_AUTO_TEST_SUITE_END()
