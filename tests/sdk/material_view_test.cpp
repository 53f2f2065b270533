// SPDX-License-Identifier: Apache-2.0
// A material view over good tables answers by name, and over damaged ones gives nothing it should not.
#include <boost/test/unit_test.hpp>

#include <functional>
#include <limits>
#include <random>

#include <sinter/material.hpp>

namespace sinter {
namespace {

/// A material's tables in plain vectors, open to damage. Strings: "albedo" 0, "metal" 6, "name" 11, "two" 15,
/// "rust" 18.
struct Tables {
    std::string strings = "albedometalnametworust";
    std::vector<sinter_field_row> rows;
    std::vector<sinter_dependency> dependencies{{SINTER_LOADED_WITH_ME, SINTER_TEXTURE, to_abi("t/a.png")}};
    std::vector<sinter_table> tables;

    Tables() {
        rows = {row(0, 6, SINTER_FIELD_REFERENCE), row(6, 5, SINTER_FIELD_BOOL),
                row(11, 4, SINTER_FIELD_STRING), row(15, 3, SINTER_FIELD_FLOAT)};
        rows[1].number[0] = 1;
        rows[2].string_offset = 18;
        rows[2].string_size = 4;
        rows[3].count = 2;
        rows[3].number[0] = 0.5f;
        rows[3].number[1] = 0.25f;
        rows[3].number[2] = 9;  // beyond count: not part of the value
        tables = {
            {SINTER_FIELD_TABLE, 1, sizeof rows[0], 4, reinterpret_cast<const std::uint8_t*>(rows.data())},
            {SINTER_STRING_TABLE, 1, 1, 22, reinterpret_cast<const std::uint8_t*>(strings.data())}};
    }
    Tables(const Tables&) = delete;
    static sinter_field_row row(std::uint32_t offset, std::uint32_t size, sinter_field_kind kind) {
        sinter_field_row out{};
        out.name_offset = offset;
        out.name_size = size;
        out.kind = kind;
        return out;
    }
    [[nodiscard]] Material material(sinter_asset_type type = SINTER_MATERIAL) const {
        return Material{AssetView{sinter_asset{type, static_cast<std::uint32_t>(tables.size()), 0,
                                               static_cast<std::uint32_t>(dependencies.size()), tables.data(),
                                               nullptr, dependencies.data()}}};
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(sdk_material_view)

BOOST_AUTO_TEST_CASE(answers_by_name_and_kind) {
    const Tables tables;
    const auto material = tables.material();
    BOOST_TEST(material.valid());
    BOOST_TEST(material.size() == 4u);
    BOOST_TEST(material.name(1) == "metal");
    BOOST_TEST(material.kind(1) == SINTER_FIELD_BOOL);
    BOOST_TEST((material.reference("albedo") == "t/a.png"));
    BOOST_TEST((material.reference_index("albedo") == 0u));
    BOOST_TEST((material.boolean("metal") == true));
    BOOST_TEST((material.text("name") == "rust"));
    BOOST_TEST((material.vector("two") == std::array{0.5f, 0.25f, 0.0f, 0.0f}));
}

BOOST_AUTO_TEST_CASE(a_question_of_another_kind_has_no_answer) {
    const Tables tables;
    const auto material = tables.material();
    BOOST_TEST(!material.number("two"));  // two numbers
    BOOST_TEST(!material.number("metal"));
    BOOST_TEST(!material.boolean("two"));
    BOOST_TEST(!material.text("albedo"));
    BOOST_TEST(!material.reference("name"));
    for (const auto* name : {"", "a", "albedos", "m", "zz", "namf"}) BOOST_TEST(!material.text(name));
}

BOOST_AUTO_TEST_CASE(an_empty_view_answers_nothing) {
    const Material material;
    BOOST_TEST(!material.valid());
    BOOST_TEST(material.size() == 0u);
    BOOST_TEST(!material.number("metal"));
    const Tables tables;
    BOOST_TEST(!tables.material(SINTER_TEXTURE).valid());
}

BOOST_AUTO_TEST_CASE(rows_of_an_older_version_are_read_with_zeroes) {
    Tables tables;
    tables.tables[0].stride = 16;  // name, kind, count: no values
    tables.tables[0].count = 1;
    const auto material = tables.material();
    BOOST_TEST((material.reference_index("albedo") == 0u));
}

BOOST_AUTO_TEST_CASE(every_kind_of_damage_is_seen) {
    constexpr auto Max = std::numeric_limits<std::uint32_t>::max();
    const std::pair<const char*, std::function<void(Tables&)>> damages[] = {
        {"no string table", [](Tables& t) { t.tables[1].tag = 1; }},
        {"strings of two bytes a row", [](Tables& t) { t.tables[1].stride = 2, t.tables[1].count = 11; }},
        {"strings cut short", [](Tables& t) { t.tables[1].count = 21; }},
        {"a name outside", [](Tables& t) { t.rows[0].name_offset = 22; }},
        {"a name's offset of 2^32 - 1", [](Tables& t) { t.rows[0].name_offset = Max; }},
        {"a name's size of 2^32 - 1", [](Tables& t) { t.rows[3].name_size = Max; }},
        {"no name", [](Tables& t) { t.rows[0].name_size = 0; }},
        {"names out of order", [](Tables& t) { std::swap(t.rows[1], t.rows[2]); }},
        {"a name twice", [](Tables& t) { t.rows[1] = t.rows[0]; }},
        {"no kind", [](Tables& t) { t.rows[0].kind = 0; }},
        {"a bool of 2", [](Tables& t) { t.rows[1].number[0] = 2; }},
        {"no numbers", [](Tables& t) { t.rows[3].count = 0; }},
        {"five numbers", [](Tables& t) { t.rows[3].count = 5; }},
        {"not a number", [](Tables& t) { t.rows[3].number[1] = std::numeric_limits<float>::quiet_NaN(); }},
        {"infinity", [](Tables& t) { t.rows[3].number[0] = std::numeric_limits<float>::infinity(); }},
        {"a text outside", [](Tables& t) { t.rows[2].string_size = 5; }},
        {"a text's offset of 2^32 - 1", [](Tables& t) { t.rows[2].string_offset = Max; }},
        {"a reference to nothing", [](Tables& t) { t.rows[0].dependency = 1; }},
        {"no dependencies", [](Tables& t) { t.dependencies.clear(); }},
    };
    for (const auto& [name, damage] : damages) {
        Tables tables;
        BOOST_TEST_REQUIRE(tables.material().valid());
        damage(tables);
        BOOST_TEST(!tables.material().valid(), name);
    }
}

BOOST_AUTO_TEST_CASE(a_kind_of_a_later_version_is_let_be) {
    Tables tables;
    tables.rows[3].kind = 77;
    BOOST_TEST(tables.material().valid());
    BOOST_TEST(!tables.material().vector("two"));
}

BOOST_AUTO_TEST_CASE(random_damage_never_gives_what_lies_outside) {
    std::mt19937 random{7};
    for (int round = 0; round < 20000; ++round) {
        Tables tables;
        auto* bytes = reinterpret_cast<std::uint8_t*>(tables.rows.data());
        for (std::uint32_t n = 1 + random() % 4; n-- > 0;)
            bytes[random() % (tables.rows.size() * sizeof tables.rows[0])] =
                static_cast<std::uint8_t>(random());
        const auto material = tables.material();
        const auto inside = [&](std::string_view text) {
            return text.empty() ||
                   (text.data() >= tables.strings.data() &&
                    text.data() + text.size() <= tables.strings.data() + tables.strings.size());
        };
        for (std::uint32_t i = 0; i < material.size(); ++i) BOOST_TEST(inside(material.name(i)));
        for (const auto* name : {"albedo", "metal", "name", "two"}) {
            BOOST_TEST(inside(material.text(name).value_or("")));
            BOOST_TEST(material.reference_index(name).value_or(0) == 0u);
            (void)material.vector(name);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter
