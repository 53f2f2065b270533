// SPDX-License-Identifier: Apache-2.0
// Facts: what an asset is, in names and values for people and machines.
#pragma once

#include <utility>
#include <vector>

#include <sinter/asset.hpp>

#include "config/value.hpp"

namespace sinter {

/// In the order in which they are shown. The names of a type never change once published: they are part of
/// the JSON contract.
using Facts = std::vector<std::pair<std::string, Value>>;

/// Those of its family: see family_facts.hpp. Of a texture: shape, width, height, depth, layers, faces, mips,
/// channels, format, color_space, alpha.
[[nodiscard]] Facts facts_of(const AssetView& asset);

}  // namespace sinter
