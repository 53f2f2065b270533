// SPDX-License-Identifier: Apache-2.0
// Animations (glTF 2.0, section 3.11) as products of their own.
#pragma once

#include "labels.hpp"
#include "scene.hpp"

namespace model_gltf {

/// Makes each animation, to be emitted as "#animation/<name>"; the model then depends on it. Throws Refusal.
Products make_animations(Document& document, Accessors& accessors, const Scene& scene,
                         const sinter::ModelTables& tables, sinter::Output& model);

}  // namespace model_gltf
