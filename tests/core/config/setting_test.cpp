// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "config/quote.hpp"
#include "config/setting.hpp"

using sinter::Value;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(values_and_settings)

namespace {

struct Shown {
    Value value;
    const char* text;
    const char* type;
};
std::ostream& operator<<(std::ostream& out, const Shown& row) {
    return out << row.text;
}
const Shown Texts[] = {
    {true, "true", "boolean"},
    {std::int64_t{-3}, "-3", "integer"},
    {std::numeric_limits<std::int64_t>::min(), "-9223372036854775808", "integer"},
    {0.5, "0.5", "float"},
    {1.0, "1.0", "float"},
    {0.1, "0.1", "float"},
    {1e300, "1e+300", "float"},
    {-std::numeric_limits<double>::infinity(), "-inf", "float"},
    {std::string{"box"}, "\"box\"", "string"},
    {std::string{"a\"b\\c\n\x01"}, "\"a\\\"b\\\\c\\n\\u0001\"", "string"},
    {std::vector<std::string>{}, "[]", "strings"},
    {std::vector<std::string>{"BC7", "BC5"}, "[\"BC7\", \"BC5\"]", "strings"},
};

const sinter::SettingDecl Level{"level", std::int64_t{3}, 0.0, 9.0, {}, ""};
const sinter::SettingDecl Ratio{"ratio", 0.5, 0.0, std::nullopt, {}, ""};
const sinter::SettingDecl Any{"any", 0.5, std::nullopt, std::nullopt, {}, ""};
const sinter::SettingDecl Filter{"filter",     std::string{"box"}, std::nullopt,
                                 std::nullopt, {"box", "kaiser"},  ""};
const sinter::SettingDecl Formats{"formats", std::vector<std::string>{}, std::nullopt, std::nullopt, {"BC7"},
                                  ""};

struct Misfit {
    sinter::SettingDecl decl;
    Value value;
    const char* text;
};
std::ostream& operator<<(std::ostream& out, const Misfit& row) {
    return out << row.text;
}
const Misfit Misfits[] = {
    {Level, std::int64_t{10}, "level: out of range: 10; allowed is 0 to 9"},
    {Level, std::int64_t{-1}, "level: out of range: -1; allowed is 0 to 9"},
    {Level, 1.0, "level: wanted is an integer, not 1.0"},
    {Level, true, "level: wanted is an integer, not true"},
    {Level, std::string{"x"}, "level: wanted is an integer, not \"x\""},
    {Ratio, -0.5, "ratio: out of range: -0.5; allowed is 0.0 or more"},
    {Ratio, std::numeric_limits<double>::quiet_NaN(), "ratio: out of range: nan; allowed is 0.0 or more"},
    {Any, std::numeric_limits<double>::infinity(), "any: out of range: inf; allowed is a finite number"},
    {Filter, std::string{"kaisr"},
     "filter: \"kaisr\" is none of \"box\", \"kaiser\"; did you mean \"kaiser\"?"},
    {Filter, std::vector<std::string>{"box"}, "filter: wanted is a string, not an array of strings"},
    {Formats, std::vector<std::string>{"BC7", "BC8"},
     "formats: \"BC8\" is none of \"BC7\"; did you mean \"BC7\"?"},
    {Formats, std::string{"BC7"}, "formats: wanted is an array of strings, not \"BC7\""},
};

}  // namespace

BOOST_DATA_TEST_CASE(a_value_reads_as_toml_writes_it, data::make(Texts), row) {
    BOOST_TEST(sinter::to_text(row.value) == row.text);
    BOOST_TEST(sinter::type_name(row.value) == row.type);
}

BOOST_DATA_TEST_CASE(what_does_not_fit_is_explained, data::make(Misfits), row) {
    const auto fitted = sinter::fit(row.decl, row.value);
    BOOST_REQUIRE(!fitted);
    BOOST_TEST((fitted.code() == sinter::Code::Invalid));
    BOOST_TEST(fitted.error().text == row.text);
}

BOOST_AUTO_TEST_CASE(what_fits_is_given_back) {
    BOOST_TEST((*sinter::fit(Level, std::int64_t{9}) == Value{std::int64_t{9}}));
    BOOST_TEST((*sinter::fit(Filter, std::string{"kaiser"}) == Value{std::string{"kaiser"}}));
    BOOST_TEST((*sinter::fit(Formats, std::vector<std::string>{}) == Value{std::vector<std::string>{}}));
}

BOOST_AUTO_TEST_CASE(an_integer_becomes_the_float_that_is_declared) {
    const auto fitted = sinter::fit(Ratio, std::int64_t{2});
    BOOST_REQUIRE(fitted);
    BOOST_TEST((*fitted == Value{2.0}));
}

BOOST_AUTO_TEST_CASE(text_of_a_file_is_shown_short_and_harmless) {
    BOOST_TEST(sinter::shown(std::string(100, 'a'), 3) == "\"aaa…\"");
    BOOST_TEST(sinter::shown("aä", 2) == "\"a…\"");  // a character is not cut
    BOOST_TEST(sinter::shown("\xFF\x1B[31m") == "\"\\xFF\\u001B[31m\"");
    BOOST_TEST(sinter::shown("\xED\xA0\x80") == "\"\\xED\\xA0\\x80\"");  // a surrogate is not UTF-8
    BOOST_TEST(sinter::clipped("say \"no\"\n") == "say \"no\"\\n");
}

BOOST_AUTO_TEST_SUITE_END()
