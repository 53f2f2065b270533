// SPDX-License-Identifier: Apache-2.0
// Materials: the metallic-roughness model and KHR_materials_*, as fields of material assets.
#pragma once

#include <sinter/model_job.hpp>

#include "images.hpp"

namespace model_gltf {

/// Emits each material as the product "#material/<name>" and adds its slot to the model: a row of
/// `materials`, which refers to it. Throws Refusal.
void emit_materials(Document& document, Images& images, sinter::Output& model, sinter::ModelTables& tables);

}  // namespace model_gltf
