// SPDX-License-Identifier: Apache-2.0
// The scheduler under Boost.Asio: post, strand, coroutines, timers.
#include <chrono>
#include <thread>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include "core/schedule/gate.hpp"
#include "schedule/scheduler.hpp"

using namespace sinter;
using namespace sinter::test;
namespace asio = boost::asio;

static_assert(asio::execution::is_executor<Executor>::value);
static_assert(asio::can_require<Executor, asio::execution::blocking_t::never_t>::value);
static_assert(!asio::can_require<Executor, asio::execution::blocking_t::always_t>::value);

BOOST_AUTO_TEST_SUITE(executors)

BOOST_AUTO_TEST_CASE(a_strand_serialises_over_many_turns) {
    Scheduler scheduler{{.turns = 4}};
    auto strand = asio::make_strand(scheduler.executor(make_request("", LoadPriority::Normal)));
    Count done;
    int value = 0;  // plain on purpose: the thread sanitizer watches it
    int last = -1;
    bool in_order = true;
    for (int k = 0; k < 10'000; ++k) {
        asio::post(strand, [&, k] {
            in_order = in_order && last == k - 1;
            last = k;
            if (++value == 10'000) done.add();
        });
    }
    done.wait_for(1);
    BOOST_TEST(value == 10'000);
    BOOST_TEST(in_order);
}

BOOST_AUTO_TEST_CASE(posting_to_a_strand_from_many_jobs_loses_nothing) {
    Scheduler scheduler{{.turns = 4}};
    const auto request = make_request("", LoadPriority::Normal);
    auto strand = asio::make_strand(scheduler.executor(request));
    Gate done;
    int value = 0;
    for (int k = 0; k < 2'000; ++k) {
        scheduler.post(request, [&] {
            asio::post(strand, [&] {
                if (++value == 2'000) done.open();
            });
        });
    }
    done.wait();
    BOOST_TEST(value == 2'000);
}

BOOST_AUTO_TEST_CASE(no_handler_runs_inline_even_with_one_turn) {
    Scheduler scheduler{{.turns = 1}};
    const auto executor = scheduler.executor(make_request("", LoadPriority::Normal));
    Diary diary;
    Gate done;
    asio::post(executor, [&] {
        asio::post(executor, [&] { diary.write("posted"); });
        asio::dispatch(executor, [&] { diary.write("dispatched"); });
        executor.execute([&] {
            diary.write("executed");
            done.open();
        });
        diary.write("outer");
    });
    done.wait();
    BOOST_TEST(diary.text() == "outer posted dispatched executed");
}

BOOST_AUTO_TEST_CASE(the_priority_is_the_requests_at_each_execute) {
    Scheduler scheduler{{.turns = 1}};
    Gate held, gate;
    scheduler.post(make_request("", LoadPriority::Critical), [&] {
        held.open();
        gate.wait();
    });
    held.wait();
    Diary diary;
    Count done;
    const auto line = [&](const char* text) {
        return [&diary, &done, text] {
            diary.write(text);
            done.add();
        };
    };
    const auto request = make_request("", LoadPriority::Low);
    const auto executor = scheduler.executor(request);
    const auto normal = scheduler.executor(make_request("", LoadPriority::Normal));
    asio::post(executor, line("low, raised"));
    asio::post(normal, line("normal"));
    scheduler.raise(*request, LoadPriority::High);
    asio::post(executor, line("high"));
    gate.open();
    done.wait_for(3);
    BOOST_TEST(diary.text() == "low, raised high normal");
}

BOOST_AUTO_TEST_CASE(executors_compare_by_scheduler_and_request) {
    Scheduler one{{.turns = 1}}, two{{.turns = 1}};
    const auto request = make_request("", LoadPriority::Normal);
    BOOST_TEST((one.executor(request) == one.executor(request)));
    BOOST_TEST((one.executor(request) != two.executor(request)));
    BOOST_TEST((one.executor(request) != one.executor(make_request("", LoadPriority::Normal))));
    BOOST_TEST((&asio::query(one.executor(request), asio::execution::context) == &one));
}

BOOST_AUTO_TEST_CASE(an_asio_coroutine_hops_through_turns_and_strands) {
    Scheduler scheduler{{.turns = 2}};
    const auto executor = scheduler.executor(make_request("", LoadPriority::Normal));
    auto strand = asio::make_strand(executor);
    Gate done;
    int stages = 0;
    bool on_turn = true;
    asio::co_spawn(
        executor,
        [&]() -> asio::awaitable<void> {
            for (int k = 0; k < 5; ++k) {
                co_await asio::post(executor, asio::use_awaitable);
                on_turn = on_turn && current_turn() < 2;
                co_await asio::co_spawn(
                    strand,
                    [&]() -> asio::awaitable<void> {
                        ++stages;
                        co_return;
                    },
                    asio::use_awaitable);
            }
            done.open();
        },
        asio::detached);
    done.wait();
    BOOST_TEST(stages == 5);
    BOOST_TEST(on_turn);
}

BOOST_AUTO_TEST_CASE(a_timer_fires_while_every_turn_is_busy) {
    Scheduler scheduler{{.turns = 2}};
    Count busy;
    Gate fired;
    for (int k = 0; k < 2; ++k) {
        scheduler.post(make_request("", LoadPriority::Critical), [&] {
            busy.add();
            fired.wait();
        });
    }
    busy.wait_for(2);
    asio::steady_timer timer(scheduler.io(), std::chrono::milliseconds(1));
    timer.async_wait([&](const boost::system::error_code& error) {
        if (!error) fired.open();
    });
    fired.wait();
    BOOST_TEST(fired.is_open());
}

BOOST_AUTO_TEST_SUITE_END()
