// SPDX-License-Identifier: Apache-2.0
// Config: what an AssetServer or a cook works on: folders, turns, platform, rules.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sinter/core/isolation.hpp>

#include <sinter/status.hpp>

namespace sinter {

struct ProjectConfig;

/// A project's configuration: sinter.toml over the defaults (config/sinter.defaults.toml explains every key),
/// and what a program that embeds Sinter changes of it.
/// Threads: const from any; changing it needs the caller's own order. Lifetime: a value; a moved-from one may
/// only be assigned to or destroyed.
class Config {
  public:
    static constexpr unsigned MostTurns = 256;

    /// Reads a sinter.toml; relative paths in it are relative to its folder.
    /// Errors: Absent, Io, TooLarge (over 1 MiB), Corrupt (not TOML: line and column), Invalid (unknown key,
    /// wrong type, out of range, bad pattern: line, column, suggestion). The first one, when there are
    /// several.
    [[nodiscard]] static Result<Config> load(const std::filesystem::path& path);
    /// As above; `problems` gets every problem of the file, in the order of the file. The names of steps and
    /// settings are checked later, when the plugins are known.
    [[nodiscard]] static Result<Config> load(const std::filesystem::path& path, std::vector<Error>& problems);
    /// Without a sinter.toml: one source folder, the output in its ".sinter", the host's platform, default
    /// rules.
    [[nodiscard]] static Config defaults(const std::filesystem::path& source_folder);

    Config(const Config& other);
    Config(Config&&) noexcept;
    Config& operator=(const Config& other);
    Config& operator=(Config&&) noexcept;
    ~Config();

    /// Folders with source files. In each logical path the first that has the file wins. At least one.
    Config& set_source_folders(std::vector<std::filesystem::path> folders);
    /// Where everything that is made is kept.
    Config& set_output_folder(std::filesystem::path folder);
    /// Folders with plugins. A folder that is not there is no error.
    Config& set_plugin_folders(std::vector<std::filesystem::path> folders);
    /// Jobs at once, 0..MostTurns; 0: one per processor core, at most 8.
    Config& set_turns(unsigned turns);
    /// Whether a load looks if the sources of a finished artifact have changed, and builds what has (on, the
    /// default), or takes what was cooked as it is and never builds (off: for a game that ships without
    /// sources).
    Config& set_check_sources(bool check);
    /// Whether every job and stage is recorded for AssetServer::write_trace. Off by default; costs memory.
    Config& set_profiling(bool profiling);
    /// Where `plugin` runs, over what its manifest and sinter.toml say. Whether it is installed is found out
    /// when the project is opened: a name that is not is among its problems then, as a mistake in a rule is.
    Config& set_isolation(std::string plugin, Isolation isolation);
    /// Whether a plugin that belongs into the cage is refused while a wall of the cage is missing (see
    /// examine_cage), or runs behind those that stand (the default).
    Config& set_isolation_required(bool required);
    /// The program that workers run, sinter-worker. Empty, the default: it is looked for.
    Config& set_worker_program(std::filesystem::path program);
    /// A built-in platform, one that sinter.toml adds, or "host".
    /// Errors: Invalid: there is none of that name; the text suggests one, and nothing is changed.
    Status set_platform(std::string_view name);

    [[nodiscard]] const std::vector<std::filesystem::path>& source_folders() const noexcept;
    [[nodiscard]] const std::filesystem::path& output_folder() const noexcept;
    [[nodiscard]] const std::vector<std::filesystem::path>& plugin_folders() const noexcept;
    [[nodiscard]] unsigned turns() const noexcept;
    [[nodiscard]] bool check_sources() const noexcept;
    [[nodiscard]] bool profiling() const noexcept;
    /// What sinter.toml or set_isolation says of `plugin`; nothing when neither does.
    [[nodiscard]] std::optional<Isolation> isolation(std::string_view plugin) const;
    [[nodiscard]] bool isolation_required() const noexcept;
    [[nodiscard]] const std::filesystem::path& worker_program() const noexcept;
    /// Never "host", but the host's name.
    [[nodiscard]] const std::string& platform() const noexcept;
    /// Names of all platforms, sorted.
    [[nodiscard]] std::vector<std::string> platforms() const;
    /// The sinter.toml this was read from, as given to `load`; empty when there is none.
    [[nodiscard]] const std::string& file() const noexcept;

    /// The kernel's own view.
    [[nodiscard]] const ProjectConfig& project() const noexcept { return *project_; }

  private:
    explicit Config(ProjectConfig project);
    std::unique_ptr<ProjectConfig> project_;
};

}  // namespace sinter
