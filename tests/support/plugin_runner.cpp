// SPDX-License-Identifier: Apache-2.0
#include "plugin_runner.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <thread>

#include "os/elf.hpp"

namespace sinter::test {
namespace {

class RunWorld : public JobWorld {
  public:
    explicit RunWorld(const RunOptions& options) : options_(options), left_(options.checkpoints_allowed) {}

    Result<std::string> resolve(std::string_view from, std::string_view path) override {
        const auto joined = path.starts_with('/') ? std::filesystem::path{path.substr(1)}
                                                  : std::filesystem::path{from}.parent_path() / path;
        auto normal = joined.lexically_normal().generic_string();
        if (normal.empty() || normal.starts_with(".."))
            return {Code::Denied, "not a path inside the project"};
        return normal;
    }
    Result<File> read(const std::string& logical_path) override {
        const auto found = options_.files.find(logical_path);
        if (found == options_.files.end()) return {Code::Absent, "no such file"};
        auto buffer = AlignedBuffer::zeroed(found->second.size());
        std::copy(found->second.begin(), found->second.end(), buffer.data());
        return File{std::make_shared<const AlignedBuffer>(std::move(buffer)), "hash of " + logical_path};
    }
    bool checkpoint(float progress) override {
        if (!(progress >= 0 && progress <= 1)) throw std::runtime_error("progress outside 0 to 1");
        for (auto left = left_.load(); left > 0;)
            if (left_.compare_exchange_weak(left, left - 1)) return true;
        return false;
    }
    sinter_code parallel_for(std::uint64_t count, sinter_parallel_body body, void* user) override {
        std::atomic<std::uint64_t> next{0};
        std::vector<sinter_code> codes(count, SINTER_OK);
        const auto work = [&] {
            for (auto i = next++; i < count; i = next++) codes[i] = body(user, i);
        };
        std::vector<std::thread> others;
        for (unsigned i = 1; i < options_.threads; ++i) others.emplace_back(work);
        work();
        for (auto& thread : others) thread.join();
        for (const auto code : codes)
            if (code != SINTER_OK) return code;
        return SINTER_OK;
    }

  private:
    const RunOptions& options_;
    std::atomic<std::size_t> left_;
};

Manifest manifest_in(const std::string& library) {
    const auto text = read_section(library, ".sinter", 1 << 20);
    if (!text) throw std::runtime_error(library + ": " + text.error().text);
    auto manifest = parse_manifest(*text, library);
    if (!manifest) throw std::runtime_error(manifest.error().text);
    return *std::move(manifest);
}

template <class Decl>
Values settings_of(const std::vector<Decl>& steps, std::string_view name, const Values& chosen) {
    for (const auto& step : steps) {
        if (step.name != name) continue;
        auto out = default_values(step);
        for (const auto& [key, value] : chosen) {
            if (!out.contains(key)) throw std::runtime_error("no such setting: " + key);
            out[key] = value;
        }
        return out;
    }
    throw std::runtime_error("the manifest declares no " + std::string{name});
}

template <class Table, class Run>
JobResult run(const Table* table, std::string_view step, const Values& settings, const RunOptions& options,
              JobInput input, Run run_job) {
    if (!table) throw std::runtime_error("the plugin has no " + std::string{step});
    RunWorld world{options};
    input.step = step;
    input.path = options.path;
    input.label = options.label;
    input.settings = &settings;
    input.platform = &options.platform;
    input.memory_limit = options.memory_limit;
    input.world = &world;
    void* self = table->create ? table->create() : nullptr;
    auto result = run_job(*table, self, input);
    if (table->destroy) table->destroy(self);
    return result;
}

}  // namespace

PluginRunner::PluginRunner(const std::string& library) : plugin_(library), manifest_(manifest_in(library)) {}

JobResult PluginRunner::decode(std::string_view decoder, std::span<const std::uint8_t> source,
                               const RunOptions& options) const {
    JobInput input;
    input.source = source;
    return run(plugin_.find<sinter_decoder_v0>(SINTER_DECODER_ID, decoder), decoder,
               settings_of(manifest_.decoders, decoder, options.settings), options, input, run_decoder);
}

JobResult PluginRunner::process(std::string_view processor, const sinter_asset& asset,
                                const RunOptions& options) const {
    JobInput input;
    input.asset = &asset;
    return run(plugin_.find<sinter_processor_v0>(SINTER_PROCESSOR_ID, processor), processor,
               settings_of(manifest_.processors, processor, options.settings), options, input, run_processor);
}

JobResult PluginRunner::validate(std::string_view validator, const sinter_asset& asset,
                                 const RunOptions& options) const {
    JobInput input;
    input.asset = &asset;
    return run(plugin_.find<sinter_validator_v0>(SINTER_VALIDATOR_ID, validator), validator,
               settings_of(manifest_.validators, validator, options.settings), options, input, run_validator);
}

void PluginRunner::make_ready() const {
    for (const auto& decoder : manifest_.decoders) {
        const auto* table = plugin_.find<sinter_decoder_v0>(SINTER_DECODER_ID, decoder.name);
        if (!table) throw std::runtime_error("the plugin has no " + decoder.name);
        void* self = table->create();
        if (!self) throw std::runtime_error("the plugin makes no " + decoder.name);
        table->destroy(self);
    }
}

std::string PluginRunner::decoder_of(std::string_view extension) const {
    for (const auto& decoder : manifest_.decoders)
        if (std::ranges::find(decoder.extensions, extension) != decoder.extensions.end()) return decoder.name;
    return {};
}

const OwnedAsset& product_of(const JobResult& result, std::string_view label) {
    if (!result.status) throw std::runtime_error(result.status.error().text);
    for (const auto& product : result.products)
        if (product.label == label) return product.asset;
    throw std::runtime_error("there is no product \"" + std::string{label} + "\"");
}

std::string said_by(const JobResult& result) {
    std::string out;
    for (const auto& diagnostic : result.diagnostics) {
        const auto severity = diagnostic.severity == Diagnostic::Severity::Error     ? "error: "
                              : diagnostic.severity == Diagnostic::Severity::Warning ? "warning: "
                                                                                     : "note: ";
        out += severity + diagnostic.error.text + '\n';
    }
    if (!result.status)
        out += "failed: " + std::string{name_of(result.status.code())} + ": " + result.status.error().text +
               '\n';
    if (!out.empty()) out.pop_back();
    return out;
}

}  // namespace sinter::test
