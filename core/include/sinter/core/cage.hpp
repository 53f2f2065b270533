// SPDX-License-Identifier: Apache-2.0
// The cage as its users see it: which walls stand between a plugin and the machine, and what happened behind them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sinter/core/config.hpp>

namespace sinter {

/// One of the things that hold a worker process.
struct CageWall {
    std::string name;       ///< "no files (Landlock)"
    bool in_force = false;
    std::string detail;     ///< what of it, or why not: "Landlock ABI 7", "the kernel does not offer Landlock"
};

/// The workers of one plugin.
struct CageGroup {
    std::string plugin;
    std::uint64_t jobs = 0;
    std::uint64_t workers = 0;   ///< processes that were started
    std::uint64_t deaths = 0;    ///< jobs that took their worker with them
};

struct CageReport {
    std::vector<CageWall> walls;    ///< of the first worker that was started; empty: none was needed
    std::vector<CageGroup> groups;  ///< by name; only plugins whose workers were needed
    double first_start_ms = 0;      ///< until the first worker could take a job

    /// Whether all walls stand.
    [[nodiscard]] bool complete() const noexcept {
        for (const auto& wall : walls)
            if (!wall.in_force) return false;
        return !walls.empty();
    }
};

/// Starts a worker without plugins, asks which walls stand around it, and ends it. Takes a few milliseconds.
/// Errors: Absent (sinter-worker is not where it is looked for; the text says where), Io (it cannot be started).
[[nodiscard]] Result<CageReport> examine_cage(const Config& config);

}  // namespace sinter
