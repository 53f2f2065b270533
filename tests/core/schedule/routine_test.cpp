// SPDX-License-Identifier: Apache-2.0
// Routine and Event.
#include <memory>
#include <thread>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "core/schedule/gate.hpp"
#include "schedule/event.hpp"
#include "schedule/routine.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

Routine stages(Scheduler& scheduler, RequestPtr request, std::string name, int count, Diary& diary,
               Count& done) {
    for (int k = 0; k < count; ++k) {
        if (!co_await hop(scheduler, request)) {
            diary.write(name + ":cancelled");
            break;
        }
        diary.write(name + std::to_string(k));
    }
    done.add();
}

Routine wait_for(Scheduler& scheduler, RequestPtr request, std::shared_ptr<Event> event, std::string name,
                 Diary& diary, Count& waiting, Count& done) {
    (void)co_await hop(scheduler, request);
    waiting.add();
    const bool go_on = co_await event->wait(request);
    diary.write(name + (go_on ? "" : ":cancelled") + (current_turn() == NoTurn ? ":astray" : ""));
    done.add();
}

// `owned` is held by the frame alone once its caller has gone.
Routine hop_once(Scheduler& scheduler, RequestPtr request, std::shared_ptr<int> owned) {
    (void)co_await hop(scheduler, request);
    ++*owned;
}

Routine wait_once(Scheduler&, RequestPtr request, std::shared_ptr<Event> event, std::shared_ptr<int> owned) {
    (void)co_await event->wait(request);
    ++*owned;
}

// Holds the only turn until `gate`.
void hold(Scheduler& scheduler, Gate& held, Gate& gate) {
    scheduler.post(make_request("holder", LoadPriority::Critical), [&] {
        held.open();
        gate.wait();
    });
    held.wait();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(routines)

BOOST_AUTO_TEST_CASE(a_hop_gives_up_the_turn_and_queues_behind_others) {
    Diary diary;
    Count done;
    Gate held, gate;
    Scheduler scheduler{{.turns = 1}};
    hold(scheduler, held, gate);
    stages(scheduler, make_request("", LoadPriority::Low), "a", 3, diary, done);
    stages(scheduler, make_request("", LoadPriority::Low), "b", 3, diary, done);
    stages(scheduler, make_request("", LoadPriority::High), "c", 2, diary, done);
    gate.open();
    done.wait_for(3);
    BOOST_TEST(diary.text() == "c0 c1 a0 b0 a1 b1 a2 b2");
}

BOOST_AUTO_TEST_CASE(a_waiting_routine_can_be_raised_and_cancelled) {
    Diary diary;
    Count done;
    Gate held, gate;
    Scheduler scheduler{{.turns = 1}};
    hold(scheduler, held, gate);
    const auto low = make_request("", LoadPriority::Low);
    const auto cancelled = make_request("", LoadPriority::Low);
    stages(scheduler, cancelled, "x", 3, diary, done);
    stages(scheduler, make_request("", LoadPriority::Normal), "n", 1, diary, done);
    stages(scheduler, low, "r", 2, diary, done);
    scheduler.raise(*low, LoadPriority::High);
    scheduler.cancel(*cancelled);
    gate.open();
    done.wait_for(3);
    BOOST_TEST(diary.text() == "r0 r1 n0 x:cancelled");
}

BOOST_AUTO_TEST_CASE(an_event_from_another_thread_resumes_all_in_order_under_their_requests) {
    Diary diary;
    Count waiting, done;
    Scheduler scheduler{{.turns = 1}};
    const auto event = std::make_shared<Event>(scheduler);
    const auto start = [&](LoadPriority priority, const char* name) {
        wait_for(scheduler, make_request("", priority), event, name, diary, waiting, done);
    };
    start(LoadPriority::Low, "l1");
    waiting.wait_for(1);
    start(LoadPriority::Low, "l2");
    waiting.wait_for(2);
    start(LoadPriority::High, "h");
    waiting.wait_for(3);
    Gate held, gate;
    hold(scheduler, held, gate);
    BOOST_TEST(!event->is_set());
    std::thread([&] { event->set(); }).join();
    BOOST_TEST(event->is_set());
    BOOST_TEST(diary.text() == "");
    gate.open();
    done.wait_for(3);
    BOOST_TEST(diary.text() == "h l1 l2");
}

BOOST_AUTO_TEST_CASE(an_event_that_is_set_is_passed_without_waiting) {
    Diary diary;
    Count waiting, done;
    Scheduler scheduler{{.turns = 1}};
    const auto event = std::make_shared<Event>(scheduler);
    event->set();
    event->set();
    wait_for(scheduler, make_request("", LoadPriority::Low), event, "a", diary, waiting, done);
    done.wait_for(1);
    BOOST_TEST(diary.text() == "a");
    BOOST_TEST(scheduler.stats().executed <= 1U);
}

BOOST_AUTO_TEST_CASE(who_was_cancelled_while_waiting_is_told) {
    Diary diary;
    Count waiting, done;
    Scheduler scheduler{{.turns = 1}};
    const auto event = std::make_shared<Event>(scheduler);
    const auto request = make_request("", LoadPriority::Low);
    wait_for(scheduler, request, event, "a", diary, waiting, done);
    waiting.wait_for(1);
    scheduler.cancel(*request);
    event->set();
    done.wait_for(1);
    BOOST_TEST(diary.text() == "a:cancelled");
}

BOOST_AUTO_TEST_CASE(shutdown_releases_the_frame_of_a_queued_routine) {
    const auto owned = std::make_shared<int>(0);
    Gate busy;
    Scheduler scheduler{{.turns = 1}};
    scheduler.post(make_request("", LoadPriority::Critical), [&] {
        busy.open();
        while (checkpoint()) std::this_thread::yield();
    });
    busy.wait();
    for (int k = 0; k < 100; ++k) hop_once(scheduler, make_request("", LoadPriority::Low), owned);
    BOOST_TEST(owned.use_count() == 101);
    BOOST_TEST(scheduler.shutdown().dropped == 100U);
    BOOST_TEST(owned.use_count() == 1);
    BOOST_TEST(*owned == 0);
    hop_once(scheduler, make_request("", LoadPriority::Low), owned);
    BOOST_TEST(owned.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(shutdown_releases_routines_that_wait_for_an_event_they_own) {
    const auto owned = std::make_shared<int>(0);
    std::weak_ptr<Event> watched;
    {
        Scheduler scheduler{{.turns = 1}};
        auto event = std::make_shared<Event>(scheduler);
        watched = event;
        for (int k = 0; k < 10; ++k) wait_once(scheduler, make_request("", LoadPriority::Low), event, owned);
        event.reset();
        BOOST_TEST(!watched.expired());
        scheduler.shutdown();
        BOOST_TEST(watched.expired());
        auto late = std::make_shared<Event>(scheduler);
        wait_once(scheduler, make_request("", LoadPriority::Low), late, owned);
    }
    BOOST_TEST(owned.use_count() == 1);
    BOOST_TEST(*owned == 0);
}

BOOST_AUTO_TEST_CASE(an_event_destroyed_unset_releases_who_waits_and_may_outlive_the_scheduler) {
    const auto owned = std::make_shared<int>(0);
    std::shared_ptr<Event> survivor;
    {
        Scheduler scheduler{{.turns = 1}};
        {
            Event event(scheduler);
            const std::shared_ptr<Event> borrowed(std::shared_ptr<Event>(), &event);
            wait_once(scheduler, make_request("", LoadPriority::Low), borrowed, owned);
            BOOST_TEST(owned.use_count() == 2);
        }
        BOOST_TEST(owned.use_count() == 1);
        survivor = std::make_shared<Event>(scheduler);
    }
    survivor->set();
    BOOST_TEST(survivor->is_set());
}

BOOST_DATA_TEST_CASE(events_set_while_routines_arrive_lose_nobody, boost::unit_test::data::make({1, 2, 8}),
                     turns) {
    Diary diary;
    Count waiting, done;
    Scheduler scheduler{{.turns = static_cast<unsigned>(turns)}};
    unsigned started = 0;
    for (int round = 0; round < 200; ++round) {
        const auto event = std::make_shared<Event>(scheduler);
        for (int k = 0; k < 4; ++k, ++started) {
            wait_for(scheduler, make_request("", LoadPriority::Normal), event, "", diary, waiting, done);
        }
        event->set();  // some wait already, some do not yet
    }
    done.wait_for(started);
    BOOST_TEST(done.value() == started);
}

BOOST_AUTO_TEST_SUITE_END()
