// SPDX-License-Identifier: Apache-2.0
// ProjectConfig: a project's sinter.toml over the defaults.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "config/isolation.hpp"
#include "config/profile.hpp"
#include "config/rule.hpp"

namespace sinter {

/// What sinter.toml says, and what holds where it says nothing. config/sinter.defaults.toml explains every
/// key.
/// Threads: const from any. Lifetime: a value.
struct ProjectConfig {
    static constexpr unsigned MostTurns = 256;

    std::string file;                           ///< as given to `load`; empty when there is none
    std::string text;                           ///< of the file
    std::vector<std::filesystem::path> source;  ///< source folders; in each path the first that has it wins
    std::filesystem::path output;
    std::vector<std::filesystem::path> plugins;  ///< the project's own; may be absent
    std::string platform;                        ///< a name in `platforms`
    unsigned turns = 0;                          ///< 0..MostTurns; 0: one per core, at most 8
    std::uint64_t max_source_bytes = 0;
    std::uint64_t job_memory_bytes = 0;
    std::chrono::seconds job_seconds{0};  ///< a caged job may go this long without progress
    bool isolation_required = false;      ///< refuse to run a caged plugin when a wall is missing
    std::vector<IsolationOverride> isolation;
    std::filesystem::path worker_program;  ///< set by programs that embed; empty: looked for
    bool check_sources = true;             ///< set by programs that embed, not by TOML
    bool profiling = false;                ///< likewise
    PlatformProfiles platforms;
    std::vector<Rule> rules;  ///< defaults first; later ones override

    /// Without a sinter.toml: `source_folder` is the one source folder, the output is ".sinter" in it, and
    /// there are no plugins but Sinter's.
    [[nodiscard]] static ProjectConfig defaults(const std::filesystem::path& source_folder);

    /// Reads `path`; its folder is what relative paths in it are relative to.
    /// Errors: Absent, Io, TooLarge, Corrupt (not TOML), Invalid (a folder too). All are added to `problems`
    /// in the file's order; the Result holds the first.
    [[nodiscard]] static Result<ProjectConfig> load(const std::filesystem::path& path,
                                                    std::vector<Error>& problems);

    /// As `load`, of text: `file` is named in diagnostics, `folder` is what relative paths are relative to.
    [[nodiscard]] static Result<ProjectConfig> parse(std::string_view text, const std::string& file,
                                                     const std::filesystem::path& folder,
                                                     std::vector<Error>& problems);

    /// The profile of `platform`.
    [[nodiscard]] const PlatformProfile& profile() const;
};

}  // namespace sinter
