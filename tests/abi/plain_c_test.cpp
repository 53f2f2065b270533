// SPDX-License-Identifier: Apache-2.0
// A plugin in plain C through the kernel's host: every interface, and every function of the host table.
#include <boost/test/unit_test.hpp>

#include <sinter/abi/reload.h>

#include "sdk/loaded_plugin.hpp"
#include "sdk/map_world.hpp"
#include "sdk/print_code.hpp"

namespace sinter::test {
namespace {

template <class Table>
const Table& table_of(std::string_view interface_id, std::string_view name) {
    static const LoadedPlugin plugin{SINTER_PLAIN_C};
    const auto* table = plugin.find<Table>(interface_id, name);
    BOOST_TEST_REQUIRE(table);
    BOOST_TEST(table->size == sizeof(Table));
    return *table;
}

JobResult decode(MapWorld& world, std::string_view source, std::uint64_t memory_limit = 1 << 20) {
    const Values settings{{"factor", std::int64_t{3}}};
    const Values platform{{"tile", std::int64_t{64}}};
    JobInput input;
    input.step = "plain";
    input.path = "folder/a.plain";
    input.source = as_bytes(source);
    input.settings = &settings;
    input.platform = world.files.contains("no platform") ? nullptr : &platform;
    input.memory_limit = memory_limit;
    input.world = &world;
    return run_decoder(table_of<sinter_decoder_v0>(SINTER_DECODER_ID, "plain"), nullptr, input);
}

std::string chunk_text(AssetView asset) {
    const auto bytes = asset.chunks()[0].bytes;
    return {reinterpret_cast<const char*>(bytes.data), static_cast<std::size_t>(bytes.size)};
}
std::uint32_t info(AssetView asset, std::size_t word) {
    std::uint32_t value = 0;
    std::memcpy(&value, asset.table(SINTER_TAG('I', 'N', 'F', 'O'))->rows + 4 * word, 4);
    return value;
}
OwnedAsset data_of(std::string_view text) {
    OwnedAsset asset{AssetType::Data};
    std::ranges::copy(text, *asset.add_chunk(SINTER_TAG('B', 'Y', 'T', 'E'), 1, text.size()));
    return asset;
}

/// A reload's host with two referrers.
struct ReloadHost {
    OwnedAsset referrers[2] = {OwnedAsset{AssetType::Material}, OwnedAsset{AssetType::Ui}};
    AssetView views[2];
    std::vector<std::pair<std::uint64_t, std::uint32_t>> replaced;
    std::string said;

    ReloadHost() {
        (void)referrers[0].add_dependency(SINTER_LOADED_WITH_ME, AssetType::Data, "b.plain");
        (void)referrers[0].add_dependency(SINTER_LOADED_WITH_ME, AssetType::Data, "a.plain");
        (void)referrers[1].add_dependency(SINTER_LOADED_WITH_ME, AssetType::Data, "a.plain");
        for (int i = 0; i < 2; ++i) views[i] = referrers[i].view();
    }
    static const sinter_reload_host_v0 Table;
};
const sinter_reload_host_v0 ReloadHost::Table = {
    sizeof(sinter_reload_host_v0),
    0,
    [](void*) { return to_abi("textures/a.png"); },
    [](void*) -> std::uint64_t { return 2; },
    [](void* self, std::uint64_t index, sinter_str* path) {
        *path = to_abi("x");
        return &static_cast<ReloadHost*>(self)->views[index].abi();
    },
    [](void* self, std::uint64_t referrer, std::uint32_t dependency) -> sinter_code {
        static_cast<ReloadHost*>(self)->replaced.emplace_back(referrer, dependency);
        return SINTER_OK;
    },
    [](void* self, sinter_severity, sinter_code, sinter_str text) {
        static_cast<ReloadHost*>(self)->said = to_view(text);
    },
};

}  // namespace

BOOST_AUTO_TEST_SUITE(abi_plain_c)

BOOST_AUTO_TEST_CASE(a_decoder_in_c_sees_its_job_and_makes_products) {
    MapWorld world;
    world.files["folder/neighbour.bin"] = "12345";
    // 17 bytes: two blocks, the second of a single byte. '\x01' * 3 = 3, '\x60' * 3 = 0x20 modulo 256.
    const auto result = decode(world, "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x60");
    BOOST_TEST_REQUIRE(bool{result.status}, result.status.error().text);
    BOOST_TEST_REQUIRE(result.products.size() == 2u);
    const auto asset = result.products[0].asset.view();
    BOOST_TEST(chunk_text(asset) == "\x03\x06\x09\x0c\x0f\x12\x15\x18\x1b\x1e\x21\x24\x27\x2a\x2d\x30\x20");
    BOOST_TEST(asset.chunks()[0].alignment == 256u);
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(asset.chunks()[0].bytes.data) % 256 == 0u);
    BOOST_TEST(info(asset, 0) == 17u);
    BOOST_TEST(info(asset, 1) == 5u);
    BOOST_TEST(info(asset, 2) == 64u);
    BOOST_TEST(info(asset, 3) == 0u);
    BOOST_TEST_REQUIRE(asset.dependencies().size() == 1u);
    BOOST_TEST(to_view(asset.dependencies()[0].path) == "t/a.png#mip");
    BOOST_TEST(asset.dependencies()[0].kind == SINTER_LOADED_ON_DEMAND);
    BOOST_TEST(asset.dependencies()[0].type == SINTER_TEXTURE);
    BOOST_TEST(result.products[1].label == "empty");
    BOOST_TEST(world.checkpoints == 2u);
    BOOST_TEST(result.diagnostics.empty());
    const std::set<Discovery> seen{{Discovery::Kind::File, "folder/neighbour.bin", "hash of 12345"},
                                   {Discovery::Kind::Setting, "factor", "3"},
                                   {Discovery::Kind::PlatformField, "tile", "64"}};
    BOOST_TEST((result.discoveries == seen));
}

BOOST_AUTO_TEST_CASE(what_is_absent_is_told_and_recorded) {
    MapWorld world;
    world.files["no platform"] = "";
    const auto result = decode(world, "a");
    BOOST_TEST_REQUIRE(bool{result.status}, result.status.error().text);
    BOOST_TEST(info(result.products[0].asset.view(), 1) == 0u);
    BOOST_TEST(info(result.products[0].asset.view(), 2) == 0u);
    BOOST_TEST_REQUIRE(result.diagnostics.size() == 1u);
    BOOST_TEST((result.diagnostics[0].severity == Diagnostic::Severity::Warning));
    BOOST_TEST(result.discoveries.contains({Discovery::Kind::Absence, "folder/neighbour.bin", ""}));
    BOOST_TEST(result.discoveries.contains({Discovery::Kind::PlatformAbsence, "tile", ""}));
}

BOOST_AUTO_TEST_CASE(a_failure_in_c_arrives_with_text_and_place) {
    MapWorld world;
    const auto result = decode(world, "");
    BOOST_TEST(result.status.code() == Code::Corrupt);
    BOOST_TEST(result.status.error().text == "plain: empty");
    BOOST_TEST(result.status.error().where.line == 1u);
    BOOST_TEST(decode(world, std::string(1025, 'x')).status.code() == Code::TooLarge);
}

BOOST_AUTO_TEST_CASE(a_checkpoint_in_a_parallel_body_cancels) {
    MapWorld world;
    world.checkpoints_allowed = 1;
    BOOST_TEST(decode(world, std::string(100, 'x')).status.code() == Code::Cancelled);
    BOOST_TEST(world.checkpoints == 2u);
}

BOOST_AUTO_TEST_CASE(refused_memory_fails_cleanly_at_every_limit) {
    MapWorld world;
    const auto needed = decode(world, "abc").peak_memory_bytes;
    for (std::uint64_t limit = 0; limit < needed; ++limit)
        BOOST_TEST(decode(world, "abc", limit).status.code() == Code::OutOfMemory);
}

BOOST_AUTO_TEST_CASE(a_processor_in_c_emits_or_leaves_its_input) {
    const auto& table = table_of<sinter_processor_v0>(SINTER_PROCESSOR_ID, "plain_reverse");
    void* self = table.create();
    BOOST_TEST_REQUIRE(self);
    const auto full = data_of("abc");
    const OwnedAsset empty{AssetType::Data};
    const auto full_view = full.view(), empty_view = empty.view();
    JobInput input;
    input.step = "plain_reverse";
    input.asset = &full_view.abi();
    const auto made = run_processor(table, self, input);
    BOOST_TEST_REQUIRE(made.products.size() == 1u);
    BOOST_TEST(chunk_text(made.products[0].asset.view()) == "cba");
    input.asset = &empty_view.abi();
    const auto left = run_processor(table, self, input);
    BOOST_TEST(bool{left.status});
    BOOST_TEST(left.products.empty());
    table.destroy(self);
}

BOOST_AUTO_TEST_CASE(a_validator_in_c_rejects_and_counts) {
    const auto& table = table_of<sinter_validator_v0>(SINTER_VALIDATOR_ID, "plain_check");
    const auto asset = data_of(std::string_view{"a\0b\0", 4});
    const auto view = asset.view();
    JobInput input;
    input.step = "plain_check";
    input.path = "folder/a.plain";
    input.label = "a label";
    input.asset = &view.abi();
    const auto result = run_validator(table, nullptr, input);
    BOOST_TEST(bool{result.status});
    BOOST_TEST_REQUIRE(result.diagnostics.size() == 2u);
    BOOST_TEST(result.diagnostics[0].error.code == Code::Rejected);
    BOOST_TEST(result.diagnostics[0].error.text == "folder/a.plain");
    BOOST_TEST((result.diagnostics[1].severity == Diagnostic::Severity::Note));
    BOOST_TEST(result.diagnostics[1].error.text == "a label");
    BOOST_TEST((result.stats == std::vector<Stat>{{"zeroes", 2.0}}));
}

BOOST_AUTO_TEST_CASE(a_reload_handler_in_c_replaces_exactly_the_references_meant) {
    const auto& table = table_of<sinter_reload_handler_v0>(SINTER_RELOAD_ID, "plain_reload");
    const auto full = data_of("abc");
    const OwnedAsset empty{AssetType::Data}, other{AssetType::Font};
    const auto before = full.view(), fewer = empty.view(), foreign = other.view();
    ReloadHost host;
    const sinter_reload reload{&ReloadHost::Table, &host};
    BOOST_TEST(table.can_hot_reload(nullptr, &before.abi(), &fewer.abi()) == 1u);
    BOOST_TEST(table.can_hot_reload(nullptr, &before.abi(), &foreign.abi()) == 0u);
    BOOST_TEST(table.reload(nullptr, &reload, &before.abi(), &fewer.abi()) == SINTER_INVALID);
    BOOST_TEST(host.said == "plain_reload: chunks were lost");
    BOOST_TEST(table.reload(nullptr, &reload, &before.abi(), &before.abi()) == SINTER_OK);
    BOOST_TEST(table.update_references(nullptr, &reload) == SINTER_OK);
    const std::vector<std::pair<std::uint64_t, std::uint32_t>> expected{{0, 1}, {1, 0}};
    BOOST_TEST((host.replaced == expected));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
