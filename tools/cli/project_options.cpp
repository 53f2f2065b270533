// SPDX-License-Identifier: Apache-2.0
#include "project_options.hpp"

#include <cstdio>
#include <filesystem>

#include <CLI/CLI.hpp>

namespace sinter::cli {

namespace fs = std::filesystem;

namespace {

/// Sets what `item` says: "plugin=worker". Errors: Invalid.
Status set_isolation(Config& config, const std::string& item) {
    const auto equals = item.find('=');
    for (const auto isolation : {Isolation::Worker, Isolation::None}) {
        if (equals == 0 || equals == std::string::npos || item.substr(equals + 1) != name_of(isolation))
            continue;
        config.set_isolation(item.substr(0, equals), isolation);
        return {};
    }
    return {
        Code::Invalid,
        "--isolation wants the name of a plugin and where it runs: NAME=worker or NAME=none (" + item + ")"};
}

}  // namespace

void ProjectOptions::add_to(CLI::App& command) {
    command.add_option("--project", project, "Folder with a sinter.toml, or such a file (default: here)")
        ->type_name("DIR");
    command.add_option("--source", sources, "Folder with source files, in place of those of sinter.toml")
        ->type_name("DIR");
    command.add_option("--out", out, "Where results are kept (default: .sinter in the project)")
        ->type_name("DIR");
    command
        .add_option("--platform", platform, "windows, linux, mac, webgl, mobile, host, or one of sinter.toml")
        ->type_name("NAME");
    command.add_option("--plugins", plugins, "Further folders with plugins; they come first")
        ->type_name("DIR");
    command.add_option("--jobs", jobs, "Jobs at once (default: one per core, at most 8)")
        ->check(CLI::Range(1u, Config::MostTurns))
        ->type_name("N");
    command
        .add_option("--isolation", isolation,
                    "Where a plugin runs: NAME=worker (in the cage) or NAME=none; repeatable")
        ->allow_extra_args(false)
        ->type_name("NAME=WHERE");
}

Result<Config> ProjectOptions::config() const {
    fs::path file = project.empty() ? fs::path{"sinter.toml"} : fs::path{project};
    std::error_code ignored;
    if (fs::is_directory(file, ignored)) file /= "sinter.toml";
    const bool has_file = fs::exists(file, ignored);
    if (!has_file && (!project.empty() || sources.empty())) {
        Error error{Code::Absent,
                    "no sinter.toml here; name a folder of source files with --source DIR, or a project "
                    "with --project DIR",
                    {.path = file.string()}};
        print_error(error);
        return error;
    }
    // A folder that is named without a project is taken as it is, whatever lies where we stand.
    const bool use_file = has_file && (!project.empty() || sources.empty());
    std::vector<Error> problems;
    auto config = use_file ? Config::load(file, problems) : Result<Config>{Config::defaults(sources.front())};
    for (const auto& problem : problems) print_error(problem);
    if (!config) {
        if (problems.empty()) print_error(config.error());
        return config;
    }
    if (!sources.empty()) config->set_source_folders({sources.begin(), sources.end()});
    if (!out.empty()) config->set_output_folder(out);
    if (!platform.empty()) {
        if (auto set = config->set_platform(platform); !set) {
            print_error(set.error());
            return set.error();
        }
    }
    if (!plugins.empty()) {
        std::vector<fs::path> folders{plugins.begin(), plugins.end()};
        const auto& own = config->plugin_folders();
        folders.insert(folders.end(), own.begin(), own.end());
        config->set_plugin_folders(std::move(folders));
    }
    if (jobs != 0) config->set_turns(jobs);
    for (const auto& item : isolation) {
        if (auto set = set_isolation(*config, item); !set) {
            print_error(set.error());
            return set.error();
        }
    }
    return config;
}

Result<Config> ProjectOptions::config_or_none() const {
    std::error_code ignored;
    if (!project.empty() || !sources.empty() || fs::exists("sinter.toml", ignored)) return config();
    auto here = *this;
    here.sources = {"."};
    return here.config();
}

std::string describe(const Error& error) {
    const auto where = error.where.text();
    return where.empty() ? error.text : error.text + " (" + where + ")";
}

void print_error(const Error& error) {
    const auto where = error.where.text();
    std::fprintf(stderr, "sinter: %s%s%s [%s]\n", where.c_str(), where.empty() ? "" : ": ",
                 error.text.c_str(), std::string{name_of(error.code)}.c_str());
}

}  // namespace sinter::cli
