// SPDX-License-Identifier: Apache-2.0
// ExpressExecutor: the express thread as Boost.Asio sees it, for strands.
#pragma once

#include <utility>

#include <boost/asio/execution.hpp>
#include <boost/asio/strand.hpp>

#include "schedule/scheduler.hpp"

namespace sinter::server {

/// What an asset's strand runs on: transitions take microseconds and must not wait behind decodes, so they run on the
/// express thread, which nothing long ever holds. Never inline (blocking.never).
/// Threads: any. Lifetime: a value; the scheduler outlives its use.
class ExpressExecutor {
  public:
    explicit ExpressExecutor(Scheduler& scheduler) noexcept : scheduler_(&scheduler) {}

    template <class F>
    void execute(F&& function) const {
        scheduler_->post_express(LoadPriority::Critical, Job(std::forward<F>(function)));
    }
    [[nodiscard]] Scheduler& query(boost::asio::execution::context_t) const noexcept { return *scheduler_; }
    [[nodiscard]] static constexpr boost::asio::execution::blocking_t query(
        boost::asio::execution::blocking_t) noexcept {
        return boost::asio::execution::blocking_t::never;
    }
    bool operator==(const ExpressExecutor&) const noexcept = default;

  private:
    Scheduler* scheduler_;
};

using Strand = boost::asio::strand<ExpressExecutor>;

}  // namespace sinter::server
