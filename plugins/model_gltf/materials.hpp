// SPDX-License-Identifier: Apache-2.0
// Materials: the metallic-roughness model and KHR_materials_*, as fields of material assets.
#pragma once

#include <sinter/model_job.hpp>

#include "images.hpp"

namespace model_gltf {

/// Makes each material, to be emitted as "#material/<name>", and adds its slot to the model: a row of
/// `materials`, which refers to it. Throws Refusal.
Products make_materials(Document& document, Images& images, sinter::Output& model,
                        sinter::ModelTables& tables);

}  // namespace model_gltf
