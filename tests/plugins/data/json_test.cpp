// SPDX-License-Identifier: Apache-2.0
// What is no JSON, or JSON over the limits, fails with the place where it goes wrong.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "data_job.hpp"

namespace data = boost::unit_test::data;
using namespace std::string_literals;

namespace sinter::test {
namespace {

struct Broken {
    const char* name;
    std::string text;
    Code code;
    std::uint32_t line;
    std::uint32_t column;
    friend std::ostream& operator<<(std::ostream& out, const Broken& broken) { return out << broken.name; }
};

// Lines and columns are counted by hand, as an editor shows them; columns in bytes.
const Broken BrokenTexts[] = {
    {"empty", "", Code::Corrupt, 1, 1},
    {"white space only", " \n\n ", Code::Corrupt, 3, 2},
    {"not closed", "{\"metallic\": 1\n", Code::Corrupt, 2, 1},
    {"comma missing", "{\n  \"metallic\": 1\n  \"roughness\": 1\n}", Code::Corrupt, 3, 3},
    {"colon missing", "{\"metallic\" 1}", Code::Corrupt, 1, 13},
    {"trailing comma", "{\"metallic\": 1,\n}", Code::Corrupt, 2, 1},
    {"trailing comma in an array", "{\"emissive\": [0, 0, 0,]}", Code::Corrupt, 1, 23},
    {"comment", "{\n// no\n}", Code::Corrupt, 2, 1},
    {"second value", "{}\n{}", Code::Corrupt, 2, 1},
    {"number with a leading zero", "{\"metallic\": 01}", Code::Corrupt, 1, 15},
    {"NaN", "{\"metallic\": NaN}", Code::Corrupt, 1, 14},
    {"string over two lines", "{\"name\": \"a\nb\"}", Code::Corrupt, 1, 12},
    {"escape that is none", "{\"name\": \"\\x\"}", Code::Corrupt, 1, 11},
    {"byte that is no UTF-8", "{\"name\": \"ab\xff\"}", Code::Corrupt, 1, 13},
    {"overlong UTF-8", "{\"name\": \"\xc0\xaf\"}", Code::Corrupt, 1, 11},
    {"surrogate in UTF-8", "{\"name\": \"\xed\xa0\x80\"}", Code::Corrupt, 1, 11},
    {"escaped low surrogate alone", "{\"name\": \"a\\udc00\"}", Code::Corrupt, 1, 10},
    {"escaped low surrogate in a name", "{\"\\udfff\": 1}", Code::Corrupt, 1, 2},
    {"UTF-16", "\xff\xfe{\0}\0"s, Code::Corrupt, 1, 4},
    {"zero byte behind the end", "{}\n\0junk"s, Code::Corrupt, 2, 1},
    {"number beyond doubles", "{\"metallic\": 1e999}", Code::Corrupt, 1, 14},
    {"nested too deep", "{\"a\":" + std::string(70, '['), Code::TooLarge, 1, 69},
    {"too many values",
     "[" + std::string(1024, '\n') + "0" +
         [] {
             std::string more;
             for (int i = 0; i < 262143; ++i) more += ",\n0";
             return more;
         }(),
     Code::TooLarge, 263168, 1},
    {"too long", std::string((16 << 20) + 1, ' '), Code::TooLarge, 1, 1},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(data_json)

BOOST_DATA_TEST_CASE(names_the_place_of_what_is_wrong, data::make(BrokenTexts), broken) {
    const auto result = decode_material(broken.text);
    BOOST_TEST(result.status.code() == broken.code, result.status.error().text);
    BOOST_TEST(result.status.error().where.line == broken.line);
    BOOST_TEST(result.status.error().where.column == broken.column);
    BOOST_TEST(result.status.error().where.path == "");
    BOOST_TEST(result.status.error().text.starts_with("material: "));
    BOOST_TEST(result.products.empty());
}

BOOST_AUTO_TEST_CASE(every_prefix_of_a_material_is_corrupt) {
    const std::string whole =
        "{\"name\": \"\\u00e9\", \"base_color\": [1, 0.5, 0.25, 1e-1], \"double_sided\": true, "
        "\"normal_texture\": \"n.png\", \"shadow\": {\"alpha_mode\": \"mask\", \"base_color_texture\": "
        "null}}";
    BOOST_TEST_REQUIRE(bool{decode_material(whole).status});
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto result = decode_material(whole.substr(0, size));
        BOOST_TEST(result.status.code() == Code::Corrupt, "prefix of " << size << " bytes");
    }
}

BOOST_AUTO_TEST_CASE(any_single_changed_byte_is_harmless) {
    const std::string whole =
        "{\"base_color\": [1, 0, 1, 1], \"shader\": \"pbr\", \"shadow\": {}, \"metallic\": 0.5}";
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (int byte = 0; byte < 256; ++byte) {
            auto changed = whole;
            changed[at] = static_cast<char>(byte);
            const auto result = decode_material(changed);
            BOOST_TEST(result.products.size() == (result.status ? 2u : 0u));
            if (!result.status && result.status.error().where.line == 0)
                BOOST_ERROR("no line for byte " << byte << " at " << at);
        }
}

BOOST_AUTO_TEST_CASE(skips_a_byte_order_mark_and_does_not_count_it) {
    BOOST_TEST(bool{decode_material("\xef\xbb\xbf{\"metallic\": 0}").status});
    const auto result = decode_material("\xef\xbb\xbf{\"metalic\": 0}");
    BOOST_TEST(result.status.error().where.column == 2u);
    BOOST_TEST(result.status.error().where.offset == 4u);
}

BOOST_AUTO_TEST_CASE(the_limits_themselves_are_allowed) {
    const std::string material = "{}";
    BOOST_TEST(bool{decode_material(material + std::string((16 << 20) - material.size(), ' ')).status});
    const auto nested = decode_json(std::string(64, '[') + std::string(64, ']'));
    BOOST_TEST(data_of(nested).valid());
    std::string many = "[0";
    for (int i = 2; i < 262144; ++i) many += ",0";
    const auto all = decode_json(many + "]");
    BOOST_TEST(data_of(all).root().size() == 262143u);
}

BOOST_AUTO_TEST_CASE(values_without_a_schema_are_typed_by_themselves) {
    const auto result = decode_json(R"({"b": true, "i": -9223372036854775808, "big": 9223372036854775808,
        "d": 1.0, "e": 1e2, "s": "\u0000x", "n": null, "a": [1, "two", {}], "o": {"": {"k": []}}})");
    const auto data = data_of(result);
    BOOST_TEST_REQUIRE(data.valid());
    const auto root = data.root();
    BOOST_TEST(data.schema() == "");
    BOOST_TEST((root["b"].boolean() == true));
    BOOST_TEST((root["i"].integer() == std::numeric_limits<std::int64_t>::min()));
    BOOST_TEST(!root["big"].integer());
    BOOST_TEST((root["big"].number() == 9223372036854775808.0));
    BOOST_TEST(root["d"].kind() == SINTER_FIELD_DOUBLE);
    BOOST_TEST((root["e"].number() == 100.0));
    BOOST_TEST((root["s"].text() == std::string_view{"\0x", 2}));
    BOOST_TEST(root["n"].kind() == SINTER_FIELD_NULL);
    BOOST_TEST((root["a"][1].text() == "two"));
    BOOST_TEST(root["o"][""]["k"].kind() == SINTER_FIELD_ARRAY);
}

BOOST_AUTO_TEST_CASE(any_json_value_may_stand_alone) {
    BOOST_TEST((data_of(decode_json("-0.5")).root().number() == -0.5));
    BOOST_TEST((data_of(decode_json("\"x\"")).root().text() == "x"));
    BOOST_TEST(data_of(decode_json("null")).root().kind() == SINTER_FIELD_NULL);
}

BOOST_AUTO_TEST_CASE(a_name_twice_counts_last_and_is_warned_of) {
    const auto result = decode_json("{\"a\": 1,\n \"b\": 2,\n \"a\": 3}");
    BOOST_TEST((data_of(result).root()["a"].integer() == 3));
    BOOST_TEST(data_of(result).root().size() == 2u);
    BOOST_TEST_REQUIRE(result.diagnostics.size() == 1u);
    BOOST_TEST(said_by(result) == "warning: data: \"a\" stands twice in one object; the last one counts");
    BOOST_TEST(result.diagnostics[0].error.where.line == 3u);
    BOOST_TEST(result.diagnostics[0].error.where.column == 2u);
}

BOOST_AUTO_TEST_CASE(a_foreign_schema_is_data_like_any_other) {
    const auto result = decode_json(R"({"$schema": "https://json-schema.org/draft/2020-12/schema"})");
    BOOST_TEST((data_of(result).root()["$schema"].text() == "https://json-schema.org/draft/2020-12/schema"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
