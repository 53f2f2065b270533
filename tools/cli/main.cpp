// SPDX-License-Identifier: Apache-2.0
// sinter: the command line.
#include "commands.hpp"

#include <csignal>
#include <cstdio>

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    using namespace sinter::cli;
    // A file that may not grow, or a reader that went away, is an error of a write and not the end.
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App app{
        "Sinter turns what artists make into what an engine can use, and hands it over fast.\n"
        "Without a sinter.toml every command works with good defaults: sinter cook --source DIR"};
    app.name("sinter");
    app.set_version_flag("--version", "sinter " SINTER_VERSION);
    app.require_subcommand(1);
    app.footer(
        "Results go to standard output, everything else to standard error. --json prints one document.\n"
        "Exit codes: 0 all well, 1 some assets failed (the rest are done), 2 wrong usage or configuration,\n"
        "130 interrupted (what is done is kept). `sinter COMMAND --help` explains a command.");
    int exit_code = ExitWell;
    add_cook(app, exit_code);
    add_load(app, exit_code);
    add_inspect(app, exit_code);
    add_export(app, exit_code);
    add_plugins(app, exit_code);
    add_doctor(app, exit_code);
    if (argc > 1 && argv[1][0] != '-' &&
        app.get_subcommands([&](const CLI::App* command) { return command->get_name() == argv[1]; })
            .empty()) {
        std::fprintf(stderr, "sinter: no command \"%s\"; there are cook, load, inspect, plugins and doctor\n",
                     argv[1]);
        return ExitUsage;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? ExitWell : ExitUsage;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "sinter: %s\n", error.what());
        return ExitUsage;
    }
    return exit_code;
}
