// SPDX-License-Identifier: Apache-2.0
// SlotExecutor: where an asset's transitions run, as Boost.Asio sees it.
#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include <boost/asio/execution.hpp>
#include <boost/asio/strand.hpp>

#include "schedule/scheduler.hpp"

namespace sinter::server {

/// What an asset's strand runs on. Transitions take microseconds and wait for nothing: those of urgent assets run on the
/// express thread, which nothing long ever holds; the others on whatever turn is free next, ahead of all other work,
/// which spares a change of thread. Never inline.
/// Threads: any. Lifetime: a value; the scheduler outlives its use.
class SlotExecutor {
  public:
    /// `urgent` is read at each execute. `transitions`: a Critical request of the server's.
    SlotExecutor(Scheduler& scheduler, RequestPtr transitions, std::shared_ptr<const std::atomic<bool>> urgent) noexcept
        : scheduler_(&scheduler), transitions_(std::move(transitions)), urgent_(std::move(urgent)) {}

    template <class F>
    void execute(F&& function) const {
        if (urgent_->load(std::memory_order_relaxed)) {
            scheduler_->post_express(LoadPriority::Critical, Job(std::forward<F>(function)));
        } else {
            scheduler_->post(transitions_, Job(std::forward<F>(function)));
        }
    }
    [[nodiscard]] Scheduler& query(boost::asio::execution::context_t) const noexcept { return *scheduler_; }
    [[nodiscard]] static constexpr boost::asio::execution::blocking_t query(
        boost::asio::execution::blocking_t) noexcept {
        return boost::asio::execution::blocking_t::never;
    }
    bool operator==(const SlotExecutor&) const noexcept = default;

  private:
    Scheduler* scheduler_;
    RequestPtr transitions_;
    std::shared_ptr<const std::atomic<bool>> urgent_;
};

using Strand = boost::asio::strand<SlotExecutor>;

}  // namespace sinter::server
