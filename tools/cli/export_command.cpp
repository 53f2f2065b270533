// SPDX-License-Identifier: Apache-2.0
// sinter export
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "export.hpp"
#include "json_writer.hpp"
#include "open_asset.hpp"
#include "terminal.hpp"

namespace sinter::cli {
namespace {

struct ExportArguments {
    ProjectOptions project;
    std::string what;
    std::string to;
    std::string format;
    bool json = false;
};

/// "characters/fox.glb#Walk" → "fox_Walk"
std::string name_of_export(const std::string& what) {
    const auto hash = what.find('#');
    auto out = std::filesystem::path{what.substr(0, hash)}.stem().string();
    if (hash != what.npos) out += '_' + what.substr(hash + 1);
    for (auto& c : out)
        if (c == '/') c = '_';
    return out;
}

Status write_file(const std::string& file, const std::vector<std::uint8_t>& bytes) {
    const auto temporary = file + ".part";
    std::ofstream out{temporary, std::ios::binary};
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    out.close();
    std::error_code error;
    if (out) std::filesystem::rename(temporary, file, error);
    if (out && !error) return {};
    std::filesystem::remove(temporary, error);
    return {Code::Io, "export: the file could not be written", {.path = file}};
}

int run_export(const ExportArguments& arguments) {
    const auto opened = open_asset(arguments.what, arguments.project);
    if (!opened) return tell_failed_opening(opened.error());
    std::filesystem::path to = arguments.to.empty() ? name_of_export(arguments.what) : arguments.to;
    std::error_code ignored;
    if (std::filesystem::is_directory(to, ignored)) to /= name_of_export(arguments.what);
    ExportOptions options{arguments.format};
    // The ending that the user wrote chooses the format, as far as it names one.
    const auto formats = export_formats(opened->artifact.view().type());
    for (const auto& format : formats) {
        if (to.extension() != "." + format) continue;
        if (options.format.empty()) options.format = format;
        to.replace_extension();
        break;
    }
    const auto files = export_asset(opened->artifact.view(), options, *opened->neighbours);
    if (!files) {
        print_error(files.error());
        return ExitSomeFailed;
    }
    JsonWriter json;
    json.begin_object();
    json.field("path", std::string_view{arguments.what});
    json.key("files");
    json.begin_array();
    for (const auto& each : *files) {
        const auto file = to.string() + each.suffix;
        if (auto written = write_file(file, each.bytes); !written) {
            print_error(written.error());
            return ExitSomeFailed;
        }
        if (!arguments.json)
            std::printf("%s  %s\n", file.c_str(), bytes_text(static_cast<double>(each.bytes.size())).c_str());
        json.begin_object();
        json.field("file", std::string_view{file});
        json.field("bytes", static_cast<std::uint64_t>(each.bytes.size()));
        json.end_object();
    }
    json.end_array();
    json.end_object();
    if (arguments.json) json.print();
    return ExitWell;
}

}  // namespace

void add_export(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<ExportArguments>();
    auto* command =
        app.add_subcommand("export", "Write a finished asset in a format that other programs read");
    command->footer(
        "Formats: texture ktx2; model glb; audio wav, ogg; font json with PNG pages; shader spv, glsl, metal "
        "(as cooked);\n"
        "material, particle_system, ui, data json; script lua\n\n"
        "Examples:\n"
        "  sinter export characters/fox.glb --to fox.glb\n"
        "  sinter export sounds/rain.ogg --to /tmp --format wav");
    command->add_option("ASSET", arguments->what, "Logical path (with #label), or an artifact file")
        ->required();
    arguments->project.add_to(*command);
    command->add_option("--to", arguments->to, "File or folder; default: the asset's name, here")
        ->type_name("PATH");
    command->add_option("--format", arguments->format,
                        "One of the formats of its type; default: by the ending of --to, else the usual one");
    command->add_flag("--json", arguments->json, "Print one JSON document (see tools/cli/JSON.md)");
    command->callback([arguments, &exit_code] { exit_code = run_export(*arguments); });
}

}  // namespace sinter::cli
