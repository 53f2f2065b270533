// SPDX-License-Identifier: Apache-2.0
// Trees of values: laid out in the rows that sinter/abi/data.h specifies, read back by the view, and damage
// is seen.
#include <boost/test/unit_test.hpp>

#include <functional>
#include <random>

#include <sinter/data_job.hpp>

#include "sdk/map_world.hpp"
#include "sdk/print_code.hpp"

namespace sinter {
namespace {

std::function<Status(Output&)> to_write;

struct Writes : Decoder {
    static constexpr std::string_view id = "writes";
    Status decode(DecodeJob& job) override {
        auto output = job.new_asset(AssetType::Data);
        if (!output) return output.status();
        if (auto written = to_write(*output); !written) return written;
        return job.emit(*output);
    }
};

JobResult written(std::function<Status(Output&)> body) {
    to_write = std::move(body);
    const auto* table =
        static_cast<const sinter_decoder_v0*>(detail::interface_of<Writes>(SINTER_DECODER_ID));
    JobInput input;
    input.step = "writes";
    input.path = "a/b.json";
    test::MapWorld world;
    input.world = &world;
    void* self = table->create();
    auto result = run_decoder(*table, self, input);
    table->destroy(self);
    return result;
}
JobResult written(const DataValue& root, const DataSchema& schema = {}) {
    return written([&](Output& output) { return write_data(output, root, schema); });
}

/// {"z": [1, {"k": null}], "a": "text", "m": 16 numbers, "e": choice 2}
DataValue sample() {
    auto root = DataValue::object();
    auto inner = DataValue::object();
    inner.add("k", {});
    auto list = DataValue::array();
    list.items = {DataValue::of_integer(-7), inner};
    root.add("z", list);
    root.add("a", DataValue::of_text("text"));
    std::array<float, 16> numbers{};
    for (std::size_t i = 0; i < 16; ++i) numbers[i] = static_cast<float>(i) / 2;
    root.add("m", DataValue::of_numbers(numbers));
    root.add("e", DataValue::of_choice("mask", 2));
    return root;
}

/// The tables of an asset in vectors, open to damage.
struct Copied {
    std::vector<std::vector<std::uint8_t>> bytes;
    std::vector<sinter_table> tables;
    std::vector<sinter_dependency> dependencies;

    explicit Copied(const AssetView& asset) {
        for (const auto& table : asset.tables()) {
            bytes.emplace_back(table.rows, table.rows + std::size_t{table.stride} * table.count);
            tables.push_back(table);
            tables.back().rows = bytes.back().data();
        }
    }
    Copied(const Copied&) = delete;
    [[nodiscard]] Data data() const {
        return Data{AssetView{sinter_asset{SINTER_DATA, static_cast<std::uint32_t>(tables.size()), 0,
                                           static_cast<std::uint32_t>(dependencies.size()), tables.data(),
                                           nullptr, dependencies.data()}}};
    }
    [[nodiscard]] sinter_field_row& row(std::uint32_t index) {
        return reinterpret_cast<sinter_field_row*>(bytes[1].data())[index];
    }
    [[nodiscard]] sinter_data_row& head() { return *reinterpret_cast<sinter_data_row*>(bytes[0].data()); }
};

DataValue nested(std::uint32_t depth) {
    auto out = DataValue::array();
    for (std::uint32_t i = 1; i < depth; ++i) {
        auto outer = DataValue::array();
        outer.items.push_back(std::move(out));
        out = std::move(outer);
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sdk_data)

BOOST_AUTO_TEST_CASE(a_tree_is_laid_out_breadth_first_and_sorted) {
    const auto result = written(sample(), {.name = "s", .path = "s.schema.toml", .version = 3});
    BOOST_TEST_REQUIRE(bool{result.status}, result.status.error().text);
    const auto asset = result.products.at(0).asset.view();
    const auto rows = asset.rows<sinter_field_row>(SINTER_FIELD_TABLE);
    BOOST_TEST_REQUIRE(rows.size() == 7u);
    // By hand: a, e, m, z; then what lies in z; then what lies in its second item.
    const sinter_field_kind kinds[] = {SINTER_FIELD_STRING, SINTER_FIELD_ENUM,    SINTER_FIELD_FLOAT,
                                       SINTER_FIELD_ARRAY,  SINTER_FIELD_INTEGER, SINTER_FIELD_OBJECT,
                                       SINTER_FIELD_NULL};
    for (std::uint32_t i = 0; i < 7; ++i) BOOST_TEST(rows[i].kind == kinds[i], "row " << i);
    BOOST_TEST(rows[3].first == 4u);
    BOOST_TEST(rows[3].count == 2u);
    BOOST_TEST(rows[5].first == 6u);
    BOOST_TEST(rows[5].count == 1u);
    BOOST_TEST(rows[2].count == 16u);
    BOOST_TEST(rows[2].first == 0u);
    BOOST_TEST(asset.rows<float>(SINTER_NUMBER_TABLE)[15] == 7.5f);
    const auto* strings = asset.table(SINTER_STRING_TABLE);
    BOOST_TEST(std::string(reinterpret_cast<const char*>(strings->rows), strings->count) ==
               "ss.schema.tomlatextemaskmzk");
}

BOOST_AUTO_TEST_CASE(the_view_reads_what_was_written) {
    const auto result =
        written(sample(), {.name = "s", .path = "s.schema.toml", .version = 3, .complete = true});
    const Data data{result.products.at(0).asset.view()};
    BOOST_TEST_REQUIRE(data.valid());
    BOOST_TEST(data.schema() == "s");
    BOOST_TEST(data.schema_path() == "s.schema.toml");
    BOOST_TEST(data.schema_version() == 3u);
    BOOST_TEST(data.complete());
    const auto root = data.root();
    BOOST_TEST(root.size() == 4u);
    BOOST_TEST((root["a"].text() == "text"));
    BOOST_TEST((root["e"].text() == "mask"));
    BOOST_TEST((root["e"].choice() == 2));
    BOOST_TEST((root["z"][0].integer() == -7));
    BOOST_TEST((root["z"][0].number() == -7.0));
    BOOST_TEST(root["z"][1]["k"].kind() == SINTER_FIELD_NULL);
    std::array<float, 16> numbers{};
    BOOST_TEST(root["m"].numbers(numbers) == 16u);
    BOOST_TEST(numbers[3] == 1.5f);
    BOOST_TEST(!root["m"].vector());
    BOOST_TEST(!root["nothing"]);
    BOOST_TEST(!root["z"][2]);
    BOOST_TEST(!root["a"][0]);
    BOOST_TEST(!root["a"].integer());
}

BOOST_AUTO_TEST_CASE(a_lone_value_may_be_the_root) {
    const auto result = written(DataValue::of_double(-0.125));
    const Data data{result.products.at(0).asset.view()};
    BOOST_TEST(data.valid());
    BOOST_TEST((data.root().number() == -0.125));
    BOOST_TEST(data.root().name() == "");
    BOOST_TEST(data.schema() == "");
}

BOOST_AUTO_TEST_CASE(an_empty_root_is_valid) {
    for (const auto& root : {DataValue::object(), DataValue::array()}) {
        const auto result = written(root);
        const Data data{result.products.at(0).asset.view()};
        BOOST_TEST(data.valid());
        BOOST_TEST(data.root().kind() == root.kind);
        BOOST_TEST(data.root().size() == 0u);
    }
}

BOOST_AUTO_TEST_CASE(names_may_be_empty_and_hold_zero_bytes) {
    auto root = DataValue::object();
    root.add("", DataValue::of_bool(true));
    root.add(std::string_view{"a\0b", 3}, DataValue::of_bool(false));
    const auto result = written(root);
    const Data data{result.products.at(0).asset.view()};
    BOOST_TEST(data.valid());
    BOOST_TEST((data.root()[""].boolean() == true));
    BOOST_TEST((data.root()[std::string_view{"a\0b", 3}].boolean() == false));
}

BOOST_AUTO_TEST_CASE(fields_of_a_writer_come_out_sorted_whatever_their_order) {
    const std::array<float, 3> green{0, 1, 0};
    const auto write = [&](bool swapped) {
        return written([&](Output& output) {
            FieldWriter fields;
            if (swapped) fields.number("roughness", 0.5f);
            fields.boolean("double_sided", true);
            fields.vector("emissive", green);
            if (!swapped) fields.number("roughness", 0.5f);
            fields.text("name", "Fur");
            fields.reference("base_color_texture", DependencyKind::LoadedWithMe, AssetType::Texture,
                             "t/x.png");
            return fields.write(output, "material");
        });
    };
    const auto one = write(false), two = write(true);
    BOOST_TEST_REQUIRE(bool{one.status}, one.status.error().text);
    const auto view = one.products.at(0).asset.view();
    for (std::size_t t = 0; t < view.tables().size(); ++t) {
        const auto& a = view.tables()[t];
        const auto b = two.products.at(0).asset.view().tables()[t];
        BOOST_TEST_REQUIRE(a.count == b.count);
        BOOST_TEST(std::memcmp(a.rows, b.rows, std::size_t{a.stride} * a.count) == 0);
    }
    const FieldTree tree{view};
    BOOST_TEST(tree.valid());
    BOOST_TEST(tree.schema() == "material");
    BOOST_TEST((tree.root()["base_color_texture"].reference() == "a/t/x.png"));
    BOOST_TEST((tree.root()["emissive"].vector() == std::array{0.0f, 1.0f, 0.0f, 0.0f}));
}

BOOST_AUTO_TEST_CASE(what_no_row_can_hold_is_refused) {
    const auto code_of = [](DataValue value) {
        auto root = DataValue::object();
        root.add("x", std::move(value));
        return written(root).status.code();
    };
    const std::array<float, 17> many{};
    const std::array infinite{std::numeric_limits<float>::infinity()};
    BOOST_TEST(code_of(DataValue::of_numbers(many)) == Code::Contract);
    BOOST_TEST(code_of(DataValue::of_numbers({})) == Code::Contract);
    BOOST_TEST(code_of(DataValue::of_numbers(infinite)) == Code::Contract);
    BOOST_TEST(code_of(DataValue::of_reference(DependencyKind::LoadedWithMe, AssetType::Texture,
                                               "../../x")) == Code::Denied);
    auto twice = DataValue::object();
    twice.add("x", {});
    twice.add("x", {});
    BOOST_TEST(written(twice).status.code() == Code::Contract);
}

BOOST_AUTO_TEST_CASE(the_depth_is_bounded_alike_by_writer_and_view) {
    const auto deepest = written(nested(SINTER_DATA_MAX_DEPTH));
    BOOST_TEST_REQUIRE(bool{deepest.status}, deepest.status.error().text);
    BOOST_TEST(Data{deepest.products.at(0).asset.view()}.valid());
    BOOST_TEST(written(nested(SINTER_DATA_MAX_DEPTH + 1)).status.code() == Code::TooLarge);
    // The same by hand: a chain of arrays in rows.
    for (const auto depth : {SINTER_DATA_MAX_DEPTH, SINTER_DATA_MAX_DEPTH + 1}) {
        std::vector<sinter_field_row> rows(depth - 1);
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
            rows[i].kind = SINTER_FIELD_ARRAY;
            rows[i].count = i + 1 < rows.size() ? 1 : 0;
            rows[i].first = rows[i].count ? i + 1 : 0;
        }
        sinter_data_row head{};
        head.root_kind = SINTER_FIELD_ARRAY;
        head.root_count = 1;
        const sinter_table tables[] = {
            {SINTER_DATA_TABLE, 2, sizeof head, 1, reinterpret_cast<const std::uint8_t*>(&head)},
            {SINTER_FIELD_TABLE, 2, sizeof rows[0], static_cast<std::uint32_t>(rows.size()),
             reinterpret_cast<const std::uint8_t*>(rows.data())}};
        const Data data{AssetView{sinter_asset{SINTER_DATA, 2, 0, 0, tables, nullptr, nullptr}}};
        BOOST_TEST(data.valid() == (depth == SINTER_DATA_MAX_DEPTH));
    }
}

BOOST_AUTO_TEST_CASE(every_kind_of_damage_is_seen) {
    constexpr auto Max = std::numeric_limits<std::uint32_t>::max();
    const auto result = written(sample(), {.name = "s"});
    const std::pair<const char*, std::function<void(Copied&)>> damages[] = {
        {"two heads", [](Copied& c) { c.tables[0].stride = 16, c.tables[0].count = 2; }},
        {"a root of no kind", [](Copied& c) { c.head().root_kind = 0; }},
        {"a lone root beside others", [](Copied& c) { c.head().root_kind = SINTER_FIELD_STRING; }},
        {"a root with more children than rows", [](Copied& c) { c.head().root_count = 8; }},
        {"a root of 2^32 - 1 children", [](Copied& c) { c.head().root_count = Max; }},
        {"a root that lacks a child", [](Copied& c) { c.head().root_count = 3; }},
        {"a schema outside", [](Copied& c) { c.head().schema_size = Max; }},
        {"a schema's path outside", [](Copied& c) { c.head().schema_path_offset = Max; }},
        {"children outside", [](Copied& c) { c.row(5).count = 2; }},
        {"2^32 - 1 children", [](Copied& c) { c.row(3).count = Max; }},
        {"its own child", [](Copied& c) { c.row(3).first = 3; }},
        {"children in front", [](Copied& c) { c.row(5).first = 4; }},
        {"children that are not the next", [](Copied& c) { c.row(3).first = 5, c.row(3).count = 1; }},
        {"no children, but a place", [](Copied& c) { c.row(3).count = 0; }},
        {"a row that nobody has", [](Copied& c) { c.row(5).count = 0, c.row(5).first = 0; }},
        {"an item with a name", [](Copied& c) { c.row(4).name_size = 1; }},
        {"names out of order", [](Copied& c) { std::swap(c.row(0), c.row(1)); }},
        {"numbers outside", [](Copied& c) { c.row(2).first = 1; }},
        {"17 numbers", [](Copied& c) { c.row(2).count = 17; }},
        {"a choice of -1", [](Copied& c) { c.row(1).integer = -1; }},
        {"a reference to nothing", [](Copied& c) { c.row(6).kind = SINTER_FIELD_REFERENCE; }},
        {"rows cut short", [](Copied& c) { c.tables[1].count = 6; }},
    };
    for (const auto& [name, damage] : damages) {
        Copied copied{result.products.at(0).asset.view()};
        BOOST_TEST_REQUIRE(copied.data().valid());
        damage(copied);
        BOOST_TEST(!copied.data().valid(), name);
    }
}

BOOST_AUTO_TEST_CASE(random_damage_never_leads_outside_nor_in_circles) {
    const auto result = written(sample(), {.name = "s"});
    std::mt19937 random{11};
    for (int round = 0; round < 20000; ++round) {
        Copied copied{result.products.at(0).asset.view()};
        for (std::uint32_t n = 1 + random() % 6; n-- > 0;) {
            auto& table = copied.bytes[random() % 2];
            table[random() % table.size()] = static_cast<std::uint8_t>(random());
        }
        const auto data = copied.data();
        const bool valid = data.valid();
        std::size_t seen = 0;
        const std::function<void(const FieldView&)> visit = [&](const FieldView& field) {
            BOOST_TEST_REQUIRE(++seen < 100000u);
            (void)field.name();
            (void)field.text();
            (void)field.number();
            (void)field.vector();
            (void)field.reference();
            (void)field["k"];
            for (std::uint32_t i = 0; i < field.size(); ++i) visit(field[i]);
        };
        visit(data.root());
        if (valid) BOOST_TEST(seen == data.size() + 1u);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter
