// SPDX-License-Identifier: Apache-2.0
// sinter doctor
#include "commands.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

#include <sys/utsname.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include <sinter/core/cage.hpp>
#include <sinter/core/plugin_list.hpp>

#include "cage_output.hpp"
#include "project_options.hpp"
#include "terminal.hpp"

namespace sinter::cli {
namespace {

struct DoctorArguments {
    ProjectOptions project;
    bool json = false;
};

struct Machine {
    std::string system;   ///< "Linux 6.1.0"
    std::string machine;  ///< "x86_64"
    unsigned cores = 0;
    bool root = false;
};

Machine this_machine() {
    Machine out;
    utsname names{};
    if (uname(&names) == 0) {
        out.system = std::string{names.sysname} + " " + names.release;
        out.machine = names.machine;
    }
    out.cores = std::thread::hardware_concurrency();
    out.root = geteuid() == 0;
    return out;
}

void print_json(const Machine& machine, const PluginList& plugins, const Result<CageReport>& cage) {
    JsonWriter out;
    out.begin_object();
    out.field("version", SINTER_VERSION);
    out.key("machine");
    out.begin_object();
    out.field("system", std::string_view{machine.system});
    out.field("machine", std::string_view{machine.machine});
    out.field("cores", machine.cores);
    out.field("root", machine.root);
    out.end_object();
    out.key("plugins");
    out.begin_object();
    out.field("found", std::uint64_t{plugins.plugins.size()});
    out.field("caged", static_cast<std::uint64_t>(
                           std::ranges::count(plugins.plugins, Isolation::Worker, &PluginInfo::isolation)));
    out.end_object();
    out.problems(plugins.problems);
    out.key("cage");
    cage ? write_cage(out, *cage) : out.null();
    out.error("cage_error", cage ? Error{Code::Ok, {}, {}} : cage.error());
    out.end_object();
    out.print();
}

void print_text(const Machine& machine, const PluginList& plugins, const Result<CageReport>& cage) {
    const bool colour = wants_colour(stdout);
    std::printf("%s on %s, %s, %u cores, %s\n\n", styled(colour, "1", "Sinter " SINTER_VERSION).c_str(),
                machine.system.c_str(), machine.machine.c_str(), machine.cores,
                machine.root ? "as root" : "as a plain user");
    std::string folders;
    for (const auto& folder : plugins.folders) folders += (folders.empty() ? "" : ", ") + folder;
    const auto caged = std::ranges::count(plugins.plugins, Isolation::Worker, &PluginInfo::isolation);
    std::printf("  plugins  %zu found, %td of them run in a worker; %s\n", plugins.plugins.size(), caged,
                folders.c_str());
    if (!plugins.problems.empty())
        std::printf("           %s\n",
                    styled(colour, "31", std::to_string(plugins.problems.size()) + " with problems").c_str());
    for (const auto& problem : plugins.problems) std::printf("           %s\n", describe(problem).c_str());
    if (!cage) {
        std::printf("  cage     %s\n\n", styled(colour, "31", describe(cage.error())).c_str());
        return;
    }
    std::printf("  cage     %s\n\n%s\n", cage_text(*cage, colour).c_str(),
                styled(colour, "1", "Walls around a worker").c_str());
    for (const auto& wall : cage->walls) {
        std::printf(
            "  %s %s %s\n",
            wall.in_force ? styled(colour, "32", "stands ").c_str() : styled(colour, "31", "missing").c_str(),
            fit_text(wall.name, 24).c_str(), wall.detail.c_str());
        if (!wall.in_force) std::printf("          to do: %s\n", std::string{advice_for(wall)}.c_str());
    }
}

int run_doctor(const DoctorArguments& arguments) {
    const auto config = arguments.project.config_or_none();
    if (!config) return ExitUsage;
    const auto plugins = list_plugins(*config);
    const auto cage = examine_cage(*config);
    const auto machine = this_machine();
    if (arguments.json) {
        print_json(machine, plugins, cage);
    } else {
        print_text(machine, plugins, cage);
    }
    return cage && cage->complete() && plugins.problems.empty() ? ExitWell : ExitSomeFailed;
}

}  // namespace

void add_doctor(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<DoctorArguments>();
    auto* command = app.add_subcommand("doctor", "Say what this machine offers, and what is missing");
    command->footer(
        "Starts a worker, asks which walls of the cage stand around it, and ends it. Works with and without "
        "a project.\n"
        "Exit codes: 0 all is there, 1 something is missing.");
    arguments->project.add_to(*command);
    command->add_flag("--json", arguments->json, "Print one JSON document (see tools/cli/JSON.md)");
    command->callback([arguments, &exit_code] { exit_code = run_doctor(*arguments); });
}

}  // namespace sinter::cli
