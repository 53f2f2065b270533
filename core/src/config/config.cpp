// SPDX-License-Identifier: Apache-2.0
#include <sinter/core/config.hpp>

#include <cassert>

#include "config/project.hpp"

namespace sinter {

static_assert(Config::MostTurns == ProjectConfig::MostTurns);

Config::Config(ProjectConfig project) : project_(std::make_unique<ProjectConfig>(std::move(project))) {}
Config::Config(const Config& other) : project_(std::make_unique<ProjectConfig>(*other.project_)) {}
Config::Config(Config&&) noexcept = default;
Config& Config::operator=(const Config& other) {
    project_ = std::make_unique<ProjectConfig>(*other.project_);
    return *this;
}
Config& Config::operator=(Config&&) noexcept = default;
Config::~Config() = default;

Result<Config> Config::load(const std::filesystem::path& path) {
    std::vector<Error> problems;
    return load(path, problems);
}

Result<Config> Config::load(const std::filesystem::path& path, std::vector<Error>& problems) {
    auto project = ProjectConfig::load(path, problems);
    if (!project) return std::move(project).error();
    return Config{*std::move(project)};
}

Config Config::defaults(const std::filesystem::path& source_folder) {
    return Config{ProjectConfig::defaults(source_folder)};
}

Config& Config::set_source_folders(std::vector<std::filesystem::path> folders) {
    assert(!folders.empty() && "Config: at least one source folder");
    project_->source = std::move(folders);
    return *this;
}

Config& Config::set_output_folder(std::filesystem::path folder) {
    assert(!folder.empty() && "Config: an empty output folder");
    project_->output = std::move(folder);
    return *this;
}

Config& Config::set_plugin_folders(std::vector<std::filesystem::path> folders) {
    project_->plugins = std::move(folders);
    return *this;
}

Config& Config::set_turns(unsigned turns) {
    assert(turns <= MostTurns && "Config: too many turns");
    project_->turns = turns;
    return *this;
}

Config& Config::set_check_sources(bool check) {
    project_->check_sources = check;
    return *this;
}

Config& Config::set_profiling(bool profiling) {
    project_->profiling = profiling;
    return *this;
}

Config& Config::set_isolation(std::string plugin, Isolation isolation) {
    set_override(project_->isolation, {std::move(plugin), isolation, {}});
    return *this;
}

Config& Config::set_isolation_required(bool required) {
    project_->isolation_required = required;
    return *this;
}

Config& Config::set_worker_program(std::filesystem::path program) {
    project_->worker_program = std::move(program);
    return *this;
}

Status Config::set_platform(std::string_view name) {
    if (name == "host") name = host_platform();
    if (!project_->platforms.contains(name))
        return {Code::Invalid, "configuration: " + unknown_platform_text(name, project_->platforms)};
    project_->platform = name;
    return {};
}

const std::vector<std::filesystem::path>& Config::source_folders() const noexcept {
    return project_->source;
}
const std::filesystem::path& Config::output_folder() const noexcept {
    return project_->output;
}
const std::vector<std::filesystem::path>& Config::plugin_folders() const noexcept {
    return project_->plugins;
}
unsigned Config::turns() const noexcept {
    return project_->turns;
}
bool Config::check_sources() const noexcept {
    return project_->check_sources;
}
bool Config::profiling() const noexcept {
    return project_->profiling;
}
bool Config::isolation_required() const noexcept {
    return project_->isolation_required;
}
const std::filesystem::path& Config::worker_program() const noexcept {
    return project_->worker_program;
}
const std::string& Config::platform() const noexcept {
    return project_->platform;
}
const std::string& Config::file() const noexcept {
    return project_->file;
}

std::optional<Isolation> Config::isolation(std::string_view plugin) const {
    for (const auto& said : project_->isolation)
        if (said.plugin == plugin) return said.isolation;
    return std::nullopt;
}

std::vector<std::string> Config::platforms() const {
    std::vector<std::string> out;
    for (const auto& [name, profile] : project_->platforms) out.push_back(name);
    return out;
}

}  // namespace sinter
