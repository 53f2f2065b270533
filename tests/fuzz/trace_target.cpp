// SPDX-License-Identifier: Apache-2.0
// Fuzzes trace files: what is read can be written, and reads as the same again.
#include <unistd.h>

#include <filesystem>

#include "build/trace.hpp"
#include "memory_file.hpp"
#include "os/file.hpp"
#include "record_samples.hpp"
#include "sealed_input.hpp"

namespace sinter::fuzz {
namespace {

// TRACE.md.
constexpr std::string_view Magic = "SNTTRACE";
constexpr std::uint32_t Version = 1;

/// A folder of this process, in memory where the system has such a place; removed at the end.
class Folder {
  public:
    Folder() {
        const std::filesystem::path memory{"/dev/shm"};
        const auto base =
            ::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
        path_ = base / ("sinter-fuzz-" + std::to_string(::getpid()));
        std::filesystem::create_directories(path_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::string file() const { return path_ / "trace"; }

  private:
    std::filesystem::path path_;
};

Bytes written(Trace& trace) {
    static const Folder folder;
    require(static_cast<bool>(trace.write(folder.file())), "a trace can be written");
    const auto bytes = read_file(folder.file(), std::uint64_t{1} << 30);
    require(static_cast<bool>(bytes), "a trace that was written can be read");
    const auto span = bytes->bytes.bytes();
    return {span.begin(), span.end()};
}

StageKey key(std::uint8_t byte) {
    StageKey out;
    out.bytes.fill(byte);
    return out;
}

}  // namespace

std::vector<Bytes> seeds() {
    std::vector<Bytes> out;
    Trace trace;
    out.push_back(written(trace));
    StageResult failed;
    failed.discoveries = {{Discovery::Kind::File, "a.png", "0123"},
                          {Discovery::Kind::Setting, "filter", "\"box\""}};
    failed.error = sample_error();
    trace.add(key(1), std::move(failed));
    out.push_back(written(trace));
    StageResult good;
    good.discoveries = {{Discovery::Kind::Absence, "b.toml", ""},
                        {Discovery::Kind::PlatformField, "max", "512"}};
    good.products = {{"", AssetType::Model, {1, 2}, sample_facts()}, {"Walk", AssetType::Animation, {3, 4}, {}}};
    good.diagnostics = {{Diagnostic::Severity::Note, sample_error()}};
    good.stats = {{"bytes", 12}};
    trace.add(key(2), std::move(good));
    StoredArtifact stored;
    stored.fingerprint = {1, 2};
    stored.size_bytes = 4096;
    stored.type = AssetType::Texture;
    stored.facts = sample_facts();
    stored.dependencies = sample_record(false).products.front().dependencies;
    trace.add(std::move(stored));
    out.push_back(written(trace));
    return out;
}

void resign(std::span<std::uint8_t> input, std::uint64_t) {
    reseal(Magic, Version, input);
}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sinter;
    const fuzz::MemoryFile file{{data, size}};
    auto trace = Trace::read(file.path());
    fuzz::require(!trace.changed(), "a trace that was just read has not changed");
    for (const auto byte : {1, 2})
        for (const auto* result : trace.results(fuzz::key(static_cast<std::uint8_t>(byte))))
            for (const auto& product : result->products)
                for (const auto& fact : product.facts) (void)to_text(fact.second);
    (void)trace.stored({1, 2});

    const auto once = fuzz::written(trace);
    const fuzz::MemoryFile again{once};
    auto back = Trace::read(again.path());
    fuzz::require(fuzz::written(back) == once, "a trace that was read is the one that was written");
    return 0;
}
