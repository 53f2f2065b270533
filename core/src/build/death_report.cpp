// SPDX-License-Identifier: Apache-2.0
#include "build/death_report.hpp"

#include <filesystem>

#include "os/file.hpp"
#include "sinter/core/asset_id.hpp"

namespace sinter {
namespace {

/// For a shell: in quotes that nothing ends but what is put between them anew.
std::string quoted_for_shell(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return out + "'";
}

/// A path as a glob that matches it alone.
std::string as_glob(std::string_view path) {
    std::string out;
    for (const char c : path) {
        if (std::string_view{"*?[]{}\\"}.find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

std::string absolute_path(const std::filesystem::path& path) {
    std::error_code failed;
    const auto out = std::filesystem::absolute(path, failed);
    return (failed ? path : out).string();
}

std::string command(const Project& project, const JobInput& input, const std::string& plugin) {
    const auto& config = project.config();
    std::string out = "sinter cook --retry --jobs 1 --platform " + config.platform();
    if (!config.file().empty()) out += " --project " + quoted_for_shell(absolute_path(config.file()));
    for (const auto& folder : config.source_folders()) out += " --source " + quoted_for_shell(absolute_path(folder));
    for (const auto& folder : config.plugin_folders()) out += " --plugins " + quoted_for_shell(absolute_path(folder));
    out += " --isolation " + plugin + "=worker --out " + quoted_for_shell(absolute_path(config.output_folder()));
    return out + " --only " + quoted_for_shell(as_glob(input.path));
}

}  // namespace

Result<std::string> write_death_report(const Project& project, const Step& step, const JobInput& input,
                                       const std::string& input_hash, const WorkerDeath& death, unsigned deaths) {
    const auto& manifest = step.library().manifest();
    std::string text = "A plugin took its process with it. Nothing else was harmed.\n\n";
    const auto line = [&](std::string_view name, std::string_view value) {
        text += std::string{name} + std::string(12 - std::min<std::size_t>(11, name.size()), ' ') + std::string{value} +
                "\n";
    };
    line("asset", input.path);
    if (!input.label.empty()) line("product", input.label);
    line("plugin", manifest.name + " " + manifest.version + " (" + step.library().path() + ")");
    line("step", std::string{name_of(step.kind())} + " " + step.name());
    line("cause", "its worker " + death.cause_text());
    line("when", death.place_text());
    line("deaths", std::to_string(deaths) +
                       (deaths < 2 ? " (one more, and it is not tried again until the input, the plugin or the "
                                     "settings change)"
                                   : " (not tried again until the input, the plugin or the settings change)"));
    line("input", input_hash);
    line("again", command(project, input, manifest.name));
    line("debugger", "the same with --isolation " + manifest.name + "=none, under a debugger");
    if (input.settings)
        for (const auto& [name, value] : *input.settings) line("setting", name + " = " + to_text(value));
    for (const auto& wall : death.walls) line("wall", wall);
    text += "\nBacktrace\n";
    const auto frames = printable_lines(death.backtrace, 200);
    if (frames.empty()) text += "  none could be had\n";
    for (const auto& frame : frames) text += "  " + frame + "\n";
    if (!frames.empty())
        text += "  (only exported functions have names here: addr2line -Cfpe " +
                quoted_for_shell(step.library().path()) + " OFFSET names the others)\n";
    text += "\nOutput (" + std::to_string(death.log_bytes) + " bytes)\n";
    for (const auto& said : printable_lines(death.log, 200)) text += "  " + said + "\n";

    const auto folder = project.config().output_folder().string() + "/deaths";
    const auto file = folder + "/" + AssetId::of(input.path).text() + "-" + input_hash.substr(0, 12) + ".txt";
    if (auto made = make_folders(folder); !made) return std::move(made).error();
    const ByteSpan bytes{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
    if (auto written = write_atomically(file, bytes); !written) return std::move(written).error();
    return file;
}

}  // namespace sinter
