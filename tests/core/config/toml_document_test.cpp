// SPDX-License-Identifier: Apache-2.0
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "config/toml_reader.hpp"

using sinter::Code;
using sinter::TomlDocument;
using sinter::TomlNode;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(toml_document)

namespace {

std::string repeat(std::string_view text, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += text;
    return out;
}

const sinter::TomlEntry& entry(const TomlNode& table, std::size_t index) {
    return std::get<TomlNode::Table>(table.value).at(index);
}

struct Refused {
    const char* name;
    std::string text;
    Code code;
    std::uint32_t line;
    std::uint32_t column;  // 0: the parser's own choice
};
std::ostream& operator<<(std::ostream& out, const Refused& row) {
    return out << row.name;
}
const Refused Refusals[] = {
    {"arrays 17 deep", "a=" + repeat("[", 17) + repeat("]", 17), Code::Corrupt, 1, 19},
    {"arrays without end", "a=" + repeat("[", 100'000), Code::Corrupt, 1, 19},
    {"tables without end", "a=" + repeat("{a=", 100'000), Code::Corrupt, 1, 51},
    {"a key of 17 dots", "\n" + repeat("a.", 17) + "a=1", Code::Corrupt, 2, 34},
    {"a key of dots without end", repeat("a.", 500'000) + "a=1", Code::Corrupt, 1, 34},
    {"a header of dots", "[" + repeat("a . ", 200'000) + "a]", Code::Corrupt, 1, 68},
    {"dots behind a string of four quotes", "a={b=\"\"\"x\"\"\"\"," + repeat("c.", 400'000) + "d=1}",
     Code::Corrupt, 1, 0},
    {"a huge integer", "a = 99999999999999999999999999", Code::Corrupt, 1, 0},
    {"not UTF-8", "a = \"\xFF\xFE\"", Code::Corrupt, 1, 0},
    {"cut UTF-8", "a = \"\xE2\x82", Code::Corrupt, 1, 0},
    {"a string without end", "a = \"x\nb = 1", Code::Corrupt, 1, 0},
    {"a NUL", std::string("a = 1\n\0b = 2", 12), Code::Corrupt, 2, 0},
    {"a key twice", "a = 1\nb = 2\na = 3\n", Code::Corrupt, 3, 0},
    {"too large", std::string(TomlDocument::MaxBytes + 1, '#'), Code::TooLarge, 0, 0},
};

}  // namespace

BOOST_DATA_TEST_CASE(refuses_hostile_text_with_its_place, data::make(Refusals), row) {
    const auto parsed = TomlDocument::parse(row.text, "x.toml");
    BOOST_REQUIRE(!parsed);
    BOOST_TEST((parsed.code() == row.code), parsed.error().text);
    BOOST_TEST(parsed.error().where.path == "x.toml");
    BOOST_TEST(parsed.error().where.line == row.line);
    if (row.column != 0) BOOST_TEST(parsed.error().where.column == row.column);
    BOOST_TEST(parsed.error().text.size() < 400u);
}

BOOST_AUTO_TEST_CASE(nesting_within_the_limit_is_read) {
    const std::string text = "a=" + repeat("[", 16) + repeat("]", 16) + "\n" + repeat("b.", 16) + "b=1.5 # " +
                             repeat("[.", 100) + "\nc=\"" + repeat("[.", 100) + "\"\nd='''\n" +
                             repeat("{.", 100) + "'''\n" + repeat("e=1.5\n", 1);
    const auto parsed = TomlDocument::parse(text, "x.toml");
    BOOST_TEST(static_cast<bool>(parsed));
}

BOOST_AUTO_TEST_CASE(columns_count_bytes) {
    // "ä" is two bytes: the value of b stands in column 1 + 4 + 1 + 2 + 1 + 1 + 2 + 3 = 15.
    const auto parsed = TomlDocument::parse("t = { \"ä\" = 'ö', b = 1 }\r\nc = 2\n", "x");
    BOOST_REQUIRE(parsed);
    const auto& table = entry(parsed->root(), 0).node;
    BOOST_TEST(entry(table, 0).column == 7u);
    BOOST_TEST(entry(table, 0).node.column == 14u);
    BOOST_TEST(entry(table, 0).node.text_column == 15u);
    BOOST_TEST(entry(table, 1).key == "b");
    BOOST_TEST(entry(table, 1).column == 20u);
    BOOST_TEST(entry(table, 1).node.column == 24u);
    BOOST_TEST(entry(parsed->root(), 1).line == 2u);
    BOOST_TEST(entry(parsed->root(), 1).node.column == 5u);
}

BOOST_AUTO_TEST_CASE(entries_stand_in_the_order_of_the_file) {
    const auto parsed = TomlDocument::parse("\xEF\xBB\xBFz = 1\na = 2\nm = 3\n", "x");
    BOOST_REQUIRE(parsed);
    BOOST_TEST(entry(parsed->root(), 0).key == "z");
    BOOST_TEST(entry(parsed->root(), 0).column == 1u);
    BOOST_TEST(entry(parsed->root(), 1).key == "a");
    BOOST_TEST(entry(parsed->root(), 2).key == "m");
}

BOOST_AUTO_TEST_CASE(an_escaped_string_has_no_column_for_its_text) {
    const auto parsed = TomlDocument::parse("a = \"x\\ty\"\nb = 'x\\ty'\n", "x");
    BOOST_REQUIRE(parsed);
    BOOST_TEST(entry(parsed->root(), 0).node.text_column == 0u);
    BOOST_TEST(entry(parsed->root(), 1).node.text_column == 6u);
}

BOOST_AUTO_TEST_CASE(a_reader_tells_all_problems_of_a_table) {
    const std::string file = "x.toml";
    const auto parsed = TomlDocument::parse(
        "flag = 1\ncount = 300\nname = 2020-01-01\nnames = [\"a\", 1]\ncolour = \"re\"\nturms = 3\nratio = "
        "inf\n"
        "part = 1\nparts = 1\n",
        file);
    BOOST_REQUIRE(parsed);
    std::vector<sinter::Error> problems;
    sinter::TomlReader reader(file, parsed->root(), "[it]", problems);
    BOOST_TEST(!reader.boolean("flag"));
    BOOST_TEST(!reader.integer("count", 0, 256));
    BOOST_TEST(!reader.string("name"));
    BOOST_TEST(!reader.strings("names"));
    constexpr std::array<std::string_view, 2> colours = {"red", "blue"};
    BOOST_TEST(!reader.choice("colour", colours));
    BOOST_TEST(!reader.integer("turns", 0, 1));
    BOOST_TEST(!reader.number("ratio", 0, 1));
    BOOST_TEST(!reader.table("part"));
    BOOST_TEST(reader.tables("parts").empty());
    reader.require("here");
    reader.finish();
    sinter::sort_by_place(problems);
    const std::vector<std::pair<std::string, std::string>> wanted = {
        {"x.toml:1:1", "[it]: here is missing"},
        {"x.toml:1:8", "[it]: flag must be true or false, not an integer"},
        {"x.toml:2:9", "[it]: count is out of range: 300; allowed is 0 to 256"},
        {"x.toml:3:8", "[it]: name must be a string, not a date or time"},
        {"x.toml:4:15", "[it]: names must hold strings only, not an integer"},
        {"x.toml:5:10", "[it]: colour: \"re\" is none of \"red\", \"blue\"; did you mean \"red\"?"},
        {"x.toml:6:1", "[it]: unknown key \"turms\"; did you mean \"turns\"?"},
        {"x.toml:7:9", "[it]: ratio is out of range: inf; allowed is 0.0 to 1.0"},
        {"x.toml:8:8", "[it]: part must be a table, not an integer"},
        {"x.toml:9:9", "[it]: parts must be an array of tables: write [[parts]]"},
    };
    BOOST_TEST_REQUIRE(problems.size() == wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        BOOST_TEST(problems[i].where.text() == wanted[i].first);
        BOOST_TEST(problems[i].text == wanted[i].second);
    }
}

BOOST_AUTO_TEST_CASE(a_key_of_a_million_characters_is_shown_short) {
    const std::string file = "x";
    const auto parsed = TomlDocument::parse(std::string(1'000'000, 'k') + " = 1\n", file);
    BOOST_REQUIRE(parsed);
    std::vector<sinter::Error> problems;
    sinter::TomlReader reader(file, parsed->root(), "[it]", problems);
    reader.finish();
    BOOST_TEST_REQUIRE(problems.size() == 1u);
    BOOST_TEST(problems[0].text == "[it]: unknown key \"" + std::string(64, 'k') + "…\"");
}

BOOST_AUTO_TEST_CASE(a_file_of_unknown_keys_is_told_once_enough) {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "key" + std::to_string(i) + " = 1\n";
    const std::string file = "x";
    const auto parsed = TomlDocument::parse(text, file);
    BOOST_REQUIRE(parsed);
    std::vector<sinter::Error> problems;
    sinter::TomlReader reader(file, parsed->root(), "[it]", problems);
    reader.finish();
    BOOST_TEST(problems.size() == 32u);
}

BOOST_AUTO_TEST_SUITE_END()
