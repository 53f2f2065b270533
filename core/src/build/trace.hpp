// SPDX-License-Identifier: Apache-2.0
// Trace: why earlier results of a source's stages are still good.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "build/stage_key.hpp"
#include "registry/asset_record.hpp"

namespace sinter {

/// What a stage made, by fingerprint: the bytes of intermediates are not kept.
struct StageProduct {
    std::string label;
    AssetType type = AssetType::Unknown;
    artifact::Checksum fingerprint;
    Facts facts;  ///< of a decoder's main product; of an embedded file what chooses its decoder
};

/// One recorded run of a stage. It stands for a new run as long as all its discoveries hold.
struct StageResult {
    std::set<Discovery> discoveries;
    std::optional<Error> error;
    std::vector<StageProduct> products;    ///< a processor that passed its input on: none
    std::vector<Diagnostic> diagnostics;   ///< repeated on a hit
    std::vector<Stat> stats;
    std::uint32_t deaths = 0;              ///< of workers, that this input caused under the same discoveries

    /// One death may be bad luck: the step runs again. Two are not.
    [[nodiscard]] bool stands() const noexcept { return deaths != 1; }
};

/// A finished asset in the store.
struct StoredArtifact {
    artifact::Checksum fingerprint;
    ContentHash artifact;
    std::uint64_t size_bytes = 0;
    AssetType type = AssetType::Unknown;
    Facts facts;
    std::vector<ProductDependency> dependencies;
};

/// The traces of one source, for all platforms: one small file (TRACE.md), read when the source is looked at and
/// replaced when something was added. A missing or damaged file is an empty trace; of two processes that add at
/// once one wins, and what the other learnt is learnt again.
/// Threads: one. Lifetime: pointers into it live until the next `add`.
class Trace {
  public:
    [[nodiscard]] static Trace read(const std::string& file);

    /// The recorded runs under `key`, latest first.
    [[nodiscard]] std::vector<const StageResult*> results(const StageKey& key) const;
    /// Keeps the latest 8 of a key.
    void add(const StageKey& key, StageResult result);
    [[nodiscard]] const StoredArtifact* stored(const artifact::Checksum& fingerprint) const;
    void add(StoredArtifact artifact);

    [[nodiscard]] bool changed() const noexcept { return changed_; }
    /// The folder of `file` must exist. Errors: Io.
    [[nodiscard]] Status write(const std::string& file);

  private:
    struct Entry {
        StageKey key;
        std::unique_ptr<StageResult> result;
    };
    std::vector<Entry> entries_;  // latest first
    std::vector<StoredArtifact> stored_;
    bool changed_ = false;
};

}  // namespace sinter
