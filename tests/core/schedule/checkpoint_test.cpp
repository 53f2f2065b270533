// SPDX-License-Identifier: Apache-2.0
// Lending a turn at a checkpoint.
#include <array>
#include <thread>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "core/schedule/gate.hpp"
#include "schedule/scheduler.hpp"

using namespace sinter;
using namespace sinter::test;

BOOST_AUTO_TEST_SUITE(checkpoints)

BOOST_AUTO_TEST_CASE(outside_of_a_job_it_says_go_on) {
    BOOST_TEST(checkpoint());
    BOOST_TEST(current_request() == nullptr);
}

BOOST_AUTO_TEST_CASE(one_turn_is_lent_to_more_urgent_work_on_another_thread) {
    Diary diary;
    Gate started, posted, done;
    std::thread::id low_thread, critical_thread;
    unsigned low_turn = NoTurn, critical_turn = NoTurn;
    Scheduler scheduler{{.turns = 1}};
    scheduler.post(make_request("low", LoadPriority::Low), [&] {
        low_thread = std::this_thread::get_id();
        started.open();
        posted.wait();
        diary.write("before");
        const bool go_on = checkpoint();
        diary.write(go_on ? "after" : "stopped");
        low_turn = current_turn();
        done.open();
    });
    started.wait();
    scheduler.post(make_request("critical", LoadPriority::Critical), [&] {
        critical_thread = std::this_thread::get_id();
        critical_turn = current_turn();
        diary.write("critical");
    });
    posted.open();
    done.wait();
    BOOST_TEST(diary.text() == "before critical after");
    BOOST_TEST((low_thread != critical_thread));
    BOOST_TEST(low_turn == 0U);
    BOOST_TEST(critical_turn == 0U);
    BOOST_TEST(scheduler.stats().lent_turns == 1U);
}

BOOST_AUTO_TEST_CASE(equal_and_less_urgent_work_waits) {
    Diary diary;
    Gate started, posted;
    Count done;
    Scheduler scheduler{{.turns = 1}};
    scheduler.post(make_request("", LoadPriority::Normal), [&] {
        started.open();
        posted.wait();
        if (checkpoint()) diary.write("running");
        done.add();
    });
    started.wait();
    for (const auto priority : {LoadPriority::Low, LoadPriority::Normal}) {
        scheduler.post(make_request("", priority), [&, priority] {
            diary.write(std::string(name_of(priority)));
            done.add();
        });
    }
    posted.open();
    done.wait_for(3);
    BOOST_TEST(diary.text() == "running normal low");
    BOOST_TEST(scheduler.stats().lent_turns == 0U);
}

BOOST_AUTO_TEST_CASE(who_lent_goes_on_before_queued_work_of_its_priority) {
    Diary diary;
    Gate started, posted;
    Count done;
    Scheduler scheduler{{.turns = 1}};
    scheduler.post(make_request("", LoadPriority::Low), [&] {
        started.open();
        posted.wait();
        if (checkpoint()) diary.write("lender");
        done.add();
    });
    started.wait();
    const auto write = [&](LoadPriority priority, const char* line) {
        scheduler.post(make_request("", priority), [&, line] {
            diary.write(line);
            done.add();
        });
    };
    write(LoadPriority::Low, "queued");
    write(LoadPriority::High, "high");
    write(LoadPriority::Critical, "critical");
    posted.open();
    done.wait_for(4);
    BOOST_TEST(diary.text() == "critical high lender queued");
}

BOOST_AUTO_TEST_CASE(a_running_job_that_is_raised_keeps_its_turn) {
    Diary diary;
    Gate started, posted;
    Count done;
    Scheduler scheduler{{.turns = 1}};
    const auto raised = make_request("", LoadPriority::Low);
    scheduler.post(raised, [&] {
        started.open();
        posted.wait();
        if (checkpoint()) diary.write("raised");
        done.add();
    });
    started.wait();
    scheduler.raise(*raised, LoadPriority::Critical);
    scheduler.post(make_request("", LoadPriority::Critical), [&] {
        diary.write("critical");
        done.add();
    });
    posted.open();
    done.wait_for(2);
    BOOST_TEST(diary.text() == "raised critical");
}

BOOST_AUTO_TEST_CASE(a_raised_lender_is_resumed_by_a_less_urgent_job) {
    Diary diary;
    Gate low_started, high_posted, high_started, raised_gate;
    Count done;
    Scheduler scheduler{{.turns = 1}};
    const auto low = make_request("", LoadPriority::Low);
    scheduler.post(low, [&] {
        low_started.open();
        high_posted.wait();
        if (checkpoint()) diary.write("low");
        done.add();
    });
    low_started.wait();
    scheduler.post(make_request("", LoadPriority::High), [&] {
        high_started.open();
        raised_gate.wait();
        if (checkpoint()) diary.write("high");
        done.add();
    });
    high_posted.open();
    high_started.wait();
    scheduler.raise(*low, LoadPriority::Critical);
    raised_gate.open();
    done.wait_for(2);
    BOOST_TEST(diary.text() == "low high");
    BOOST_TEST(scheduler.stats().lent_turns == 2U);
}

BOOST_AUTO_TEST_CASE(cancelled_while_running_it_says_stop_and_does_not_lend) {
    Diary diary;
    Gate started, cancelled;
    Count done;
    Scheduler scheduler{{.turns = 1}};
    const auto request = make_request("", LoadPriority::Low);
    scheduler.post(request, [&] {
        started.open();
        cancelled.wait();
        diary.write(checkpoint() ? "go on" : "stop");
        done.add();
    });
    started.wait();
    scheduler.post(make_request("", LoadPriority::Critical), [&] {
        diary.write("critical");
        done.add();
    });
    scheduler.cancel(*request);
    cancelled.open();
    done.wait_for(2);
    BOOST_TEST(diary.text() == "stop critical");
}

BOOST_AUTO_TEST_CASE(cancelled_while_its_turn_is_lent_it_says_stop) {
    Gate started, posted, done;
    bool go_on = true;
    Scheduler scheduler{{.turns = 1}};
    const auto request = make_request("", LoadPriority::Low);
    scheduler.post(request, [&] {
        started.open();
        posted.wait();
        go_on = checkpoint();
        done.open();
    });
    started.wait();
    scheduler.post(make_request("", LoadPriority::Critical), [&] { scheduler.cancel(*request); });
    posted.open();
    done.wait();
    BOOST_TEST(!go_on);
}

// Every turn is lent from Low to Normal to High to Critical: the deepest nesting there is, 4 N jobs under
// way.
BOOST_DATA_TEST_CASE(every_turn_can_be_lent_through_all_priorities, boost::unit_test::data::make({1, 2, 8}),
                     count) {
    const auto turns = static_cast<unsigned>(count);
    constexpr std::array order{LoadPriority::Low, LoadPriority::Normal, LoadPriority::High,
                               LoadPriority::Critical};
    std::array<Count, 4> started, ended;
    Crowd crowd;
    Scheduler scheduler{{.turns = turns}};
    for (std::size_t level = 0; level < order.size(); ++level) {
        const auto request = make_request(std::string(name_of(order[level])), order[level]);
        for (unsigned k = 0; k < turns; ++k) {
            scheduler.post(request, [&, level] {
                crowd.enter();
                started[level].add();
                if (level + 1 == order.size()) {
                    started[level].wait_for(turns);
                } else {
                    while (ended[level + 1].value() < turns) {
                        crowd.leave();
                        (void)checkpoint();
                        crowd.enter();
                        std::this_thread::yield();
                    }
                }
                crowd.leave();
                ended[level].add();
            });
        }
        started[level].wait_for(turns);  // the next level finds every turn taken
    }
    ended[0].wait_for(turns);
    BOOST_TEST(crowd.most() <= count);
    BOOST_TEST(scheduler.stats().lent_turns >= 3 * turns);
}

BOOST_AUTO_TEST_SUITE_END()
