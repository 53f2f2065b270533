// SPDX-License-Identifier: Apache-2.0
// What becomes of a file's values: its products.
#pragma once

#include "schema.hpp"

namespace data_plugin {

/// Takes away what was set to null, at every depth of objects.
void drop_nulls(sinter::DataValue& value, const ValueSchema& type, const Schema& schema);
/// The same of a whole file.
void drop_nulls(sinter::DataValue& root, const Schema& schema);

/// What a shadow pass needs of a material: those of its fields that the schema's type "shadow" has,
/// overridden by the material's field "shadow", which is taken out of `material`. The base colour's texture
/// stays only if alpha matters, or if "shadow" itself names it.
[[nodiscard]] sinter::DataValue take_shadow(sinter::DataValue& material, const Schema& schema);

}  // namespace data_plugin
