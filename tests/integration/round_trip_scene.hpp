// SPDX-License-Identifier: Apache-2.0
// Nodes, skins and materials of an exported file beside those of its source.
#pragma once

#include <vector>

#include "round_trip_pose.hpp"

namespace sinter::test {

/// Checks that both have the same trees: names, transforms, meshes, skins with their joints and bind poses,
/// cameras. Gives the export's node for each of the source's; empty when the trees differ.
std::vector<std::size_t> check_nodes(const GltfFile& before, const GltfFile& after);
/// Checks factors, modes, textures with their pictures, and the extensions that the source's materials have.
void check_materials(const GltfFile& before, const GltfFile& after);

}  // namespace sinter::test
