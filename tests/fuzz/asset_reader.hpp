// SPDX-License-Identifier: Apache-2.0
// read_whole: looks at everything of an asset through the views that engines use.
#pragma once

#include <sinter/asset.hpp>

#include "asset/artifact_format.hpp"
#include "fuzz_target.hpp"

namespace sinter::fuzz {

/// Reads every row, chunk, level and field; ends the process when a view lies outside its table. The asset
/// has passed check_asset.
void read_whole(const AssetView& asset);

/// Same type, tables, chunks and dependencies, byte by byte.
[[nodiscard]] bool equal(const AssetView& a, const AssetView& b);

/// The bytes of `asset` as an artifact file.
[[nodiscard]] Bytes artifact_of(const AssetView& asset);

/// Writes `asset` as an artifact, reads that back, and writes it again: the same asset, and the same bytes.
/// Returns its fingerprint.
artifact::Checksum check_round_trip(const AssetView& asset);

}  // namespace sinter::fuzz
