// SPDX-License-Identifier: Apache-2.0
// The program `sinter` as its users run it: exit codes, --json, Ctrl-C, kill -9, files that may not grow.
#include <boost/test/unit_test.hpp>

#include <random>
#include <set>
#include <thread>

#include <sys/resource.h>

#include "program.hpp"

using namespace sinter::test;

BOOST_AUTO_TEST_SUITE(cli)

BOOST_AUTO_TEST_CASE(cooks_the_sample_and_reports_to_machines) {
    const TempFolder out;
    const auto first = sinter_run(cook(out, {"--json"}));
    BOOST_TEST(first.exit_code == 1);  // the sample holds broken files
    const auto json = first.json();
    BOOST_TEST(json["platform"].IsString());
    for (const auto* name : {"found", "built", "reused", "failed", "skipped", "peak_rss_bytes"})
        BOOST_TEST(json["totals"][name].IsUint64());
    BOOST_TEST(total(json, "found") == total(json, "built") + total(json, "failed") + total(json, "skipped"));
    BOOST_TEST(total(json, "built") > 90);
    unsigned broken = 0;
    for (const auto& asset : json["assets"].GetArray()) {
        const std::string path = asset["path"].GetString(), status = asset["status"].GetString();
        BOOST_TEST_CONTEXT(path) {
            // What broken files include is skipped like all that others include.
            const bool is_broken = path.starts_with("broken/") && status != "skipped";
            broken += is_broken;
            BOOST_TEST((status == "failed") == is_broken);
            BOOST_TEST(asset["error"].IsObject() == is_broken);
            if (is_broken) {
                BOOST_TEST(asset["error"]["text"].GetStringLength() > 0);
                BOOST_TEST(asset["error"]["where"]["path"].GetStringLength() > 0);
            }
            if (status != "built") continue;
            BOOST_TEST(asset["stages"].Size() > 0);
            BOOST_TEST(asset["products"].Size() > 0);
            for (const auto& product : asset["products"].GetArray()) {
                BOOST_TEST(product["artifact"].GetStringLength() == 64);
                if (std::string{product["type"].GetString()} == "texture")
                    BOOST_TEST(product["width"].GetUint() > 0);
            }
            if (std::string{asset["type"].GetString()} == "texture")
                for (const auto* fact : {"width", "height", "depth", "layers", "faces", "mips", "channels",
                                         "format", "color_space", "alpha"})
                    BOOST_TEST(asset["source"].HasMember(fact));
        }
    }
    BOOST_TEST(broken == total(json, "failed"));

    const auto second = sinter_run(cook(out, {"--json"})).json();
    BOOST_TEST(total(second, "built") == 0);
    BOOST_TEST(total(second, "reused") == total(json, "built"));

    const auto load = sinter_run({"load", "--all", "--project", sample(), "--out", (out / "out").string(),
                                  "--json", "--trace", (out / "trace.json").string()});
    const auto loaded = load.json();
    BOOST_TEST(loaded["totals"]["built"].GetUint() == 0);
    BOOST_TEST(loaded["assets"].Size() > 100);
    rapidjson::Document trace;
    trace.Parse(out.read("trace.json").c_str());
    BOOST_REQUIRE(!trace.HasParseError());
    BOOST_TEST(trace["traceEvents"].Size() > 100);

    const auto inspect = sinter_run({"inspect", "materials/brick.material.json", "--project", sample(),
                                     "--out", (out / "out").string(), "--json"});
    BOOST_TEST(inspect.exit_code == 0);
    BOOST_TEST(inspect.json()["dependencies"].Size() == 3);
    const auto picture = sinter_run({"inspect", "textures/brick/brick_albedo.png", "--project", sample(),
                                     "--out", (out / "out").string(), "--png", (out / "brick.png").string()});
    BOOST_TEST(picture.exit_code == 0);
    BOOST_TEST(out.read("brick.png").substr(1, 3) == "PNG");
    const auto plugins = sinter_run({"plugins", "--json"}).json();
    BOOST_TEST(plugins["plugins"].Size() >= 4);
}

struct Usage {
    std::vector<std::string> arguments;
    int exit_code;
    const char* says;
};

BOOST_AUTO_TEST_CASE(says_what_is_wrong_with_its_use) {
    const TempFolder folder;
    folder.write("typo/sinter.toml", "[project]\nsorce = [\"a\"]\n");
    folder.write("rule/sinter.toml",
                 "[project]\nsource = [\".\"]\n[[rule]]\nmatch = \"**\"\nset.mipmaps.filtr = \"box\"\n");
    const auto in = [&](const char* name) { return (folder / name).string(); };
    const Usage uses[] = {
        {{"cook", "--source", in("none")}, 2, "none"},
        {{"cook", "--project", in("nothing")}, 2, "sinter.toml"},
        {{"cook", "--project", in("typo")}, 2, "sinter.toml:2:1"},
        {{"cook", "--project", in("typo")}, 2, "did you mean \"source\""},
        {{"cook", "--project", in("rule")}, 2, "did you mean \"filter\""},
        {{"cook", "--source", folder.path().string(), "--platform", "linx"}, 2, "did you mean \"linux\""},
        {{"cook", "--no-such-option"}, 2, "no-such-option"},
        {{"cook", "--platfrom", "linux"}, 2, "did you mean \"--platform\""},
        {{"--jsn"}, 2, "no option --jsn"},
        {{"bake"}, 2, "no command bake"},
        {{"lod"}, 2, "did you mean \"load\""},
        {{"cook", "--source", folder.path().string(), "--only", "x[bc"}, 2, "\"[\" is not closed"},
        {{}, 2, "Usage: sinter"},
        {{"load", "--source", folder.path().string()}, 2, "--all"},
        {{"load", "gone.png", "--source", folder.path().string(), "--out", in("o")}, 1, ""},
    };
    for (const auto& use : uses) {
        BOOST_TEST_CONTEXT((use.arguments.empty() ? "" : use.arguments.front()) << " " << use.says) {
            const auto outcome = sinter_run(use.arguments);
            BOOST_TEST(outcome.exit_code == use.exit_code);
            BOOST_TEST(outcome.err.find(use.says) != std::string::npos, outcome.err);
        }
    }
    BOOST_TEST(sinter_run({"--help"}).exit_code == 0);
    BOOST_TEST(sinter_run({"cook", "--help"}).out.find("Examples") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(cooks_only_what_is_chosen_and_keeps_the_rest) {
    const TempFolder out;
    const auto paths = [](const rapidjson::Document& json, const char* status) {
        std::set<std::string> all;
        for (const auto& asset : json["assets"].GetArray())
            if (std::string{asset["status"].GetString()} == status) all.insert(asset["path"].GetString());
        return all;
    };
    // A material is built without its textures.
    const auto first = sinter_run(cook(out, {"--json", "--only", "ui/*.png", "--only", "materials/brick*"}));
    BOOST_TEST(first.exit_code == 0);
    const std::set<std::string> chosen{"materials/brick.material.json", "ui/health_bar.png", "ui/panel.png"};
    BOOST_TEST(paths(first.json(), "built") == chosen, boost::test_tools::per_element());
    BOOST_TEST(total(first.json(), "found") == 3);

    const auto all = sinter_run(cook(out, {"--json"})).json();
    BOOST_TEST(paths(all, "reused") == chosen, boost::test_tools::per_element());
    const auto again = sinter_run(cook(out, {"--json", "--only", "ui/*.png"})).json();
    BOOST_TEST(total(again, "reused") == 2);
    // What was not chosen is still known.
    const auto load =
        sinter_run({"load", "--all", "--project", sample(), "--out", (out / "out").string(), "--json"});
    BOOST_TEST(load.json()["totals"]["built"].GetUint() == 0);
    BOOST_TEST(load.json()["assets"].Size() > 100);
}

BOOST_AUTO_TEST_CASE(exports_the_same_whether_it_was_cooked_before_or_not) {
    const auto exported = [](bool cooked_before) {
        const TempFolder out;
        if (cooked_before) (void)sinter_run(cook(out, {"--quiet"}));
        const auto made = sinter_run({"export", "models/courtyard/courtyard.gltf", "--project", sample(), "--out",
                                      (out / "out").string(), "--to", (out / "courtyard.glb").string()});
        BOOST_TEST(made.exit_code == 0, made.err);
        return out.read("courtyard.glb");
    };
    const auto after_a_cook = exported(true);
    BOOST_TEST(after_a_cook.size() > 500'000);  // with its textures
    BOOST_CHECK(exported(false) == after_a_cook);
}

BOOST_AUTO_TEST_CASE(says_when_a_pattern_chooses_nothing) {
    const TempFolder out;
    const auto some = sinter_run(cook(out, {"--json", "--only", "ui/panel.png", "--only", "iu/**"}));
    BOOST_TEST(some.exit_code == 0);
    const auto json = some.json();
    BOOST_REQUIRE(json["problems"].Size() == 1);
    BOOST_TEST(std::string{json["problems"][0]["text"].GetString()} == "only: no source matches \"iu/**\"");
    BOOST_TEST(total(json, "built") == 1);
    const auto none = sinter_run(cook(out, {"--only", "iu/**"}));
    BOOST_TEST(none.exit_code == 1);
    BOOST_TEST(none.err.find("iu/**") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(builds_again_what_failed_when_told_to) {
    const TempFolder out;
    const auto ran = [&](std::vector<std::string> more) {
        more.insert(more.end(), {"--json", "--only", "broken/truncated.png", "--only", "ui/panel.png"});
        const auto json = sinter_run(cook(out, std::move(more))).json();
        std::set<std::string> all;
        for (const auto& asset : json["assets"].GetArray())
            for (const auto& stage : asset["stages"].GetArray())
                if (std::string{stage["name"].GetString()} == asset["decoder"].GetString())
                    all.insert(asset["path"].GetString());
        BOOST_TEST(total(json, "failed") == 1);
        return all;
    };
    using Paths = std::set<std::string>;
    BOOST_TEST(ran({}) == (Paths{"broken/truncated.png", "ui/panel.png"}), boost::test_tools::per_element());
    BOOST_TEST(ran({}) == Paths{}, boost::test_tools::per_element());
    BOOST_TEST(ran({"--retry"}) == Paths{"broken/truncated.png"}, boost::test_tools::per_element());
    BOOST_TEST(ran({}) == Paths{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(keeps_what_is_done_when_interrupted) {
    const TempFolder out;
    Program program{SINTER_PROGRAM, cook(out, {"--json", "--jobs", "1"})};
    std::this_thread::sleep_for(std::chrono::milliseconds{150});
    program.signal(SIGINT);
    const auto interrupted = program.wait();
    // A fast machine may be done before the signal comes.
    BOOST_TEST((interrupted.exit_code == 130 || interrupted.exit_code == 1));
    const auto json = interrupted.json();
    std::set<std::string> done;
    for (const auto& asset : json["assets"].GetArray())
        if (std::string{asset["status"].GetString()} == "built") done.insert(asset["path"].GetString());
    const auto rest = sinter_run(cook(out, {"--json"})).json();
    for (const auto& asset : rest["assets"].GetArray())
        if (std::string{asset["status"].GetString()} == "built")
            BOOST_TEST(!done.contains(asset["path"].GetString()));
}

BOOST_AUTO_TEST_CASE(survives_being_killed_at_any_moment) {
    const TempFolder out;
    std::mt19937 random{20260};
    for (int i = 0; i < 25; ++i) {
        Program program{SINTER_PROGRAM, cook(out)};
        std::this_thread::sleep_for(std::chrono::milliseconds{random() % 400});
        program.signal(SIGKILL);
        (void)program.wait();
    }
    const auto end = sinter_run(cook(out, {"--json"})).json();
    const TempFolder fresh;
    const auto wanted = sinter_run(cook(fresh, {"--json"})).json();
    BOOST_TEST(total(end, "built") + total(end, "reused") == total(wanted, "built"));
    for (rapidjson::SizeType i = 0; i < wanted["assets"].Size(); ++i) {
        const auto& have = end["assets"][i]["products"];
        const auto& want = wanted["assets"][i]["products"];
        BOOST_REQUIRE(have.Size() == want.Size());
        for (rapidjson::SizeType p = 0; p < have.Size(); ++p)
            BOOST_TEST(std::string{have[p]["artifact"].GetString()} ==
                       std::string{want[p]["artifact"].GetString()});
    }
    // Everything at rest is whole: loading verifies each byte.
    const auto loaded =
        sinter_run({"load", "--all", "--project", sample(), "--out", (out / "out").string(), "--json"});
    BOOST_TEST(loaded.json()["totals"]["built"].GetUint() == 0);
}

BOOST_AUTO_TEST_CASE(goes_on_when_files_may_not_grow) {
    const TempFolder out;
    const auto limited = sinter_run(cook(out, {"--json"}), [] {
        const rlimit limit{400 * 1024, 400 * 1024};
        setrlimit(RLIMIT_FSIZE, &limit);
    });
    BOOST_TEST(limited.exit_code == 1);
    const auto json = limited.json();
    unsigned refused = 0;
    for (const auto& asset : json["assets"].GetArray()) {
        if (!asset["error"].IsObject() || std::string{asset["path"].GetString()}.starts_with("broken/"))
            continue;
        const std::string code = asset["error"]["code"].GetString();
        // A material fails because its texture could not be written, a caged plugin because shared memory is
        // a file too.
        BOOST_TEST((code == "io" || code == "dependency" || code == "out_of_memory"), code);
        ++refused;
    }
    BOOST_TEST(refused > 10);
    BOOST_TEST(total(json, "built") > 10);
    // With room again, only what failed is built.
    const auto after = sinter_run(cook(out, {"--json"})).json();
    BOOST_TEST(total(after, "failed") == 33);
    BOOST_TEST(total(after, "reused") >= total(json, "built"));
}

BOOST_AUTO_TEST_CASE(shares_a_cache_between_processes) {
    const TempFolder out;
    Program one{SINTER_PROGRAM, cook(out, {"--json"})};
    Program two{SINTER_PROGRAM, cook(out, {"--json"})};
    const auto first = one.wait(), second = two.wait();
    BOOST_TEST(first.exit_code == 1);
    BOOST_TEST(second.exit_code == 1);
    BOOST_TEST(total(first.json(), "failed") == 33);
    BOOST_TEST(total(second.json(), "failed") == 33);
    BOOST_TEST(total(sinter_run(cook(out, {"--json"})).json(), "built") == 0);
}

BOOST_AUTO_TEST_CASE(makes_the_same_bytes_for_any_turns_and_any_place) {
    const TempFolder elsewhere;
    std::filesystem::copy(sample(), elsewhere / "moved", std::filesystem::copy_options::recursive);
    std::vector<std::string> artifacts;
    for (const auto* jobs : {"1", "2", "8"}) {
        const TempFolder out;
        auto arguments = cook(out, {"--json", "--jobs", jobs});
        if (*jobs == '8') arguments[2] = (elsewhere / "moved").string();
        const auto json = sinter_run(arguments).json();
        std::string all;
        for (const auto& asset : json["assets"].GetArray())
            for (const auto& product : asset["products"].GetArray())
                all += std::string{asset["path"].GetString()} + product["artifact"].GetString();
        artifacts.push_back(all);
    }
    BOOST_TEST(artifacts[0].size() > 6400);
    BOOST_CHECK(artifacts[0] == artifacts[1]);
    BOOST_CHECK(artifacts[0] == artifacts[2]);
}

BOOST_AUTO_TEST_SUITE_END()
