// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include <boost/test/unit_test.hpp>

#include "core/schedule/gate.hpp"
#include "schedule/scheduler.hpp"

using namespace sinter;
using namespace sinter::test;

BOOST_AUTO_TEST_SUITE(express)

BOOST_AUTO_TEST_CASE(critical_goes_before_high_and_each_in_order) {
    Scheduler scheduler{{.turns = 1}};
    Gate held, gate;
    Count done;
    Diary diary;
    scheduler.post_express(LoadPriority::High, [&] {
        held.open();
        gate.wait();
    });
    held.wait();
    const auto post = [&](LoadPriority priority, const char* line) {
        scheduler.post_express(priority, [&, line] {
            diary.write(line);
            done.add();
        });
    };
    post(LoadPriority::High, "h1");
    post(LoadPriority::Critical, "c1");
    post(LoadPriority::High, "h2");
    post(LoadPriority::Critical, "c2");
    BOOST_TEST(scheduler.stats().express_queued == 4U);
    gate.open();
    done.wait_for(4);
    BOOST_TEST(diary.text() == "c1 c2 h1 h2");
}

BOOST_AUTO_TEST_CASE(runs_while_every_turn_is_busy_and_takes_none) {
    Scheduler scheduler{{.turns = 1}};
    Gate busy, loaded;
    scheduler.post(make_request("", LoadPriority::Critical), [&] {
        busy.open();
        loaded.wait();
    });
    busy.wait();
    unsigned turn = NoTurn;
    bool go_on = false;
    std::string name;
    scheduler.post_express(
        LoadPriority::Critical,
        [&] {
            turn = current_turn();
            go_on = checkpoint();
            name = current_request()->name();
            loaded.open();
        },
        make_request("ui/bar.png", LoadPriority::Critical));
    loaded.wait();
    BOOST_TEST(turn == 1U);
    BOOST_TEST(go_on);
    BOOST_TEST(name == "ui/bar.png");
}

BOOST_AUTO_TEST_CASE(a_cancelled_request_is_told) {
    Scheduler scheduler{{.turns = 1}};
    const auto request = make_request("", LoadPriority::High);
    scheduler.cancel(*request);
    Gate done;
    bool go_on = true;
    scheduler.post_express(
        LoadPriority::High,
        [&] {
            go_on = checkpoint();
            done.open();
        },
        request);
    done.wait();
    BOOST_TEST(!go_on);
}

BOOST_AUTO_TEST_SUITE_END()
