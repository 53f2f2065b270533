// SPDX-License-Identifier: Apache-2.0
#include "worker/cage_options.hpp"

#include "config/project.hpp"
#include "plugin/plugin_folders.hpp"
#include "schedule/scheduler.hpp"

namespace sinter {

Cage::Options cage_options(const Config& config) {
    const auto& project = config.project();
    Cage::Options out;
    out.program = config.worker_program().string();
    for (const auto& folder : plugin_folders(config))
        if (folder.trusted) out.plugin_folders.push_back(folder.path);
    if (project.job_seconds.count() > 0) out.job_time = project.job_seconds;
    out.job_memory_bytes = project.job_memory_bytes;
    out.most_source_bytes = project.max_source_bytes;
    out.turns = Scheduler::turns_for(config.turns());
    out.required = config.isolation_required();
    return out;
}

Result<CageReport> examine_cage(const Config& config) { return Cage::examine(cage_options(config)); }

}  // namespace sinter
