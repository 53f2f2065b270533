// SPDX-License-Identifier: Apache-2.0
#include "config/project.hpp"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "config/embedded.hpp"
#include "config/quote.hpp"

namespace sinter {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t MostMib = std::int64_t{1} << 20;
constexpr std::int64_t MostJobSeconds = 86400;

std::vector<fs::path> read_paths(TomlReader& reader, std::string_view key, const fs::path& folder,
                                 std::vector<fs::path> otherwise, bool may_be_empty) {
    const auto texts = reader.strings(key);
    if (!texts) return otherwise;
    std::vector<fs::path> out;
    for (const auto& text : *texts) {
        if (text.value.empty() || text.value.find('\0') != std::string::npos)
            reader.problem(*text.node, std::string{key} + " holds a path that is empty or has a NUL in it");
        else
            out.push_back((folder / text.value).lexically_normal());
    }
    if (texts->empty() && !may_be_empty)
        reader.problem(*reader.any(key), std::string{key} + " names no folder");
    return out;
}

void read_project(TomlReader& reader, const fs::path& folder, ProjectConfig& out) {
    out.source = read_paths(reader, "source", folder, std::move(out.source), false);
    out.plugins = read_paths(reader, "plugins", folder, std::move(out.plugins), true);
    if (reader.string("output")) {
        const auto output = read_paths(reader, "output", folder, {}, false);
        if (!output.empty()) out.output = output.front();
    }
    if (auto platform = reader.string("platform")) {
        out.platform = *platform == "host" ? std::string{host_platform()} : *std::move(platform);
        if (!out.platforms.contains(out.platform))
            reader.problem(*reader.any("platform"),
                           "platform: " + unknown_platform_text(out.platform, out.platforms));
    }
    reader.finish();
}

/// Reads one file, the defaults' or a project's, over what `out` holds.
void read_file(const TomlDocument& document, const fs::path& folder, RuleSource source, ProjectConfig& out,
               std::vector<Error>& problems) {
    const auto& file = document.file();
    TomlReader root(file, document.root(), clipped(fs::path{file}.filename().string(), 64), problems);
    // Before [project], which may name a platform that the file adds.
    if (const auto* table = root.table("platforms")) read_platforms(*table, file, out.platforms, problems);
    if (const auto* table = root.table("project")) {
        TomlReader reader(file, *table, "[project]", problems);
        read_project(reader, folder, out);
    }
    if (const auto* table = root.table("threads")) {
        TomlReader reader(file, *table, "[threads]", problems);
        out.turns =
            static_cast<unsigned>(reader.integer("turns", 0, ProjectConfig::MostTurns).value_or(out.turns));
        reader.finish();
    }
    if (const auto* table = root.table("limits")) {
        TomlReader reader(file, *table, "[limits]", problems);
        if (const auto mib = reader.integer("max_source_mib", 1, MostMib))
            out.max_source_bytes = static_cast<std::uint64_t>(*mib) << 20;
        if (const auto mib = reader.integer("job_memory_mib", 16, MostMib))
            out.job_memory_bytes = static_cast<std::uint64_t>(*mib) << 20;
        if (const auto seconds = reader.integer("job_seconds", 1, MostJobSeconds))
            out.job_seconds = std::chrono::seconds{*seconds};
        reader.finish();
    }
    if (const auto* table = root.table("isolation")) {
        TomlReader reader(file, *table, "[isolation]", problems);
        out.isolation_required = reader.boolean("required").value_or(out.isolation_required);
        if (const auto* plugins = reader.table("plugins"))
            for (auto& said : read_isolation_overrides(*plugins, file, problems))
                set_override(out.isolation, std::move(said));
        reader.finish();
    }
    auto rules = read_rules(root, file, source, problems);
    std::ranges::move(rules, std::back_inserter(out.rules));
    root.finish();
}

/// What sinter.defaults.toml says, with paths relative to `folder`.
ProjectConfig built_in(const fs::path& folder) {
    ProjectConfig out;
    out.platforms = built_in_platforms();
    for (const auto& [name, text] : embedded_texts()) {
        if (name != "sinter.defaults.toml") continue;
        const auto document = TomlDocument::parse(text, "config/sinter.defaults.toml");
        assert(document && "the defaults are not TOML");
        std::vector<Error> problems;
        read_file(*document, folder, RuleSource::Default, out, problems);
        assert(problems.empty() && "the defaults are wrong");
    }
    return out;
}

Error io_error(const std::string& file, const char* what) {
    return {Code::Io, "configuration: " + std::string{what} + " (" + std::strerror(errno) + ")", {file}};
}

Result<std::string> read_text(const fs::path& path) {
    const std::string file = path.string();
    std::error_code failure;
    const auto status = fs::status(path, failure);
    if (!fs::exists(status)) return {Code::Absent, "configuration: there is no such file", {file}};
    if (!fs::is_regular_file(status)) return {Code::Invalid, "configuration: this is not a file", {file}};
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return io_error(file, "cannot be opened");
    // One byte more than is allowed is enough to see that it is too much, whatever the file's size says.
    std::string text(TomlDocument::MaxBytes + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (stream.bad()) return io_error(file, "cannot be read");
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

}  // namespace

ProjectConfig ProjectConfig::defaults(const fs::path& source_folder) {
    ProjectConfig out = built_in(source_folder);
    out.source = {source_folder.lexically_normal()};
    out.plugins.clear();
    return out;
}

Result<ProjectConfig> ProjectConfig::load(const fs::path& path, std::vector<Error>& problems) {
    const auto text = read_text(path);
    if (!text) {
        problems.push_back(text.error());
        return text.error();
    }
    return parse(*text, path.string(), path.parent_path(), problems);
}

Result<ProjectConfig> ProjectConfig::parse(std::string_view text, const std::string& file,
                                           const fs::path& folder, std::vector<Error>& problems) {
    const auto document = TomlDocument::parse(text, file);
    if (!document) {
        problems.push_back(document.error());
        return document.error();
    }
    std::vector<Error> found;
    ProjectConfig out = built_in(folder);
    out.file = file;
    out.text = text;
    read_file(*document, folder, RuleSource::Project, out, found);
    if (found.empty()) return out;
    sort_by_place(found);
    problems.insert(problems.end(), found.begin(), found.end());
    return std::move(found.front());
}

const PlatformProfile& ProjectConfig::profile() const {
    const auto found = platforms.find(platform);
    assert(found != platforms.end() && "ProjectConfig: the platform is unknown");
    return found->second;
}

}  // namespace sinter
