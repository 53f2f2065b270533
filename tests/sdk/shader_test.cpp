// SPDX-License-Identifier: Apache-2.0
// A shader view over good tables reads them, and over damaged ones says so.
#include <boost/test/unit_test.hpp>

#include <functional>
#include <random>

#include <sinter/shader.hpp>

namespace sinter {
namespace {

/// A shader of two variants in plain vectors, open to damage.
struct Tables {
    sinter_shader_row row{};
    std::vector<sinter_shader_axis_row> axes;
    std::vector<sinter_shader_variant_row> variants;
    std::vector<sinter_shader_binding_row> bindings;
    std::vector<sinter_shader_member_row> members;
    std::vector<sinter_shader_port_row> ports;
    std::vector<sinter_shader_constant_row> constants;
    std::vector<sinter_shader_include_row> includes;
    std::string text = "mainFOG0 1sceneScenefogFOG=0FOG=1a.glsl";
    std::vector<std::vector<std::uint8_t>> bytes;
    std::uint32_t text_stride = 1;

    Tables() {
        row.stage = SINTER_STAGE_FRAGMENT;
        row.source_language = SINTER_SHADER_GLSL;
        row.language = SINTER_SHADER_SPIRV;
        row.language_version = 0x10600;
        row.entry_point = {0, 4};
        axes.push_back({{4, 3}, {7, 3}, 2, 0});
        for (std::uint32_t i = 0; i < 2; ++i) {
            sinter_shader_variant_row variant{};
            variant.key = i;
            variant.defines = {23 + 5 * i, 5};
            variant.chunk = i;
            variant.bindings = {0, 1};
            variant.inputs = {0, 1};
            variant.outputs = {1, 1};
            variant.constants = {0, 1};
            variants.push_back(variant);
            bytes.push_back({0x03, 0x02, 0x23, 0x07, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0});
        }
        sinter_shader_binding_row binding{};
        binding.kind = SINTER_BINDING_UNIFORM_BUFFER;
        binding.name = {10, 5};
        binding.type_name = {15, 5};
        binding.members = {0, 2};
        bindings.push_back(binding);
        sinter_shader_member_row member{};
        member.name = {20, 3};
        members.push_back(member);  // a struct
        member.depth = 1;
        member.scalar = SINTER_SCALAR_FLOAT;
        members.push_back(member);
        ports.resize(2);
        constants.resize(1);
        includes.push_back({{33, 6}, SINTER_SHADER_NONE, 1});
        includes.push_back({{33, 6}, 0, 0});
    }
    template <class Read>
    auto read(Read body) const {
        std::vector<sinter_table> tables;
        const auto add = [&]<class Row>(std::uint32_t tag, const std::vector<Row>& rows) {
            tables.push_back({tag, 1, sizeof(Row), static_cast<std::uint32_t>(rows.size()),
                              reinterpret_cast<const std::uint8_t*>(rows.data())});
        };
        tables.push_back(
            {SINTER_SHADER_TABLE, 1, sizeof row, 1, reinterpret_cast<const std::uint8_t*>(&row)});
        add(SINTER_SHADER_AXIS_TABLE, axes);
        add(SINTER_SHADER_VARIANT_TABLE, variants);
        add(SINTER_SHADER_BINDING_TABLE, bindings);
        add(SINTER_SHADER_MEMBER_TABLE, members);
        add(SINTER_SHADER_PORT_TABLE, ports);
        add(SINTER_SHADER_CONSTANT_TABLE, constants);
        add(SINTER_SHADER_INCLUDE_TABLE, includes);
        tables.push_back({SINTER_SHADER_TEXT_TABLE, 1, text_stride,
                          static_cast<std::uint32_t>(text.size() / text_stride),
                          reinterpret_cast<const std::uint8_t*>(text.data())});
        std::vector<sinter_chunk> chunks;
        for (const auto& chunk : bytes)
            chunks.push_back({SINTER_SHADER_CHUNK, 4, {chunk.data(), chunk.size()}});
        return body(Shader{AssetView{sinter_asset{SINTER_SHADER, static_cast<std::uint32_t>(tables.size()),
                                                  static_cast<std::uint32_t>(chunks.size()), 0, tables.data(),
                                                  chunks.data(), nullptr}}});
    }
    [[nodiscard]] bool valid() const {
        return read([](const Shader& shader) { return shader.valid(); });
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(shader_view)

BOOST_AUTO_TEST_CASE(reads_good_tables) {
    Tables{}.read([](const Shader& shader) {
        BOOST_REQUIRE(shader.valid());
        BOOST_TEST(shader.entry_point() == "main");
        BOOST_TEST(shader.variant_count() == 2u);
        BOOST_TEST(shader.text(shader.variant(1).defines) == "FOG=1");
        BOOST_TEST(*shader.key_of("FOG", "1") == 1u);
        BOOST_TEST(!shader.key_of("FOG", "2").has_value());
        BOOST_TEST(!shader.key_of("FO", "1").has_value());
        BOOST_TEST(*shader.variant_of_key(1) == 1u);
        BOOST_TEST(!shader.variant_of_key(2).has_value());
        BOOST_TEST(shader.code(1).size() == 20u);
        const auto binding = shader.bindings(0)[0];
        BOOST_TEST(shader.text(binding.name) == "scene");
        BOOST_TEST(shader.members(binding).size() == 2u);
        BOOST_TEST(shader.text(shader.includes()[0].path) == "a.glsl");
        return 0;
    });
}

BOOST_AUTO_TEST_CASE(an_empty_asset_is_not_valid) {
    BOOST_TEST(!Shader{}.valid());
}

BOOST_AUTO_TEST_CASE(each_damage_is_seen) {
    const std::pair<const char*, std::function<void(Tables&)>> damages[] = {
        {"stage 0", [](Tables& t) { t.row.stage = 0; }},
        {"stage 15", [](Tables& t) { t.row.stage = 15; }},
        {"language", [](Tables& t) { t.row.language = SINTER_SHADER_HLSL; }},
        {"entry point",
         [](Tables& t) {
             t.row.entry_point = {40, 4};
         }},
        {"text wraps",
         [](Tables& t) {
             t.row.entry_point = {0xFFFFFFFF, 2};
         }},
        {"text stride", [](Tables& t) { t.text_stride = 2; }},
        {"no variants", [](Tables& t) { t.variants.clear(); }},
        {"a key twice", [](Tables& t) { t.variants[1].key = 0; }},
        {"chunk", [](Tables& t) { t.variants[1].chunk = 2; }},
        {"no magic", [](Tables& t) { t.bytes[0][0] = 0; }},
        {"no whole words", [](Tables& t) { t.bytes[0].push_back(0); }},
        {"bindings",
         [](Tables& t) {
             t.variants[0].bindings = {1, 1};
         }},
        {"range wraps",
         [](Tables& t) {
             t.variants[0].bindings = {0xFFFFFFFF, 2};
         }},
        {"inputs",
         [](Tables& t) {
             t.variants[0].inputs = {1, 2};
         }},
        {"outputs",
         [](Tables& t) {
             t.variants[0].outputs = {3, 0};
         }},
        {"constants", [](Tables& t) { t.variants[1].constants.count = 2; }},
        {"kind", [](Tables& t) { t.bindings[0].kind = 13; }},
        {"members", [](Tables& t) { t.bindings[0].members.count = 3; }},
        {"deeper without a struct", [](Tables& t) { t.members[0].scalar = SINTER_SCALAR_FLOAT; }},
        {"two deeper", [](Tables& t) { t.members[1].depth = 2; }},
        {"component", [](Tables& t) { t.ports[0].component = 4; }},
        {"values", [](Tables& t) { t.axes[0].value_count = 3; }},
        {"key shift", [](Tables& t) { t.axes[0].key_shift = 64; }},
        {"includer", [](Tables& t) { t.includes[1].includer = 1; }},
    };
    for (const auto& [what, damage] : damages) {
        Tables tables;
        damage(tables);
        BOOST_TEST(!tables.valid(), what);
    }
}

BOOST_AUTO_TEST_CASE(random_damage_reads_nothing_outside) {
    // Under AddressSanitizer a read outside fails the test.
    std::mt19937 random{7};
    for (int round = 0; round < 2000; ++round) {
        Tables tables;
        const auto poke = [&](auto& rows) {
            if (rows.empty()) return;
            auto* bytes = reinterpret_cast<std::uint8_t*>(rows.data());
            bytes[random() % (rows.size() * sizeof(rows[0]))] = static_cast<std::uint8_t>(random());
        };
        poke(tables.variants);
        poke(tables.bindings);
        poke(tables.members);
        poke(tables.axes);
        poke(tables.includes);
        tables.read([](const Shader& shader) {
            if (!shader.valid()) return 0;
            for (std::uint32_t i = 0; i < shader.variant_count(); ++i) {
                (void)shader.code(i);
                for (std::uint32_t b = 0; b < shader.bindings(i).size(); ++b) {
                    const auto members = shader.members(shader.bindings(i)[b]);
                    for (std::uint32_t m = 0; m < members.size(); ++m) (void)shader.text(members[m].name);
                }
            }
            return 0;
        });
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter
