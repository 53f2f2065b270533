// SPDX-License-Identifier: Apache-2.0
// Artifact: the bytes of an artifact file, verified, as an asset.
#pragma once

#include <memory>
#include <vector>

#include <sinter/core/asset_id.hpp>

#include "asset/artifact_format.hpp"
#include "asset/owned_asset.hpp"

namespace sinter {

/// A verified artifact in memory.
/// Threads: any. Lifetime: its views live as long as it does, also when it is moved.
class Artifact {
  public:
    /// Takes the bytes of a whole file and verifies all of them. Errors: Corrupt (with the place),
    /// Unsupported (a newer format, an unknown codec), OutOfMemory. Hostile bytes are refused, never
    /// followed.
    [[nodiscard]] static Result<Artifact> verify(AlignedBuffer file);

    [[nodiscard]] AssetView view() const noexcept;
    [[nodiscard]] std::span<const AssetId> dependency_ids() const noexcept { return ids_; }
    [[nodiscard]] std::uint64_t size_bytes() const noexcept { return file_.size(); }
    [[nodiscard]] const artifact::Checksum& fingerprint() const noexcept { return fingerprint_; }

  private:
    Artifact() = default;

    AlignedBuffer file_;
    artifact::Checksum fingerprint_;
    std::uint32_t type_ = 0;
    std::vector<sinter_table> tables_;
    std::vector<sinter_chunk> chunks_;
    std::vector<sinter_dependency> dependencies_;
    std::vector<AssetId> ids_;
};

}  // namespace sinter
