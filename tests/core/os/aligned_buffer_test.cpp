// SPDX-License-Identifier: Apache-2.0
#include "os/aligned_buffer.hpp"

#include <unistd.h>

#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>

#include "os/buffer_pool.hpp"

using namespace sinter;

namespace {

bool is_zero(const AlignedBuffer& buffer) {
    return std::ranges::all_of(buffer.bytes(), [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(aligned_buffer)

BOOST_DATA_TEST_CASE(is_aligned_and_zeroed, boost::unit_test::data::make({64u, 256u, 4096u}), alignment) {
    for (const std::size_t size : {0u, 1u, 63u, 64u, 100'000u, 300'000u, 5'000'000u}) {
        const auto buffer = AlignedBuffer::zeroed(size, alignment);
        BOOST_TEST_REQUIRE(buffer.data() != nullptr);
        BOOST_TEST(reinterpret_cast<std::uintptr_t>(buffer.data()) % alignment == 0u);
        BOOST_TEST(buffer.size() == size);
        BOOST_TEST(is_zero(buffer));
        const auto raw = AlignedBuffer::uninitialised(size, alignment);
        BOOST_TEST_REQUIRE(raw.data() != nullptr);
        BOOST_TEST(reinterpret_cast<std::uintptr_t>(raw.data()) % alignment == 0u);
    }
}

BOOST_DATA_TEST_CASE(zeroes_memory_that_was_used_before,
                     boost::unit_test::data::make({1000u, 1'000'000u, 5'000'000u}), size) {
    const BufferPool::Work work;
    for (int i = 0; i < 10; ++i) {
        auto used = AlignedBuffer::uninitialised(size);
        std::ranges::fill(used.bytes(), std::uint8_t{0xff});
        used = AlignedBuffer{};
        BOOST_TEST_REQUIRE(is_zero(AlignedBuffer::zeroed(size)));
    }
}

BOOST_AUTO_TEST_CASE(moves_and_leaves_nothing_behind) {
    auto first = AlignedBuffer::zeroed(10);
    const auto* const data = first.data();
    AlignedBuffer second{std::move(first)};
    BOOST_TEST(second.data() == data);
    AlignedBuffer third = AlignedBuffer::zeroed(20);
    third = std::move(second);
    BOOST_TEST(third.data() == data);
    BOOST_TEST(third.size() == 10u);
}

BOOST_AUTO_TEST_CASE(refuses_an_impossible_size_without_an_exception) {
    BOOST_TEST(!AlignedBuffer::zeroed(SIZE_MAX));
    BOOST_TEST(!AlignedBuffer::uninitialised(SIZE_MAX - 63));
}

// ThreadSanitizer keeps a shadow for every byte that calloc gives out, and so touches it.
#ifndef __SANITIZE_THREAD__
static std::uint64_t resident_bytes() {
    std::ifstream statm{"/proc/self/statm"};
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    statm >> total >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

BOOST_AUTO_TEST_CASE(does_not_touch_large_zeroed_memory) {
    constexpr std::size_t size = 256u << 20;
    const auto before = resident_bytes();
    const auto buffer = AlignedBuffer::zeroed(size);
    BOOST_TEST_REQUIRE(buffer.data() != nullptr);
    // AddressSanitizer's shadow is an eighth.
    BOOST_TEST(resident_bytes() - before < size / 4);
}
#endif

BOOST_AUTO_TEST_SUITE_END()
