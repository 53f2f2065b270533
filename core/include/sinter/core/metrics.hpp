// SPDX-License-Identifier: Apache-2.0
// AssetPipelineMetrics: what the server has done and holds, in numbers.
#pragma once

#include <array>
#include <cstdint>

#include <sinter/asset.hpp>

namespace sinter {

/// A snapshot; the numbers belong to nearly the same moment.
struct AssetPipelineMetrics {
    std::uint64_t requested = 0;         ///< calls of load
    std::uint64_t joined = 0;            ///< of them, answered by a request under way or an asset in memory
    std::uint64_t loaded = 0;            ///< assets whose bytes arrived
    std::uint64_t failed = 0;
    std::uint64_t cancelled = 0;
    std::uint64_t reloaded = 0;          ///< assets whose new version took the old one's place
    std::uint64_t built = 0;             ///< sources built because no finished artifact was good
    std::uint64_t bytes_loaded = 0;
    double average_load_ms = 0;          ///< from request to Loaded
    double cache_hit_rate = 0;           ///< joined / requested; 0 before the first request
    std::uint64_t queued = 0;            ///< jobs waiting now
    std::uint64_t running = 0;           ///< jobs running now
    std::uint64_t lent_turns = 0;        ///< times a job lent its turn to more urgent work
    std::uint64_t resident_assets = 0;
    std::uint64_t resident_bytes = 0;    ///< all types
    std::array<std::uint64_t, AssetTypeNames.size()> resident_bytes_by_type{};  ///< indexed by AssetType
};

}  // namespace sinter
