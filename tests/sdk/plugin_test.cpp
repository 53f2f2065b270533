// SPDX-License-Identifier: Apache-2.0
// The C++ face: classes become function tables, what they throw becomes a status, wrong use becomes a
// contract error.
#include <boost/test/unit_test.hpp>

#include <sinter/texture_job.hpp>

#include "sdk/map_world.hpp"
#include "sdk/print_code.hpp"

namespace {

using namespace sinter;

struct Throws : Decoder {
    static constexpr std::string_view id = "throws";
    Status decode(DecodeJob& job) override {
        const auto how = job.source().empty() ? 'r' : static_cast<char>(job.source()[0]);
        if (how == 'm') throw std::bad_alloc{};
        if (how == 'i') throw 42;
        if (how == 's') return {Code::Unsupported, "throws: a reason", {"other.file", 12, 3, 4}};
        if (how == 'k' && job.checkpoint(0.5f)) return {Code::Internal, "throws: told to go on"};
        if (how == 'c' || how == 'k') return Job::cancelled();
        throw std::runtime_error("boom");
    }
};
struct FailsToStart : Decoder {
    static constexpr std::string_view id = "fails_to_start";
    FailsToStart() { throw std::runtime_error("no"); }
    Status decode(DecodeJob&) override { return {}; }
};
/// Reads the setting that its label names, as a float; then emits its input unchanged.
struct ReadsSettings : Processor {
    static constexpr std::string_view id = "reads_settings";
    Status process(ProcessJob& job) override {
        if (job.label() == "integer as float")
            (void)job.setting_float("count");
        else if (job.label() == "undeclared")
            (void)job.setting_integer("cuont");
        else {
            const auto items = job.setting_strings("formats");
            const bool right = job.setting_bool("on") && job.setting_integer("count") == -3 &&
                               job.setting_float("gain") == 0.5 && job.setting_string("filter") == "box" &&
                               items.size() == 2 && to_view(items[1]) == "BC5" &&
                               job.platform_integer("size") == 4096 && !job.platform_integer("name") &&
                               job.platform_string("name") == "web" && !job.platform_bool("absent") &&
                               job.platform_bool("tiled") == false && job.platform_float("scale") == 2.0 &&
                               job.platform_strings("formats")->size() == 1;
            if (!right) return {Code::Internal, "a value arrived changed"};
        }
        return {};
    }
};
struct PassesThrough : Processor {
    static constexpr std::string_view id = "passes_through";
    Status process(ProcessJob& job) override {
        TextureDesc desc = Texture{job.input()}.desc();
        desc.width = 2;
        auto texture = new_texture(job, desc);
        if (!texture) return texture.status();
        return job.emit(texture->output());
    }
};
/// Fails body 3 with Corrupt and body 5 by an exception; the lowest index is what counts.
struct InParallel : Decoder {
    static constexpr std::string_view id = "in_parallel";
    Status decode(DecodeJob& job) override {
        const auto bad = job.source()[0];
        return job.parallel_for(8, [&](std::uint64_t index) -> Status {
            if (index == 3 && bad == '3') return {Code::Corrupt, "third"};
            if (index == 5) throw std::runtime_error("fifth");
            return {};
        });
    }
};
struct UsesScratch : Decoder {
    static constexpr std::string_view id = "uses_scratch";
    Status decode(DecodeJob& job) override {
        for (int i = 0; i < 10; ++i) {
            auto scratch = job.allocate(1000);
            if (!scratch) return scratch.status();
            auto floats = scratch->as<float>();
            if (floats.size() != 250 || floats[249] != 0) return {Code::Internal, "scratch is not zeroed"};
            floats[249] = 1;
        }
        auto asset = job.new_asset(AssetType::Data);
        return asset ? job.emit(*asset) : asset.status();
    }
};
struct Judges : Validator {
    static constexpr std::string_view id = "judges";
    Status validate(ValidateJob& job) override {
        job.reject("judges: too small (1)");
        job.warn("judges: odd", {"x", 1, 2, 3});
        job.stat("texels", 16.0);
        return {};
    }
};
struct Reloads : ReloadHandler {
    static constexpr std::string_view id = "reloads";
    bool can_hot_reload(AssetView before, AssetView after) override {
        if (after.type() == AssetType::Audio) throw std::runtime_error("cannot say");
        return before.type() == after.type();
    }
    Status reload(Reload&, AssetView, AssetView after) override {
        if (after.type() == AssetType::Model) throw std::bad_alloc{};
        return {};
    }
    Status update_references(Reload& reload) override {
        for (std::uint64_t i = 0; i < reload.referrer_count(); ++i) {
            std::string_view path;
            if (reload.referrer(i, &path).type() != AssetType::Material || path != "a.material")
                return {Code::Internal, "a referrer arrived changed"};
            if (auto status = reload.replace_reference(i, 7); !status) return status;
        }
        return {};
    }
};

}  // namespace

SINTER_PLUGIN(Throws, FailsToStart, ReadsSettings, PassesThrough, InParallel, UsesScratch, Judges, Reloads)

namespace sinter::test {
namespace {

template <class Table>
const Table& table_of(std::string_view interface_id, std::string_view name) {
    const auto* table = static_cast<const Table*>(sinter_entry.get(to_abi(interface_id), to_abi(name)));
    BOOST_TEST_REQUIRE(table);
    return *table;
}
JobResult decode(std::string_view name, std::string_view source, std::uint64_t memory_limit = 1 << 20,
                 JobWorld* world = nullptr) {
    const auto& table = table_of<sinter_decoder_v0>(SINTER_DECODER_ID, name);
    JobInput input;
    input.world = world;
    input.step = name;
    input.path = "a.bin";
    input.source = as_bytes(source);
    input.memory_limit = memory_limit;
    void* self = table.create();
    auto result = run_decoder(table, self, input);
    table.destroy(self);
    return result;
}
JobResult read_settings(std::string_view label) {
    const auto& table = table_of<sinter_processor_v0>(SINTER_PROCESSOR_ID, "reads_settings");
    const Values settings{{"on", true},
                          {"count", std::int64_t{-3}},
                          {"gain", 0.5},
                          {"filter", std::string{"box"}},
                          {"formats", std::vector<std::string>{"BC7", "BC5"}}};
    const Values platform{{"size", std::int64_t{4096}},
                          {"name", std::string{"web"}},
                          {"tiled", false},
                          {"scale", 2.0},
                          {"formats", std::vector<std::string>{"ETC2"}}};
    const OwnedAsset asset{AssetType::Data};
    const auto view = asset.view();
    JobInput input;
    input.step = "reads_settings";
    input.path = "a.bin";
    input.label = label;
    input.asset = &view.abi();
    input.settings = &settings;
    input.platform = &platform;
    void* self = table.create();
    auto result = run_processor(table, self, input);
    table.destroy(self);
    return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sdk_plugin)

BOOST_AUTO_TEST_CASE(the_entry_gives_tables_by_interface_and_name_only) {
    BOOST_TEST(sinter_entry.abi == SINTER_ABI_VERSION);
    BOOST_TEST(sinter_entry.size == 16u);
    const auto get = [](std::string_view interface_id, std::string_view name) {
        return sinter_entry.get(to_abi(interface_id), to_abi(name));
    };
    BOOST_TEST(get(SINTER_DECODER_ID, "throws") != nullptr);
    BOOST_TEST(get(SINTER_PROCESSOR_ID, "throws") == nullptr);
    BOOST_TEST(get("sinter.decoder/9", "throws") == nullptr);
    BOOST_TEST(get(SINTER_DECODER_ID, "thr") == nullptr);
    BOOST_TEST(get("", "") == nullptr);
    BOOST_TEST(get(SINTER_RELOAD_ID, "reloads") != nullptr);
    BOOST_TEST(table_of<sinter_decoder_v0>(SINTER_DECODER_ID, "throws").size == 32u);
    BOOST_TEST(table_of<sinter_reload_handler_v0>(SINTER_RELOAD_ID, "reloads").size == 48u);
}

BOOST_AUTO_TEST_CASE(exceptions_become_a_status) {
    const auto standard = decode("throws", "r");
    BOOST_TEST(standard.status.code() == Code::Internal);
    BOOST_TEST(standard.status.error().text == "exception: boom");
    const auto memory = decode("throws", "m");
    BOOST_TEST(memory.status.code() == Code::OutOfMemory);
    BOOST_TEST(memory.status.error().text == "out of memory");
    const auto strange = decode("throws", "i");
    BOOST_TEST(strange.status.code() == Code::Internal);
    BOOST_TEST(strange.status.error().text == "exception of an unknown type");
}

BOOST_AUTO_TEST_CASE(a_constructor_that_throws_gives_no_instance) {
    BOOST_TEST(table_of<sinter_decoder_v0>(SINTER_DECODER_ID, "fails_to_start").create() == nullptr);
}

BOOST_AUTO_TEST_CASE(a_status_arrives_with_text_and_place) {
    const auto result = decode("throws", "s");
    BOOST_TEST(result.status.code() == Code::Unsupported);
    BOOST_TEST(result.status.error().text == "throws: a reason");
    BOOST_TEST((result.status.error().where == Where{"other.file", 12, 3, 4}));
    BOOST_TEST(result.diagnostics.empty());
}

BOOST_AUTO_TEST_CASE(being_cancelled_is_not_reported_as_an_error) {
    test::MapWorld world;
    world.checkpoints_allowed = 0;
    const auto result = decode("throws", "k", 1 << 20, &world);
    BOOST_TEST(result.status.code() == Code::Cancelled);
    BOOST_TEST(result.diagnostics.empty());
}

BOOST_AUTO_TEST_CASE(being_cancelled_when_nobody_cancelled_breaks_the_contract) {
    const auto result = decode("throws", "c");
    BOOST_TEST(result.status.code() == Code::Contract);
    BOOST_TEST(result.diagnostics.empty());
}

BOOST_AUTO_TEST_CASE(settings_and_platform_fields_arrive_as_declared) {
    const auto result = read_settings("");
    BOOST_TEST(bool{result.status}, result.status.error().text);
}

BOOST_AUTO_TEST_CASE(reading_an_undeclared_setting_breaks_the_contract) {
    const auto result = read_settings("undeclared");
    BOOST_TEST(result.status.code() == Code::Contract);
    BOOST_TEST(result.status.error().text.find("\"cuont\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(reading_a_setting_as_another_type_breaks_the_contract) {
    const auto result = read_settings("integer as float");
    BOOST_TEST(result.status.code() == Code::Contract);
    BOOST_TEST(result.status.error().text ==
               "setting \"count\" is not declared in plugin.toml with the type it is read as");
}

BOOST_AUTO_TEST_CASE(a_processor_passes_other_tables_and_dependencies_through) {
    OwnedAsset asset{AssetType::Texture};
    const auto layout = *layout_texture({});
    std::memcpy(*asset.add_table(SINTER_TEXTURE_TABLE, 1, sizeof layout.row, 1), &layout.row,
                sizeof layout.row);
    std::memcpy(*asset.add_table(SINTER_TEXTURE_MIP_TABLE, 1, 48, 1), layout.mips.data(), 48);
    (*asset.add_table(SINTER_TAG('N', 'E', 'W', '!'), 9, 3, 2))[5] = 77;
    BOOST_TEST_REQUIRE(bool{asset.add_chunk(SINTER_TEXTURE_CHUNK, 64, 4)});
    (void)asset.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Data, "x/first");
    (void)asset.add_dependency(SINTER_LOADED_ON_DEMAND, AssetType::Data, "second");

    const auto& table = table_of<sinter_processor_v0>(SINTER_PROCESSOR_ID, "passes_through");
    test::MapWorld world;
    const auto view = asset.view();
    JobInput input;
    input.step = "passes_through";
    input.path = "folder/a.bin";
    input.asset = &view.abi();
    input.world = &world;
    void* self = table.create();
    const auto result = run_processor(table, self, input);
    table.destroy(self);
    BOOST_TEST_REQUIRE(bool{result.status}, result.status.error().text);
    const auto made = result.products.at(0).asset.view();
    BOOST_TEST(Texture{made}.valid());
    BOOST_TEST(Texture{made}.width() == 2u);
    const auto* passed = made.table(SINTER_TAG('N', 'E', 'W', '!'));
    BOOST_TEST_REQUIRE(passed);
    BOOST_TEST(passed->version == 9u);
    BOOST_TEST(passed->stride == 3u);
    BOOST_TEST(passed->rows[5] == 77);
    BOOST_TEST_REQUIRE(made.dependencies().size() == 2u);
    BOOST_TEST(to_view(made.dependencies()[0].path) == "x/first");
    BOOST_TEST(to_view(made.dependencies()[1].path) == "second");
    BOOST_TEST(made.dependencies()[1].kind == SINTER_LOADED_ON_DEMAND);
}

BOOST_AUTO_TEST_CASE(the_lowest_failing_part_decides_and_exceptions_stay_inside) {
    BOOST_TEST(decode("in_parallel", "3").status.code() == Code::Corrupt);
    const auto thrown = decode("in_parallel", "-");
    BOOST_TEST(thrown.status.code() == Code::Internal);
    BOOST_TEST(thrown.status.error().text == "a part of the work failed");
}

BOOST_AUTO_TEST_CASE(scratch_is_zeroed_and_released_with_its_scope) {
    const auto result = decode("uses_scratch", "", 1000);
    BOOST_TEST(bool{result.status}, result.status.error().text);
    BOOST_TEST(result.peak_memory_bytes == 1000u);
    const auto refused = decode("uses_scratch", "", 999);
    BOOST_TEST(refused.status.code() == Code::OutOfMemory);
    BOOST_TEST(refused.status.error().text == "the host refused the memory (1000 bytes)");
}

BOOST_AUTO_TEST_CASE(a_validator_reports_all_it_finds_and_succeeds) {
    const auto& table = table_of<sinter_validator_v0>(SINTER_VALIDATOR_ID, "judges");
    const OwnedAsset asset{AssetType::Data};
    const auto view = asset.view();
    JobInput input;
    input.step = "judges";
    input.asset = &view.abi();
    void* self = table.create();
    const auto result = run_validator(table, self, input);
    table.destroy(self);
    BOOST_TEST(bool{result.status});
    BOOST_TEST_REQUIRE(result.diagnostics.size() == 2u);
    BOOST_TEST((result.diagnostics[0].severity == Diagnostic::Severity::Error));
    BOOST_TEST(result.diagnostics[0].error.code == Code::Rejected);
    BOOST_TEST(result.diagnostics[0].error.text == "judges: too small (1)");
    BOOST_TEST((result.diagnostics[1].severity == Diagnostic::Severity::Warning));
    BOOST_TEST((result.diagnostics[1].error.where == Where{"x", 1, 2, 3}));
    BOOST_TEST_REQUIRE(result.stats.size() == 1u);
    BOOST_TEST((result.stats[0] == Stat{"texels", 16.0}));
}

namespace {

/// A reload's host: one referrer, and what was asked of it.
struct ReloadHost {
    OwnedAsset referrer{AssetType::Material};
    AssetView view = referrer.view();
    sinter_code answer = SINTER_OK;
    std::vector<std::uint32_t> replaced;
    std::vector<Error> reports;
    static const sinter_reload_host_v0 Table;
};
const sinter_reload_host_v0 ReloadHost::Table = {
    sizeof(sinter_reload_host_v0),
    0,
    [](void*) { return to_abi("textures/a.png"); },
    [](void*) -> std::uint64_t { return 1; },
    [](void* self, std::uint64_t, sinter_str* path) {
        *path = to_abi("a.material");
        return &static_cast<ReloadHost*>(self)->view.abi();
    },
    [](void* self, std::uint64_t, std::uint32_t dependency) {
        static_cast<ReloadHost*>(self)->replaced.push_back(dependency);
        return static_cast<ReloadHost*>(self)->answer;
    },
    [](void* self, sinter_severity, sinter_code code, sinter_str text) {
        static_cast<ReloadHost*>(self)->reports.push_back(
            {static_cast<Code>(code), std::string{to_view(text)}, {}});
    },
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_reload_handler_sees_its_referrers_and_its_failures_are_told) {
    const auto& table = table_of<sinter_reload_handler_v0>(SINTER_RELOAD_ID, "reloads");
    void* self = table.create();
    const OwnedAsset texture{AssetType::Texture}, model{AssetType::Model}, audio{AssetType::Audio};
    const auto before = texture.view(), other = model.view(), thrower = audio.view();
    ReloadHost host;
    const sinter_reload reload{&ReloadHost::Table, &host};

    BOOST_TEST(table.can_hot_reload(self, &before.abi(), &before.abi()) == 1u);
    BOOST_TEST(table.can_hot_reload(self, &before.abi(), &other.abi()) == 0u);
    BOOST_TEST(table.can_hot_reload(self, &before.abi(), &thrower.abi()) == 0u);
    BOOST_TEST(table.reload(self, &reload, &before.abi(), &before.abi()) == SINTER_OK);
    BOOST_TEST(host.reports.empty());
    BOOST_TEST(table.reload(self, &reload, &before.abi(), &other.abi()) == SINTER_OUT_OF_MEMORY);
    BOOST_TEST_REQUIRE(host.reports.size() == 1u);
    BOOST_TEST(host.reports[0].code == Code::OutOfMemory);

    BOOST_TEST(table.update_references(self, &reload) == SINTER_OK);
    BOOST_TEST((host.replaced == std::vector<std::uint32_t>{7}));
    host.answer = SINTER_ABSENT;
    BOOST_TEST(table.update_references(self, &reload) == SINTER_ABSENT);
    BOOST_TEST(host.reports.back().text == "the referrer has no such dependency");
    table.destroy(self);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
