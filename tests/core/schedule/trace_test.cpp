// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "core/schedule/gate.hpp"
#include "schedule/scheduler.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

struct Recorder final : TraceHook {
    struct Line {
        unsigned turn;
        std::string name;
        std::chrono::steady_clock::time_point begin, end;
    };
    void ran(const JobSlice& slice) noexcept override {
        const std::lock_guard lock(mutex);
        lines.push_back({slice.turn, std::string(slice.name), slice.begin, slice.end});
    }
    std::mutex mutex;
    std::vector<Line> lines;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(tracing)

BOOST_AUTO_TEST_CASE(a_lent_turn_shows_as_slices_that_do_not_overlap) {
    Recorder recorder;
    Gate started, posted, done;
    Scheduler scheduler{{.turns = 1, .trace = &recorder}};
    scheduler.post(make_request("low.png", LoadPriority::Low), [&] {
        started.open();
        posted.wait();
        (void)checkpoint();
        done.open();
    });
    started.wait();
    scheduler.post(make_request("critical.png", LoadPriority::Critical), [] {});
    posted.open();
    done.wait();
    scheduler.post_express(
        LoadPriority::High, [] {}, make_request("loaded.png", LoadPriority::High));
    while (scheduler.stats().express_executed == 0) std::this_thread::yield();
    scheduler.shutdown();

    auto& lines = recorder.lines;
    std::ranges::sort(lines, {}, &Recorder::Line::begin);
    BOOST_REQUIRE(lines.size() == 4U);
    const char* const names[] = {"low.png", "critical.png", "low.png", "loaded.png"};
    for (std::size_t k = 0; k < 4; ++k) {
        BOOST_TEST(lines[k].name == names[k]);
        BOOST_TEST(lines[k].turn == (k == 3 ? 1U : 0U));
        BOOST_TEST((lines[k].begin <= lines[k].end));
        if (k != 0 && k != 3) BOOST_TEST((lines[k - 1].end <= lines[k].begin));
    }
}

BOOST_AUTO_TEST_CASE(bodies_on_other_turns_are_told_too) {
    Recorder recorder;
    Gate done;
    Count inside;
    Scheduler scheduler{{.turns = 2, .trace = &recorder}};
    scheduler.post(make_request("big.png", LoadPriority::Normal), [&] {
        (void)parallel_for(2, [&](std::uint64_t) {
            inside.add();
            inside.wait_for(2);
            return Code::Ok;
        });
        done.open();
    });
    done.wait();
    scheduler.shutdown();
    bool both[2] = {false, false};
    for (const auto& line : recorder.lines) {
        BOOST_TEST(line.name == "big.png");
        BOOST_REQUIRE(line.turn < 2U);
        both[line.turn] = true;
    }
    BOOST_TEST(both[0]);
    BOOST_TEST(both[1]);
}

BOOST_AUTO_TEST_SUITE_END()
