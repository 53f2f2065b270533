// SPDX-License-Identifier: Apache-2.0
#include "os/buffer_pool.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

using namespace sinter;

namespace {

constexpr std::size_t MiB = std::size_t{1} << 20;

struct Busy {
    std::optional<BufferPool::Work> work{std::in_place};
    BufferPool& pool = BufferPool::shared();
};

// mincore fails where nothing is mapped.
bool is_mapped(const BufferPool::Stretch& stretch) {
    unsigned char page = 0;
    return ::mincore(stretch.data, 4096, &page) == 0;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(buffer_pool, Busy)

BOOST_AUTO_TEST_CASE(what_one_leaves_the_next_of_like_size_gets) {
    auto first = pool.take(4 * MiB);
    BOOST_TEST_REQUIRE(first.data != nullptr);
    BOOST_TEST(first.fresh);
    BOOST_TEST(first.size >= 4 * MiB);
    BOOST_TEST(std::all_of(first.data, first.data + first.size, [](auto byte) { return byte == 0; }));
    pool.give(first);
    BOOST_TEST(pool.kept() == first.size);
    const auto second = pool.take(4 * MiB - 100'000);
    BOOST_TEST(second.data == first.data);
    BOOST_TEST(!second.fresh);
    BOOST_TEST(pool.kept() == 0u);
    const auto other = pool.take(8 * MiB);
    BOOST_TEST(other.fresh);
    pool.give(second);
    pool.give(other);
}

BOOST_AUTO_TEST_CASE(large_ones_can_lie_in_huge_pages) {
    const auto stretch = pool.take(5 * MiB);
    BOOST_TEST_REQUIRE(stretch.data != nullptr);
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(stretch.data) % (2 * MiB) == 0u);
    stretch.data[stretch.size - 1] = 1;
    pool.give(stretch);
}

BOOST_AUTO_TEST_CASE(keeps_no_more_than_it_may_and_drops_the_oldest) {
    std::vector<BufferPool::Stretch> many;
    for (int i = 0; i < 20; ++i) many.push_back(pool.take(16 * MiB));
    for (const auto& stretch : many) pool.give(stretch);
    BOOST_TEST(pool.kept() == BufferPool::MostKept);
    BOOST_TEST(!is_mapped(many.front()));
    BOOST_TEST(is_mapped(many.back()));
    const auto huge = pool.take(BufferPool::MostKept);
    pool.give(huge);
    BOOST_TEST(pool.kept() == BufferPool::MostKept);
}

BOOST_AUTO_TEST_CASE(gives_everything_back_when_the_last_work_is_over) {
    std::optional<BufferPool::Work> other{std::in_place};
    const auto stretch = pool.take(MiB), later = pool.take(MiB);
    pool.give(stretch);
    other.reset();
    BOOST_TEST(pool.kept() == stretch.size);
    work.reset();
    BOOST_TEST(pool.kept() == 0u);
    BOOST_TEST(!is_mapped(stretch));
    // Without work nothing is kept.
    pool.give(later);
    BOOST_TEST(pool.kept() == 0u);
    BOOST_TEST(!is_mapped(later));
}

BOOST_AUTO_TEST_CASE(refuses_an_impossible_size) {
    BOOST_TEST(pool.take(SIZE_MAX).data == nullptr);
    BOOST_TEST(pool.take(SIZE_MAX / 2).data == nullptr);
}

BOOST_AUTO_TEST_CASE(never_gives_one_stretch_to_two_threads) {
    std::array<std::thread, 4> threads;
    std::atomic<int> wrong{0};
    for (std::size_t number = 0; number < threads.size(); ++number)
        threads[number] = std::thread{[&, number] {
            for (std::size_t i = 0; i < 500; ++i) {
                const auto stretch = pool.take(BufferPool::LeastBytes << (i % 3));
                const auto mark = static_cast<std::uint8_t>(number + 1);
                std::fill_n(stretch.data, 4096, mark);
                std::this_thread::yield();
                if (std::any_of(stretch.data, stretch.data + 4096, [&](auto byte) { return byte != mark; })) ++wrong;
                pool.give(stretch);
            }
        }};
    for (auto& thread : threads) thread.join();
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_SUITE_END()
