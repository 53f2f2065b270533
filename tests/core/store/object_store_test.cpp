// SPDX-License-Identifier: Apache-2.0
#include "store/object_store.hpp"

#include <sys/resource.h>
#include <sys/wait.h>

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <thread>

#include "core/os/scratch_folder.hpp"

using namespace sinter;

namespace {

// FIPS 180-4, "SHA Examples".
const std::string of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

ByteSpan span_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
std::string text_of(const AlignedBuffer& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Paths of all files below the folder.
std::vector<std::string> all_files(const std::string& folder) {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file()) out.push_back(entry.path());
    }
    return out;
}

/// The objects that every writer of the tests below writes.
std::string object_text(int i) {
    return "object " + std::to_string(i) + std::string(static_cast<std::size_t>(i) * 37, 'x');
}

}  // namespace

BOOST_AUTO_TEST_SUITE(object_store)

BOOST_AUTO_TEST_CASE(stores_bytes_under_their_sha_256) {
    const test::ScratchFolder folder;
    ObjectStore store{folder / "new/out"};
    const std::array pieces{span_of("a"), span_of(""), span_of("bc")};
    const auto put = store.put(pieces);
    BOOST_TEST_REQUIRE(static_cast<bool>(put));
    BOOST_TEST(put->hash.hex() == of_abc);
    BOOST_TEST(put->size == 3u);
    BOOST_TEST(!put->existed);
    BOOST_TEST(store.path_of(put->hash) == folder / ("new/out/objects/ba/" + of_abc));
    BOOST_TEST(test::contents(store.path_of(put->hash)) == "abc");
    BOOST_TEST(text_of(*store.get(put->hash)) == "abc");
    BOOST_TEST(*store.size_of(put->hash) == 3u);
}

BOOST_AUTO_TEST_CASE(writes_nothing_twice) {
    const test::ScratchFolder folder;
    ObjectStore store{folder.path()};
    const auto first = store.put(span_of("abc"));
    const auto stamp = *stamp_of(store.path_of(first->hash));
    const auto second = store.put(span_of("abc"));
    BOOST_TEST(second->existed);
    BOOST_TEST((second->hash == first->hash));
    BOOST_TEST((*stamp_of(store.path_of(first->hash)) == stamp));
    ObjectStore another{folder.path()};
    BOOST_TEST(another.put(span_of("abc"))->existed);
}

BOOST_AUTO_TEST_CASE(replaces_an_object_that_lost_its_end) {
    const test::ScratchFolder folder;
    ObjectStore store{folder.path()};
    const auto put = store.put(span_of("abc"));
    std::filesystem::resize_file(store.path_of(put->hash), 1);
    const auto again = store.put(span_of("abc"));
    BOOST_TEST(!again->existed);
    BOOST_TEST(text_of(*store.get(put->hash)) == "abc");
}

BOOST_AUTO_TEST_CASE(makes_a_discarded_object_anew) {
    const test::ScratchFolder folder;
    ObjectStore store{folder.path()};
    const auto put = store.put(span_of("abc"));
    folder.write("objects/ba/" + of_abc, "abd");  // a flipped bit: same size
    BOOST_TEST(store.put(span_of("abc"))->existed);
    BOOST_TEST(static_cast<bool>(store.discard(put->hash)));
    BOOST_TEST(static_cast<bool>(store.discard(put->hash)));
    BOOST_TEST((store.get(put->hash).code() == Code::Absent));
    BOOST_TEST(!store.put(span_of("abc"))->existed);
    BOOST_TEST(text_of(*store.get(put->hash)) == "abc");
}

BOOST_AUTO_TEST_CASE(reads_into_a_callers_buffer) {
    const test::ScratchFolder folder;
    ObjectStore store{folder.path()};
    const auto put = store.put(span_of("0123456789"));
    const auto object = store.open(put->hash);
    BOOST_TEST_REQUIRE(static_cast<bool>(object));
    BOOST_TEST(object->size == 10u);
    std::array<std::uint8_t, 4> part{};
    BOOST_TEST(static_cast<bool>(read_exactly(object->file, "object", 3, part)));
    BOOST_TEST((std::string{part.begin(), part.end()} == "3456"));
}

BOOST_AUTO_TEST_CASE(says_absent_and_too_large) {
    const test::ScratchFolder folder;
    ObjectStore store{folder.path()};
    const auto none = *ContentHash::from_hex(of_abc);
    BOOST_TEST((store.get(none).code() == Code::Absent));
    BOOST_TEST((store.open(none).code() == Code::Absent));
    BOOST_TEST((store.size_of(none).code() == Code::Absent));
    const auto put = store.put(span_of("abc"));
    BOOST_TEST((store.get(put->hash, 2).code() == Code::TooLarge));
    BOOST_TEST((store.get(put->hash, 3).code() == Code::Ok));
}

BOOST_AUTO_TEST_CASE(is_shared_by_threads_and_processes) {
    const test::ScratchFolder folder;
    constexpr int objects = 60;
    // Before any thread is started, so that the child inherits no lock.
    const auto child = ::fork();
    if (child == 0) {
        ObjectStore store{folder.path()};
        bool good = true;
        for (int i = 0; i < objects; ++i) good = good && store.put(span_of(object_text(i)));
        ::_exit(good ? 0 : 1);
    }
    ObjectStore store{folder.path()};
    std::vector<std::thread> threads;
    std::atomic<int> failed{0};
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < objects; ++i) {
                const auto put = store.put(span_of(object_text(i)));
                const auto got = put ? store.get(put->hash) : Result<AlignedBuffer>{put.error()};
                if (!got || text_of(*got) != object_text(i)) ++failed;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    int status = -1;
    BOOST_TEST(::waitpid(child, &status, 0) == child);
    BOOST_TEST(status == 0);
    BOOST_TEST(failed == 0);
    // No temporary file is left.
    BOOST_TEST(all_files(folder.path()).size() == static_cast<std::size_t>(objects));
}

BOOST_AUTO_TEST_CASE(keeps_nothing_of_what_does_not_fit) {
    const test::ScratchFolder folder;
    ObjectStore store{folder.path()};
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit limit{1000, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto put = store.put(span_of(std::string(2000, 'x')));
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    BOOST_TEST_REQUIRE(!put);
    BOOST_TEST((put.code() == Code::Io));
    BOOST_TEST(put.error().text.ends_with(": cannot write (File too large)"));
    BOOST_TEST(all_files(folder.path()).empty());
}

BOOST_AUTO_TEST_CASE(says_why_it_cannot_write) {
    const test::ScratchFolder folder;
    folder.write("out", "a file");
    ObjectStore store{folder / "out"};
    const auto put = store.put(span_of("abc"));
    BOOST_TEST((put.code() == Code::Io));
    BOOST_TEST(put.error().text == folder / "out/objects: cannot make the folder (Not a directory)");
}

BOOST_AUTO_TEST_CASE(syncs_what_was_written_since_the_last_time) {
    const test::ScratchFolder folder;
    ObjectStore store{folder / "out"};
    // Nothing written: nothing to sync, not even a folder.
    BOOST_TEST(static_cast<bool>(store.sync_batch()));
    BOOST_TEST(static_cast<bool>(store.put(span_of("abc"))));
    BOOST_TEST(static_cast<bool>(store.sync_batch()));
    BOOST_TEST(static_cast<bool>(store.put(span_of("abcd"))));
    std::filesystem::remove_all(folder / "out");
    BOOST_TEST(!store.sync_batch());
    std::filesystem::create_directories(folder / "out");
    BOOST_TEST(static_cast<bool>(store.sync_batch()));
    std::filesystem::remove_all(folder / "out");
    BOOST_TEST(static_cast<bool>(store.sync_batch()));
}

BOOST_AUTO_TEST_SUITE_END()
