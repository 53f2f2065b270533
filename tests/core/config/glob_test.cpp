// SPDX-License-Identifier: Apache-2.0
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "config/glob.hpp"

using sinter::Glob;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(glob)

namespace {

struct Match {
    const char* pattern;
    const char* path;
    bool matches;
};
std::ostream& operator<<(std::ostream& out, const Match& row) {
    return out << row.pattern << " on " << row.path;
}
const Match Matches[] = {
    {"a.png", "a.png", true},
    {"a.png", "A.png", false},
    {"a.png", "x/a.png", false},
    {"*.png", "a.png", true},
    {"*.png", ".png", true},
    {"*.png", "x/a.png", false},
    {"*.png", "a.pngx", false},
    {"a*b*c", "abbbc", true},
    {"a*b*c", "acb", false},
    {"**", "a", true},
    {"**", "a/b/c.png", true},
    {"**/*.png", "a.png", true},
    {"**/*.png", "x/y/a.png", true},
    {"**/*.png", "x/y/a.jpg", false},
    {"textures/**", "textures/a/b.png", true},
    {"textures/**", "textures", false},
    {"textures/**", "textures2/a.png", false},
    {"a/**/b.png", "a/b.png", true},
    {"a/**/b.png", "a/x/y/b.png", true},
    {"a/**/b.png", "a/xb.png", false},
    {"a/**/b.png", "ab.png", false},
    {"**/ui/**", "ui/a", true},
    {"**/ui/**", "x/ui/y/a", true},
    {"**/ui/**", "gui/a", false},
    {"textures/**/*_n.png", "textures/brick_n.png", true},
    {"textures/**/*_n.png", "textures/wall/brick_n.png", true},
    {"textures/**/*_n.png", "textures/wall/brick.png", false},
    {"?.png", "a.png", true},
    {"?.png", "ab.png", false},
    {"?.png", "/.png", false},
    {"?.png", "ä.png", true},
    {"??.png", "ä.png", false},
    {"?.png", "\xF0\x9F\xA6\x8A.png", true},
    {"[a-c]x", "bx", true},
    {"[a-c]x", "dx", false},
    {"[!a-c]x", "dx", true},
    {"[^a-c]x", "bx", false},
    {"[!a-c]x", "öx", true},
    {"x[!a]y", "x/y", false},
    {"[a-]", "-", true},
    {"[-a]", "-", true},
    {"[\\]]", "]", true},
    {"*_[nN].png", "x_N.png", true},
    {"*.{png,jpg}", "a.jpg", true},
    {"*.{png,jpg}", "a.jpe", false},
    {"{a,b/**}/x", "b/c/d/x", true},
    {"{a,b/**}/x", "a/x", true},
    {"*{,_n,_{o,r}m}.png", "a_rm.png", true},
    {"*{,_n}.png", "a.png", true},
    {"a{,b}c", "ac", true},
    {"a{,b}c", "abbc", false},
    {"{**/,}x.png", "a/b/x.png", true},
    {"\\*.png", "*.png", true},
    {"\\*.png", "a.png", false},
    {"a,b", "a,b", true},
    {"*", "", true},
    {"a", "", false},
    {"übung/*", "übung/x", true},
};

struct Bad {
    const char* pattern;
    std::uint32_t column;
    const char* text;
};
std::ostream& operator<<(std::ostream& out, const Bad& row) {
    return out << row.pattern;
}
const Bad Bads[] = {
    {"", 1, "pattern \"\": a pattern is empty; \"**\" matches everything"},
    {"a[bc", 2, "pattern \"a[bc\": \"[\" is not closed"},
    {"a[", 2, "pattern \"a[\": \"[\" is not closed"},
    {"a[]", 2, "pattern \"a[]\": \"[]\" names no character"},
    {"a[z-a]", 3, "pattern \"a[z-a]\": a range in \"[\" runs backwards"},
    {"a[ä]", 3, "pattern \"a[ä]\": \"[\" takes ASCII characters only; write {ä,ö} for others"},
    {"a[/]", 3, "pattern \"a[/]\": \"/\" cannot stand in \"[\""},
    {"ab]", 3, "pattern \"ab]\": \"]\" has no partner; \"\\]\" means the character"},
    {"a}b", 2, "pattern \"a}b\": \"}\" has no partner; \"\\}\" means the character"},
    {"x{a,b", 2, "pattern \"x{a,b\": \"{\" is not closed"},
    {"x{}", 2, "pattern \"x{}\": \"{}\" names no alternative"},
    {"a\\", 2, "pattern \"a\\\\\": \"\\\" at the end escapes nothing"},
    {"textures\\brick.png", 9,
     "pattern \"textures\\\\brick.png\": \"\\\" escapes only the characters *?[]{},!-^ and itself; folders "
     "are "
     "parted by \"/\""},
    {"a**b", 2, "pattern \"a**b\": \"**\" stands alone between two \"/\""},
    {"***", 1, "pattern \"***\": \"**\" stands alone between two \"/\""},
    {"/a", 1, "pattern \"/a\": a pattern begins at the source folder, without \"/\", \"./\" or \"../\""},
    {"./a", 1, "pattern \"./a\": a pattern begins at the source folder, without \"/\", \"./\" or \"../\""},
    {"a//b", 3, "pattern \"a//b\": \"//\" holds an empty name, which no path does"},
    {"{{{{{{{{{a}}}}}}}}}", 9, "pattern \"{{{{{{{{{a}}}}}}}}}\": braces are nested more than 8 deep"},
};

}  // namespace

BOOST_DATA_TEST_CASE(matches_whole_paths, data::make(Matches), row) {
    const auto compiled = Glob::compile(row.pattern);
    BOOST_REQUIRE(compiled);
    BOOST_TEST(compiled->matches(row.path) == row.matches);
}

BOOST_DATA_TEST_CASE(names_the_column_of_a_mistake, data::make(Bads), row) {
    const auto compiled = Glob::compile(row.pattern);
    BOOST_REQUIRE(!compiled);
    BOOST_TEST(compiled.error().text == row.text);
    BOOST_TEST(compiled.error().where.column == row.column);
}

BOOST_AUTO_TEST_CASE(a_hostile_pattern_costs_no_more_than_its_size) {
    // Backtracking would take 2^n steps on each of these.
    std::string stars;
    for (int i = 0; i < 200; ++i) stars += "*a";
    const auto many_stars = Glob::compile(stars + "b");
    BOOST_REQUIRE(many_stars);
    BOOST_TEST(!many_stars->matches(std::string(4000, 'a')));
    BOOST_TEST(many_stars->matches(std::string(4000, 'a') + "b"));

    std::string braces;
    for (int i = 0; i < 80; ++i) braces += "{a,aa}";
    const auto many_braces = Glob::compile(braces);
    BOOST_REQUIRE(many_braces);
    BOOST_TEST(many_braces->matches(std::string(120, 'a')));
    BOOST_TEST(!many_braces->matches(std::string(161, 'a')));
}

BOOST_AUTO_TEST_CASE(patterns_beyond_one_word_of_states_match) {
    const std::string name(300, 'x');
    const auto compiled = Glob::compile("**/" + name + "?.png");
    BOOST_REQUIRE(compiled);
    BOOST_TEST(compiled->matches("a/b/" + name + "ä.png"));
    BOOST_TEST(!compiled->matches("a/b/" + name + ".png"));
}

BOOST_AUTO_TEST_CASE(length_is_limited) {
    BOOST_TEST(static_cast<bool>(Glob::compile(std::string(512, '?'))));
    const auto too_long = Glob::compile(std::string(513, '?'));
    BOOST_REQUIRE(!too_long);
    BOOST_TEST(too_long.error().where.column == 513u);
}

BOOST_AUTO_TEST_CASE(every_short_pattern_is_compiled_or_refused) {
    // All patterns of up to four of these characters, each run on a few paths: nothing may hang or read
    // outside.
    const std::string alphabet = "a*?[]{},/!-\\";
    std::size_t compiled = 0;
    std::string pattern;
    const auto visit = [&](auto&& self, int left) -> void {
        if (const auto one = Glob::compile(pattern)) {
            ++compiled;
            for (const auto* path : {"a", "a/a", "\xFF"}) static_cast<void>(one->matches(path));
        }
        if (left == 0) return;
        for (const char c : alphabet) {
            pattern.push_back(c);
            self(self, left - 1);
            pattern.pop_back();
        }
    };
    visit(visit, 4);
    BOOST_TEST(compiled > 100u);
}

BOOST_AUTO_TEST_SUITE_END()
