// SPDX-License-Identifier: Apache-2.0
// The end: what waits is dropped, what runs is told to stop.
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "core/schedule/gate.hpp"
#include "schedule/scheduler.hpp"

using namespace sinter;
using namespace sinter::test;
using Clock = std::chrono::steady_clock;

namespace {

void spin_for(Clock::duration time) {
    const auto end = Clock::now() + time;
    while (Clock::now() < end) {
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shutdowns)

BOOST_DATA_TEST_CASE(a_hundred_thousand_queued_jobs_are_dropped_promptly,
                     boost::unit_test::data::make({1, 2, 8}), turns) {
    constexpr unsigned Jobs = 100'000;
    const auto owned = std::make_shared<int>(0);
    std::atomic<unsigned> ran{0};
    Count busy;
    Scheduler scheduler{{.turns = static_cast<unsigned>(turns)}};
    for (int k = 0; k < turns; ++k) {
        scheduler.post(make_request("running", LoadPriority::Critical), [&] {
            busy.add();
            while (checkpoint()) std::this_thread::yield();
        });
    }
    busy.wait_for(static_cast<unsigned>(turns));
    const auto request = make_request("queued", LoadPriority::Low);
    for (unsigned k = 0; k < Jobs; ++k) scheduler.post(request, [&ran, owned] { ++ran; });
    BOOST_TEST(owned.use_count() == static_cast<long>(Jobs + 1));

    const auto begin = Clock::now();
    const auto report = scheduler.shutdown();
    const auto time = Clock::now() - begin;
    BOOST_TEST(report.dropped == Jobs);
    BOOST_TEST(ran.load() == 0U);
    BOOST_TEST(owned.use_count() == 1);
    BOOST_TEST(request.use_count() == 1);
    BOOST_TEST(report.slowest == "running");
    // Milliseconds when measured; the bound leaves room for sanitizers and a busy machine.
    BOOST_TEST((time < std::chrono::seconds(5)));
}

BOOST_AUTO_TEST_CASE(the_report_names_the_slowest_job) {
    Scheduler scheduler{{.turns = 2}};
    Count busy;
    scheduler.post(make_request("quick.png", LoadPriority::Normal), [&] {
        busy.add();
        while (checkpoint()) std::this_thread::yield();
    });
    scheduler.post(make_request("slow.png", LoadPriority::Normal), [&] {
        busy.add();
        while (checkpoint()) std::this_thread::yield();
        spin_for(std::chrono::milliseconds(100));  // a library call that has no checkpoint
    });
    busy.wait_for(2);
    const auto report = scheduler.shutdown();
    BOOST_TEST(report.slowest == "slow.png");
    BOOST_TEST((report.longest_stop >= std::chrono::milliseconds(100)));
    BOOST_TEST(report.dropped == 0U);
}

BOOST_AUTO_TEST_CASE(an_express_job_is_told_as_well) {
    Scheduler scheduler{{.turns = 1}};
    Gate busy;
    scheduler.post_express(
        LoadPriority::High,
        [&] {
            busy.open();
            while (checkpoint()) std::this_thread::yield();
            spin_for(std::chrono::milliseconds(1));
        },
        make_request("express.png", LoadPriority::High));
    busy.wait();
    scheduler.post_express(LoadPriority::High, [] {});
    const auto report = scheduler.shutdown();
    BOOST_TEST(report.slowest == "express.png");
    BOOST_TEST(report.dropped == 1U);
}

BOOST_AUTO_TEST_CASE(an_idle_scheduler_reports_nothing) {
    Scheduler scheduler{{.turns = 2}};
    const auto report = scheduler.shutdown();
    BOOST_TEST(report.dropped == 0U);
    BOOST_TEST(report.slowest == "");
    BOOST_TEST(report.longest_stop.count() == 0);
}

BOOST_AUTO_TEST_CASE(again_it_returns_the_same_report) {
    Scheduler scheduler{{.turns = 1}};
    Gate busy;
    scheduler.post(make_request("job", LoadPriority::Normal), [&] {
        busy.open();
        while (checkpoint()) std::this_thread::yield();
    });
    busy.wait();
    scheduler.post(make_request("", LoadPriority::Normal), [] {});
    const auto first = scheduler.shutdown();
    const auto second = scheduler.shutdown();
    BOOST_TEST(first.dropped == 1U);
    BOOST_TEST(second.dropped == 1U);
    BOOST_TEST((first.longest_stop == second.longest_stop));
    BOOST_TEST(second.slowest == "job");
}

BOOST_AUTO_TEST_CASE(later_posts_are_dropped_at_once) {
    Scheduler scheduler{{.turns = 1}};
    scheduler.shutdown();
    const auto owned = std::make_shared<int>(0);
    const auto request = make_request("", LoadPriority::Normal);
    bool ran = false;
    scheduler.post(request, [&ran, owned] { ran = true; });
    scheduler.post_express(LoadPriority::High, [&ran, owned] { ran = true; });
    BOOST_TEST(owned.use_count() == 1);
    BOOST_TEST(!ran);
}

BOOST_AUTO_TEST_CASE(jobs_whose_turn_is_lent_end_too) {
    Scheduler scheduler{{.turns = 1}};
    Gate started, posted, critical_started;
    bool low_goes_on = true, critical_goes_on = true;
    scheduler.post(make_request("low", LoadPriority::Low), [&] {
        started.open();
        posted.wait();
        low_goes_on = checkpoint();
    });
    started.wait();
    scheduler.post(make_request("critical", LoadPriority::Critical), [&] {
        critical_started.open();
        while (checkpoint()) std::this_thread::yield();
        critical_goes_on = false;
    });
    posted.open();
    critical_started.wait();
    scheduler.shutdown();
    BOOST_TEST(!low_goes_on);
    BOOST_TEST(!critical_goes_on);
}

BOOST_AUTO_TEST_CASE(a_parallel_loop_ends_as_cancelled) {
    Scheduler scheduler{{.turns = 4}};
    Count inside;
    Code code = Code::Ok;
    scheduler.post(make_request("", LoadPriority::Normal), [&] {
        code = parallel_for(1'000'000'000'000, [&](std::uint64_t) {
            inside.add();
            return Code::Ok;
        });
    });
    inside.wait_for(100);
    scheduler.shutdown();
    BOOST_TEST((code == Code::Cancelled));
}

BOOST_AUTO_TEST_CASE(dropped_jobs_may_post_while_they_are_released) {
    struct PostsAtEnd {
        Scheduler& scheduler;
        RequestPtr request;
        std::shared_ptr<int> owned;
        ~PostsAtEnd() {
            scheduler.post(request, [kept = owned] { ++*kept; });
        }
    };
    const auto owned = std::make_shared<int>(0);
    Gate busy;
    {
        Scheduler scheduler{{.turns = 1}};
        const auto request = make_request("", LoadPriority::Normal);
        scheduler.post(request, [&] {
            busy.open();
            while (checkpoint()) std::this_thread::yield();
        });
        busy.wait();
        for (int k = 0; k < 100; ++k) {
            auto last = std::make_unique<PostsAtEnd>(PostsAtEnd{scheduler, request, owned});
            scheduler.post(request, [last = std::move(last)] {});
        }
        const auto report = scheduler.shutdown();
        BOOST_TEST(report.dropped >= 200U);
    }
    BOOST_TEST(*owned == 0);
    BOOST_TEST(owned.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(handlers_that_wait_in_a_strand_are_released) {
    const auto owned = std::make_shared<int>(0);
    Gate busy;
    {
        Scheduler scheduler{{.turns = 1}};
        const auto request = make_request("", LoadPriority::Normal);
        scheduler.post(request, [&] {
            busy.open();
            while (checkpoint()) std::this_thread::yield();
        });
        busy.wait();
        auto strand = boost::asio::make_strand(scheduler.executor(request));
        for (int k = 0; k < 100; ++k) boost::asio::post(strand, [owned] { ++*owned; });
        BOOST_TEST(owned.use_count() == 101);
    }
    BOOST_TEST(*owned == 0);
    BOOST_TEST(owned.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
