// SPDX-License-Identifier: Apache-2.0
#include "os/utf8.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace std::string_view_literals;

namespace {

struct Case {
    std::string_view name;
    std::string_view text;
    bool valid;
};
std::ostream& operator<<(std::ostream& out, const Case& it) {
    return out << it.name;
}

// Unicode 15.0, table 3-7, and the examples of section 3.9.
const Case cases[] = {
    {"empty", "", true},
    {"ascii", "textures/brick.png", true},
    {"nul", "a\0b"sv, true},
    {"two bytes, first", "\xc2\x80", true},
    {"two bytes, last", "\xdf\xbf", true},
    {"three bytes, first", "\xe0\xa0\x80", true},
    {"before the surrogates", "\xed\x9f\xbf", true},
    {"after the surrogates", "\xee\x80\x80", true},
    {"four bytes, first", "\xf0\x90\x80\x80", true},
    {"last code point", "\xf4\x8f\xbf\xbf", true},
    {"lone continuation", "\x80", false},
    {"overlong two bytes", "\xc0\xaf", false},
    {"overlong c1", "\xc1\xbf", false},
    {"overlong three bytes", "\xe0\x9f\xbf", false},
    {"surrogate", "\xed\xa0\x80", false},
    {"overlong four bytes", "\xf0\x8f\xbf\xbf", false},
    {"over the last code point", "\xf4\x90\x80\x80", false},
    {"five bytes", "\xf8\x88\x80\x80\x80", false},
    {"truncated two", "\xc3", false},
    {"truncated three", "\xe2\x82", false},
    {"truncated four", "\xf0\x9f\x98", false},
    {"bad third byte", "\xe2\x82\x28", false},
    {"bad fourth byte", "\xf0\x9f\x98\x28", false},
    {"latin-1", "caf\xe9", false},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(utf8)

BOOST_DATA_TEST_CASE(knows_well_formed_text, boost::unit_test::data::make(cases)) {
    BOOST_TEST(sinter::is_utf8(sample.text) == sample.valid);
}

BOOST_AUTO_TEST_CASE(shows_what_may_not_be_shown_as_it_is) {
    BOOST_TEST(sinter::printable("a\x1b[31m\n\xff"
                                 "é") ==
               "a\\x1b[31m\\x0a\\xff"
               "é");
    BOOST_TEST(sinter::printable("abcdef", 3) == "abc…");
    BOOST_TEST(sinter::printable("aéb", 2) == "a…");
}

BOOST_AUTO_TEST_SUITE_END()
