// SPDX-License-Identifier: Apache-2.0
#include "cook_output.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

#include "cage_output.hpp"
#include "project_options.hpp"
#include "terminal.hpp"

namespace sinter::cli {
namespace {

constexpr std::size_t MostWarnings = 8;

struct StageSum {
    std::size_t runs = 0;
    double cpu_ms = 0;
};

const FactValue* fact(const FactList& facts, std::string_view name) {
    for (const auto& [key, value] : facts)
        if (key == name) return &value;
    return nullptr;
}

/// Texels of all layers, faces and depth slices of level 0; 0 when it is no texture.
double texels(const FactList& facts) {
    double out = 1;
    for (const auto* name : {"width", "height", "depth", "layers", "faces"}) {
        const auto* value = fact(facts, name);
        if (!value || !std::holds_alternative<std::int64_t>(*value)) return 0;
        out *= static_cast<double>(std::get<std::int64_t>(*value));
    }
    return out;
}

std::string folders_text(const Config& config) {
    std::string out;
    for (const auto& folder : config.source_folders()) out += (out.empty() ? "" : ", ") + folder.string();
    return out;
}

std::string types_text(const CookReport& report) {
    std::map<std::string_view, std::size_t> count;
    for (const auto& asset : report.assets)
        for (const auto& product : asset.products) ++count[name_of(product.type)];
    std::string out;
    for (const auto& [type, number] : count)
        out += (out.empty() ? "" : ", ") + std::to_string(number) + " " + std::string{type};
    return out.empty() ? "nothing" : out;
}

void print_count(const char* what, std::size_t count, std::string_view style, bool colour) {
    auto number = std::to_string(count);
    if (number.size() < 7) number.insert(0, 7 - number.size(), ' ');
    std::printf("  %-8s %s\n", what, styled(colour && count != 0 && !style.empty(), style, number).c_str());
}

void print_stages(const CookReport& report, bool colour, bool verbose) {
    std::map<std::string, StageSum> sums;
    double all = 0;
    for (const auto& asset : report.assets) {
        for (const auto& stage : asset.stages) {
            auto& sum = sums[stage.name];
            ++sum.runs;
            sum.cpu_ms += stage.cpu_ms;
            all += stage.cpu_ms;
        }
    }
    if (sums.empty() || all <= 0) return;
    std::vector<std::pair<std::string, StageSum>> sorted{sums.begin(), sums.end()};
    std::sort(sorted.begin(), sorted.end(),
              [](const auto& a, const auto& b) { return a.second.cpu_ms > b.second.cpu_ms; });
    std::printf("\n%s\n", styled(colour, "1", "Where the time went (processor time)").c_str());
    std::size_t left = 0;
    double left_ms = 0;
    for (const auto& [name, sum] : sorted) {
        const double share = sum.cpu_ms / all;
        // What took next to nothing is no answer to where the time went.
        if (!verbose && share < 0.005) {
            ++left;
            left_ms += sum.cpu_ms;
            continue;
        }
        std::string bar;
        for (double at = 0; at + 0.5 / 30 < share; at += 1.0 / 30) bar += "▇";
        std::printf("  %s %6zu files %10s %4.0f %%  %s\n", fit_text(name, 16).c_str(), sum.runs,
                    time_text(sum.cpu_ms).c_str(), share * 100, bar.c_str());
    }
    if (left != 0)
        std::printf("  and %zu more steps: %s (--verbose shows all)\n", left, time_text(left_ms).c_str());
}

void print_failures(const CookReport& report, bool colour) {
    if (report.totals.failed == 0) return;
    std::printf("\n%s\n", styled(colour, "1;31", "Failed").c_str());
    for (const auto& asset : report.assets) {
        if (asset.status != CookStatus::Failed) continue;
        auto error = asset.error;
        if (error.where.path == asset.path) error.where.path.clear();
        const bool died = error.code == Code::Crashed;
        std::printf("  %s\n      %s\n", asset.path.c_str(),
                    styled(colour && died, "31", describe(error)).c_str());
    }
}

void print_warnings(const CookReport& report, bool colour, bool verbose) {
    std::size_t count = 0;
    for (const auto& asset : report.assets) count += asset.warnings.size();
    if (count == 0) return;
    std::printf("\n%s\n", styled(colour, "1;33", "Warnings").c_str());
    std::size_t shown = 0;
    for (const auto& asset : report.assets) {
        for (const auto& said : asset.warnings) {
            if (!verbose && shown == MostWarnings) {
                std::printf("  and %zu more (--verbose shows all)\n", count - shown);
                return;
            }
            ++shown;
            std::printf("  %s: %s\n", asset.path.c_str(), describe(said.error).c_str());
        }
    }
}

void print_notes(const CookReport& report, bool colour) {
    bool first = true;
    for (const auto& asset : report.assets) {
        for (const auto& note : asset.notes) {
            if (std::exchange(first, false)) std::printf("\n%s\n", styled(colour, "1", "Notes").c_str());
            std::printf("  %s: %s\n", asset.path.c_str(), describe(note).c_str());
        }
    }
}

void print_assets(const CookReport& report) {
    std::printf("\n");
    for (const auto& asset : report.assets) {
        std::uint64_t bytes = 0;
        for (const auto& product : asset.products) bytes += product.bytes;
        double ms = 0;
        for (const auto& stage : asset.stages) ms += stage.wall_ms;
        std::printf("  %-8s %s %-8s %9s %9s\n", std::string{name_of(asset.status)}.c_str(),
                    fit_text(asset.path, 56).c_str(), asset.decoder.c_str(),
                    bytes ? bytes_text(static_cast<double>(bytes)).c_str() : "",
                    asset.stages.empty() ? "" : time_text(ms).c_str());
    }
}

}  // namespace

void print_cook_report(const CookReport& report, const Config& config, bool verbose) {
    const bool colour = wants_colour(stdout);
    const auto& totals = report.totals;
    std::uint64_t made_bytes = 0, products = 0;
    double built_texels = 0;
    for (const auto& asset : report.assets) {
        for (const auto& product : asset.products) made_bytes += product.bytes;
        products += asset.products.size();
        if (asset.status == CookStatus::Built) built_texels += texels(asset.source);
    }

    std::printf("%s for %s: %s\n", styled(colour, "1", report.cancelled ? "Interrupted" : "Cooked").c_str(),
                report.platform.c_str(), folders_text(config).c_str());
    if (verbose) print_assets(report);
    std::printf("\n");
    print_count("found", totals.found, "", colour);
    print_count("built", totals.built, "32", colour);
    print_count("reused", totals.reused, "", colour);
    print_count("skipped", totals.skipped, "", colour);
    print_count("failed", totals.failed, "31", colour);

    std::printf("\n  made     %s: %s in %llu products\n", types_text(report).c_str(),
                bytes_text(static_cast<double>(made_bytes)).c_str(), static_cast<unsigned long long>(products));
    const double seconds = totals.wall_ms / 1000;
    std::printf("  time     %s", time_text(totals.wall_ms).c_str());
    if (seconds > 0) std::printf(", %.0f files/s", static_cast<double>(report.assets.size()) / seconds);
    if (built_texels > 0 && seconds > 0) std::printf(", %.1f megapixels/s", built_texels / 1e6 / seconds);
    std::printf("; processor %s\n", time_text(totals.cpu_ms).c_str());
    std::printf("  memory   %s at most\n", bytes_text(static_cast<double>(totals.peak_rss_bytes)).c_str());
    if (report.cage) std::printf("  cage     %s\n", cage_text(*report.cage, colour).c_str());
    std::printf("  results  %s\n", config.output_folder().string().c_str());

    print_stages(report, colour, verbose);
    print_warnings(report, colour, verbose);
    if (verbose) print_notes(report, colour);
    print_failures(report, colour);
    for (const auto& problem : report.problems) print_error(problem);
    if (report.cancelled) std::printf("\nWhat is listed is done and kept; cook again to go on.\n");
}

}  // namespace sinter::cli
