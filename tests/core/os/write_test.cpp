// SPDX-License-Identifier: Apache-2.0
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <thread>

#include "core/os/scratch_folder.hpp"
#include "os/file.hpp"

using namespace sinter;

namespace {

ByteSpan span_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// No file of this process grows over `bytes` while this lives.
class SmallFiles {
  public:
    explicit SmallFiles(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    SmallFiles(const SmallFiles&) = delete;
    SmallFiles& operator=(const SmallFiles&) = delete;
    ~SmallFiles() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

  private:
    void (*handler_)(int);
    rlimit before_{};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(write_atomically_)

BOOST_AUTO_TEST_CASE(puts_the_pieces_together) {
    const test::ScratchFolder folder;
    const std::string a = "one ";
    const std::string b;
    const std::string c = "two";
    const std::array pieces{span_of(a), span_of(b), span_of(c)};
    BOOST_TEST(static_cast<bool>(write_atomically(folder / "x", pieces)));
    BOOST_TEST(test::contents(folder / "x") == "one two");
    BOOST_TEST(static_cast<bool>(write_atomically(folder / "x", ByteSpan{}, Durability::Now)));
    BOOST_TEST(test::contents(folder / "x") == "");
    BOOST_TEST(folder.names().size() == 1u);
}

BOOST_AUTO_TEST_CASE(takes_more_pieces_than_one_call_writes) {
    const test::ScratchFolder folder;
    std::vector<std::string> texts;
    std::string expected;
    for (int i = 0; i < 1000; ++i) {
        texts.push_back(i % 7 == 0 ? "" : std::to_string(i));
        expected += texts.back();
    }
    std::vector<ByteSpan> pieces;
    for (const auto& text : texts) pieces.push_back(span_of(text));
    BOOST_TEST(static_cast<bool>(write_atomically(folder / "x", pieces)));
    BOOST_TEST(test::contents(folder / "x") == expected);
}

BOOST_AUTO_TEST_CASE(says_why_it_cannot) {
    const test::ScratchFolder folder;
    folder.write("file", "");
    // As root no folder is read-only; what holds for everybody is that a file is no folder, and /proc takes
    // no files.
    const auto below = write_atomically(folder / "file/x", span_of("hello"));
    BOOST_TEST((below.code() == Code::Absent));
    BOOST_TEST(below.error().text == folder / "file/x: cannot make a file in its folder (Not a directory)");
    const auto proc = write_atomically("/proc/self/x", span_of("hello"));
    BOOST_TEST(!proc);
    BOOST_TEST(proc.error().text.starts_with("/proc/self/x: cannot make a file in its folder ("));
    std::filesystem::create_directories(folder / "folder/full");
    const auto taken = write_atomically(folder / "folder", span_of("hello"));
    BOOST_TEST((taken.code() == Code::Io));
    BOOST_TEST(taken.error().text == folder / "folder: cannot take its name (Is a directory)");
    BOOST_TEST(folder.names().size() == 2u);
}

BOOST_AUTO_TEST_CASE(leaves_the_old_file_when_the_new_one_does_not_fit) {
    const test::ScratchFolder folder;
    folder.write("x", "old");
    const std::string large(200'000, 'n');
    const std::array pieces{span_of(large), span_of(large)};
    Status status;
    {
        const SmallFiles limit{300'000};
        status = write_atomically(folder / "x", pieces);
    }
    BOOST_TEST((status.code() == Code::Io));
    BOOST_TEST(status.error().text == folder / "x: cannot write (File too large)");
    BOOST_TEST(test::contents(folder / "x") == "old");
    BOOST_TEST(folder.names().size() == 1u);
}

BOOST_AUTO_TEST_CASE(leaves_the_old_file_when_the_disk_is_full) {
    const test::ScratchFolder folder;
    if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=256k") != 0) {
        BOOST_TEST_MESSAGE("SKIPPED: may not mount a small file system here");
        return;
    }
    folder.write("x", "old");
    const auto status = write_atomically(folder / "x", span_of(std::string(1'000'000, 'n')));
    const auto old = test::contents(folder / "x");
    const auto names = folder.names();
    ::umount2(folder.path().c_str(), MNT_DETACH);
    BOOST_TEST((status.code() == Code::Io));
    BOOST_TEST(status.error().text == folder / "x: cannot write (No space left on device)");
    BOOST_TEST(old == "old");
    BOOST_TEST(names.size() == 1u);
}

BOOST_AUTO_TEST_CASE(steps_over_what_a_killed_process_left) {
    const test::ScratchFolder folder;
    // A process with this number died here before; its counter began where ours does.
    for (int i = 0; i < 3000; ++i)
        folder.write(".sinter-" + std::to_string(::getpid()) + "-" + std::to_string(i) + ".tmp", "left");
    BOOST_TEST(static_cast<bool>(write_atomically(folder / "x", span_of("new"))));
    BOOST_TEST(test::contents(folder / "x") == "new");
}

BOOST_AUTO_TEST_CASE(shows_readers_the_old_or_the_new_file_never_a_half) {
    const test::ScratchFolder folder;
    const std::string a(100'000, 'a');
    const std::string b(150'000, 'b');
    folder.write("x", a);
    std::atomic<bool> done{false};
    std::atomic<bool> failed{false};
    const auto write = [&](const std::string& text) {
        for (int i = 0; i < 100; ++i) {
            if (!write_atomically(folder / "x", span_of(text))) failed = true;
        }
    };
    std::thread first{write, a};
    std::thread second{write, b};
    std::thread reader{[&] {
        while (!done) {
            const auto file = read_file(folder / "x", 1 << 20);
            if (!file) {
                failed = true;
                continue;
            }
            const std::string text{file->bytes.bytes().begin(), file->bytes.bytes().end()};
            if (text != a && text != b) failed = true;
        }
    }};
    first.join();
    second.join();
    done = true;
    reader.join();
    BOOST_TEST(!failed);
    BOOST_TEST(folder.names().size() == 1u);
}

BOOST_AUTO_TEST_CASE(syncs_folders_and_file_systems) {
    const test::ScratchFolder folder;
    BOOST_TEST(static_cast<bool>(sync_folder(folder.path())));
    BOOST_TEST((sync_folder(folder / "none").code() == Code::Absent));
    BOOST_TEST((sync_file_system(folder / "none").code() == Code::Absent));
}

BOOST_AUTO_TEST_SUITE_END()
