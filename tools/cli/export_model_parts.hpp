// SPDX-License-Identifier: Apache-2.0
// The parts of a model's export, each in export_model_<part>.cpp.
#pragma once

#include <optional>

#include <sinter/model.hpp>

#include "export_model_glb.hpp"
#include "neighbours.hpp"

namespace sinter::cli {

inline constexpr std::uint32_t NoIndex = 0xFFFFFFFFU;

/// Rows of the model → indices of the glTF; NoIndex for what it has no place for.
struct ExportedModel {
    std::vector<std::uint32_t> materials;
    std::vector<std::uint32_t> meshes;
    std::vector<bool> skinned_meshes;  ///< by row: its primitives have joints
};

/// Materials with their textures.
[[nodiscard]] std::vector<std::uint32_t> export_materials(const Model& model, GlbBuilder& glb,
                                                          Neighbours& neighbours);
/// Meshes with what of their finest level is there.
void export_meshes(const Model& model, GlbBuilder& glb, ExportedModel& exported);
/// Nodes, skins, cameras, lights and scenes; the default scene's index.
std::uint32_t export_nodes(const Model& model, GlbBuilder& glb, const ExportedModel& exported);
/// Animations that are dependencies of the model.
void export_animations(const Model& model, GlbBuilder& glb, Neighbours& neighbours);

}  // namespace sinter::cli
