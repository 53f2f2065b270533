// SPDX-License-Identifier: Apache-2.0
// Builder: takes one source along the road, as far as earlier results do not take it already.
#pragma once

#include <functional>

#include "build/project.hpp"
#include "schedule/routine.hpp"

namespace sinter {

/// Where a build's time went. Stages of several products under one name are added up.
struct StageTiming {
    std::string name;    ///< "read", the decoder, processors and validators by name, "store"
    double wall_ms = 0;  ///< from the stage's start to its end, lent turns included
    double cpu_ms = 0;   ///< of all threads that worked on it
};

struct BuildOutcome {
    enum class Kind : std::uint8_t {
        Built,      ///< at least one stage ran
        Reused,     ///< everything it needs was there
        Failed,     ///< `error`
        Skipped,    ///< no decoder takes it, or a rule says so
        Cancelled,
    };
    Kind kind = Kind::Failed;
    std::shared_ptr<const AssetRecord> record;  ///< of Built, Reused, and of failures that stand until an input changes
    Error error{Code::Ok, {}, {}};
    std::vector<StageTiming> stages;            ///< that ran
};

/// "built", "reused", "failed", "skipped", "cancelled".
[[nodiscard]] std::string_view name_of(BuildOutcome::Kind kind) noexcept;

/// Told of every stage that ran.
class StageHook {
  public:
    virtual ~StageHook() = default;
    /// `begin_ns`, `end_ns`: steady_ns(). `turn` the stage ended on.
    virtual void stage_ran(std::string_view stage, std::string_view path, unsigned turn, std::uint64_t begin_ns,
                           std::uint64_t end_ns) noexcept = 0;
};

/// Threads: any. Lifetime: outlives its builds; project and scheduler outlive it.
class Builder {
  public:
    Builder(Project& project, Scheduler& scheduler, StageHook* hook = nullptr)
        : project_(project), scheduler_(scheduler), hook_(hook) {}

    using Completion = std::function<void(BuildOutcome)>;

    /// The record of `path` if it is in the index and nothing it saw has changed since: then there is nothing to
    /// do. Costs a stat per file it saw. Null otherwise. Of a
    /// project that does not look at its sources: the record, whatever has changed.
    [[nodiscard]] std::shared_ptr<const AssetRecord> fresh_record(std::string_view path,
                                                                  std::string_view variant = {}) const;

    /// Builds `path` under `request`: on turns, giving up its turn between stages. `variant`: settings this request
    /// overrides, in the form of a sidecar's [set] table, canonical; empty for none. `done` is called once, from the
    /// turn it ended on; not at all when the scheduler is shut down first. The new record is in the index by then.
    void build(std::string path, std::string variant, RequestPtr request, Completion done);

  private:
    Project& project_;
    Scheduler& scheduler_;
    StageHook* hook_;
};

}  // namespace sinter
