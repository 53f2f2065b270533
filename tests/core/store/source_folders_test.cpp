// SPDX-License-Identifier: Apache-2.0
#include "store/source_folders.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "core/os/scratch_folder.hpp"

using namespace sinter;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> paths_of(const SourceScan& scan) {
    std::vector<std::string> out;
    for (const auto& file : scan.files) out.push_back(file.path);
    return out;
}

std::string text_of(const Result<FileBytes>& file) {
    if (!file) return "error: " + file.error().text;
    return {reinterpret_cast<const char*>(file->bytes.data()), file->bytes.size()};
}

SourceFolders open(std::vector<std::string> roots, std::vector<std::string> excluded = {}) {
    auto folders = SourceFolders::open(std::move(roots), std::move(excluded));
    if (!folders) throw std::runtime_error{folders.error().text};
    return *std::move(folders);
}

using Paths = std::vector<std::string>;

/// Without root's right to read everything while this lives.
class AsNobody {
  public:
    AsNobody() : is_root_(::geteuid() == 0) {
        if (is_root_ && ::seteuid(65534) != 0) throw std::runtime_error{"cannot become nobody"};
    }
    AsNobody(const AsNobody&) = delete;
    AsNobody& operator=(const AsNobody&) = delete;
    ~AsNobody() {
        if (is_root_ && ::seteuid(0) != 0) std::abort();
    }

  private:
    bool is_root_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(source_folders)

BOOST_AUTO_TEST_CASE(lists_files_sorted_with_their_stamps) {
    const test::ScratchFolder folder;
    folder.write("b/z.png", "zz");
    folder.write("b.png", "b");
    folder.write("a/deep/er/x.png", "xxx");
    folder.write("B.png", "");
    const auto scan = open({folder.path()}).scan();
    BOOST_TEST(paths_of(scan) == (Paths{"B.png", "a/deep/er/x.png", "b.png", "b/z.png"}),
               boost::test_tools::per_element());
    BOOST_TEST(scan.problems.empty());
    BOOST_TEST(scan.files[1].stamp.size == 3u);
    BOOST_TEST((scan.files[1].stamp == *stamp_of(folder / "a/deep/er/x.png")));
}

BOOST_AUTO_TEST_CASE(passes_over_hidden_names_special_files_and_the_output) {
    const test::ScratchFolder folder;
    folder.write("a.png", "");
    folder.write(".hidden.png", "");
    folder.write(".git/objects/x", "");
    folder.write("out/objects/ab/x", "");
    folder.write("sub/out/y.png", "");
    BOOST_TEST_REQUIRE(::mkfifo((folder / "fifo.png").c_str(), 0600) == 0);
    const FileDescriptor socket{::socket(AF_UNIX, SOCK_STREAM, 0)};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto name = folder / "socket.png";
    BOOST_TEST_REQUIRE(name.size() < sizeof address.sun_path);
    name.copy(address.sun_path, name.size());
    BOOST_TEST_REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
                       0);
    const auto sources = open({folder.path()}, {folder / "out", folder / "not/yet/there"});
    const auto scan = sources.scan();
    BOOST_TEST(paths_of(scan) == (Paths{"a.png", "sub/out/y.png"}), boost::test_tools::per_element());
    BOOST_TEST(scan.problems.empty());
    // Reading them does not hang either.
    BOOST_TEST((sources.read("fifo.png", 100).code() == Code::Invalid));
    BOOST_TEST((sources.stamp("fifo.png").code() == Code::Invalid));
    BOOST_TEST((sources.read_start("fifo.png", 4).code() == Code::Invalid));
    BOOST_TEST((sources.read("socket.png", 100).code() == Code::Invalid));
    BOOST_TEST((sources.read("sub", 100).code() == Code::Invalid));
}

BOOST_AUTO_TEST_CASE(follows_links_to_files_below_the_root_only) {
    const test::ScratchFolder folder;
    folder.write("secret.txt", "secret");
    folder.write("root/a.png", "a");
    folder.write("root/sub/b.png", "b");
    fs::create_symlink("../a.png", folder / "root/sub/link.png");
    fs::create_symlink("../../secret.txt", folder / "root/sub/out.png");
    fs::create_symlink(folder / "secret.txt", folder / "root/absolute.png");
    fs::create_symlink("/proc/self/environ", folder / "root/proc.png");
    fs::create_symlink("nothing", folder / "root/dangling.png");
    fs::create_symlink("loop.png", folder / "root/loop.png");
    fs::create_directory_symlink(".", folder / "root/again");
    fs::create_directory_symlink("..", folder / "root/up");
    const auto sources = open({folder / "root"});
    const auto scan = sources.scan();
    BOOST_TEST(paths_of(scan) == (Paths{"a.png", "sub/b.png", "sub/link.png"}),
               boost::test_tools::per_element());
    BOOST_TEST(text_of(sources.read("sub/link.png", 100)) == "a");
    for (const auto* path : {"sub/out.png", "absolute.png", "proc.png", "loop.png", "up/secret.txt"}) {
        const auto file = sources.read(path, 100);
        BOOST_TEST_REQUIRE(!file, path);
        BOOST_TEST((file.code() == Code::Denied), path);
        BOOST_TEST(file.error().text == "not a path inside the project (" + std::string{path} + ")");
    }
    BOOST_TEST((sources.read("dangling.png", 100).code() == Code::Absent));
}

BOOST_AUTO_TEST_CASE(reads_files_up_to_the_limit) {
    const test::ScratchFolder folder;
    folder.write("a/b.txt", "hello");
    const auto sources = open({folder.path()});
    BOOST_TEST(text_of(sources.read("a/b.txt", 5)) == "hello");
    BOOST_TEST((sources.read("a/b.txt", 4).code() == Code::TooLarge));
    BOOST_TEST(*sources.read_start("a/b.txt", 4) == "hell");
    BOOST_TEST(*sources.read_start("a/b.txt", 4096) == "hello");
    BOOST_TEST((*sources.stamp("a/b.txt") == *stamp_of(folder / "a/b.txt")));
}

BOOST_AUTO_TEST_CASE(tells_absent_from_denied) {
    const test::ScratchFolder folder;
    folder.write("root/a.txt", "a");
    folder.write("outside.txt", "outside");
    const auto sources = open({folder / "root"});
    const auto absent = sources.read("b.txt", 100);
    BOOST_TEST((absent.code() == Code::Absent));
    BOOST_TEST(absent.error().text == "b.txt: no such file");
    BOOST_TEST((sources.read("a.txt/b", 100).code() == Code::Absent));
    BOOST_TEST((sources.read(std::string(300, 'n'), 100).code() == Code::Absent));
    for (const auto* path : {"", "../outside.txt", "/a.txt", "./a.txt", "a.txt/", "x/../a.txt"})
        BOOST_TEST((sources.read(path, 100).code() == Code::Denied), path);
}

BOOST_AUTO_TEST_CASE(lays_earlier_roots_over_later_ones) {
    const test::ScratchFolder folder;
    folder.write("mod/ui/bar.png", "mod");
    folder.write("base/ui/bar.png", "base");
    folder.write("base/ui/foo.png", "foo");
    const auto sources = open({folder / "mod", folder / "base"});
    const auto scan = sources.scan();
    BOOST_TEST(paths_of(scan) == (Paths{"ui/bar.png", "ui/foo.png"}), boost::test_tools::per_element());
    BOOST_TEST((scan.files[0].stamp == *stamp_of(folder / "mod/ui/bar.png")));
    BOOST_TEST(text_of(sources.read("ui/bar.png", 100)) == "mod");
    BOOST_TEST(text_of(sources.read("ui/foo.png", 100)) == "foo");
}

BOOST_AUTO_TEST_CASE(reports_a_folder_it_may_not_read_and_goes_on) {
    const test::ScratchFolder folder;
    folder.write("a.png", "");
    folder.write("locked/b.png", "");
    folder.write("open/c.png", "");
    fs::permissions(folder.path(), fs::perms{0755});
    fs::permissions(folder / "locked", fs::perms::none);
    SourceScan scan;
    {
        const auto sources = open({folder.path()});
        const AsNobody nobody;
        scan = sources.scan();
    }
    fs::permissions(folder / "locked", fs::perms::owner_all);
    BOOST_TEST(paths_of(scan) == (Paths{"a.png", "open/c.png"}), boost::test_tools::per_element());
    BOOST_TEST_REQUIRE(scan.problems.size() == 1u);
    BOOST_TEST((scan.problems[0].code == Code::Io));
    BOOST_TEST(scan.problems[0].text == folder / "locked: cannot read the folder (Permission denied)");
}

BOOST_AUTO_TEST_CASE(reports_names_that_are_no_text) {
    const test::ScratchFolder folder;
    folder.write("good.png", "");
    folder.write("bad\xff.png", "");
    const auto scan = open({folder.path()}).scan();
    BOOST_TEST(paths_of(scan) == (Paths{"good.png"}), boost::test_tools::per_element());
    BOOST_TEST_REQUIRE(scan.problems.size() == 1u);
    BOOST_TEST((scan.problems[0].code == Code::Invalid));
    BOOST_TEST(scan.problems[0].text == folder / "bad\\xff.png: the name is not UTF-8 or too long");
}

BOOST_AUTO_TEST_CASE(every_listed_file_can_be_read) {
    const test::ScratchFolder folder;
    for (const auto* name :
         {"back\\slash.png", "%2e%2e", "tab\there", "a#b.png", "spa ce/x y.png", "~", "C:"})
        folder.write(name, name);
    const auto sources = open({folder.path()});
    const auto scan = sources.scan();
    BOOST_TEST(scan.files.size() == 7u);
    for (const auto& file : scan.files) BOOST_TEST(text_of(sources.read(file.path, 100)) == file.path);
}

BOOST_AUTO_TEST_CASE(refuses_roots_that_are_no_folders) {
    const test::ScratchFolder folder;
    const auto file = folder.write("a.png", "");
    BOOST_TEST((SourceFolders::open({}).code() == Code::Invalid));
    BOOST_TEST(SourceFolders::open({file}).error().text == file + ": not a folder");
    BOOST_TEST((SourceFolders::open({file}).code() == Code::Invalid));
    BOOST_TEST((SourceFolders::open({folder / "none"}).code() == Code::Absent));
}

BOOST_AUTO_TEST_CASE(ends_in_a_tree_without_end) {
    const test::ScratchFolder folder;
    std::string deep = folder.path();
    for (int i = 0; i < 200; ++i) {
        deep += "/d";
        fs::create_directory(deep);
    }
    folder.write("a.png", "");
    const auto scan = open({folder.path()}).scan();
    BOOST_TEST(scan.files.size() == 1u);
    BOOST_TEST_REQUIRE(scan.problems.size() == 1u);
    BOOST_TEST((scan.problems[0].code == Code::TooLarge));
}

BOOST_AUTO_TEST_SUITE_END()
