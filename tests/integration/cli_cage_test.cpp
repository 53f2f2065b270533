// SPDX-License-Identifier: Apache-2.0
// The program `sinter` and the cage: doctor, what a cook says of its workers, where plugins run.
#include <algorithm>
#include <cerrno>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "program.hpp"

using namespace sinter::test;

namespace {

/// A project whose plugin does what its sources say.
class WildProject {
  public:
    explicit WildProject(const std::string& toml = {}) {
        folder_.write("sinter.toml", "[project]\nplugins = [\"" MISBEHAVE_PLUGINS "/wild\"]\n" + toml);
        std::filesystem::create_directories(folder_ / "assets");
    }
    void write(const std::string& path, const std::string& deed) const {
        folder_.write("assets/" + path, deed + "\nand bytes to work on\n");
    }
    [[nodiscard]] Outcome run(const std::string& command, std::vector<std::string> more = {},
                              const std::function<void()>& in_child = {}) const {
        more.insert(more.begin(), {command, "--project", folder_.path().string()});
        return sinter_run(std::move(more), in_child);
    }

  private:
    TempFolder folder_;
};

/// An environment variable for the length of a test.
class Environment {
  public:
    Environment(const char* name, const char* value) : name_(name) { setenv(name, value, 1); }
    ~Environment() { unsetenv(name_); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

  private:
    const char* name_;
};

const rapidjson::Value& named(const rapidjson::Value& list, const char* key, const std::string& name) {
    for (const auto& item : list.GetArray())
        if (item[key].GetString() == name) return item;
    BOOST_FAIL("not in the list: " + name);
    return list;
}

/// From here on this process and its children live on a kernel without the system call `number`.
void live_without(std::uint32_t number) {
    sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{std::size(rules), rules};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        _exit(126);
}
void live_without_landlock() {
    live_without(SYS_landlock_create_ruleset);
}

bool all_stand(const rapidjson::Value& cage) {
    const auto walls = cage["walls"].GetArray();
    return walls.Size() != 0 &&
           std::ranges::all_of(walls, [](const auto& wall) { return wall["in_force"].GetBool(); });
}

bool says(const std::string& text, const char* what) {
    return text.find(what) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_cage)

BOOST_AUTO_TEST_CASE(doctor_tells_machines_what_stands) {
    const auto outcome = sinter_run({"doctor", "--json"});
    const auto json = outcome.json();
    BOOST_TEST(json["version"].GetStringLength() > 0);
    BOOST_TEST(json["machine"]["cores"].GetUint() > 0);
    BOOST_TEST(json["machine"]["root"].GetBool() == (geteuid() == 0));
    BOOST_TEST(json["plugins"]["found"].GetUint() >= 4);
    BOOST_TEST(json["problems"].Empty());
    BOOST_TEST(json["cage_error"].IsNull());
    BOOST_REQUIRE(json["cage"].IsObject());
    const auto& cage = json["cage"];
    BOOST_TEST(cage["walls"].Size() > 5);
    for (const auto& wall : cage["walls"].GetArray()) {
        BOOST_TEST(wall["name"].GetStringLength() > 0);
        // What is missing says why.
        if (!wall["in_force"].GetBool()) BOOST_TEST(wall["detail"].GetStringLength() > 0);
    }
    BOOST_TEST(cage["plugins"].Empty());
    BOOST_TEST(cage["complete"].GetBool() == all_stand(cage));
    BOOST_TEST(outcome.exit_code == (all_stand(cage) ? 0 : 1));

    const auto text = sinter_run({"doctor"});
    BOOST_TEST(text.exit_code == outcome.exit_code);
    for (const auto& wall : cage["walls"].GetArray())
        BOOST_TEST(says(text.out, wall["name"].GetString()), text.out);
}

BOOST_AUTO_TEST_CASE(doctor_says_when_there_is_no_worker) {
    const Environment nowhere{"SINTER_WORKER", "/nowhere/sinter-worker"};
    const auto outcome = sinter_run({"doctor", "--json"});
    BOOST_TEST(outcome.exit_code == 1);
    const auto json = outcome.json();
    BOOST_TEST(json["cage"].IsNull());
    BOOST_TEST(std::string{json["cage_error"]["code"].GetString()} == "absent");
    BOOST_TEST(says(json["cage_error"]["text"].GetString(), "sinter-worker"));
    const auto text = sinter_run({"doctor"});
    BOOST_TEST(text.exit_code == 1);
    BOOST_TEST(says(text.out, "/nowhere/sinter-worker"), text.out);
}

BOOST_AUTO_TEST_CASE(doctor_says_which_wall_is_missing_and_what_to_do) {
    const auto outcome = sinter_run({"doctor", "--json"}, live_without_landlock);
    BOOST_TEST(outcome.exit_code == 1);
    const auto json = outcome.json();
    BOOST_REQUIRE(json["cage"].IsObject());
    BOOST_TEST(!json["cage"]["complete"].GetBool());
    const auto& wall = named(json["cage"]["walls"], "name", "no files (Landlock)");
    BOOST_TEST(!wall["in_force"].GetBool());
    BOOST_TEST(says(wall["detail"].GetString(), "kernel"));
    const auto text = sinter_run({"doctor"}, live_without_landlock);
    BOOST_TEST(says(text.out, "missing no files (Landlock)"), text.out);
    BOOST_TEST(says(text.out, "to do: use Linux 5.13"), text.out);
}

BOOST_AUTO_TEST_CASE(cook_goes_on_without_a_wall_unless_all_are_required) {
    const WildProject project;
    project.write("good.misbehave", "good");
    const auto lenient = project.run("cook", {}, live_without_landlock);
    BOOST_TEST(lenient.exit_code == 0);
    BOOST_TEST(says(lenient.out, "missing: \"no files (Landlock)\""), lenient.out);

    const WildProject strict{"[isolation]\nrequired = true\n"};
    strict.write("good.misbehave", "good");
    const auto refused = strict.run("cook", {"--json"}, live_without_landlock);
    BOOST_TEST(refused.exit_code == 1);
    const auto json = refused.json();
    BOOST_TEST(std::string{json["assets"][0]["status"].GetString()} == "failed");
    BOOST_TEST(says(json["assets"][0]["error"]["text"].GetString(), "no files (Landlock)"));
    // What the machine lacks is no fault of the file: with the wall it is built.
    const auto doctor = sinter_run({"doctor", "--json"}).json();
    if (doctor["cage"]["complete"].GetBool()) BOOST_TEST(strict.run("cook").exit_code == 0);
}

BOOST_AUTO_TEST_CASE(doctor_finds_a_library_that_is_no_good) {
    TempFolder folder;
    folder.write("sinter.toml", "[project]\nsource = \".\"\n");
    // An ELF file whose section headers were cut off.
    std::filesystem::copy(MISBEHAVE_PLUGINS "/wild", folder / "plugins",
                          std::filesystem::copy_options::recursive);
    for (const auto& file : std::filesystem::directory_iterator(folder / "plugins"))
        std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    const auto outcome = sinter_run({"doctor", "--json", "--project", folder.path().string()});
    BOOST_TEST(outcome.exit_code == 1);
    BOOST_TEST(outcome.json()["problems"].Size() == 1);
}

BOOST_AUTO_TEST_CASE(cook_says_nothing_of_a_cage_that_it_did_not_need) {
    const TempFolder out;
    BOOST_TEST(sinter_run(cook(out, {"--json", "--only", "ui/*.png"})).json()["cage"].IsNull());
    BOOST_TEST(!says(sinter_run(cook(out, {"--only", "ui/*.png"})).out, "cage"));
}

BOOST_AUTO_TEST_CASE(cook_tells_of_workers_and_deaths) {
    const WildProject project;
    project.write("dies.misbehave", "segfault");
    project.write("good.misbehave", "good");
    project.write("speaks.misbehave", "say the frobnicator is warm");
    const auto outcome = project.run("cook", {"--json"});
    BOOST_TEST(outcome.exit_code == 1);
    const auto json = outcome.json();
    BOOST_REQUIRE(json["cage"].IsObject());
    const auto& group = named(json["cage"]["plugins"], "name", "misbehave");
    BOOST_TEST(group["deaths"].GetUint() >= 1);
    BOOST_TEST(group["jobs"].GetUint() >= 3);
    BOOST_TEST(group["workers"].GetUint() >= 2);
    BOOST_TEST(json["cage"]["complete"].GetBool() == all_stand(json["cage"]));
    BOOST_TEST(json["cage"]["first_start_ms"].GetDouble() > 0);

    const auto& dead = named(json["assets"], "path", "dies.misbehave");
    BOOST_TEST(std::string{dead["status"].GetString()} == "failed");
    BOOST_TEST(std::string{dead["error"]["code"].GetString()} == "crashed");
    BOOST_TEST(std::string{named(json["assets"], "path", "good.misbehave")["status"].GetString()} == "built");
    const auto& speaks = named(json["assets"], "path", "speaks.misbehave");
    BOOST_TEST(std::string{speaks["status"].GetString()} == "built");
    BOOST_REQUIRE(speaks["notes"].Size() >= 1);
    BOOST_TEST(says(speaks["notes"][0]["text"].GetString(), "the frobnicator is warm"));
    BOOST_TEST(speaks["warnings"].Empty());
}

BOOST_AUTO_TEST_CASE(cook_tells_people_in_one_line) {
    const WildProject project;
    project.write("dies.misbehave", "segfault");
    project.write("speaks.misbehave", "say the frobnicator is warm");
    const auto text = project.run("cook", {"--verbose"});
    BOOST_TEST(says(text.out, "cage     misbehave in "), text.out);
    BOOST_TEST(says(text.out, "death"), text.out);
    BOOST_TEST(says(text.out, " stand"), text.out);
    BOOST_TEST(says(text.out, "the frobnicator is warm"), text.out);
    const WildProject quiet;
    quiet.write("speaks.misbehave", "say the frobnicator is warm");
    BOOST_TEST(!says(quiet.run("cook").out, "frobnicator"));
}

BOOST_AUTO_TEST_CASE(cook_without_a_worker_fails_what_needs_one) {
    const WildProject project;
    project.write("good.misbehave", "good");
    const auto outcome = [&] {
        const Environment nowhere{"SINTER_WORKER", "/nowhere/sinter-worker"};
        return project.run("cook", {"--json"});
    }();
    BOOST_TEST(outcome.exit_code == 1);
    const auto json = outcome.json();
    const auto& asset = json["assets"][0];
    BOOST_TEST(std::string{asset["status"].GetString()} == "failed");
    BOOST_TEST(says(asset["error"]["text"].GetString(), "sinter-worker"), asset["error"]["text"].GetString());
    // What is not installed is no fault of the file.
    BOOST_TEST(project.run("cook").exit_code == 0);
}

struct Place {
    const char* toml;
    std::vector<std::string> arguments;
    const char* isolation;
    const char* from;
};

BOOST_AUTO_TEST_CASE(plugins_says_where_each_runs_and_who_says_so) {
    const Place places[] = {
        {"", {}, "worker", "third_party"},
        {"[isolation.plugins]\nmisbehave = \"none\"\n", {}, "none", "project"},
        {"", {"--isolation", "misbehave=none"}, "none", "project"},
        {"[isolation.plugins]\nmisbehave = \"none\"\n",
         {"--isolation", "misbehave=worker"},
         "worker",
         "project"},
    };
    for (const auto& place : places) {
        BOOST_TEST_CONTEXT(place.toml << " " << place.arguments.size()) {
            const WildProject project{place.toml};
            auto arguments = place.arguments;
            arguments.emplace_back("--json");
            const auto json = project.run("plugins", arguments).json();
            const auto& plugin = named(json["plugins"], "name", "misbehave");
            BOOST_TEST(std::string{plugin["isolation"].GetString()} == place.isolation);
            BOOST_TEST(std::string{plugin["isolation_from"].GetString()} == place.from);
            const auto& own = named(json["plugins"], "name", "texture_core");
            BOOST_TEST(std::string{own["isolation"].GetString()} == "none");
            BOOST_TEST(std::string{own["isolation_from"].GetString()} == "manifest");
        }
    }
    const WildProject project;
    BOOST_TEST(says(project.run("plugins").out, "runs in a worker (third party)"));
}

BOOST_AUTO_TEST_CASE(a_plugin_that_is_not_installed_is_told_with_its_place) {
    const WildProject project{"[isolation.plugins]\nmisbehav = \"none\"\n"};
    const auto outcome = project.run("cook", {"--json"});
    BOOST_TEST(outcome.exit_code == 2);
    BOOST_TEST(outcome.out.empty());
    BOOST_TEST(says(outcome.err, "sinter.toml:4:1"), outcome.err);
    BOOST_TEST(says(outcome.err, "did you mean \"misbehave\"?"), outcome.err);
    BOOST_TEST(project.run("plugins").exit_code == 1);
    const WildProject other;
    const auto typed = other.run("cook", {"--isolation", "texture_cor=worker"});
    BOOST_TEST(typed.exit_code == 2);
    BOOST_TEST(says(typed.err, "did you mean \"texture_core\"?"), typed.err);
    for (const auto* wrong : {"misbehave", "=worker", "misbehave=", "misbehave=cage"}) {
        const auto refused = other.run("cook", {"--isolation", wrong});
        BOOST_TEST(refused.exit_code == 2);
        BOOST_TEST(says(refused.err, "NAME=worker"), refused.err);
    }
}

BOOST_AUTO_TEST_CASE(the_same_bytes_in_and_out_of_the_cage) {
    const auto artifacts = [](const TempFolder& out, std::vector<std::string> more) {
        more.emplace_back("--json");
        const auto json = sinter_run(cook(out, std::move(more))).json();
        std::vector<std::string> all;
        for (const auto& asset : json["assets"].GetArray())
            for (const auto& product : asset["products"].GetArray())
                all.push_back(std::string{asset["path"].GetString()} + " " + product["artifact"].GetString());
        return all;
    };
    const TempFolder inside, caged;
    const auto wanted = artifacts(inside, {});
    BOOST_TEST(wanted.size() > 100);
    BOOST_TEST(artifacts(caged, {"--isolation", "texture_core=worker", "--isolation",
                                 "texture_process=worker", "--isolation", "texture_validate=worker",
                                 "--isolation", "data=worker"}) == wanted,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
