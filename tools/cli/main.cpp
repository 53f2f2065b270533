// SPDX-License-Identifier: Apache-2.0
// sinter: the command line.
#include "commands.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include <sinter/text/suggest.hpp>

namespace {

/// Prints that `wrong` is no `what`, the known name it was probably meant to be, and what there is.
void print_unknown(const char* what, std::string_view wrong, const std::vector<std::string>& known) {
    const std::vector<std::string_view> names{known.begin(), known.end()};
    std::fprintf(stderr, "sinter: no %s %.*s%s", what, static_cast<int>(wrong.size()), wrong.data(),
                 sinter::did_you_mean(wrong, names).c_str());
    for (const auto& name : known)
        std::fprintf(stderr, "%s%s", &name == known.data() ? " (there are " : ", ", name.c_str());
    std::fputs(")\n", stderr);
}

std::vector<std::string> commands_of(const CLI::App& app) {
    std::vector<std::string> out;
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
        out.push_back(command->get_name());
    return out;
}

std::vector<std::string> options_of(const CLI::App& command) {
    std::vector<std::string> out;
    for (const auto* option : command.get_options())
        for (const auto& name : option->get_lnames()) out.push_back("--" + name);
    return out;
}

/// What the parser found no place for.
void print_unexpected(const CLI::App& app, const std::vector<std::string>& arguments) {
    const auto chosen = app.get_subcommands();
    const auto& command = chosen.empty() ? app : *chosen.front();
    for (const auto& argument : arguments) {
        const auto name = argument.substr(0, argument.find('='));
        if (name.starts_with("-") && name.size() > 1 && !command.get_option_no_throw(name))
            return print_unknown("option", name, options_of(command));
    }
    std::string line;
    for (const auto& argument : command.remaining()) line += ' ' + argument;
    std::fprintf(stderr, "sinter: %s has no place for:%s\n", command.get_name().c_str(), line.c_str());
}

}  // namespace

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
    const auto commands = commands_of(app);
    if (argc > 1 && argv[1][0] != '-' &&
        std::find(commands.begin(), commands.end(), argv[1]) == commands.end()) {
        print_unknown("command", argv[1], commands);
        return ExitUsage;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);  // --help and --version
        const bool no_command = app.get_subcommands().empty();
        if (argc == 1)
            std::fputs(app.help().c_str(), stderr);
        else if (no_command || dynamic_cast<const CLI::ExtrasError*>(&error))
            print_unexpected(app, {argv + 1, argv + argc});
        else
            app.exit(error);
        return ExitUsage;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "sinter: %s\n", error.what());
        return ExitUsage;
    }
    return exit_code;
}
