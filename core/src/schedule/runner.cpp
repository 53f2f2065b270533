// SPDX-License-Identifier: Apache-2.0
#include "schedule/runner.hpp"

#include <cstdio>
#include <exception>

#include "schedule/loop.hpp"
#include "schedule/turns.hpp"

namespace sinter {

namespace schedule {

Runner*& current_runner() noexcept {
    static constinit thread_local Runner* runner = nullptr;
    return runner;
}

void end_by_exception(const char* who) noexcept {
    try {
        throw;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "sinter: %s ended by an exception: %s\n", who, error.what());
    } catch (...) {
        std::fprintf(stderr, "sinter: %s ended by an exception that is not a std::exception\n", who);
    }
    std::terminate();
}

void run_and_release(Job& job, const Request& request) noexcept {
    try {
        job();
    } catch (...) {
        std::fprintf(stderr, "sinter: in the request '%.*s'\n", static_cast<int>(request.name().size()),
                     request.name().data());
        end_by_exception("a job was");
    }
    job.reset();
}

Code parallel_for(std::uint64_t count, LoopBody body, void* user) {
    Runner* const runner = current_runner();
    Loop loop(count, body, user);
    if (runner && runner->turns && !runner->in_body && runner->turns->count() > 1 && count > 1) {
        return runner->turns->run(loop, *runner);
    }
    loop.work([&loop] {
        if (sinter::checkpoint()) return true;
        loop.stop();
        return false;
    });
    return loop.result();
}

}  // namespace schedule

bool checkpoint() noexcept {
    schedule::Runner* const runner = schedule::current_runner();
    if (!runner || runner->undisturbed()) return true;
    if (runner->turns) return runner->turns->checkpoint(*runner);
    return !runner->must_stop();
}

bool is_disturbed() noexcept {
    const schedule::Runner* const runner = schedule::current_runner();
    return runner && !runner->undisturbed();
}

unsigned current_turn() noexcept {
    const auto* const runner = schedule::current_runner();
    return runner ? runner->turn : NoTurn;
}

const Request* current_request() noexcept {
    const auto* const runner = schedule::current_runner();
    return runner && !runner->anonymous ? runner->request : nullptr;
}

}  // namespace sinter
