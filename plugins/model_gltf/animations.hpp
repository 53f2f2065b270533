// SPDX-License-Identifier: Apache-2.0
// Animations (glTF 2.0, section 3.11) as products of their own.
#pragma once

#include "scene.hpp"

namespace model_gltf {

/// Emits each animation as the product "#animation/<name>", on which the model then depends. Throws Refusal.
void emit_animations(Document& document, Accessors& accessors, const Scene& scene,
                     const sinter::ModelTables& tables, sinter::Output& model);

}  // namespace model_gltf
