// SPDX-License-Identifier: Apache-2.0
// In which order jobs start, and how raising and cancelling change it.
#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "core/schedule/gate.hpp"
#include "schedule/scheduler.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

// A scheduler of one turn, which a job holds until `go`: what is posted meanwhile waits in the queue.
struct Held {
    Held() {
        scheduler.post(make_request("holder", LoadPriority::Critical), [this] {
            held.open();
            gate.wait();
        });
        held.wait();
    }
    ~Held() { gate.open(); }
    void post(const RequestPtr& request, std::string line) {
        ++posted;
        scheduler.post(request, [this, line = std::move(line)] {
            diary.write(line);
            ran.add();
        });
    }
    std::string go() {
        gate.open();
        ran.wait_for(posted);
        return diary.text();
    }
    Gate held, gate;
    Count ran;
    Diary diary;
    unsigned posted = 0;
    Scheduler scheduler{{.turns = 1}};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(order)

BOOST_AUTO_TEST_CASE(first_come_first_served_within_a_priority) {
    Held held;
    const auto one = make_request("one", LoadPriority::Normal);
    const auto two = make_request("two", LoadPriority::Normal);
    std::string expected;
    for (int k = 0; k < 1000; ++k) {
        held.post(k % 3 == 0 ? one : two, std::to_string(k));
        expected += (k ? " " : "") + std::to_string(k);
    }
    BOOST_TEST(held.go() == expected);
}

BOOST_AUTO_TEST_CASE(more_urgent_priorities_start_first) {
    Held held;
    held.post(make_request("", LoadPriority::Low), "low");
    held.post(make_request("", LoadPriority::High), "high");
    held.post(make_request("", LoadPriority::Normal), "normal");
    held.post(make_request("", LoadPriority::Critical), "critical");
    BOOST_TEST(held.go() == "critical high normal low");
}

BOOST_AUTO_TEST_CASE(raised_jobs_move_in_order_to_the_end_of_the_new_priority) {
    Held held;
    const auto raised = make_request("raised", LoadPriority::Low);
    const auto low = make_request("low", LoadPriority::Low);
    const auto normal = make_request("normal", LoadPriority::Normal);
    held.post(raised, "r1");
    held.post(low, "l1");
    held.post(raised, "r2");
    held.post(normal, "n1");
    held.post(normal, "n2");
    held.post(low, "l2");
    held.scheduler.raise(*raised, LoadPriority::Normal);
    held.post(normal, "n3");
    held.post(raised, "r3");
    BOOST_TEST((raised->priority() == LoadPriority::Normal));
    BOOST_TEST(held.go() == "n1 n2 r1 r2 n3 r3 l1 l2");
}

BOOST_AUTO_TEST_CASE(raising_to_a_less_urgent_priority_does_nothing) {
    Held held;
    const auto high = make_request("high", LoadPriority::High);
    held.post(high, "first");
    held.post(make_request("", LoadPriority::High), "second");
    held.scheduler.raise(*high, LoadPriority::Low);
    held.scheduler.raise(*high, LoadPriority::High);
    BOOST_TEST((high->priority() == LoadPriority::High));
    BOOST_TEST(held.go() == "first second");
}

BOOST_AUTO_TEST_CASE(a_promise_can_be_raised_and_then_queued) {
    Held held;
    const auto promise = make_request("promise", LoadPriority::OnDemand);
    held.scheduler.raise(*promise, LoadPriority::High);
    held.post(make_request("", LoadPriority::Normal), "normal");
    held.post(promise, "kept");
    BOOST_TEST(held.go() == "kept normal");
}

BOOST_AUTO_TEST_CASE(jobs_of_a_cancelled_request_still_run_and_are_told) {
    Held held;
    const auto request = make_request("", LoadPriority::Normal);
    Gate done;
    bool cancelled = false;
    bool may_go_on = true;
    held.scheduler.post(request, [&] {
        cancelled = current_request()->cancelled();
        may_go_on = checkpoint();
        done.open();
    });
    held.scheduler.cancel(*request);
    held.scheduler.raise(*request, LoadPriority::High);
    held.go();
    done.wait();
    BOOST_TEST(cancelled);
    BOOST_TEST(!may_go_on);
}

BOOST_AUTO_TEST_CASE(a_posted_job_never_runs_inside_post) {
    Scheduler scheduler{{.turns = 1}};
    const auto request = make_request("", LoadPriority::Normal);
    Diary diary;
    Gate done;
    scheduler.post(request, [&] {
        scheduler.post(make_request("", LoadPriority::Critical), [&] {
            diary.write("inner");
            done.open();
        });
        diary.write("outer");
    });
    done.wait();
    BOOST_TEST(diary.text() == "outer inner");
}

BOOST_AUTO_TEST_CASE(a_request_is_kept_while_its_jobs_wait_and_no_longer) {
    std::weak_ptr<Request> watched;
    {
        Held held;
        auto request = make_request("", LoadPriority::Normal);
        watched = request;
        held.post(request, "a");
        held.post(request, "b");
        request.reset();
        BOOST_TEST(!watched.expired());
        BOOST_TEST(held.go() == "a b");
    }
    BOOST_TEST(watched.expired());
}

BOOST_DATA_TEST_CASE(exactly_as_many_jobs_run_at_once_as_there_are_turns,
                     boost::unit_test::data::make({1, 2, 8}), turns) {
    Crowd crowd;
    Count arrived, done;
    Scheduler scheduler{{.turns = static_cast<unsigned>(turns)}};
    BOOST_TEST(scheduler.turns() == static_cast<unsigned>(turns));
    const auto request = make_request("", LoadPriority::Normal);
    for (int k = 0; k < 200; ++k) {
        scheduler.post(request, [&] {
            crowd.enter();
            arrived.add();
            arrived.wait_for(static_cast<unsigned>(turns));  // the first ones wait for one another
            crowd.leave();
            done.add();
        });
    }
    done.wait_for(200);
    BOOST_TEST(crowd.most() == turns);
}

BOOST_AUTO_TEST_CASE(turn_numbers_are_distinct_and_below_their_number) {
    std::vector<unsigned> seen;
    std::mutex mutex;
    Count arrived;
    Scheduler scheduler{{.turns = 4}};
    BOOST_TEST(current_turn() == NoTurn);
    for (int k = 0; k < 4; ++k) {
        scheduler.post(make_request("", LoadPriority::Normal), [&] {
            {
                const std::lock_guard lock(mutex);
                seen.push_back(current_turn());
            }
            arrived.add();
            arrived.wait_for(4);
        });
    }
    arrived.wait_for(4);
    const std::lock_guard lock(mutex);
    std::ranges::sort(seen);
    BOOST_TEST(seen == (std::vector<unsigned>{0, 1, 2, 3}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(default_is_one_turn_per_core_and_at_most_eight) {
    const Scheduler scheduler;
    const unsigned cores = std::thread::hardware_concurrency();
    BOOST_TEST(scheduler.turns() == std::min(std::max(cores, 1U), 8U));
}

BOOST_AUTO_TEST_CASE(statistics_count_what_waits_and_runs) {
    Held held;
    const auto low = make_request("", LoadPriority::Low);
    for (int k = 0; k < 3; ++k) held.post(low, "l");
    held.post(make_request("", LoadPriority::High), "h");
    const auto stats = held.scheduler.stats();
    BOOST_TEST(stats.queued == (std::array<std::uint64_t, 4>{0, 1, 0, 3}), boost::test_tools::per_element());
    BOOST_TEST(stats.running == 1U);
    BOOST_TEST(stats.turns == 1U);
    BOOST_TEST(stats.executed == 0U);
    held.go();
    held.scheduler.shutdown();
    BOOST_TEST(held.scheduler.stats().executed == 5U);
    BOOST_TEST(held.scheduler.stats().running == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
