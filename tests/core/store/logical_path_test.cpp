// SPDX-License-Identifier: Apache-2.0
#include "store/logical_path.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace sinter;
using namespace std::string_view_literals;

namespace {

struct Good {
    std::string_view base;
    std::string_view path;
    std::string_view expected;
};
std::ostream& operator<<(std::ostream& out, const Good& it) {
    return out << it.base << " + " << it.path;
}

const Good good[] = {
    {"", "a.png", "a.png"},
    {"textures", "a.png", "textures/a.png"},
    {"textures/brick", "../wood/a.png", "textures/wood/a.png"},
    {"textures", "../a.png", "a.png"},
    {"textures", "./a.png", "textures/a.png"},
    {"textures", "x/./y/../a.png", "textures/x/a.png"},
    {"textures", "/ui/a.png", "ui/a.png"},
    {"", "/a.png", "a.png"},
    {"a", "100%.png", "a/100%.png"},
    {"a", "50%20off.png", "a/50%20off.png"},
    {"a", "été.png", "a/été.png"},
    {"a", "...", "a/..."},
    {"a", "xy:z.png", "a/xy:z.png"},
};

struct Bad {
    std::string_view base;
    std::string_view path;
    std::string_view shown;
};
std::ostream& operator<<(std::ostream& out, const Bad& it) {
    return out << it.base << " + " << it.shown;
}

const Bad bad[] = {
    {"", "", ""},
    {"", ".", "."},
    {"", "..", ".."},
    {"", "/", "/"},
    {"", "../a", "../a"},
    {"a", "../../b", "../../b"},
    {"a/b", "../../../etc/passwd", "../../../etc/passwd"},
    {"a", "/../b", "/../b"},
    {"a", "/b/../../c", "/b/../../c"},
    {"a", "x/../..", "x/../.."},
    {"a", "b//c", "b//c"},
    {"a", "b/", "b/"},
    {"a", "//server/share", "//server/share"},
    {"a", "file:///etc/passwd", "file:///etc/passwd"},
    {"a", "file://host/x", "file://host/x"},
    {"a", "https://host/x", "https://host/x"},
    {"a", "..\\b", "..\\b"},
    {"a", "b\\c", "b\\c"},
    {"a", "C:/windows", "C:/windows"},
    {"a", "c:x", "c:x"},
    {"a", "%2e%2e/b", "%2e%2e/b"},
    {"a", "%2E%2e/b", "%2E%2e/b"},
    {"a", ".%2e/b", ".%2e/b"},
    {"a", "..%2fb", "..%2fb"},
    {"a", "..%5Cb", "..%5Cb"},
    {"a", "b%00.png", "b%00.png"},
    {"a", "%252e%252e/b", "%252e%252e/b"},
    {"a", "b\0.png"sv, "b\\x00.png"},
    {"a", "b\n.png", "b\\x0a.png"},
    {"a", "b\xff.png", "b\\xff.png"},
    {"a", "\xc0\xae\xc0\xae/b", "\\xc0\\xae\\xc0\\xae/b"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(logical_path)

BOOST_DATA_TEST_CASE(resolves, boost::unit_test::data::make(good)) {
    const auto path = normalise(sample.base, sample.path);
    BOOST_TEST_REQUIRE(static_cast<bool>(path));
    BOOST_TEST(*path == sample.expected);
    BOOST_TEST(is_logical_path(*path));
}

BOOST_DATA_TEST_CASE(refuses, boost::unit_test::data::make(bad)) {
    const auto path = normalise(sample.base, sample.path);
    BOOST_TEST_REQUIRE(!path);
    BOOST_TEST((path.code() == Code::Denied));
    BOOST_TEST(path.error().text == "not a path inside the project (" + std::string{sample.shown} + ")");
}

BOOST_AUTO_TEST_CASE(refuses_paths_without_end) {
    BOOST_TEST(!normalise("", std::string(5000, 'a')));
    std::string deep;
    for (int i = 0; i < 3000; ++i) deep += "a/";
    BOOST_TEST(!normalise(deep + "a", "b"));
    BOOST_TEST(normalise("", std::string(5000, 'a')).error().text.size() < 300u);
}

BOOST_AUTO_TEST_CASE(knows_the_form) {
    for (const auto path : {"a", "a/b.png", "...", "a\\b", "%2e"}) BOOST_TEST(is_logical_path(path), path);
    for (const auto path : {"", "/", "/a", "a/", "a//b", ".", "..", "a/./b", "a/..", "\xff"})
        BOOST_TEST(!is_logical_path(path), path);
    BOOST_TEST(!is_logical_path("a\0b"sv));
}

BOOST_AUTO_TEST_CASE(splits_folder_and_name) {
    BOOST_TEST(folder_of("a/b/c.png") == "a/b");
    BOOST_TEST(folder_of("c.png") == "");
    BOOST_TEST(file_name_of("a/b/c.png") == "c.png");
    BOOST_TEST(file_name_of("c.png") == "c.png");
}

BOOST_AUTO_TEST_SUITE_END()
