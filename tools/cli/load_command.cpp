// SPDX-License-Identifier: Apache-2.0
// sinter load
#include "commands.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <memory>
#include <unordered_map>

#include <CLI/CLI.hpp>

#include <sinter/core/asset_server.hpp>

#include "json_writer.hpp"
#include "project_options.hpp"
#include "terminal.hpp"

namespace sinter::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct LoadArguments {
    ProjectOptions project;
    std::vector<std::string> paths;
    std::vector<std::string> settings;
    std::string priority = "normal";
    std::string trace;
    bool all = false;
    bool json = false;
    bool quiet = false;
};

volatile std::sig_atomic_t stop = 0;
void interrupted(int) {
    stop = 1;
    std::signal(SIGINT, SIG_DFL);
}

/// One product that was asked for.
struct Asked {
    UntypedHandle handle;
    std::string path;
    LoadPriority priority;
    double loaded_ms = 0;  ///< from the first request of the run to loaded with dependencies, or failed
    LoadState state = LoadState::Loading;
    Error error{Code::Ok, {}, {}};
    AssetType type = AssetType::Unknown;
    std::uint64_t bytes = 0;
};

struct LoadRun {
    std::vector<Asked> asked;
    AssetPipelineMetrics metrics;
    double open_ms = 0;
    double wall_ms = 0;
    bool interrupted = false;
};

LoadPriority parse_priority(const std::string& name) {
    for (const auto priority :
         {LoadPriority::Critical, LoadPriority::High, LoadPriority::Normal, LoadPriority::Low})
        if (name_of(priority) == name) return priority;
    return LoadPriority::Normal;
}

/// What everybody would load first comes first: with --all, sources are spread over the priorities.
LoadPriority spread(const AssetMetadata& asset, std::size_t index) {
    constexpr std::array few = {LoadPriority::High, LoadPriority::Normal, LoadPriority::Low};
    if (asset.type == AssetType::Ui || asset.path.starts_with("ui/")) return LoadPriority::Critical;
    if (asset.type == AssetType::Material) return LoadPriority::High;
    return few[index % few.size()];
}

void run_until_done(AssetServer& server, LoadRun& run, Clock::time_point start, ProgressLine& line) {
    std::unordered_map<std::string, std::vector<std::size_t>> by_path;
    for (std::size_t i = 0; i < run.asked.size(); ++i) by_path[run.asked[i].handle.path()].push_back(i);
    std::size_t done = 0;
    server.on_event([&](const AssetEvent& event) {
        if (event.kind != AssetEvent::Kind::LoadedWithDependencies && event.kind != AssetEvent::Kind::Failed)
            return;
        const auto found = by_path.find(event.path);
        if (found == by_path.end()) return;
        for (const auto index : found->second) {
            auto& asked = run.asked[index];
            if (asked.state != LoadState::Loading) continue;
            asked.state = server.state(asked.handle);
            asked.error = server.error(asked.handle);
            asked.type = event.type;
            asked.loaded_ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
            ++done;
        }
        line.show(done, run.asked.size(), event.path);
    });
    while (done < run.asked.size() && stop == 0) {
        server.update();
        if (done < run.asked.size()) (void)server.wait_for_events(std::chrono::milliseconds{50});
    }
    run.interrupted = done < run.asked.size();
}

void print_json(const LoadRun& run) {
    JsonWriter out;
    out.begin_object();
    out.key("totals");
    out.begin_object();
    const auto failed = std::count_if(run.asked.begin(), run.asked.end(),
                                      [](const auto& asked) { return asked.state == LoadState::Failed; });
    out.field("requested", std::uint64_t{run.asked.size()});
    out.field("failed", static_cast<std::uint64_t>(failed));
    out.field("built", run.metrics.built);
    out.field("bytes", run.metrics.bytes_loaded);
    out.field("open_ms", run.open_ms);
    out.field("wall_ms", run.wall_ms);
    out.field("average_load_ms", run.metrics.average_load_ms);
    out.field("resident_assets", run.metrics.resident_assets);
    out.field("resident_bytes", run.metrics.resident_bytes);
    out.key("resident_bytes_by_type");
    out.begin_object();
    for (std::size_t i = 1; i < AssetTypeNames.size(); ++i)
        if (run.metrics.resident_bytes_by_type[i] != 0)
            out.field(AssetTypeNames[i], run.metrics.resident_bytes_by_type[i]);
    out.end_object();
    out.end_object();
    out.field("interrupted", run.interrupted);
    out.key("assets");
    out.begin_array();
    for (const auto& asked : run.asked) {
        out.begin_object();
        out.field("path", std::string_view{asked.path});
        out.field("priority", name_of(asked.priority));
        out.field("state", name_of(asked.state));
        out.key("type");
        asked.type == AssetType::Unknown ? out.null() : out.value(name_of(asked.type));
        out.field("bytes", asked.bytes);
        out.field("loaded_ms", asked.loaded_ms);
        out.error("error", asked.error);
        out.end_object();
    }
    out.end_array();
    out.end_object();
    out.print();
}

void print_text(const LoadRun& run) {
    const bool colour = wants_colour(stdout);
    const auto& metrics = run.metrics;
    std::printf("%s %zu products through an AssetServer in %s (opened in %s)\n\n",
                styled(colour, "1", run.interrupted ? "Interrupted:" : "Loaded").c_str(), run.asked.size(),
                time_text(run.wall_ms).c_str(), time_text(run.open_ms).c_str());
    std::printf("  priority   products     first      half       all\n");
    for (const auto priority :
         {LoadPriority::Critical, LoadPriority::High, LoadPriority::Normal, LoadPriority::Low}) {
        std::vector<double> times;
        for (const auto& asked : run.asked)
            if (asked.priority == priority && asked.state == LoadState::LoadedWithDependencies)
                times.push_back(asked.loaded_ms);
        if (times.empty()) continue;
        std::sort(times.begin(), times.end());
        std::printf("  %-9s %9zu %9s %9s %9s\n", std::string{name_of(priority)}.c_str(), times.size(),
                    time_text(times.front()).c_str(), time_text(times[times.size() / 2]).c_str(),
                    time_text(times.back()).c_str());
    }
    const double seconds = run.wall_ms / 1000;
    std::printf("\n  read     %s", bytes_text(static_cast<double>(metrics.bytes_loaded)).c_str());
    if (seconds > 0)
        std::printf(", %s/s, %.0f products/s",
                    bytes_text(static_cast<double>(metrics.bytes_loaded) / seconds).c_str(),
                    static_cast<double>(metrics.loaded) / seconds);
    std::printf("\n  built    %llu that were not cooked\n", static_cast<unsigned long long>(metrics.built));
    std::printf("  memory   %s in %llu assets",
                bytes_text(static_cast<double>(metrics.resident_bytes)).c_str(),
                static_cast<unsigned long long>(metrics.resident_assets));
    for (std::size_t i = 1; i < AssetTypeNames.size(); ++i)
        if (metrics.resident_bytes_by_type[i] != 0)
            std::printf("; %s %s", std::string{AssetTypeNames[i]}.c_str(),
                        bytes_text(static_cast<double>(metrics.resident_bytes_by_type[i])).c_str());
    std::printf("\n");
    bool first = true;
    for (const auto& asked : run.asked) {
        if (asked.state != LoadState::Failed) continue;
        if (std::exchange(first, false)) std::printf("\n%s\n", styled(colour, "1;31", "Failed").c_str());
        std::printf("  %s\n      %s\n", asked.path.c_str(), describe(asked.error).c_str());
    }
}

Result<std::map<std::string, std::string>> parse_settings(const std::vector<std::string>& items) {
    std::map<std::string, std::string> out;
    for (const auto& item : items) {
        const auto equals = item.find('=');
        if (equals == std::string::npos || equals == 0)
            return {Code::Invalid, "--set wants step.setting=value (" + item + ")"};
        out[item.substr(0, equals)] = item.substr(equals + 1);
    }
    return out;
}

int run_load(const LoadArguments& arguments) {
    if (arguments.paths.empty() && !arguments.all) {
        std::fprintf(stderr, "sinter: name what to load, or say --all\n");
        return ExitUsage;
    }
    auto settings = parse_settings(arguments.settings);
    if (!settings) {
        print_error(settings.error());
        return ExitUsage;
    }
    auto config = arguments.project.config();
    if (!config) return ExitUsage;
    config->set_profiling(!arguments.trace.empty());
    std::signal(SIGINT, interrupted);

    LoadRun run;
    const auto opening = Clock::now();
    AssetServer server{*std::move(config)};
    run.open_ms = std::chrono::duration<double, std::milli>(Clock::now() - opening).count();
    if (!server.status()) {
        print_error(server.status().error());
        return ExitUsage;
    }
    for (const auto& warning : server.warnings()) print_error(warning);

    ProgressLine line{arguments.quiet};
    const auto known = arguments.all ? server.known_assets() : std::vector<AssetMetadata>{};
    const auto start = Clock::now();
    for (std::size_t i = 0; i < known.size(); ++i) {
        const auto priority = spread(known[i], i);
        run.asked.push_back(
            {server.load_untyped(known[i].path, {priority, *settings}), known[i].path, priority});
    }
    const auto priority = parse_priority(arguments.priority);
    for (const auto& path : arguments.paths)
        run.asked.push_back({server.load_untyped(path, {priority, *settings}), path, priority});
    run_until_done(server, run, start, line);
    run.wall_ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    line.clear();
    run.metrics = server.metrics();
    for (auto& asked : run.asked)
        if (const auto metadata = server.metadata(asked.handle.path())) {
            asked.bytes = metadata->size_bytes;
            asked.type = metadata->type;
        }
    if (arguments.json) {
        print_json(run);
    } else {
        print_text(run);
    }
    if (!arguments.trace.empty())
        if (auto written = server.write_trace(arguments.trace); !written) {
            print_error(written.error());
            return ExitSomeFailed;
        }
    if (run.interrupted) return ExitInterrupted;
    const bool failed = std::any_of(run.asked.begin(), run.asked.end(),
                                    [](const auto& asked) { return asked.state == LoadState::Failed; });
    return failed ? ExitSomeFailed : ExitWell;
}

}  // namespace

void add_load(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<LoadArguments>();
    auto* command = app.add_subcommand("load", "Load assets through an AssetServer, as an engine would");
    command->footer(
        "What was cooked is read and verified; what was not, or has changed, is built first.\n"
        "Examples:\n"
        "  sinter load --all                             everything that was cooked, at mixed priorities\n"
        "  sinter load ui/health_bar.png --priority critical\n"
        "  sinter load brick.png --set 'mipmaps.filter=\"box\"' --json");
    command->add_option("PATH", arguments->paths, "Logical paths, with #label for a product of several");
    arguments->project.add_to(*command);
    command->add_flag("--all", arguments->all, "Every product in the index");
    command->add_option("--priority", arguments->priority, "critical, high, normal or low")
        ->check(CLI::IsMember({"critical", "high", "normal", "low"}));
    command
        ->add_option("--set", arguments->settings,
                     "Override a setting: step.setting=value, the value as in TOML")
        ->type_name("SETTING");
    command->add_flag("--json", arguments->json, "Print one JSON document (see tools/cli/JSON.md)");
    command->add_option("--trace", arguments->trace, "Write what ran when, as Chrome trace events")
        ->type_name("FILE");
    command->add_flag("--quiet,-q", arguments->quiet, "No progress");
    command->callback([arguments, &exit_code] { exit_code = run_load(*arguments); });
}

}  // namespace sinter::cli
