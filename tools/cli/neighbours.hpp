// SPDX-License-Identifier: Apache-2.0
// Neighbours: other assets, by path, for what is shown or exported together with them.
#pragma once

#include <optional>
#include <string_view>

#include <sinter/asset.hpp>

namespace sinter::cli {

/// Where an asset's dependencies are found. Threads: one.
class Neighbours {
  public:
    virtual ~Neighbours() = default;
    /// The finished asset of that logical path ("fox.glb#material/fur"), or nothing when there is none.
    /// Lifetime: as long as this object.
    [[nodiscard]] virtual std::optional<AssetView> find(std::string_view path) = 0;
};

/// Finds nothing.
class NoNeighbours : public Neighbours {
  public:
    [[nodiscard]] std::optional<AssetView> find(std::string_view) override { return std::nullopt; }
};

}  // namespace sinter::cli
