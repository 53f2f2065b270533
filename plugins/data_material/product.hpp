// SPDX-License-Identifier: Apache-2.0
// The two products of a material: which fields each has, and their tables.
#pragma once

#include <sinter/plugin.hpp>

#include "include_chain.hpp"

namespace data_material {

/// A product's complete list: every field of the schema that has a value, set or default, in the schema's
/// order.
using ProductFields = std::vector<std::pair<const FieldSpec*, FieldValue>>;

[[nodiscard]] ProductFields main_product(const MergedMaterial& material);
/// What a shadow pass needs: how alpha cuts, whether the back is seen, and the base colour's texture if alpha
/// matters; each overridden by what the file says in "shadow".
[[nodiscard]] ProductFields shadow_product(const MergedMaterial& material);

/// Writes the tables of sinter/abi/data.h and emits. Errors: OutOfMemory, and the host's for a texture's
/// path, at the place of that path.
[[nodiscard]] sinter::Status emit(sinter::DecodeJob& job, const ProductFields& fields,
                                  std::string_view label);

}  // namespace data_material
