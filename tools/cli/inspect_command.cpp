// SPDX-License-Identifier: Apache-2.0
// sinter inspect
#include "commands.hpp"

#include <cctype>
#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

#include "json_writer.hpp"
#include "open_asset.hpp"
#include "preview.hpp"
#include "terminal.hpp"

namespace sinter::cli {
namespace {

struct InspectArguments {
    ProjectOptions project;
    std::string what;
    std::string png;
    bool json = false;
};

std::string tag_text(std::uint32_t tag) {
    std::string out;
    for (int i = 0; i < 4; ++i) {
        const auto c = static_cast<char>(tag >> (8 * i));
        out += std::isprint(static_cast<unsigned char>(c)) ? c : '?';
    }
    return out;
}

std::string_view kind_text(sinter_dependency_kind kind) {
    return kind == SINTER_LOADED_WITH_ME ? "loaded_with_me" : "loaded_on_demand";
}

void print_json(const std::string& path, const std::string& file, const ArtifactFile& artifact,
                const std::string& text) {
    const auto view = artifact.view();
    JsonWriter out;
    out.begin_object();
    out.field("path", std::string_view{path});
    out.field("file", std::string_view{file});
    out.field("type", name_of(view.type()));
    out.field("bytes", artifact.size_bytes());
    out.facts("facts", artifact.facts());
    out.key("tables");
    out.begin_array();
    for (const auto& table : view.tables()) {
        out.begin_object();
        out.field("tag", std::string_view{tag_text(table.tag)});
        out.field("version", table.version);
        out.field("stride", table.stride);
        out.field("count", table.count);
        out.end_object();
    }
    out.end_array();
    out.key("chunks");
    out.begin_array();
    for (const auto& chunk : view.chunks()) {
        out.begin_object();
        out.field("tag", std::string_view{tag_text(chunk.tag)});
        out.field("bytes", chunk.bytes.size);
        out.field("alignment", chunk.alignment);
        out.end_object();
    }
    out.end_array();
    out.key("dependencies");
    out.begin_array();
    for (std::size_t i = 0; i < view.dependencies().size(); ++i) {
        const auto& dependency = view.dependencies()[i];
        out.begin_object();
        out.field("path", to_view(dependency.path));
        out.field("id", std::string_view{artifact.dependency_ids()[i].text()});
        out.field("kind", kind_text(dependency.kind));
        out.field("type", dependency.type == 0 ? std::string_view{"any"}
                                               : name_of(static_cast<AssetType>(dependency.type)));
        out.end_object();
    }
    out.end_array();
    if (!text.empty()) out.field("text", std::string_view{text});
    out.end_object();
    out.print();
}

std::string fact_text(const FactValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "yes" : "no";
    if (const auto* number = std::get_if<double>(&value)) return std::to_string(*number);
    std::string out;
    for (const auto& item : std::get<std::vector<std::string>>(value))
        out += (out.empty() ? "" : ", ") + item;
    return out;
}

void print_text(const std::string& path, const std::string& file, const ArtifactFile& artifact,
                const std::string& text) {
    const bool colour = wants_colour(stdout);
    const auto view = artifact.view();
    std::printf(
        "%s  %s, %s\n  %s\n\n", styled(colour, "1", path).c_str(), std::string{name_of(view.type())}.c_str(),
        bytes_text(static_cast<double>(artifact.size_bytes())).c_str(), styled(colour, "2", file).c_str());
    for (const auto& [name, value] : artifact.facts())
        std::printf("  %-14s %s\n", name.c_str(), fact_text(value).c_str());
    std::printf("\n  table   version    rows  row bytes\n");
    for (const auto& table : view.tables())
        std::printf("  %-7s %7u %7u %10u\n", tag_text(table.tag).c_str(), table.version, table.count,
                    table.stride);
    if (!view.chunks().empty()) std::printf("\n  chunk           size  alignment   (coarse to fine)\n");
    for (std::size_t i = 0; i < view.chunks().size(); ++i) {
        const auto& chunk = view.chunks()[i];
        std::printf("  %-3zu %s %10s %10u\n", i, tag_text(chunk.tag).c_str(),
                    bytes_text(static_cast<double>(chunk.bytes.size)).c_str(), chunk.alignment);
    }
    if (!view.dependencies().empty()) std::printf("\n  needs\n");
    for (std::size_t i = 0; i < view.dependencies().size(); ++i) {
        const auto& dependency = view.dependencies()[i];
        std::printf("  %s  %s (%s)\n", artifact.dependency_ids()[i].text().c_str(),
                    std::string{to_view(dependency.path)}.c_str(),
                    std::string{kind_text(dependency.kind)}.c_str());
    }
    if (!text.empty()) std::printf("\n%s", text.c_str());
}

int run_inspect(const InspectArguments& arguments) {
    const auto opened = open_asset(arguments.what, arguments.project);
    if (!opened) return tell_failed_opening(opened.error());
    const auto text = text_of(opened->artifact.view());
    if (!text) {
        print_error(text.error());
        return ExitSomeFailed;
    }
    if (arguments.json) {
        print_json(arguments.what, opened->file, opened->artifact, *text);
    } else {
        print_text(arguments.what, opened->file, opened->artifact, *text);
    }
    if (arguments.png.empty()) return ExitWell;
    if (auto written = write_preview_png(opened->artifact.view(), *opened->neighbours, arguments.png);
        !written) {
        print_error(written.error());
        return ExitSomeFailed;
    }
    std::fprintf(stderr, "sinter: picture in %s\n", arguments.png.c_str());
    return ExitWell;
}

}  // namespace

void add_inspect(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<InspectArguments>();
    auto* command =
        app.add_subcommand("inspect", "Show what is in a finished asset: tables, chunks, dependencies");
    command->footer(
        "Examples:\n"
        "  sinter inspect textures/brick.png --source ~/art --png brick.png    with a picture\n"
        "  sinter inspect materials/brick.material#shadow\n"
        "  sinter inspect .sinter/objects/ab/abcd…                             an artifact by its file");
    command->add_option("ASSET", arguments->what, "Logical path (with #label), or an artifact file")
        ->required();
    arguments->project.add_to(*command);
    command->add_option("--png", arguments->png, "Write a picture of it")->type_name("FILE");
    command->add_flag("--json", arguments->json, "Print one JSON document (see tools/cli/JSON.md)");
    command->callback([arguments, &exit_code] { exit_code = run_inspect(*arguments); });
}

}  // namespace sinter::cli
