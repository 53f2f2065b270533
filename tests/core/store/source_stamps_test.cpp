// SPDX-License-Identifier: Apache-2.0
#include "store/source_stamps.hpp"

#include <boost/test/unit_test.hpp>
#include <thread>

#include "core/os/scratch_folder.hpp"

using namespace sinter;

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t now = 1000 * second;

FileStamp stamp(std::uint64_t inode, std::int64_t mtime_ns = 10 * second) {
    return {100, mtime_ns, inode, 7, mtime_ns};
}
ContentHash hash(int i) {
    return hash_bytes("content " + std::to_string(i));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(source_stamps)

BOOST_AUTO_TEST_CASE(knows_an_unchanged_file) {
    SourceStamps stamps;
    stamps.remember(stamp(1), hash(1), now);
    BOOST_TEST((stamps.find(stamp(1)) == hash(1)));
    BOOST_TEST(!stamps.find(stamp(2)));
}

BOOST_AUTO_TEST_CASE(does_not_know_a_file_that_changed_in_any_way) {
    SourceStamps stamps;
    stamps.remember(stamp(1), hash(1), now);
    for (int field = 0; field < 5; ++field) {
        auto changed = stamp(1);
        switch (field) {
            case 0:
                ++changed.size;
                break;
            case 1:
                ++changed.mtime_ns;
                break;
            case 2:
                ++changed.inode;
                break;
            case 3:
                ++changed.device;
                break;
            default:
                ++changed.ctime_ns;
                break;
        }
        BOOST_TEST(!stamps.find(changed), "field " << field);
    }
}

BOOST_AUTO_TEST_CASE(replaces_what_it_knew_of_a_changed_file) {
    SourceStamps stamps;
    stamps.remember(stamp(1), hash(1), now);
    stamps.remember(stamp(1, 20 * second), hash(2), now);
    BOOST_TEST(stamps.size() == 1u);
    BOOST_TEST((stamps.find(stamp(1, 20 * second)) == hash(2)));
    BOOST_TEST(!stamps.find(stamp(1)));
}

BOOST_AUTO_TEST_CASE(does_not_trust_what_was_modified_while_it_was_hashed) {
    SourceStamps stamps;
    stamps.remember(stamp(1, now - 2 * second), hash(1), now);
    BOOST_TEST((stamps.find(stamp(1, now - 2 * second)) == hash(1)));
    for (const auto mtime : {now - 2 * second + 1, now, now + 100 * second}) {
        stamps.remember(stamp(1, mtime), hash(1), now);
        BOOST_TEST(!stamps.find(stamp(1, mtime)));
    }
    auto put_back = stamp(2);
    put_back.ctime_ns = now - second;
    stamps.remember(put_back, hash(2), now);
    BOOST_TEST(!stamps.find(put_back));
    BOOST_TEST(stamps.size() == 0u);
}

BOOST_AUTO_TEST_CASE(comes_back_from_its_file) {
    const test::ScratchFolder folder;
    SourceStamps stamps;
    for (int i = 0; i < 100; ++i) stamps.remember(stamp(static_cast<std::uint64_t>(i)), hash(i), now);
    BOOST_TEST(static_cast<bool>(stamps.save(folder / "stamps")));
    SourceStamps loaded;
    loaded.load(folder / "stamps");
    BOOST_TEST(loaded.size() == 100u);
    for (int i = 0; i < 100; ++i) BOOST_TEST((loaded.find(stamp(static_cast<std::uint64_t>(i))) == hash(i)));
}

BOOST_AUTO_TEST_CASE(keeps_what_it_knows_better_than_its_file) {
    const test::ScratchFolder folder;
    SourceStamps stamps;
    stamps.remember(stamp(1), hash(1), now);
    BOOST_TEST(static_cast<bool>(stamps.save(folder / "stamps")));
    SourceStamps newer;
    newer.remember(stamp(1, 20 * second), hash(2), now);
    newer.load(folder / "stamps");
    BOOST_TEST((newer.find(stamp(1, 20 * second)) == hash(2)));
}

BOOST_AUTO_TEST_CASE(forgets_files_that_nobody_asks_for) {
    const test::ScratchFolder folder;
    const auto file = folder / "stamps";
    {
        SourceStamps stamps;
        stamps.remember(stamp(1), hash(1), now);
        stamps.remember(stamp(2), hash(2), now);
        BOOST_TEST(static_cast<bool>(stamps.save(file)));
    }
    for (std::uint32_t run = 0; run <= SourceStamps::MaxAge; ++run) {
        SourceStamps stamps;
        stamps.load(file);
        BOOST_TEST(stamps.size() == 2u);
        BOOST_TEST((stamps.find(stamp(1)) == hash(1)));
        BOOST_TEST(static_cast<bool>(stamps.save(file)));
    }
    SourceStamps stamps;
    stamps.load(file);
    BOOST_TEST(stamps.size() == 1u);
    BOOST_TEST((stamps.find(stamp(1)) == hash(1)));
}

BOOST_AUTO_TEST_CASE(takes_a_damaged_file_for_an_empty_one) {
    const test::ScratchFolder folder;
    SourceStamps stamps;
    stamps.remember(stamp(1), hash(1), now);
    stamps.remember(stamp(2), hash(2), now);
    BOOST_TEST(static_cast<bool>(stamps.save(folder / "stamps")));
    const auto bytes = test::contents(folder / "stamps");
    BOOST_TEST(bytes.size() == 32u + 2 * 80u);
    const auto entries_in = [&](const std::string& text) {
        SourceStamps loaded;
        loaded.load(folder.write("damaged", text));
        return loaded.size();
    };
    BOOST_TEST(entries_in(bytes) == 2u);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto flipped = bytes;
        flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
        BOOST_TEST_REQUIRE(entries_in(flipped) == 0u, "byte " << i);
        BOOST_TEST_REQUIRE(entries_in(bytes.substr(0, i)) == 0u, "cut at " << i);
    }
    BOOST_TEST(entries_in(bytes + "x") == 0u);
    SourceStamps none;
    none.load(folder / "not there");
    none.load(folder.path());
    BOOST_TEST(none.size() == 0u);
}

BOOST_AUTO_TEST_CASE(says_when_it_cannot_be_saved) {
    SourceStamps stamps;
    const test::ScratchFolder folder;
    BOOST_TEST((stamps.save(folder / "none/stamps").code() == Code::Absent));
}

BOOST_AUTO_TEST_CASE(is_used_by_many_threads_at_once) {
    const test::ScratchFolder folder;
    SourceStamps stamps;
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 300; ++i) {
                const auto one = stamp(static_cast<std::uint64_t>(i));
                stamps.remember(one, hash(i), now);
                if (stamps.find(one) != hash(i)) ++wrong;
                if (i % 100 == t && !stamps.save(folder / "stamps")) ++wrong;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    BOOST_TEST(wrong == 0);
    BOOST_TEST(stamps.size() == 300u);
}

BOOST_AUTO_TEST_SUITE_END()
