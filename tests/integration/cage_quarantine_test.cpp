// SPDX-License-Identifier: Apache-2.0
// An input that took two workers with it is not tried again until the input, the plugin or the settings
// change.
#include <boost/test/unit_test.hpp>

#include "cage_project.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

/// How many jobs took their worker along in that cook.
std::uint64_t deaths(const CookReport& report) {
    std::uint64_t sum = 0;
    if (report.cage)
        for (const auto& group : report.cage->groups) sum += group.deaths;
    return sum;
}

/// A project with one bad source among good ones, cooked until it is in quarantine.
struct Quarantine {
    CageProject project;

    Quarantine() {
        project.write_good(5);
        project.write_deed("bad.misbehave", "segfault");
        const auto first = project.cook();
        BOOST_TEST(deaths(first) == 1);
        BOOST_TEST(first.totals.built == 5);
        const auto second = project.cook();
        // A worker that had other jobs before it died was followed by a new one: then the two deaths are one cook's.
        BOOST_TEST(deaths(second) <= 1);
        BOOST_TEST(second.totals.reused == 5);
        const auto third = project.cook();
        BOOST_TEST(deaths(third) == 0);
        BOOST_CHECK(asset(third, "bad.misbehave").status == CookStatus::Failed);
        BOOST_TEST(stages(asset(third, "bad.misbehave")) == "");
        BOOST_TEST(asset(third, "bad.misbehave").error.text == asset(second, "bad.misbehave").error.text);
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(cage_quarantine)

BOOST_FIXTURE_TEST_CASE(starts_no_worker_for_what_is_in_it, Quarantine) {
    const auto report = project.cook();
    BOOST_TEST(!report.cage);
    BOOST_TEST(report.totals.reused == 5);
    BOOST_TEST(report.totals.failed == 1);
}

BOOST_FIXTURE_TEST_CASE(ends_when_the_input_changes, Quarantine) {
    project.write_deed("bad.misbehave", "segfault", 2);
    BOOST_TEST(deaths(project.cook()) == 1);
    project.write_deed("bad.misbehave", "good");
    const auto mended = project.cook();
    BOOST_TEST(deaths(mended) == 0);
    BOOST_CHECK(asset(mended, "bad.misbehave").status == CookStatus::Built);
}

BOOST_FIXTURE_TEST_CASE(ends_when_the_plugin_changes, Quarantine) {
    const auto report = project.cook(project.config(2, "tame"));
    BOOST_TEST(deaths(report) == 0);
    BOOST_TEST(report.totals.failed == 0);
    BOOST_CHECK(asset(report, "bad.misbehave").status == CookStatus::Built);
    // The first version is known to die, still.
    BOOST_TEST(deaths(project.cook()) == 0);
}

BOOST_FIXTURE_TEST_CASE(ends_when_the_settings_change, Quarantine) {
    project.configure({}, "set.misbehave.harmless = true\n");
    const auto report = project.cook();
    BOOST_CHECK(asset(report, "bad.misbehave").status == CookStatus::Built);
    // Any setting that it might have seen, for what it saw died with it.
    project.configure({}, "set.misbehave.number = 8\n");
    BOOST_TEST(deaths(project.cook()) == 1);
}

BOOST_FIXTURE_TEST_CASE(can_be_overruled, Quarantine) {
    Cook::Options options;
    options.retry = true;
    BOOST_TEST(deaths(project.cook(project.config(), options)) == 1);
}

BOOST_FIXTURE_TEST_CASE(is_outlived_by_good_neighbours, Quarantine) {
    project.write_good(12);
    const auto report = project.cook();
    BOOST_TEST(report.totals.built == 7);
    BOOST_TEST(report.totals.reused == 5);
    BOOST_TEST(deaths(report) == 0);
}

BOOST_AUTO_TEST_CASE(holds_the_job_that_dies_not_the_ones_after_it) {
    const CageProject project;
    project.configure({}, "steps = [\"misbehave_process\"]\n");
    project.write_good(5);
    project.write_deed("bad.misbehave", "good");
    project.write("bad.misbehave.sinter.toml", "set.misbehave_process.deed = \"abort\"\n");
    BOOST_TEST(deaths(project.cook()) == 1);
    // The second death, unless its worker had other jobs before and a new one was tried already.
    BOOST_TEST(deaths(project.cook()) <= 1);
    BOOST_TEST(deaths(project.cook()) == 0);
    // Without the step that dies the asset is well.
    std::filesystem::remove(project.folder() / "assets/bad.misbehave.sinter.toml");
    BOOST_TEST(project.cook().totals.failed == 0);
}

BOOST_AUTO_TEST_CASE(of_time_outs_works_alike) {
    const CageProject project;
    project.write_deed("bad.misbehave", "endless_loop");
    BOOST_TEST(deaths(project.cook()) == 1);
    BOOST_TEST(deaths(project.cook()) == 1);
    BOOST_TEST(deaths(project.cook()) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
