// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <set>
#include <thread>

#include <sinter/core/artifact_file.hpp>

#include "probe_project.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

std::string object_path(const ProbeProject& project, const CookedProduct& product) {
    return (project.folder() / (".sinter/objects/" + product.artifact.substr(0, 2) + "/" + product.artifact)).string();
}

/// The payload of an asset's product, read from the store.
std::string payload(const ProbeProject& project, const CookedAsset& asset, std::size_t product = 0) {
    const auto artifact = ArtifactFile::open(object_path(project, asset.products.at(product)));
    if (!artifact) throw std::runtime_error{artifact.error().text};
    const auto bytes = artifact->view().chunks()[0].bytes;
    return {reinterpret_cast<const char*>(bytes.data), static_cast<std::size_t>(bytes.size)};
}

const char* const All = "probe probe_append probe_limit store";

}  // namespace

BOOST_AUTO_TEST_SUITE(cook)

BOOST_AUTO_TEST_CASE(builds_everything_once) {
    const ProbeProject project{"set.probe_append.suffix = \"!\"\n"};
    project.write("a.probe", "text one");
    project.write("deep/er/b.probe", "text two\nlabel shadow\ntext dark");
    project.write("notes.txt", "not an asset");
    const auto first = project.cook();
    BOOST_TEST(first.totals.found == 3);
    BOOST_TEST(first.totals.built == 2);
    BOOST_TEST(first.totals.skipped == 1);
    BOOST_TEST(first.totals.failed == 0);
    BOOST_TEST(payload(project, asset(first, "a.probe")) == "one!");
    BOOST_TEST(stages(asset(first, "a.probe")) == All);
    const auto& b = asset(first, "deep/er/b.probe");
    BOOST_REQUIRE(b.products.size() == 2);
    BOOST_TEST(b.products[1].label == "shadow");
    BOOST_TEST(payload(project, b, 1) == "dark!");
    BOOST_REQUIRE(b.products[0].stats.size() == 1);
    BOOST_TEST(b.products[0].stats[0].second == 4);

    const auto second = project.cook();
    BOOST_TEST(second.totals.reused == 2);
    BOOST_TEST(second.totals.skipped == 1);
    BOOST_TEST(second.totals.built == 0);
    BOOST_TEST(asset(second, "a.probe").products[0].artifact == asset(first, "a.probe").products[0].artifact);
    BOOST_CHECK(asset(second, "a.probe").source == asset(first, "a.probe").source);
}

BOOST_AUTO_TEST_CASE(rebuilds_exactly_the_source_that_changed) {
    const ProbeProject project;
    project.write("a.probe", "text one");
    project.write("b.probe", "text two");
    (void)project.cook();
    project.write("a.probe", "text three");
    const auto report = project.cook();
    BOOST_CHECK(asset(report, "a.probe").status == CookStatus::Built);
    BOOST_CHECK(asset(report, "b.probe").status == CookStatus::Reused);
    BOOST_TEST(payload(project, asset(report, "a.probe")) == "three");
    // And back: what was made before is still there.
    project.write("a.probe", "text one");
    BOOST_CHECK(asset(project.cook(), "a.probe").status == CookStatus::Reused);
}

BOOST_AUTO_TEST_CASE(rebuilds_exactly_what_read_a_changed_setting) {
    const ProbeProject project;
    project.write("asks.probe", "setting greeting\nsetting number");
    project.write("does_not.probe", "text two");
    const auto first = project.cook();
    BOOST_TEST(payload(project, asset(first, "asks.probe")) == "hello7");
    project.set_rules("set.probe.greeting = \"moin\"\n");
    const auto report = project.cook();
    BOOST_CHECK(asset(report, "asks.probe").status == CookStatus::Built);
    BOOST_CHECK(asset(report, "does_not.probe").status == CookStatus::Reused);
    BOOST_TEST(payload(project, asset(report, "asks.probe")) == "moin7");
}

BOOST_AUTO_TEST_CASE(runs_only_the_stages_that_a_setting_touches) {
    const ProbeProject project;
    project.write("a.probe", "text one");
    (void)project.cook();
    project.set_rules("set.probe_limit.max_bytes = 99\n");
    // The validator runs again; to judge an intermediate that was not kept, it is decoded again.
    const auto report = project.cook();
    BOOST_CHECK(asset(report, "a.probe").status == CookStatus::Built);
    BOOST_TEST(asset(report, "a.probe").products[0].bytes > 0);
}

BOOST_AUTO_TEST_CASE(rebuilds_exactly_what_read_a_changed_neighbour) {
    const ProbeProject project;
    project.write("shared/head.inc", "v1");
    project.write("reads.probe", "text a \nread shared/head.inc");
    project.write("other.probe", "text b");
    const auto first = project.cook();
    BOOST_TEST(payload(project, asset(first, "reads.probe")) == "a v1");
    project.write("shared/head.inc", "v2");
    const auto second = project.cook();
    BOOST_CHECK(asset(second, "reads.probe").status == CookStatus::Built);
    BOOST_CHECK(asset(second, "other.probe").status == CookStatus::Reused);
    BOOST_TEST(payload(project, asset(second, "reads.probe")) == "a v2");
    // Written again, but the same.
    project.write("shared/head.inc", "v2");
    BOOST_CHECK(asset(project.cook(), "reads.probe").status == CookStatus::Reused);
}

BOOST_AUTO_TEST_CASE(rebuilds_when_a_missing_neighbour_appears_and_goes) {
    const ProbeProject project;
    project.write("reads.probe", "read late.inc");
    BOOST_TEST(payload(project, asset(project.cook(), "reads.probe")) == "<absent>");
    BOOST_CHECK(asset(project.cook(), "reads.probe").status == CookStatus::Reused);
    project.write("late.inc", "here");
    BOOST_TEST(payload(project, asset(project.cook(), "reads.probe")) == "here");
    project.remove("late.inc");
    const auto report = project.cook();
    BOOST_CHECK(asset(report, "reads.probe").status == CookStatus::Reused);
    BOOST_TEST(payload(project, asset(report, "reads.probe")) == "<absent>");
}

BOOST_AUTO_TEST_CASE(rebuilds_exactly_what_read_a_changed_platform_field) {
    const ProbeProject project;
    project.write("asks.probe", "platform max_texture_size\ntext ,\nplatform no_such_field");
    project.write("does_not.probe", "text x");
    (void)project.cook();
    project.set_rules("", "[platforms.linux]\nmax_texture_size = 128\n");
    const auto report = project.cook();
    BOOST_CHECK(asset(report, "asks.probe").status == CookStatus::Built);
    BOOST_TEST(payload(project, asset(report, "asks.probe")) == "128,<absent>");
    BOOST_CHECK(asset(report, "does_not.probe").status == CookStatus::Reused);
}

BOOST_AUTO_TEST_CASE(rebuilds_what_an_upgraded_plugin_made_and_stops_where_it_makes_the_same) {
    const ProbeProject project{"set.probe_append.suffix = \"!\"\n"};
    project.write("a.probe", "text one");
    const auto first = project.cook(project.config(2, 1));
    const auto second = project.cook(project.config(2, 2));
    BOOST_CHECK(asset(second, "a.probe").status == CookStatus::Built);
    // Version 2 decodes to the same bytes, so nothing behind the decoder runs.
    BOOST_TEST(stages(asset(second, "a.probe")) == "probe");
    BOOST_TEST(asset(second, "a.probe").products[0].artifact == asset(first, "a.probe").products[0].artifact);
}

BOOST_AUTO_TEST_CASE(obeys_a_file_beside_the_asset) {
    const ProbeProject project{"set.probe.greeting = \"from the project\"\n"};
    project.write("a.probe", "setting greeting");
    project.write("b.probe", "setting greeting");
    (void)project.cook();
    project.write("a.probe.sinter.toml", "set.probe.greeting = \"from beside\"\n");
    const auto report = project.cook();
    BOOST_TEST(report.totals.found == 2);
    BOOST_TEST(payload(project, asset(report, "a.probe")) == "from beside");
    BOOST_CHECK(asset(report, "b.probe").status == CookStatus::Reused);
    project.write("a.probe.sinter.toml", "set.probe.greting = \"typo\"\n");
    const auto typo = asset(project.cook(), "a.probe");
    BOOST_CHECK(typo.status == CookStatus::Failed);
    BOOST_TEST(typo.error.where.path == "a.probe.sinter.toml");
    BOOST_TEST(typo.error.where.line == 1);
    BOOST_TEST(typo.error.text.find("greeting") != std::string::npos);
}

struct Misdeed {
    const char* script;
    Code code;
    const char* text;
};

const Misdeed misdeeds[] = {
    {"error 3 5 it is broken", Code::Corrupt, "it is broken"},
    {"throw", Code::Internal, "probe was told to"},
    {"undeclared", Code::Contract, "no_such_setting"},
    {"nothing", Code::Contract, "without a product"},
    {"label x\ntext a\nlabel x", Code::Contract, "twice"},
    {"twice", Code::Contract, "twice"},
    {"label a<b\ntext c", Code::Contract, "label"},
    {"misuse", Code::Contract, "parallel_for"},
    {"foreign", Code::Contract, "not open"},
    {"read ../outside", Code::Denied, "cannot read"},
    {"need ../../etc/passwd", Code::Denied, "not a path inside the project"},
    {"allocate 99999999999999", Code::OutOfMemory, "refused the memory"},
    {"fill 5000000", Code::Rejected, "payload is too large"},
    {"what is this", Code::Unsupported, "unknown command (what)"},
};

BOOST_AUTO_TEST_CASE(lets_each_bad_asset_fail_alone_with_its_reason) {
    const ProbeProject project;
    for (std::size_t i = 0; i < std::size(misdeeds); ++i)
        project.write("bad" + std::to_string(i) + ".probe", misdeeds[i].script);
    for (int i = 0; i < 20; ++i) project.write("good" + std::to_string(i) + ".probe", "text fine");
    for (int round = 0; round < 2; ++round) {
        const auto report = project.cook();
        BOOST_TEST(report.totals.failed == std::size(misdeeds));
        BOOST_TEST((round == 0 ? report.totals.built : report.totals.reused) == 20);
        for (std::size_t i = 0; i < std::size(misdeeds); ++i) {
            BOOST_TEST_CONTEXT(misdeeds[i].script) {
                const auto& bad = asset(report, "bad" + std::to_string(i) + ".probe");
                BOOST_CHECK(bad.status == CookStatus::Failed);
                BOOST_TEST(std::string{name_of(bad.error.code)} == std::string{name_of(misdeeds[i].code)});
                BOOST_TEST(bad.error.text.find(misdeeds[i].text) != std::string::npos, bad.error.text);
                BOOST_TEST(bad.products.empty());
            }
        }
        BOOST_TEST(asset(report, "bad0.probe").error.where.line == 3);
        BOOST_TEST(asset(report, "bad0.probe").error.where.column == 5);
        BOOST_TEST(asset(report, "bad0.probe").error.where.path == "bad0.probe");
    }
}

BOOST_AUTO_TEST_CASE(remembers_failures_of_the_input_only) {
    const ProbeProject project;
    project.write("corrupt.probe", "error 1 1 bad");
    project.write("throws.probe", "throw");
    (void)project.cook();
    const auto again = project.cook();
    BOOST_TEST(stages(asset(again, "corrupt.probe")) == "");
    BOOST_TEST(stages(asset(again, "throws.probe")) == "probe");
    project.write("corrupt.probe", "text mended");
    BOOST_CHECK(asset(project.cook(), "corrupt.probe").status == CookStatus::Built);
}

BOOST_AUTO_TEST_CASE(repeats_warnings_of_reused_results) {
    const ProbeProject project;
    project.write("a.probe", "warn look at me\ntext x");
    for (int i = 0; i < 3; ++i) {
        const auto report = project.cook();
        BOOST_REQUIRE(asset(report, "a.probe").warnings.size() == 1);
        BOOST_TEST(asset(report, "a.probe").warnings[0].error.text == "look at me");
    }
}

BOOST_AUTO_TEST_CASE(makes_the_same_bytes_whatever_the_turns_the_order_and_the_place) {
    std::set<std::string> outcomes;
    for (const unsigned turns : {1u, 2u, 8u}) {
        for (const std::uint64_t seed : {0u, 1u, 2u}) {
            const ProbeProject project{"set.probe_append.suffix = \"!\"\n"};
            for (int i = 0; i < 40; ++i)
                project.write("a" + std::to_string(i) + ".probe",
                              "parallel " + std::to_string(100 + i) + "\nread x.inc\nlabel l\ntext t");
            project.write("x.inc", "neighbour");
            Cook::Options options;
            options.shuffle_seed = seed;
            const auto report = project.cook(project.config(turns), options);
            BOOST_TEST(report.totals.built == 40);
            std::string all;
            for (const auto& made : report.assets)
                for (const auto& product : made.products) all += made.path + product.label + product.artifact;
            outcomes.insert(all);
        }
    }
    BOOST_TEST(outcomes.size() == 1);
}

BOOST_AUTO_TEST_CASE(needs_neither_index_nor_traces_to_be_right) {
    const ProbeProject project;
    project.write("a.probe", "text one");
    const auto first = project.cook();
    std::filesystem::remove_all(project.folder() / ".sinter/index");
    std::filesystem::remove(project.folder() / ".sinter/stamps");
    BOOST_CHECK(asset(project.cook(), "a.probe").status == CookStatus::Reused);
    std::filesystem::remove_all(project.folder() / ".sinter/index");
    std::filesystem::remove_all(project.folder() / ".sinter/traces");
    const auto third = project.cook();
    BOOST_CHECK(asset(third, "a.probe").status == CookStatus::Built);
    BOOST_TEST(asset(third, "a.probe").products[0].artifact == asset(first, "a.probe").products[0].artifact);
}

BOOST_AUTO_TEST_CASE(makes_a_lost_object_again) {
    const ProbeProject project;
    project.write("a.probe", "text one");
    const auto first = project.cook();
    std::filesystem::remove(object_path(project, asset(first, "a.probe").products[0]));
    std::filesystem::remove_all(project.folder() / ".sinter/index");
    const auto second = project.cook();
    BOOST_CHECK(asset(second, "a.probe").status == CookStatus::Built);
    BOOST_TEST(payload(project, asset(second, "a.probe")) == "one");
}

BOOST_AUTO_TEST_CASE(forgets_sources_that_are_gone) {
    const ProbeProject project;
    project.write("a.probe", "text one");
    project.write("b.probe", "text two");
    (void)project.cook();
    project.remove("a.probe");
    const auto report = project.cook();
    BOOST_TEST(report.totals.found == 1);
    BOOST_TEST(report.assets.size() == 1);
}

BOOST_AUTO_TEST_CASE(keeps_what_was_done_when_it_is_cancelled) {
    const ProbeProject project;
    for (int i = 0; i < 50; ++i) project.write("a" + std::to_string(100 + i) + ".probe", "text " + std::to_string(i));
    Cook cook;
    Cook::Options options;
    options.progress = [&](const CookProgress& progress) {
        if (progress.done == 10) cook.cancel();
    };
    std::vector<Error> problems;
    const auto report = cook.run(project.config(1), options, problems);
    BOOST_REQUIRE(report);
    BOOST_TEST(report->cancelled);
    BOOST_TEST(report->assets.size() >= 10);
    BOOST_TEST(report->assets.size() < 50);
    const auto rest = project.cook();
    BOOST_TEST(rest.totals.reused >= report->assets.size());
    BOOST_TEST(rest.totals.reused + rest.totals.built == 50);
}

BOOST_AUTO_TEST_CASE(stops_a_job_that_runs_when_it_is_cancelled) {
    const ProbeProject project;
    project.write("a.probe", "text quick");
    project.write("b.probe", "spin");
    Cook cook;
    Cook::Options options;
    options.progress = [&](const CookProgress&) { cook.cancel(); };
    std::vector<Error> problems;
    const auto report = cook.run(project.config(2), options, problems);
    BOOST_REQUIRE(report);
    BOOST_TEST(report->cancelled);
    BOOST_REQUIRE(report->assets.size() == 1);
    BOOST_TEST(report->assets[0].path == "a.probe");
}

BOOST_AUTO_TEST_CASE(shares_a_cache_with_another_cook_at_the_same_time) {
    const ProbeProject project{"set.probe_append.suffix = \"!\"\n"};
    for (int i = 0; i < 60; ++i) project.write("a" + std::to_string(i) + ".probe", "text " + std::to_string(i % 7));
    CookReport reports[2];
    {
        std::jthread one{[&] { reports[0] = project.cook(); }};
        std::jthread two{[&] { reports[1] = project.cook(); }};
    }
    for (const auto& report : reports) {
        BOOST_TEST(report.totals.failed == 0);
        BOOST_TEST(report.totals.built + report.totals.reused == 60);
    }
    const auto after = project.cook();
    BOOST_TEST(after.totals.reused == 60);
    for (int i = 0; i < 60; ++i)
        BOOST_TEST(payload(project, after.assets[static_cast<std::size_t>(i)]).back() == '!');
}

BOOST_AUTO_TEST_CASE(says_so_when_it_cannot_write) {
    const ProbeProject project;
    project.write("a.probe", "text one");
    project.folder().write("a_file", "in the way");
    auto config = project.config();
    config.set_output_folder(project.folder() / "a_file/out");
    const auto report = project.cook(config);
    BOOST_TEST(report.totals.failed == 1);
    BOOST_CHECK(report.assets[0].error.code == Code::Io);
    BOOST_TEST(report.assets[0].error.text.find("a_file") != std::string::npos);
    BOOST_TEST(!report.saved);
    BOOST_TEST(!report.problems.empty());
}

BOOST_AUTO_TEST_CASE(refuses_rules_with_mistakes) {
    const ProbeProject project{"set.probe_append.sufix = \"!\"\n[[rule]]\nmatch = \"**\"\nsteps = [\"probe_apend\"]\n"};
    Cook cook;
    std::vector<Error> problems;
    BOOST_CHECK(!cook.run(project.config(), {}, problems));
    BOOST_REQUIRE(problems.size() == 2);
    BOOST_TEST(problems[0].text.find("suffix") != std::string::npos);
    BOOST_TEST(problems[0].where.line == 6);
    BOOST_TEST(problems[1].text.find("probe_append") != std::string::npos);
    BOOST_TEST(problems[1].where.line == 9);
}

BOOST_AUTO_TEST_CASE(fails_dependents_of_what_failed) {
    const ProbeProject project;
    project.write("a.probe", "need b.probe\ntext a");
    project.write("b.probe", "need c.probe#x\ntext b");
    project.write("c.probe", "error 1 1 root cause");
    project.write("d.probe", "want gone.probe\ntext d");
    const auto report = project.cook();
    BOOST_TEST(asset(report, "a.probe").error.text == "needs b.probe: needs c.probe#x: root cause");
    BOOST_TEST(asset(report, "a.probe").error.where.path == "c.probe");
    BOOST_CHECK(asset(report, "d.probe").status == CookStatus::Built);
    project.write("c.probe", "text c\nlabel x\ntext y");
    const auto mended = project.cook();
    BOOST_TEST(mended.totals.failed == 0);
    BOOST_CHECK(asset(mended, "a.probe").status == CookStatus::Reused);
}

BOOST_AUTO_TEST_CASE(decodes_files_inside_of_files) {
    const ProbeProject project;
    project.write("a.probe", "text outer\nneed #child\nembed child c.probe text inner|setting greeting");
    const auto first = project.cook();
    const auto& a = asset(first, "a.probe");
    BOOST_REQUIRE(a.products.size() == 2u);
    BOOST_TEST(a.products[0].label == "child");
    BOOST_TEST(a.products[0].artifact != a.products[1].artifact);
    BOOST_TEST(payload(project, a, 0) == "innerhello");
    BOOST_TEST(payload(project, a, 1) == "outer");
    BOOST_TEST(stages(a) == "probe probe_append probe_limit store");
    BOOST_CHECK(asset(project.cook(), "a.probe").status == CookStatus::Reused);

    // A changed setting of the inner file's decoder makes it again, by way of the traces.
    project.set_rules("[[rule]]\nmatch = \"a.probe\"\nset.probe.greeting = \"good day\"\n");
    const auto second = project.cook();
    BOOST_TEST(payload(project, asset(second, "a.probe"), 0) == "innergood day");
    project.set_rules("");
    const auto third = project.cook();
    BOOST_CHECK(asset(third, "a.probe").status == CookStatus::Reused);
    BOOST_TEST(asset(third, "a.probe").products[0].artifact == a.products[0].artifact);
}

BOOST_AUTO_TEST_CASE(takes_hints_of_the_source_unless_a_rule_says_otherwise) {
    const ProbeProject project;
    project.write("a.probe", "hint set.probe_append.suffix = \"?\"\nhint set.not_installed.x = 1\nembed c c.probe text one");
    BOOST_TEST(payload(project, asset(project.cook(), "a.probe"), 0) == "one?");
    project.set_rules("[[rule]]\nmatch = \"a.probe\"\nset.probe_append.suffix = \"!\"\n");
    BOOST_TEST(payload(project, asset(project.cook(), "a.probe"), 0) == "one!");
}

BOOST_AUTO_TEST_CASE(loses_only_the_product_that_failed) {
    const ProbeProject project;
    project.write("a.probe", "text outer\nembed bad c.probe error 3 1 torn\nembed good d.probe text fine\n"
                             "embed none e.nothing text x\nembed deep f.probe embed g g.probe text y");
    for (int i = 0; i < 2; ++i) {
        const auto report = project.cook();
        const auto& a = asset(report, "a.probe");
        BOOST_CHECK(a.status == CookStatus::Failed);
        BOOST_TEST(a.error.text == "torn");
        BOOST_TEST(a.error.where.path == "a.probe#bad");
        BOOST_TEST_REQUIRE(a.products.size() == 3u);
        BOOST_TEST(a.products[0].label == "good");
        BOOST_TEST(a.products[1].label == "deep");
        BOOST_TEST(payload(project, a, 2) == "outer");
    }
    project.write("b.probe", "embed none e.nothing text x");
    BOOST_TEST(asset(project.cook(), "b.probe").error.text == "no installed plugin decodes the file inside it (e.nothing)");
}

BOOST_AUTO_TEST_SUITE_END()
