// SPDX-License-Identifier: Apache-2.0
// Runs a texture processor or validator of a built plugin over textures made in memory.
#pragma once

#include <atomic>
#include <fstream>
#include <iterator>
#include <thread>

#include <sinter/texture.hpp>

#include "plugin/job.hpp"
#include "plugin/manifest.hpp"
#include "sdk/loaded_plugin.hpp"
#include "sdk/print_code.hpp"

namespace sinter::test {

/// A texture asset laid out as `desc` says, all zero.
inline OwnedAsset new_texture(const TextureDesc& desc) {
    const auto layout = layout_texture(desc);
    if (!layout) throw std::runtime_error(layout.error().text);
    OwnedAsset asset{AssetType::Texture};
    std::memcpy(*asset.add_table(SINTER_TEXTURE_TABLE, SINTER_TEXTURE_VERSION, sizeof layout->row, 1),
                &layout->row, sizeof layout->row);
    const auto count = static_cast<std::uint32_t>(layout->mips.size());
    std::memcpy(
        *asset.add_table(SINTER_TEXTURE_MIP_TABLE, SINTER_TEXTURE_VERSION, sizeof layout->mips[0], count),
        layout->mips.data(), count * sizeof layout->mips[0]);
    for (const auto size : layout->chunk_sizes)
        static_cast<void>(*asset.add_chunk(SINTER_TEXTURE_CHUNK, 64, size));
    return asset;
}
/// The bytes of a level of an asset that the test itself made.
inline std::span<std::uint8_t> level_bytes(OwnedAsset& asset, std::uint32_t mip) {
    const auto bytes = Texture{asset.view()}.mip(mip).bytes;
    return {const_cast<std::uint8_t*>(bytes.data()), bytes.size()};
}
/// The same with level 0 filled.
inline OwnedAsset new_texture(const TextureDesc& desc, std::span<const std::uint8_t> level_0) {
    auto asset = new_texture(desc);
    const auto bytes = level_bytes(asset, 0);
    if (bytes.size() != level_0.size()) throw std::runtime_error("the test's texels have another size");
    std::copy(level_0.begin(), level_0.end(), bytes.begin());
    return asset;
}
inline std::vector<std::uint8_t> to_vector(std::span<const std::uint8_t> bytes) {
    return {bytes.begin(), bytes.end()};
}
inline std::vector<std::uint8_t> level_of(const AssetView& asset, std::uint32_t mip) {
    return to_vector(Texture{asset}.mip(mip).bytes);
}

/// `threads` threads share parallel_for; `checkpoints_allowed` checkpoints say "go on".
class ThreadedWorld : public JobWorld {
  public:
    explicit ThreadedWorld(unsigned threads = 1, std::int64_t checkpoints_allowed = INT64_MAX)
        : threads_(threads), left_(checkpoints_allowed) {}
    Result<std::string> resolve(std::string_view, std::string_view path) override {
        return std::string{path.substr(path.starts_with('/') ? 1 : 0)};
    }
    bool checkpoint(float progress) override {
        if (!(progress >= 0 && progress <= 1)) out_of_range_ = true;
        return left_.fetch_sub(1) > 0;
    }
    sinter_code parallel_for(std::uint64_t count, sinter_parallel_body body, void* user) override {
        std::atomic<std::uint64_t> next{0};
        std::vector<sinter_code> codes(count, SINTER_OK);
        const auto work = [&] {
            for (auto i = next++; i < count; i = next++) codes[i] = body(user, i);
        };
        std::vector<std::thread> others;
        for (unsigned i = 1; i < threads_; ++i) others.emplace_back(work);
        work();
        for (auto& thread : others) thread.join();
        for (const auto code : codes)
            if (code != SINTER_OK) return code;
        return SINTER_OK;
    }
    [[nodiscard]] bool progress_left_its_range() const { return out_of_range_; }

  private:
    unsigned threads_;
    std::atomic<std::int64_t> left_;
    std::atomic<bool> out_of_range_{false};
};

/// One processor or validator, with the settings that its manifest declares.
class TextureStep {
  public:
    TextureStep(const std::string& library, const std::string& manifest_file, std::string name)
        : plugin_(library), name_(std::move(name)) {
        std::ifstream file{manifest_file};
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        const auto manifest = parse_manifest(text, manifest_file);
        if (!manifest) throw std::runtime_error(manifest.error().text);
        for (const auto& decl : manifest->processors)
            if (decl.name == name_) defaults_ = default_values(decl);
        for (const auto& decl : manifest->validators)
            if (decl.name == name_) defaults_ = default_values(decl);
        processor_ = plugin_.find<sinter_processor_v0>(SINTER_PROCESSOR_ID, name_);
        validator_ = plugin_.find<sinter_validator_v0>(SINTER_VALIDATOR_ID, name_);
        if (!processor_ && !validator_) throw std::runtime_error("the plugin has no step " + name_);
    }
    /// `settings` replace defaults. Throws for one that the manifest does not declare.
    [[nodiscard]] JobResult run(const sinter_asset& asset, const Values& settings = {},
                                const Values& platform = {}, JobWorld* world = nullptr,
                                std::uint64_t memory_limit = std::uint64_t{1} << 30,
                                std::string_view path = "textures/a.png") const {
        Values all = defaults_;
        for (const auto& [key, value] : settings) {
            if (!all.contains(key)) throw std::runtime_error("no such setting: " + key);
            all[key] = value;
        }
        ThreadedWorld one;
        JobInput input;
        input.step = name_;
        input.path = path;
        input.asset = &asset;
        input.settings = &all;
        input.platform = &platform;
        input.memory_limit = memory_limit;
        input.world = world ? world : &one;
        const auto create = processor_ ? processor_->create : validator_->create;
        const auto destroy = processor_ ? processor_->destroy : validator_->destroy;
        void* self = create();
        auto result =
            processor_ ? run_processor(*processor_, self, input) : run_validator(*validator_, self, input);
        destroy(self);
        return result;
    }

  private:
    LoadedPlugin plugin_;
    std::string name_;
    Values defaults_;
    const sinter_processor_v0* processor_ = nullptr;
    const sinter_validator_v0* validator_ = nullptr;
};

/// The one product. Throws with the error's text when there is none.
inline const OwnedAsset& product(const JobResult& result) {
    if (!result.status) throw std::runtime_error(result.status.error().text);
    if (result.products.size() != 1) throw std::runtime_error("the input went on unchanged");
    return result.products[0].asset;
}

}  // namespace sinter::test
