// SPDX-License-Identifier: Apache-2.0
// Everything at once, from many threads, for a bounded number of jobs.
#include <atomic>
#include <functional>
#include <random>
#include <thread>
#include <vector>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "core/schedule/gate.hpp"
#include "schedule/routine.hpp"

using namespace sinter;
using namespace sinter::test;
namespace data = boost::unit_test::data;

namespace {

struct Storm {
    explicit Storm(unsigned turns) : scheduler{{.turns = turns}} {
        for (unsigned k = 0; k < 64; ++k) refresh(k);
    }
    void refresh(unsigned slot) {
        auto fresh = make_request("storm", static_cast<LoadPriority>(1 + slot % 3));
        const std::lock_guard lock(mutex);
        requests[slot] = std::move(fresh);
    }
    RequestPtr pick(std::uint32_t random) {
        const std::lock_guard lock(mutex);
        return requests[random % requests.size()];
    }

    // The crowd counts only stretches that surely hold a turn, so more than N of them is an error.
    void job(std::uint32_t seed) {
        std::minstd_rand random(seed);
        crowd.enter();
        for (int k = 0; k < 4; ++k) {
            crowd.leave();
            const bool go_on = checkpoint();
            crowd.enter();
            if (!go_on) break;
            if (random() % 8 == 0) scheduler.raise(*pick(random()), static_cast<LoadPriority>(random() % 4));
            if (random() % 64 == 0) {
                const auto slot = random() % 64;
                scheduler.cancel(*pick(slot));
                refresh(slot);
            }
        }
        crowd.leave();
        if (random() % 4 == 0) {
            std::atomic<unsigned> visits{0};
            const Code code = parallel_for(16, [&](std::uint64_t) {
                crowd.enter();
                ++visits;
                crowd.leave();
                (void)checkpoint();
                return Code::Ok;
            });
            if (code == Code::Ok && visits.load() != 16) ++wrong;
            if (code != Code::Ok && code != Code::Cancelled) ++wrong;
        }
        done.add();
    }

    Crowd crowd;
    Count done;
    std::atomic<int> wrong{0};
    std::mutex mutex;
    std::array<RequestPtr, 64> requests;
    Scheduler scheduler;
};

Routine wander(Storm& storm, RequestPtr request, std::shared_ptr<Event> event) {
    for (int k = 0; k < 3; ++k) {
        (void)co_await hop(storm.scheduler, request);
        (void)checkpoint();
    }
    event->set();
}

Routine follow(Storm& storm, RequestPtr request, std::shared_ptr<Event> event) {
    (void)co_await event->wait(request);
    storm.job(1);
}

// Posts `jobs` jobs and routines from three threads; returns how many `done` will count.
unsigned blow(Storm& storm, unsigned jobs) {
    constexpr unsigned Threads = 3;
    std::vector<std::thread> threads;
    for (unsigned t = 0; t < Threads; ++t) {
        threads.emplace_back([&storm, jobs, t] {
            std::minstd_rand random(t + 1);
            for (unsigned k = 0; k < jobs; ++k) {
                const auto seed = static_cast<std::uint32_t>(random());
                if (k % 10 == 0) {
                    const auto event = std::make_shared<Event>(storm.scheduler);
                    follow(storm, storm.pick(random()), event);
                    wander(storm, storm.pick(random()), event);
                } else {
                    storm.scheduler.post(storm.pick(random()), [&storm, seed] { storm.job(seed); });
                }
            }
        });
    }
    for (auto& thread : threads) thread.join();
    return Threads * jobs;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stress)

BOOST_DATA_TEST_CASE(every_job_runs_and_never_too_many_at_once, data::make({1, 2, 5, 8}), turns) {
    Storm storm(static_cast<unsigned>(turns));
    storm.done.wait_for(blow(storm, 2'000));
    BOOST_TEST(storm.wrong.load() == 0);
    BOOST_TEST(storm.crowd.most() <= turns);
    const auto report = storm.scheduler.shutdown();
    BOOST_TEST(report.dropped == 0U);
    BOOST_TEST(storm.scheduler.stats().running == 0U);
    BOOST_TEST(storm.scheduler.stats().suspended == 0U);
}

BOOST_DATA_TEST_CASE(shutdown_in_the_middle_always_ends, data::make({1, 2, 8}), turns) {
    for (int round = 0; round < 20; ++round) {
        Storm storm(static_cast<unsigned>(turns));
        std::thread poster(blow, std::ref(storm), 200U);
        storm.done.wait_for(static_cast<unsigned>(1 + round * 20));
        storm.scheduler.shutdown();
        poster.join();
        BOOST_REQUIRE(storm.wrong.load() == 0);
        BOOST_REQUIRE(storm.crowd.most() <= turns);
    }
}

BOOST_AUTO_TEST_SUITE_END()
