// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "plugin/catalog.hpp"

using namespace sinter;

namespace {

/// The probe, loaded as the kernel does it.
class Probe {
  public:
    Probe() : catalog_(Catalog::scan(std::vector<std::string>{PROBE_PLUGINS "/1"})) {
        settings_ = default_values(catalog_.find_decoder("probe")->decl());
    }
    JobResult decode(std::string_view script, JobWorld* world = nullptr, std::uint64_t memory = 1 << 20) {
        auto lease = catalog_.find_decoder("probe")->lease();
        BOOST_REQUIRE(lease);
        JobInput input;
        input.step = "probe";
        input.path = "folder/a.probe";
        input.source = {reinterpret_cast<const std::uint8_t*>(script.data()), script.size()};
        input.settings = &settings_;
        input.platform = &platform_;
        input.memory_limit = memory;
        input.world = world;
        return run_decoder(lease->decoder(), lease->self(), input);
    }
    Values& platform() { return platform_; }
    const Catalog& catalog() const { return catalog_; }

  private:
    Catalog catalog_;
    Values settings_;
    Values platform_;
};

std::string payload(const Product& product) {
    const auto bytes = product.asset.view().chunks()[0].bytes;
    return {reinterpret_cast<const char*>(bytes.data), static_cast<std::size_t>(bytes.size)};
}

/// A world with one neighbour.
struct OneFile : JobWorld {
    Result<std::string> resolve(std::string_view from, std::string_view path) override {
        asked_from = from;
        if (path.starts_with("..")) return {Code::Denied, "outside"};
        return "folder/" + std::string{path};
    }
    Result<File> read(const std::string& path) override {
        ++reads;
        if (path != "folder/n.inc") return {Code::Absent, "no such file"};
        auto bytes = std::make_shared<AlignedBuffer>(AlignedBuffer::uninitialised(3));
        std::copy_n("abc", 3, bytes->data());
        return File{bytes, "hash-of-abc"};
    }
    bool checkpoint(float progress) override {
        seen_progress = progress;
        return --checkpoints_left > 0;
    }
    std::string asked_from;
    int reads = 0;
    int checkpoints_left = 1000;
    float seen_progress = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(job)

BOOST_AUTO_TEST_CASE(records_everything_a_job_saw) {
    Probe probe;
    probe.platform().emplace("max_texture_size", Value{std::int64_t{4096}});
    OneFile world;
    const auto result = probe.decode(
        "read n.inc\nread n.inc\nread gone\nsetting greeting\nplatform max_texture_size\nplatform nothing", &world);
    BOOST_REQUIRE(result.status);
    BOOST_TEST(payload(result.products[0]) == "abcabc<absent>hello4096<absent>");
    using Kind = Discovery::Kind;
    const std::set<Discovery> wanted{
        {Kind::File, "folder/n.inc", "hash-of-abc"},        {Kind::Absence, "folder/gone", ""},
        {Kind::Setting, "greeting", "\"hello\""},           {Kind::PlatformField, "max_texture_size", "4096"},
        {Kind::PlatformAbsence, "nothing", ""},
    };
    BOOST_CHECK(result.discoveries == wanted);
    BOOST_TEST(world.reads == 2);  // the second read of a file is answered from the first
    BOOST_TEST(world.asked_from == "folder/a.probe");
}

BOOST_AUTO_TEST_CASE(keeps_discoveries_of_a_job_that_failed) {
    Probe probe;
    OneFile world;
    const auto result = probe.decode("read n.inc\nerror 2 9 bad", &world);
    BOOST_CHECK(result.status.code() == Code::Corrupt);
    BOOST_TEST(result.discoveries.size() == 1);
    BOOST_TEST(result.products.empty());
    BOOST_TEST(result.diagnostics.empty());  // the failure's own error is told once
    BOOST_TEST(result.status.error().where.line == 2);
}

BOOST_AUTO_TEST_CASE(charges_outputs_scratch_and_neighbours_to_one_budget) {
    Probe probe;
    OneFile world;
    BOOST_CHECK(probe.decode("fill 900000", &world).status);
    BOOST_CHECK(probe.decode("fill 1100000", &world).status.code() == Code::OutOfMemory);
    BOOST_CHECK(probe.decode("allocate 1100000", &world).status.code() == Code::OutOfMemory);
    BOOST_CHECK(probe.decode("allocate 18446744073709551615", &world).status.code() == Code::OutOfMemory);
    BOOST_CHECK(probe.decode("allocate 900000\nallocate 900000", &world).status);  // the first was released
    const auto result = probe.decode("fill 600000\nlabel x\nfill 600000", &world);
    BOOST_CHECK(result.status.code() == Code::OutOfMemory);
    BOOST_CHECK(probe.decode("allocate 8\nread n.inc", &world, 10).status);
    BOOST_TEST(probe.decode("allocate 700000", &world).peak_memory_bytes == 700000);
}

BOOST_AUTO_TEST_CASE(is_cancelled_at_a_checkpoint) {
    Probe probe;
    OneFile world;
    world.checkpoints_left = 3;
    const auto result = probe.decode("spin", &world);
    BOOST_CHECK(result.status.code() == Code::Cancelled);
    BOOST_TEST(world.seen_progress == 0.5f);
    BOOST_TEST(result.products.empty());
}

BOOST_AUTO_TEST_CASE(normalises_dependencies_and_refuses_those_outside) {
    Probe probe;
    OneFile world;
    const auto result = probe.decode("need b.png#mip\nwant c.png\nneed b.png#mip", &world);
    BOOST_REQUIRE(result.status);
    const auto needs = result.products[0].asset.view().dependencies();
    BOOST_REQUIRE(needs.size() == 2);
    BOOST_TEST(to_view(needs[0].path) == "folder/b.png#mip");
    BOOST_TEST(needs[1].kind == SINTER_LOADED_ON_DEMAND);
    BOOST_CHECK(probe.decode("need ../b.png", &world).status.code() == Code::Denied);
    BOOST_CHECK(probe.decode("need b.png#<>", &world).status.code() == Code::Denied);
}

BOOST_AUTO_TEST_CASE(reports_what_a_job_says_in_order) {
    Probe probe;
    const auto result = probe.decode("warn one\nwarn two\ntext x");
    BOOST_REQUIRE(result.diagnostics.size() == 2);
    BOOST_TEST(result.diagnostics[0].error.text == "one");
    BOOST_CHECK(result.diagnostics[1].severity == Diagnostic::Severity::Warning);
}

// Tables made by hand, as a plugin in C would, with what the C++ face would never let through.
BOOST_AUTO_TEST_CASE(survives_a_plugin_without_manners) {
    JobInput input;
    input.step = "rude";
    input.path = "a";
    sinter_decoder_v0 table{sizeof(sinter_decoder_v0), 0, nullptr, nullptr, nullptr};
    const auto code_of = [&](auto function) {
        table.decode = function;
        const auto result = run_decoder(table, nullptr, input);
        return std::string{name_of(result.status.code())};
    };
    BOOST_TEST(code_of([](void*, const sinter_job*) -> sinter_code { return 4711; }) == "internal");
    BOOST_TEST(code_of([](void*, const sinter_job*) -> sinter_code { return -1; }) == "internal");
    BOOST_TEST(code_of([](void*, const sinter_job*) -> sinter_code { throw 42; }) == "internal");
    BOOST_TEST(code_of([](void*, const sinter_job*) -> sinter_code { throw std::bad_alloc{}; }) == "out_of_memory");
    BOOST_TEST(code_of([](void*, const sinter_job* job) -> sinter_code {
                   std::uint8_t byte = 0;
                   job->host->release(job->self, &byte);
                   return SINTER_OK;
               }) == "contract");
    BOOST_TEST(code_of([](void*, const sinter_job* job) -> sinter_code {
                   return job->host->parallel_for(job->self, 5, nullptr, nullptr);
               }) == "contract");
    BOOST_TEST(code_of([](void*, const sinter_job* job) -> sinter_code {
                   // A body that throws, on whatever thread.
                   return job->host->parallel_for(
                       job->self, 5, [](void*, std::uint64_t) -> sinter_code { throw 1; }, nullptr);
               }) == "internal");
    BOOST_TEST(code_of([](void*, const sinter_job* job) -> sinter_code {
                   sinter_output* output = nullptr;
                   std::uint8_t* data = nullptr;
                   (void)job->host->new_output(job->self, SINTER_TEXTURE, &output);
                   (void)job->host->add_chunk(job->self, output, 1, 64, 10, &data);
                   return job->host->emit(job->self, output, {nullptr, 0});  // a texture without tables
               }) == "contract");
    BOOST_TEST(code_of([](void*, const sinter_job* job) -> sinter_code {
                   sinter_output* output = nullptr;
                   std::uint8_t* data = nullptr;
                   (void)job->host->new_output(job->self, 99, &output);
                   (void)job->host->add_chunk(job->self, output, 1, 7, 10, &data);
                   return SINTER_OK;
               }) == "contract");
    BOOST_TEST(code_of([](void*, const sinter_job* job) -> sinter_code {
                   for (int i = 0; i < 100'000; ++i) job->host->report(job->self, SINTER_WARNING, 0, {"x", 1}, nullptr);
                   return SINTER_CORRUPT;
               }) == "corrupt");
}

BOOST_AUTO_TEST_SUITE_END()
