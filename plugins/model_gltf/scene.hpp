// SPDX-License-Identifier: Apache-2.0
// The scene: nodes in an order in which parents come first, scenes, skins, cameras and lights.
#pragma once

#include <sinter/model_job.hpp>

#include "accessors.hpp"

namespace model_gltf {

class Scene {
  public:
    Scene(Document& document, Accessors& accessors);

    /// Adds the rows. After the meshes. Throws Refusal for cycles, children of two parents, what is out of
    /// range.
    void plan(sinter::ModelTables& tables);
    /// Row of the node that has that number in the file.
    [[nodiscard]] std::uint32_t node_row(std::uint32_t index) const { return rows_[index]; }

  private:
    void order_nodes();
    void plan_nodes(sinter::ModelTables& tables);
    void plan_scenes(sinter::ModelTables& tables) const;
    void plan_skins(sinter::ModelTables& tables) const;
    void plan_cameras(sinter::ModelTables& tables) const;
    void plan_lights(sinter::ModelTables& tables) const;

    Document& document_;
    Accessors& accessors_;
    std::vector<std::uint32_t> parents_;  ///< by number in the file
    std::vector<std::uint32_t> order_;    ///< numbers in the file, by row
    std::vector<std::uint32_t> rows_;     ///< rows, by number in the file
};

/// Fills the matrix of a node from its translation, rotation and scale.
void compose(sinter_model_node_row& node);
/// Fills these from the matrix, as far as it has them: no shear, and none for axes of no length.
void decompose(sinter_model_node_row& node);

}  // namespace model_gltf
