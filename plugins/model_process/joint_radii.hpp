// SPDX-License-Identifier: Apache-2.0
// How far from a joint the vertices lie that it moves.
#pragma once

#include "write_model.hpp"

namespace sinter::models {

/// Sets `radius` of the joints of every skin that a node draws a mesh with: of the sphere around the joint,
/// in the joint's space, that holds each vertex it has a weight of, whatever its morph targets with weights
/// from 0 to 1 do. Positions as they are stored.
void set_joint_radii(ModelTables& tables, std::span<const CodedPrimitive> primitives);

}  // namespace sinter::models
