// SPDX-License-Identifier: Apache-2.0
#include "os/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>

#include "core/os/scratch_folder.hpp"

using namespace sinter;

namespace {

std::string text_of(const FileBytes& file) {
    return {reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(file)

BOOST_AUTO_TEST_CASE(reads_a_file_whole_into_aligned_memory) {
    const test::ScratchFolder folder;
    const auto path = folder.write("a", "hello");
    const auto file = read_file(path, 5);
    BOOST_TEST_REQUIRE(static_cast<bool>(file));
    BOOST_TEST(text_of(*file) == "hello");
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(file->bytes.data()) % 64 == 0u);
    BOOST_TEST((file->stamp == *stamp_of(path)));
    const auto empty = read_file(folder.write("empty", ""), 5);
    BOOST_TEST_REQUIRE(static_cast<bool>(empty));
    BOOST_TEST(empty->bytes.size() == 0u);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_over_the_limit_absent_or_no_file) {
    const test::ScratchFolder folder;
    const auto path = folder.write("a", "hello");
    const auto large = read_file(path, 4);
    BOOST_TEST((large.code() == Code::TooLarge));
    BOOST_TEST(large.error().text == path + ": too large (5 bytes, at most 4)");
    const auto absent = read_file(folder / "b", 4);
    BOOST_TEST((absent.code() == Code::Absent));
    BOOST_TEST(absent.error().text == folder / "b: cannot open (No such file or directory)");
    BOOST_TEST((read_file(path + "/below", 4).code() == Code::Absent));
    BOOST_TEST((read_file(folder.path(), 4).code() == Code::Invalid));
    BOOST_TEST((read_file("/dev/zero", 4).code() == Code::Invalid));
    BOOST_TEST((stamp_of(folder.path()).code() == Code::Invalid));
    BOOST_TEST((stamp_of(folder / "b").code() == Code::Absent));
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_a_fifo) {
    const test::ScratchFolder folder;
    BOOST_TEST_REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);
    BOOST_TEST((read_file(folder / "fifo", 100).code() == Code::Invalid));
}

BOOST_AUTO_TEST_CASE(takes_the_systems_facts_into_the_stamp) {
    const test::ScratchFolder folder;
    const auto path = folder.write("a", "hello");
    const timespec times[2] = {{1, 2}, {1'000'000'000, 123'456'789}};
    BOOST_TEST_REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
    struct ::stat facts {};
    BOOST_TEST_REQUIRE(::stat(path.c_str(), &facts) == 0);
    const auto stamp = stamp_of(path);
    BOOST_TEST_REQUIRE(static_cast<bool>(stamp));
    BOOST_TEST(stamp->size == 5u);
    BOOST_TEST(stamp->mtime_ns == 1'000'000'000'123'456'789);
    BOOST_TEST(stamp->inode == facts.st_ino);
    BOOST_TEST(stamp->device == facts.st_dev);
}

BOOST_AUTO_TEST_CASE(sees_an_edit_whose_time_was_put_back) {
    const test::ScratchFolder folder;
    const auto path = folder.write("a", "hello");
    const timespec times[2] = {{1, 0}, {1, 0}};
    BOOST_TEST_REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
    const auto before = *stamp_of(path);
    // The change time may stand still for a tick of the kernel's clock.
    do {
        folder.write("a", "HELLO");
        BOOST_TEST_REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
    } while (stamp_of(path)->ctime_ns == before.ctime_ns);
    const auto after = *stamp_of(path);
    BOOST_TEST(after.mtime_ns == before.mtime_ns);
    BOOST_TEST((after != before));
}

BOOST_AUTO_TEST_CASE(reads_a_part_exactly_or_says_that_it_ends) {
    const test::ScratchFolder folder;
    const auto path = folder.write("a", "0123456789");
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    std::array<std::uint8_t, 4> part{};
    BOOST_TEST(static_cast<bool>(read_exactly(file, path, 6, part)));
    BOOST_TEST((std::string{part.begin(), part.end()} == "6789"));
    const auto cut = read_exactly(file, path, 7, part);
    BOOST_TEST((cut.code() == Code::Corrupt));
    BOOST_TEST(cut.error().text == path + ": ends too early (at byte 10)");
}

BOOST_AUTO_TEST_CASE(makes_folders_once_and_says_what_is_in_the_way) {
    const test::ScratchFolder folder;
    BOOST_TEST(static_cast<bool>(make_folders(folder / "a/b/c")));
    BOOST_TEST(static_cast<bool>(make_folders(folder / "a/b/c")));
    BOOST_TEST(std::filesystem::is_directory(folder / "a/b/c"));
    folder.write("file", "");
    BOOST_TEST((make_folders(folder / "file").code() == Code::Io));
    BOOST_TEST(make_folders(folder / "file/x").error().text ==
               folder / "file/x: cannot make the folder (Not a directory)");
}

BOOST_AUTO_TEST_SUITE_END()
