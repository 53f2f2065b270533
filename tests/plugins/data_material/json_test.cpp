// SPDX-License-Identifier: Apache-2.0
// What is no JSON, or JSON over the limits, fails with the place where it goes wrong.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "material_job.hpp"

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
    {"name twice", "{\"metallic\": 1,\n \"metallic\": 0}", Code::Invalid, 2, 2},
    {"number beyond doubles", "{\"metallic\": 1e999}", Code::Corrupt, 1, 14},
    {"nested too deep", "{\"a\":" + std::string(10, '['), Code::TooLarge, 1, 13},
    {"too many values",
     "[" + std::string(1024, '\n') + "0" +
         [] {
             std::string more;
             for (int i = 0; i < 1023; ++i) more += ",\n0";
             return more;
         }(),
     Code::TooLarge, 2048, 1},
    {"too long", std::string(256 * 1024 + 1, ' '), Code::TooLarge, 1, 1},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(data_material_json)

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
    BOOST_TEST(bool{decode_material(material + std::string(256 * 1024 - material.size(), ' ')).status});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
