// SPDX-License-Identifier: Apache-2.0
// sinter cook
#include "commands.hpp"

#include <csignal>
#include <memory>

#include <CLI/CLI.hpp>

#include <sinter/core/cook.hpp>

#include "cook_output.hpp"
#include "project_options.hpp"
#include "terminal.hpp"

namespace sinter::cli {
namespace {

struct CookArguments {
    ProjectOptions project;
    std::string trace;
    std::vector<std::string> only;
    bool retry = false;
    bool json = false;
    bool quiet = false;
    bool verbose = false;
};

Cook* running = nullptr;  // what a signal stops

void interrupted(int) {
    if (running) running->cancel();
    // A second one ends the program at once.
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

int run_cook(const CookArguments& arguments) {
    auto config = arguments.project.config();
    if (!config) return ExitUsage;
    Cook cook;
    running = &cook;
    std::signal(SIGINT, interrupted);
    std::signal(SIGTERM, interrupted);

    ProgressLine line{arguments.quiet};
    Cook::Options options;
    options.trace_file = arguments.trace;
    options.only = arguments.only;
    options.retry = arguments.retry;
    options.progress = [&](const CookProgress& progress) {
        line.show(progress.done, progress.total, progress.asset->path);
    };
    std::vector<Error> problems;
    auto report = cook.run(*config, options, problems);
    running = nullptr;
    line.clear();
    for (const auto& problem : problems) print_error(problem);
    if (!report) return ExitUsage;
    if (arguments.json) {
        print_cook_json(*report);
    } else {
        print_cook_report(*report, *config, arguments.verbose);
    }
    if (report->cancelled) return ExitInterrupted;
    const bool chose_nothing = !arguments.only.empty() && report->totals.found == 0;
    return report->totals.failed != 0 || !report->saved || chose_nothing ? ExitSomeFailed : ExitWell;
}

}  // namespace

void add_cook(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<CookArguments>();
    auto* command =
        app.add_subcommand("cook", "Build everything in a folder for a platform, as far as it is not built");
    command->footer(
        "A second cook reuses what has not changed: sources, settings, neighbours, plugins and their "
        "libraries.\n"
        "Ctrl-C stops; what is done is kept.\n"
        "Examples:\n"
        "  sinter cook --source ~/art                 any folder, default settings, results in "
        "~/art/.sinter\n"
        "  sinter cook --platform mobile --jobs 4     the project here, for phones\n"
        "  sinter cook --only 'ui/**' --retry         only these, and what failed once more\n"
        "  sinter cook --json > report.json           for machines\n"
        "  sinter cook --trace cook.json              a timeline for ui.perfetto.dev");
    arguments->project.add_to(*command);
    command
        ->add_option("--only", arguments->only,
                     "Only sources that the pattern matches, as in rules; repeatable")
        ->allow_extra_args(false)
        ->type_name("GLOB");
    command->add_flag("--retry", arguments->retry,
                      "Build again what has failed before, though nothing has changed");
    command->add_flag("--json", arguments->json, "Print one JSON document (see tools/cli/JSON.md)");
    command->add_option("--trace", arguments->trace, "Write what ran when, as Chrome trace events")
        ->type_name("FILE");
    command->add_flag("--quiet,-q", arguments->quiet, "No progress");
    command->add_flag("--verbose,-v", arguments->verbose, "Show every asset, every warning and every note");
    command->callback([arguments, &exit_code] { exit_code = run_cook(*arguments); });
}

}  // namespace sinter::cli
