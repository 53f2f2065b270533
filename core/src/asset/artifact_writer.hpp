// SPDX-License-Identifier: Apache-2.0
// write_artifact: an asset as the bytes of an artifact file.
#pragma once

#include <vector>

#include "asset/artifact_format.hpp"
#include "asset/owned_asset.hpp"

namespace sinter {

/// The bytes of an artifact file, without a copy of the chunks.
/// Lifetime: `pieces` view `head` and the asset that was written; both must outlive them.
struct ArtifactBytes {
    AlignedBuffer head;
    std::vector<std::span<const std::uint8_t>> pieces;  ///< the file is these, one after the other
    std::uint64_t size_bytes = 0;
    artifact::Checksum fingerprint;  ///< head checksum: equal for equal assets
};

/// Lays `asset` out and computes the checksums. Errors: Contract (over a limit of FORMAT.md), OutOfMemory.
/// Threads: any.
[[nodiscard]] Result<ArtifactBytes> write_artifact(const AssetView& asset);

}  // namespace sinter
