// SPDX-License-Identifier: Apache-2.0
#include "os/process.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <vector>

using namespace sinter;

BOOST_AUTO_TEST_SUITE(process)

BOOST_AUTO_TEST_CASE(peak_memory_grows_with_what_is_used_and_stays) {
    const auto before = peak_rss_bytes();
    BOOST_TEST(before > 0u);
    constexpr std::size_t size = 192u << 20;
    {
        std::vector<std::uint8_t> used(size, 1);
        BOOST_TEST(used[size / 2] == 1);
    }
    BOOST_TEST(peak_rss_bytes() >= size);
}

BOOST_AUTO_TEST_CASE(cpu_clocks_count_work) {
    const auto thread_before = thread_cpu_ns();
    const auto process_before = process_cpu_ms();
    volatile unsigned sink = 0;
    while (thread_cpu_ns() - thread_before < 20'000'000) sink = sink + 1;
    BOOST_TEST(process_cpu_ms() - process_before >= 15.0);
}

BOOST_AUTO_TEST_CASE(steady_clock_does_not_go_back) {
    auto last = steady_ns();
    for (int i = 0; i < 1000; ++i) {
        const auto now = steady_ns();
        BOOST_TEST_REQUIRE(now >= last);
        last = now;
    }
}

BOOST_AUTO_TEST_CASE(wall_clock_is_the_systems) {
    const auto system = std::chrono::duration_cast<std::chrono::nanoseconds>(
                            std::chrono::system_clock::now().time_since_epoch())
                            .count();
    BOOST_TEST(std::abs(wall_clock_ns() - system) < 60'000'000'000);
}

BOOST_AUTO_TEST_SUITE_END()
