// SPDX-License-Identifier: Apache-2.0
// Cage: runs jobs of plugins that may not run inside the kernel.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <sinter/core/cage.hpp>

#include "plugin/job.hpp"
#include "plugin/step.hpp"
#include "worker/walls.hpp"
#include "worker/worker_death.hpp"

namespace sinter {

class Worker;

/// Workers by plugin: each plugin has a fork server from its first job on, and as many workers as jobs run at once.
/// A job never waits for another's worker: none free means a new one.
/// Threads: any. Lifetime: outlives its jobs; its processes end with it.
class Cage {
  public:
    struct Options {
        std::string program;                    ///< of sinter-worker; empty: looked for
        std::vector<std::string> plugin_folders; ///< that it may lie beside
        std::chrono::seconds job_time{60};      ///< without progress
        std::uint64_t job_memory_bytes = std::uint64_t{4} << 30;
        std::uint64_t most_source_bytes = std::uint64_t{1} << 30;
        unsigned turns = 1;                     ///< of the scheduler
        bool required = false;                  ///< no job runs unless every wall stands
    };
    struct Outcome {
        JobResult result;                       ///< of a death: status Crashed, and what is known of its looks
        std::optional<WorkerDeath> death;
        unsigned deaths = 0;                    ///< 2: of a worker that had other jobs before, and of a new one
    };

    explicit Cage(Options options);
    Cage(const Cage&) = delete;
    Cage& operator=(const Cage&) = delete;
    ~Cage();

    /// Runs the job in a worker of its plugin, on the turn of the calling thread. When a worker dies that had other
    /// jobs before, the job runs once more in a new one: what others left behind is not its fault.
    [[nodiscard]] Outcome run(Step& step, const JobInput& input);

    /// What happened so far.
    [[nodiscard]] CageReport report() const;

    /// Starts a worker without a plugin and asks for its walls. Errors: as examine_cage.
    [[nodiscard]] static Result<CageReport> examine(const Options& options);

  private:
    struct Group;

    [[nodiscard]] Group& group_of(const PluginLibrary& library);
    [[nodiscard]] Result<std::unique_ptr<Worker>> take(Group& group, JobWorld& world, bool is_new);
    [[nodiscard]] Status start(Group& group, JobWorld& world);
    [[nodiscard]] Result<std::unique_ptr<Worker>> make(Group& group, JobWorld& world);
    void give_back(Group& group, std::unique_ptr<Worker> worker);
    void bury(std::unique_ptr<Worker> worker, WorkerDeath* death);
    [[nodiscard]] Status note_walls(const std::vector<WallState>& walls);
    [[nodiscard]] std::uint64_t growth_for(const Step& step, const JobInput& input) const noexcept;

    const Options options_;
    mutable std::mutex mutex_;
    std::map<std::string, std::unique_ptr<Group>> groups_;  // by the library's path
    std::vector<CageWall> walls_;
    double first_start_ms_ = 0;
};

}  // namespace sinter
