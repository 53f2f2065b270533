// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <memory>

#include <boost/test/unit_test.hpp>

#include "schedule/job.hpp"

namespace {

using sinter::Job;

struct Counted {
    explicit Counted(int& counter) : alive(&counter) { ++*alive; }
    Counted(const Counted& other) : alive(other.alive) { ++*alive; }
    Counted(Counted&& other) noexcept : alive(other.alive) { ++*alive; }
    ~Counted() { --*alive; }
    void operator()() const {}
    int* alive;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(job)

BOOST_AUTO_TEST_CASE(calls_what_it_holds_small_and_large) {
    int sum = 0;
    std::array<int, 100> large{};
    large[99] = 40;
    Job small([&sum] { sum += 2; });
    Job big([&sum, large] { sum += large[99]; });
    Job moved = std::move(big);
    BOOST_TEST(!big);
    small();
    moved();
    BOOST_TEST(sum == 42);
}

BOOST_AUTO_TEST_CASE(holds_what_can_only_be_moved) {
    int seen = 0;
    Job job([&seen, value = std::make_unique<int>(7)] { seen = *value; });
    Job moved;
    moved = std::move(job);
    moved();
    BOOST_TEST(seen == 7);
}

BOOST_AUTO_TEST_CASE(releases_what_it_owns_exactly_once) {
    int alive = 0;
    {
        Job inside{Counted(alive)};
        std::array<char, 200> ballast{};
        Job outside([counted = Counted(alive), ballast] { (void)ballast; });
        BOOST_TEST(alive == 2);
        Job moved = std::move(inside);
        Job also_moved = std::move(outside);
        BOOST_TEST(alive == 2);
        moved();
        BOOST_TEST(alive == 2);
        moved.reset();
        BOOST_TEST(alive == 1);
    }
    BOOST_TEST(alive == 0);
}

BOOST_AUTO_TEST_SUITE_END()
