// SPDX-License-Identifier: Apache-2.0
// parallel_for: one job on many turns.
#include <atomic>
#include <functional>
#include <numeric>
#include <thread>
#include <vector>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "core/schedule/gate.hpp"
#include "schedule/scheduler.hpp"

using namespace sinter;
using namespace sinter::test;
namespace data = boost::unit_test::data;

namespace {

// Runs a function as a job and waits for it.
template <class F>
void run_as_job(Scheduler& scheduler, const RequestPtr& request, F&& function) {
    Gate done;
    scheduler.post(request, [&] {
        function();
        done.open();
    });
    done.wait();
}

const auto turn_counts = data::make({1, 2, 8});

}  // namespace

BOOST_AUTO_TEST_SUITE(parallel_loops)

BOOST_DATA_TEST_CASE(covers_each_index_once, turn_counts* data::make({0, 1, 2, 7, 1000}), turns, count) {
    Scheduler scheduler{{.turns = static_cast<unsigned>(turns)}};
    std::vector<std::atomic<int>> visits(static_cast<std::size_t>(count));
    Code code = Code::Internal;
    run_as_job(scheduler, make_request("", LoadPriority::Normal), [&] {
        code = parallel_for(visits.size(), [&](std::uint64_t index) {
            ++visits[index];
            return checkpoint() ? Code::Ok : Code::Cancelled;
        });
    });
    BOOST_TEST((code == Code::Ok));
    for (const auto& visit : visits) BOOST_REQUIRE(visit.load() == 1);
}

BOOST_DATA_TEST_CASE(returns_the_failure_of_the_lowest_index, turn_counts, turns) {
    Scheduler scheduler{{.turns = static_cast<unsigned>(turns)}};
    for (int round = 0; round < 50; ++round) {
        std::vector<std::atomic<int>> visits(100);
        Code code = Code::Ok;
        run_as_job(scheduler, make_request("", LoadPriority::Normal), [&] {
            code = parallel_for(100, [&](std::uint64_t index) {
                ++visits[index];
                if (index == 5) return Code::Io;
                return index > 5 ? Code::Corrupt : Code::Ok;
            });
        });
        BOOST_REQUIRE((code == Code::Io));
        for (std::size_t index = 0; index <= 5; ++index) BOOST_REQUIRE(visits[index].load() == 1);
        // After a failure only those begun before may end: at most one per turn.
        int begun = 0;
        for (const auto& visit : visits) begun += visit.load();
        BOOST_REQUIRE(begun <= 6 + turns);
    }
}

BOOST_DATA_TEST_CASE(stops_when_its_request_is_cancelled, turn_counts, turns) {
    Scheduler scheduler{{.turns = static_cast<unsigned>(turns)}};
    const auto request = make_request("", LoadPriority::Normal);
    std::atomic<int> begun{0};
    Code code = Code::Ok;
    run_as_job(scheduler, request, [&] {
        code = parallel_for(1'000'000, [&](std::uint64_t index) {
            ++begun;
            if (index == 10) scheduler.cancel(*request);
            return Code::Ok;
        });
    });
    BOOST_TEST((code == Code::Cancelled));
    BOOST_TEST(begun.load() >= 11);
    BOOST_TEST(begun.load() < 1'000'000);
}

BOOST_DATA_TEST_CASE(idle_turns_take_part, data::make({2, 8}), turns) {
    Scheduler scheduler{{.turns = static_cast<unsigned>(turns)}};
    Count inside;
    run_as_job(scheduler, make_request("", LoadPriority::Normal), [&] {
        // Each body waits for all others: it ends only if all turns are in it at once.
        const Code code = parallel_for(static_cast<std::uint64_t>(turns), [&](std::uint64_t) {
            inside.add();
            inside.wait_for(static_cast<unsigned>(turns));
            return Code::Ok;
        });
        (void)code;
    });
    BOOST_TEST(inside.value() == static_cast<unsigned>(turns));
}

BOOST_AUTO_TEST_CASE(a_less_urgent_job_lends_its_turn_to_a_loop) {
    Scheduler scheduler{{.turns = 2}};
    Gate low_started, loop_done, low_done;
    Count inside;
    scheduler.post(make_request("", LoadPriority::Low), [&] {
        low_started.open();
        while (!loop_done.is_open()) (void)checkpoint();
        low_done.open();
    });
    low_started.wait();
    run_as_job(scheduler, make_request("", LoadPriority::Normal), [&] {
        (void)parallel_for(2, [&](std::uint64_t) {
            inside.add();
            inside.wait_for(2);
            return Code::Ok;
        });
    });
    loop_done.open();
    low_done.wait();
    BOOST_TEST(inside.value() == 2U);
    BOOST_TEST(scheduler.stats().lent_turns >= 1U);
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_turns_that_are_busy) {
    Scheduler scheduler{{.turns = 2}};
    Gate started, release;
    scheduler.post(make_request("", LoadPriority::Normal), [&] {
        started.open();
        release.wait();
    });
    started.wait();
    std::vector<unsigned> turns(50, NoTurn);
    unsigned own = NoTurn;
    run_as_job(scheduler, make_request("", LoadPriority::Normal), [&] {
        own = current_turn();
        (void)parallel_for(turns.size(), [&](std::uint64_t index) {
            turns[index] = current_turn();
            return Code::Ok;
        });
    });
    release.open();
    for (const auto turn : turns) BOOST_REQUIRE(turn == own);
}

BOOST_AUTO_TEST_CASE(bodies_lend_their_turns_too) {
    Scheduler scheduler{{.turns = 2}};
    Count inside, critical;
    Gate posted;
    const auto urgent = make_request("", LoadPriority::Critical);
    std::atomic<int> done{0};
    run_as_job(scheduler, make_request("", LoadPriority::Low), [&] {
        (void)parallel_for(2, [&](std::uint64_t index) {
            inside.add();
            inside.wait_for(2);
            if (index == 0) {
                // Each Critical job waits for the other: both turns must be lent, the helper's as well.
                for (int k = 0; k < 2; ++k) {
                    scheduler.post(urgent, [&] {
                        critical.add();
                        critical.wait_for(2);
                    });
                }
                posted.open();
            }
            posted.wait();
            while (critical.value() < 2) (void)checkpoint();
            ++done;
            return Code::Ok;
        });
    });
    BOOST_TEST(done.load() == 2);
    BOOST_TEST(scheduler.stats().lent_turns >= 2U);
}

BOOST_DATA_TEST_CASE(never_more_bodies_and_jobs_than_turns, turn_counts, turns) {
    Scheduler scheduler{{.turns = static_cast<unsigned>(turns)}};
    Crowd crowd;
    Count done;
    constexpr unsigned Jobs = 40;
    for (unsigned k = 0; k < Jobs; ++k) {
        scheduler.post(make_request("", k % 2 ? LoadPriority::Normal : LoadPriority::Low), [&] {
            (void)parallel_for(20, [&](std::uint64_t) {
                crowd.enter();
                std::this_thread::yield();
                crowd.leave();
                (void)checkpoint();
                return Code::Ok;
            });
            done.add();
        });
    }
    done.wait_for(Jobs);
    BOOST_TEST(crowd.most() <= turns);
}

BOOST_AUTO_TEST_CASE(outside_of_a_job_and_inside_a_body_it_is_a_plain_loop) {
    std::vector<std::uint64_t> order;
    BOOST_TEST((parallel_for(3, [&](std::uint64_t index) {
                    order.push_back(index);
                    return Code::Ok;
                }) == Code::Ok));
    BOOST_TEST(order == (std::vector<std::uint64_t>{0, 1, 2}), boost::test_tools::per_element());

    Scheduler scheduler{{.turns = 4}};
    std::atomic<int> inner_total{0};
    std::atomic<bool> elsewhere{false};
    run_as_job(scheduler, make_request("", LoadPriority::Normal), [&] {
        (void)parallel_for(8, [&](std::uint64_t) {
            const auto here = std::this_thread::get_id();
            return parallel_for(8, [&](std::uint64_t) {
                ++inner_total;
                if (std::this_thread::get_id() != here) elsewhere = true;
                return Code::Ok;
            });
        });
    });
    BOOST_TEST(inner_total.load() == 64);
    BOOST_TEST(!elsewhere.load());
}

BOOST_AUTO_TEST_SUITE_END()
