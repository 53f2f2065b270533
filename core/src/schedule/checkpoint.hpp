// SPDX-License-Identifier: Apache-2.0
// What a running job may ask of the scheduler: checkpoint, parallel_for, and where it runs.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <type_traits>

#include <sinter/status.hpp>

#include "schedule/request.hpp"

namespace sinter {

/// Call about every millisecond of work. With more urgent work waiting it lends the calling job's turn: the
/// thread blocks, a spare thread takes the turn, and the job goes on once nothing more urgent waits. No other
/// job ever runs on the caller's stack, so locks held across a checkpoint only delay others; hold none that
/// urgent work needs. False: stop at once, the request is cancelled or the scheduler shuts down. Outside of a
/// job: true, no effect. With nothing waiting it costs two relaxed loads. Allowed in bodies of
/// `parallel_for`.
[[nodiscard]] bool checkpoint() noexcept;

/// Whether a `checkpoint` here would look closer: more urgent work waits, or it is to stop. Two relaxed loads.
[[nodiscard]] bool is_disturbed() noexcept;

inline constexpr unsigned NoTurn = std::numeric_limits<unsigned>::max();

/// The turn the calling job holds, 0 to N-1; N on the express thread; `NoTurn` outside of a job.
[[nodiscard]] unsigned current_turn() noexcept;

/// The calling job's request; null outside of a job and in an express job without one. Valid while the job
/// runs.
[[nodiscard]] const Request* current_request() noexcept;

namespace schedule {
using LoopBody = Code (*)(void* user, std::uint64_t index);
[[nodiscard]] Code parallel_for(std::uint64_t count, LoopBody body, void* user);
}  // namespace schedule

/// Runs `body(i) -> Code` once for each i in [0, count) and returns when all are done. The calling job and
/// turns that would otherwise idle, or do less urgent work, take indices in rising order; each counts as a
/// turn, so never more than N bodies and jobs run at once. The caller runs its own bodies only. Returns the
/// code of the lowest index that failed (no higher index is begun after a failure); Code::Cancelled when the
/// request was cancelled or the scheduler shut down before all were begun; else Code::Ok. Bodies may call
/// `checkpoint` and nothing else of the scheduler, and must not throw. Outside of a job, in an express job
/// and inside a body it is a plain loop.
template <class Body>
requires std::is_invocable_r_v<Code, Body&, std::uint64_t>
[[nodiscard]] Code parallel_for(std::uint64_t count, Body&& body) {
    using Function = std::remove_reference_t<Body>;
    return schedule::parallel_for(
        count, [](void* user, std::uint64_t index) -> Code { return (*static_cast<Function*>(user))(index); },
        const_cast<std::remove_const_t<Function>*>(std::addressof(body)));
}

}  // namespace sinter
