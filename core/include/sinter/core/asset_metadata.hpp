// SPDX-License-Identifier: Apache-2.0
// AssetMetadata: what the server knows of a product without loading it.
#pragma once

#include <string>
#include <vector>

#include <sinter/core/asset_id.hpp>
#include <sinter/core/load_priority.hpp>

#include <sinter/asset.hpp>

namespace sinter {

struct AssetMetadata {
    struct Dependency {
        AssetId id;
        std::string path;
        bool loaded_with_me = true;  ///< else on demand
    };
    AssetId id;
    std::string path;            ///< with "#label"
    AssetType type = AssetType::Unknown;
    std::string version;         ///< SHA-256 of the artifact, hexadecimal: equal for equal bytes
    std::uint64_t size_bytes = 0;  ///< of the artifact at rest
    std::string file;            ///< the artifact in the store
    LoadPriority priority = LoadPriority::Normal;  ///< the most urgent it was asked for; Normal if never
    std::vector<Dependency> dependencies;
};

}  // namespace sinter
