// SPDX-License-Identifier: Apache-2.0
// sinter plugins
#include "commands.hpp"

#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

#include <sinter/core/plugin_list.hpp>

#include "json_writer.hpp"
#include "project_options.hpp"
#include "terminal.hpp"

namespace sinter::cli {
namespace {

struct PluginsArguments {
    ProjectOptions project;
    bool json = false;
    bool settings = false;
};

void strings(JsonWriter& out, std::string_view name, const std::vector<std::string>& items) {
    out.key(name);
    out.begin_array();
    for (const auto& item : items) out.value(std::string_view{item});
    out.end_array();
}

void write_step(JsonWriter& out, const StepInfo& step) {
    out.begin_object();
    out.field("kind", std::string_view{step.kind});
    out.field("name", std::string_view{step.name});
    out.field("type", step.type == AssetType::Unknown ? std::string_view{"any"} : name_of(step.type));
    out.field("content_version", step.content_version);
    strings(out, "extensions", step.extensions);
    out.field("help", std::string_view{step.help});
    out.key("settings");
    out.begin_array();
    for (const auto& setting : step.settings) {
        out.begin_object();
        out.field("name", std::string_view{setting.name});
        out.field("type", std::string_view{setting.type});
        out.field("default", std::string_view{setting.default_value});
        out.field("range", std::string_view{setting.range});
        out.field("help", std::string_view{setting.help});
        out.end_object();
    }
    out.end_array();
    out.end_object();
}

void print_json(const PluginList& list) {
    JsonWriter out;
    out.begin_object();
    strings(out, "folders", list.folders);
    out.key("plugins");
    out.begin_array();
    for (const auto& plugin : list.plugins) {
        out.begin_object();
        out.field("name", std::string_view{plugin.name});
        out.field("version", std::string_view{plugin.version});
        out.field("file", std::string_view{plugin.file});
        out.field("description", std::string_view{plugin.description});
        out.field("licence", std::string_view{plugin.licence});
        out.field("isolation", name_of(plugin.isolation));
        out.field("isolation_from", name_of(plugin.isolation_reason));
        strings(out, "libraries", plugin.libraries);
        out.key("steps");
        out.begin_array();
        for (const auto& step : plugin.steps) write_step(out, step);
        out.end_array();
        out.end_object();
    }
    out.end_array();
    out.problems(list.problems);
    out.end_object();
    out.print();
}

/// "runs in a worker (its manifest says so)".
std::string isolation_text(const PluginInfo& plugin) {
    std::string out = plugin.isolation == Isolation::Worker ? "runs in a worker" : "runs inside Sinter";
    switch (plugin.isolation_reason) {
        case IsolationReason::Manifest:
            return out + " (its manifest says so)";
        case IsolationReason::ThirdParty:
            return out + " (third party)";
        case IsolationReason::Project:
            return out + " (the project says so)";
    }
    return out;
}

void print_text(const PluginList& list, bool with_settings) {
    const bool colour = wants_colour(stdout);
    for (const auto& plugin : list.plugins) {
        std::printf("%s %s  %s\n  %s\n  %s\n", styled(colour, "1", plugin.name).c_str(),
                    plugin.version.c_str(), styled(colour, "2", plugin.file).c_str(),
                    plugin.description.c_str(), isolation_text(plugin).c_str());
        for (const auto& step : plugin.steps) {
            std::string extensions;
            for (const auto& extension : step.extensions) extensions += " ." + extension;
            std::printf("  %-10s %-16s %-9s%s\n", step.kind.c_str(), step.name.c_str(),
                        step.type == AssetType::Unknown ? "any" : std::string{name_of(step.type)}.c_str(),
                        extensions.c_str());
            if (!with_settings) continue;
            if (!step.help.empty()) std::printf("      %s\n", step.help.c_str());
            for (const auto& setting : step.settings)
                std::printf("      %s = %s  (%s%s%s)  %s\n", setting.name.c_str(),
                            setting.default_value.c_str(), setting.type.c_str(),
                            setting.range.empty() ? "" : ": ", setting.range.c_str(), setting.help.c_str());
        }
        std::printf("\n");
    }
    if (list.plugins.empty()) std::printf("no plugins found\n");
    std::string folders;
    for (const auto& folder : list.folders) folders += (folders.empty() ? "" : ", ") + folder;
    std::printf("looked in: %s\n", folders.c_str());
    for (const auto& problem : list.problems) print_error(problem);
}

int run_plugins(const PluginsArguments& arguments) {
    const auto config = arguments.project.config_or_none();
    if (!config) return ExitUsage;
    const auto list = list_plugins(*config);
    if (arguments.json) {
        print_json(list);
    } else {
        print_text(list, arguments.settings);
    }
    return list.problems.empty() ? ExitWell : ExitSomeFailed;
}

}  // namespace

void add_plugins(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<PluginsArguments>();
    auto* command = app.add_subcommand("plugins", "List the installed plugins and what they can do");
    command->footer(
        "A plugin is a library in a plugins folder; nothing of it runs to be listed.\n"
        "Examples:\n"
        "  sinter plugins --settings      every setting with type, range, default and help\n"
        "  sinter plugins --plugins DIR   with another folder of plugins");
    arguments->project.add_to(*command);
    command->add_flag("--json", arguments->json, "Print one JSON document (see tools/cli/JSON.md)");
    command->add_flag("--settings,-s", arguments->settings, "With every setting");
    command->callback([arguments, &exit_code] { exit_code = run_plugins(*arguments); });
}

}  // namespace sinter::cli
