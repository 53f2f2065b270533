// SPDX-License-Identifier: Apache-2.0
#include "os/beneath.hpp"

#include <fcntl.h>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cerrno>

#include "core/os/scratch_folder.hpp"

using namespace sinter;

namespace {

struct Tree {
    test::ScratchFolder folder;
    FileDescriptor root;
    Tree() {
        namespace fs = std::filesystem;
        folder.write("outside.txt", "outside");
        folder.write("root/a/b/deep.txt", "deep");
        folder.write("root/top.txt", "top");
        fs::create_symlink("../top.txt", folder / "root/a/inside.txt");
        fs::create_symlink("../../outside.txt", folder / "root/a/out.txt");
        fs::create_symlink(folder / "root/top.txt", folder / "root/absolute.txt");
        fs::create_symlink("/proc/self/exe", folder / "root/magic");
        fs::create_symlink("..", folder / "root/up");
        fs::create_symlink("loop", folder / "root/loop");
        root = FileDescriptor{::open((folder / "root").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    }
};

std::string read(const FileDescriptor& file) {
    char text[16] = {};
    const auto size = ::read(file.get(), text, sizeof text);
    return {text, static_cast<std::size_t>(size)};
}

using Open = FileDescriptor (*)(const FileDescriptor&, const std::string&, int);
struct Way {
    std::string name;
    Open open;
};
std::ostream& operator<<(std::ostream& out, const Way& way) {
    return out << way.name;
}
const Way ways[] = {{"openat2", &open_beneath}, {"by parts", &open_beneath_by_parts}};

}  // namespace

BOOST_AUTO_TEST_SUITE(beneath)

BOOST_DATA_TEST_CASE(opens_files_below_the_root, boost::unit_test::data::make(ways)) {
    const Tree tree;
    BOOST_TEST(read(sample.open(tree.root, "top.txt", O_RDONLY)) == "top");
    BOOST_TEST(read(sample.open(tree.root, "a/b/deep.txt", O_RDONLY)) == "deep");
    BOOST_TEST(!sample.open(tree.root, "a/none.txt", O_RDONLY));
    BOOST_TEST(errno == ENOENT);
}

BOOST_DATA_TEST_CASE(never_leaves_the_root, boost::unit_test::data::make(ways)) {
    const Tree tree;
    for (const auto* path : {"../outside.txt", "a/../../outside.txt", "a/out.txt", "absolute.txt", "magic",
                             "up/outside.txt", "loop", "/etc/passwd"}) {
        const auto file = sample.open(tree.root, path, O_RDONLY);
        const int reason = errno;
        BOOST_TEST(!file, path);
        BOOST_TEST((reason == EXDEV || reason == ELOOP || reason == ENOTDIR), path << ": errno " << reason);
    }
}

BOOST_AUTO_TEST_CASE(follows_links_that_stay_below) {
    const Tree tree;
    const auto file = open_beneath(tree.root, "a/inside.txt", O_RDONLY);
    if (file)
        BOOST_TEST(read(file) == "top");
    else
        BOOST_TEST(errno == ELOOP);  // a kernel without openat2 follows none
    BOOST_TEST(!open_beneath_by_parts(tree.root, "a/inside.txt", O_RDONLY));
}

BOOST_AUTO_TEST_SUITE_END()
