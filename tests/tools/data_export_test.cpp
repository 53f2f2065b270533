// SPDX-License-Identifier: Apache-2.0
// Data as JSON again: what the data plugin reads of it is what was exported.
#include <boost/test/unit_test.hpp>

#include "../../tools/cli/export.hpp"
#include "../../tools/cli/preview.hpp"
#include "plugins/data/data_job.hpp"

namespace sinter::test {
namespace {

std::string exported(const AssetView& asset) {
    const auto files = cli::export_data(asset, {});
    if (!files) throw std::runtime_error(files.error().text);
    return {files->front().bytes.begin(), files->front().bytes.end()};
}
bool same_values(const AssetView& a, const AssetView& b) {
    for (const auto tag : {SINTER_FIELD_TABLE, SINTER_STRING_TABLE, SINTER_NUMBER_TABLE}) {
        const auto *one = a.table(tag), *two = b.table(tag);
        if ((one == nullptr) != (two == nullptr)) return false;
        if (one && (one->count != two->count ||
                    std::memcmp(one->rows, two->rows, std::size_t{one->stride} * one->count) != 0))
            return false;
    }
    return a.dependencies().size() == b.dependencies().size();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_export_data)

BOOST_AUTO_TEST_CASE(is_sorted_and_written_the_shortest_way) {
    const auto decoded = decode_json(
        R"({"z": [1, 2.0, -0.1, 1e300], "a": {"\u0001\n\"": null, "": false}, "s": "\u00e9\u007f\\"})");
    BOOST_TEST(exported(product_of(decoded).view()) == R"({
    "a": {
        "": false,
        "\u0001\n\"": null
    },
    "s": "é\u007f\\",
    "z": [
        1,
        2.0,
        -0.1,
        1e+300
    ]
}
)");
}

BOOST_AUTO_TEST_CASE(values_without_a_schema_survive_the_way_out_and_in) {
    const auto decoded = decode_json(
        R"({"i": [0, -1, 9223372036854775807], "d": [0.1, 1e-7, 3.0, 12345678901234567890], "e": [], "o": {}, "n": null})");
    const auto again = decode_json(exported(product_of(decoded).view()));
    BOOST_TEST(same_values(product_of(decoded).view(), product_of(again).view()));
}

BOOST_AUTO_TEST_CASE(a_material_survives_the_way_out_and_in) {
    const auto decoded = decode_material(
        R"({"base_color": [0.1, 0.2, 0.3, 1], "metallic": 0.7, "alpha_mode": "mask", "name": "x",
            "base_color_texture": "../t/a.png#main", "base_color_texture_texcoord": 1})");
    const auto text = exported(product_of(decoded).view());
    BOOST_TEST(text.find("\"base_color_texture\": \"/t/a.png#main\"") != text.npos);
    BOOST_TEST(text.find("\"metallic\": 0.7,") != text.npos);
    const auto again = decode_material(text);
    BOOST_TEST(same_values(product_of(decoded).view(), product_of(again).view()));
    const auto complete = data_plugin().process("data_defaults", product_of(decoded).view().abi());
    const auto once_more = decode_material(exported(product_of(complete).view()));
    BOOST_TEST(same_values(product_of(complete).view(), product_of(once_more).view()));
}

BOOST_AUTO_TEST_CASE(what_json_has_no_place_for_is_refused) {
    const auto decoded = decode_toml("a = inf");
    BOOST_TEST((cli::export_data(product_of(decoded).view(), {}).code() == Code::Unsupported));
}

BOOST_AUTO_TEST_CASE(is_described_line_by_line) {
    const auto decoded = decode_material(
        R"({"base_color": [1, 0.5, 0.25, 1], "alpha_mode": "mask", "normal_texture": "n.png", "unlit": true})");
    const auto text = cli::describe_data(product_of(decoded).view());
    BOOST_TEST_REQUIRE(bool{text});
    BOOST_TEST(*text ==
               "# material, schema material 2\n"
               "alpha_mode  mask\n"
               "base_color  1 0.5 0.25 1\n"
               "normal_texture  → materials/n.png (texture)\n"
               "unlit  true\n");
    const auto nested = decode_toml("a = [1, { b = 'x' }]\nc = nan\n[d]\n");
    BOOST_TEST(*cli::describe_data(product_of(nested).view()) ==
               "# data, without a schema\na\n  [0]  1\n  [1]\n    b  \"x\"\nc  nan\nd  {}\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
