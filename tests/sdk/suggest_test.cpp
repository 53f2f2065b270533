// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <sinter/text/suggest.hpp>

namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(suggest)

namespace {

struct Distance {
    const char* a;
    const char* b;
    std::size_t distance;  // counted by hand
};
std::ostream& operator<<(std::ostream& out, const Distance& row) {
    return out << row.a << " / " << row.b;
}
const Distance Distances[] = {
    {"", "", 0},       {"", "abc", 3},      {"abc", "", 3},          {"abc", "abc", 0},
    {"abc", "acb", 1}, {"abc", "ab", 1},    {"abc", "abd", 1},       {"kitten", "sitting", 3},
    {"ca", "abc", 3},  {"BOX", "box", 0},   {"flitre", "filter", 2}, {"saturday", "sunday", 3},
    {"ab", "ba", 1},   {"abcd", "badc", 2},
};

struct Guess {
    const char* wrong;
    const char* meant;
};
std::ostream& operator<<(std::ostream& out, const Guess& row) {
    return out << row.wrong;
}
const Guess Guesses[] = {
    {"kaisr", "kaiser"}, {"KAISER", "kaiser"}, {"boks", ""}, {"bxo", "box"}, {"bpx", "box"},
    {"lanczos", ""},     {"lnear", "linear"},  {"", ""},     {"x", ""},      {"trinagle", "triangle"},
};

constexpr std::array<std::string_view, 4> Known = {"box", "kaiser", "linear", "triangle"};

}  // namespace

BOOST_DATA_TEST_CASE(counts_edits, data::make(Distances), row) {
    BOOST_TEST(sinter::edit_distance(row.a, row.b) == row.distance);
    BOOST_TEST(sinter::edit_distance(row.b, row.a) == row.distance);
}

BOOST_DATA_TEST_CASE(finds_what_was_meant_or_nothing, data::make(Guesses), row) {
    BOOST_TEST(sinter::nearest_name(row.wrong, Known) == row.meant);
}

BOOST_AUTO_TEST_CASE(a_hostile_name_is_not_compared) {
    const std::string long_name(1'000'000, 'a');
    BOOST_TEST(sinter::nearest_name(long_name, Known).empty());
    BOOST_TEST(sinter::did_you_mean(long_name, Known).empty());
}

BOOST_AUTO_TEST_CASE(the_first_of_equals_wins) {
    constexpr std::array<std::string_view, 2> names = {"aab", "aac"};
    BOOST_TEST(sinter::nearest_name("aad", names) == "aab");
}

BOOST_AUTO_TEST_CASE(names_of_one_letter_are_guessed_too) {
    constexpr std::array<std::string_view, 1> names = {"f"};
    BOOST_TEST(sinter::nearest_name("e", names) == "f");
    BOOST_TEST(sinter::nearest_name("ef", names) == "f");
    BOOST_TEST(sinter::nearest_name("eg", names).empty());
}

BOOST_AUTO_TEST_CASE(what_a_file_called_a_name_is_shown_safely) {
    constexpr std::array<std::string_view, 1> names = {"a\"b\\c\x1b[m"};
    BOOST_TEST(sinter::did_you_mean("a\"b\\c\x1b[", names) == "; did you mean \"a\\\"b\\\\c?[m\"?");
}

BOOST_AUTO_TEST_CASE(the_text_follows_a_diagnostic) {
    BOOST_TEST(sinter::did_you_mean("kaisr", Known) == "; did you mean \"kaiser\"?");
}

BOOST_AUTO_TEST_SUITE_END()
