// SPDX-License-Identifier: Apache-2.0
// RoadTracer: jobs and stages as slices of the turns they ran on.
#pragma once

#include <memory>

#include "build/builder.hpp"
#include "observe/tracer.hpp"

namespace sinter {

/// Threads: any. Lifetime: outlives the scheduler and the builder that were given it.
class RoadTracer final : public TraceHook, public StageHook {
  public:
    /// Which tracks are turns is known once the scheduler is there.
    void turns_are(unsigned turns) { tracer_.name_track(turns, "express"); }

    void ran(const JobSlice& slice) noexcept override {
        const auto ns = [](std::chrono::steady_clock::time_point time) {
            return static_cast<std::uint64_t>(
                std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count());
        };
        tracer_.add(slice.turn, "job", name_of(slice.priority), slice.name, ns(slice.begin), ns(slice.end));
    }
    void stage_ran(std::string_view stage, std::string_view path, unsigned turn, std::uint64_t begin_ns,
                   std::uint64_t end_ns) noexcept override {
        tracer_.add(turn, "stage", stage, path, begin_ns, end_ns);
    }
    [[nodiscard]] std::string json() const { return tracer_.json(); }

  private:
    Tracer tracer_;
};

}  // namespace sinter
