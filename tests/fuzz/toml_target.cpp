// SPDX-License-Identifier: Apache-2.0
// Fuzzes TOML and what reads it: sinter.toml, and the settings beside an asset. Every problem has its place.
#include "config/project.hpp"
#include "text_problems.hpp"

namespace sinter::fuzz {
namespace {

void check_document(std::string_view text) {
    const auto document = TomlDocument::parse(text, "a.toml");
    if (!document) {
        require(document.code() == Code::Corrupt || document.code() == Code::TooLarge,
                "text that is no TOML is corrupt");
        check_problem(document.error(), "a.toml", text);
        return;
    }
    require(std::holds_alternative<TomlNode::Table>(document->root().value), "a document is a table");
}

void check_project(std::string_view text) {
    std::vector<Error> problems;
    const auto project = ProjectConfig::parse(text, "sinter.toml", "/project", problems);
    if (!project) return check_problems(problems, project.error(), "sinter.toml", text);
    require(problems.empty(), "a good project has no problems");
    require(project->platforms.contains(project->platform), "a good project has its platform");
    require(project->turns <= ProjectConfig::MostTurns, "turns are within their range");
    for (const auto& rule : project->rules) (void)rule.fits("textures/wall/brick_n.png", AssetType::Texture);
}

void check_asset_rule(std::string_view text) {
    std::vector<Error> problems;
    const auto rule = parse_asset_rule(text, "a.png.sinter.toml", problems);
    if (!rule) return check_problems(problems, rule.error(), "a.png.sinter.toml", text);
    require(problems.empty(), "a good rule has no problems");
}

}  // namespace

std::vector<Bytes> seeds() {
    std::vector<Bytes> out;
    for (const auto* path : {"config/sinter.defaults.toml", "config/platforms/mobile.toml"})
        out.push_back(source_file(path));
    out.push_back(to_bytes(R"([project]
source = ["assets", '''more''']
output = ".sinter"
[platforms.phone]
inherits = "mobile"
max_texture_size = 0x200
[[rule]]
match = ["textures/**/*_n.{png,jpg}", "[a-z]?/*"]
type = "texture"
steps = ["resize"]
set.mipmaps.filter = "kaiser"
set = { resize.max_size = 1_024, mipmaps = { sharpness = 5e-1 } }
)"));
    out.push_back(to_bytes("skip = false\nsteps = []\nset.mipmaps.edge = \"wr\\u0061p\" # why\n"));
    out.push_back(
        to_bytes("\xEF\xBB\xBF"
                 "a = 1979-05-27T07:32:00Z\nb.\"c d\" = [ { e = inf }, \"\"\"x\ny\"\"\" ]\n"));
    return out;
}

void resign(std::span<std::uint8_t>, std::uint64_t) {}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = sinter::fuzz::to_text({data, size});
    sinter::fuzz::check_document(text);
    sinter::fuzz::check_project(text);
    sinter::fuzz::check_asset_rule(text);
    return 0;
}
