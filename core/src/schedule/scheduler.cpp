// SPDX-License-Identifier: Apache-2.0
#include "schedule/scheduler.hpp"

#include <algorithm>
#include <cassert>
#include <mutex>
#include <thread>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>

#include "schedule/event.hpp"
#include "schedule/express.hpp"
#include "schedule/turns.hpp"

namespace sinter {

static_assert(Scheduler::MostTurns == schedule::Turns::Most);

unsigned Scheduler::turns_for(unsigned wanted) noexcept {
    if (wanted == 0) return std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
    return std::min(wanted, MostTurns);
}

struct Scheduler::Parts {
    explicit Parts(const Options& options)
        : turns(turns_for(options.turns), options.trace),
          express(turns.count(), options.trace),
          io(1),
          io_work(io.get_executor()),
          io_thread([this] { serve_io(); }) {}

    void serve_io() noexcept {
        try {
            io.run();
        } catch (...) {
            schedule::end_by_exception("a handler on the io thread was");
        }
    }

    schedule::Turns turns;
    schedule::Express express;
    std::mutex stopping;
    bool stopped = false;
    ShutdownReport report;
    // Last, so that handlers it still holds are released while the turns can refuse what these post.
    boost::asio::io_context io;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> io_work;
    std::thread io_thread;
};

Scheduler::Scheduler(Options options)
    : parking_(std::make_shared<schedule::Parking>()), parts_(std::make_unique<Parts>(options)) {}

Scheduler::~Scheduler() {
    shutdown();
    // Asio's services (strands) release the handlers they hold, which may post: the turns must still be
    // there.
    boost::asio::execution_context::shutdown();
}

unsigned Scheduler::turns() const noexcept {
    return parts_->turns.count();
}

void Scheduler::post(const RequestPtr& request, Job job) {
    parts_->turns.post(request, std::move(job));
}

void Scheduler::raise(Request& request, LoadPriority priority) {
    parts_->turns.raise(request, priority);
}

void Scheduler::cancel(Request& request) {
    parts_->turns.cancel(request);
}

void Scheduler::post_express(LoadPriority priority, Job job, const RequestPtr& request) {
    parts_->express.post(priority, request, std::move(job));
}

boost::asio::io_context& Scheduler::io() noexcept {
    return parts_->io;
}

ScheduleStats Scheduler::stats() const {
    const auto figures = parts_->turns.figures();
    ScheduleStats out;
    out.queued = figures.queued;
    out.turns = turns();
    out.running = figures.running;
    out.suspended = figures.suspended;
    out.executed = figures.executed;
    out.lent_turns = figures.lent;
    out.express_queued = parts_->express.queued();
    out.express_executed = parts_->express.executed();
    return out;
}

ShutdownReport Scheduler::shutdown() {
    assert(current_turn() == NoTurn && "scheduler: shut down from a job");
    assert(std::this_thread::get_id() != parts_->io_thread.get_id() &&
           "scheduler: shut down from its io thread");
    auto& parts = *parts_;
    const std::lock_guard lock(parts.stopping);
    if (parts.stopped) return parts.report;
    parts.stopped = true;

    parts.turns.stop();
    parts.express.stop();
    parking_->close();
    auto slowest = parts.turns.join();
    parts.express.join();
    parts.io.stop();
    parts.io_thread.join();

    parts.report.dropped = parts.turns.dropped() + parts.express.dropped();
    parts.report.longest_stop = slowest.time;
    parts.report.slowest = std::move(slowest.name);
    if (parts.express.stop_time() > slowest.time) {
        parts.report.longest_stop = parts.express.stop_time();
        parts.report.slowest = parts.express.stop_name();
    }
    return parts.report;
}

}  // namespace sinter
