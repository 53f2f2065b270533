// SPDX-License-Identifier: Apache-2.0
// Fields: what one material file says, checked against the schema.
#pragma once

#include <map>
#include <optional>

#include "json.hpp"
#include "schema.hpp"

namespace data_material {

struct FieldValue {
    std::array<float, 4> number{};  ///< Numbers; Bool in [0]
    std::string text;     ///< Choice and Text; Texture: path from the project's root, begins with "/"
    sinter::Where where;  ///< of the value
};

/// Values by the name of the schema. A field without value is one that the file set to null: back to the
/// default.
using Fields = std::map<std::string_view, std::optional<FieldValue>>;

/// A file's own words; includes are not followed.
struct MaterialFile {
    Fields fields;
    Fields shadow;                      ///< overrides for the shadow material
    std::optional<FieldValue> include;  ///< text: path from the project's root, begins with "/"
};

/// Reads a file. `logical_path` is its own place from the project's root, for the relative paths in it.
/// Errors: those of parse_json; Invalid (unknown field, wrong kind, count, range or choice), Denied (a path
/// that leaves the project), with byte, line and column.
[[nodiscard]] sinter::Result<MaterialFile> read_material(const JsonText& source,
                                                         std::string_view logical_path);

/// Values of `upper` take the place of those in `lower`.
void override_with(Fields& lower, const Fields& upper);

}  // namespace data_material
