// SPDX-License-Identifier: Apache-2.0
// Executor: the scheduler as Boost.Asio sees it, on behalf of one request.
#pragma once

#include <type_traits>
#include <utility>

#include <boost/asio/execution.hpp>

#include "schedule/job.hpp"
#include "schedule/request.hpp"

namespace sinter {

class Scheduler;

/// A Boost.Asio executor: `asio::post`, `asio::strand`, `co_spawn` work over it. What it executes becomes a
/// job at the priority that the request has at that moment, and can be raised with it. It never runs a
/// function inside `execute` (blocking.never): an inline call could run a strand's handler beside another one
/// of the same strand. Make I/O objects and timers on `Scheduler::io()` instead; on this context Asio would
/// start a thread of its own. Threads: any. Lifetime: a value; the scheduler must outlive its use. After
/// shutdown functions are dropped.
class Executor {
  public:
    Executor(Scheduler& scheduler, RequestPtr request) noexcept
        : scheduler_(&scheduler), request_(std::move(request)) {}

    [[nodiscard]] const RequestPtr& request() const noexcept { return request_; }

    template <class F>
    void execute(F&& function) const {
        post(Job(std::forward<F>(function)));
    }
    [[nodiscard]] Scheduler& query(boost::asio::execution::context_t) const noexcept { return *scheduler_; }
    [[nodiscard]] static constexpr boost::asio::execution::blocking_t query(
        boost::asio::execution::blocking_t) noexcept {
        return boost::asio::execution::blocking_t::never;
    }
    [[nodiscard]] static constexpr boost::asio::execution::mapping_t query(
        boost::asio::execution::mapping_t) noexcept {
        return boost::asio::execution::mapping_t::thread;
    }
    bool operator==(const Executor&) const noexcept = default;

  private:
    void post(Job job) const;

    Scheduler* scheduler_;
    RequestPtr request_;
};

}  // namespace sinter
