// SPDX-License-Identifier: Apache-2.0
#include "product.hpp"

#include <algorithm>

#include "include_chain.hpp"

namespace data_plugin {
namespace {

using sinter::DataField;
using sinter::DataValue;
using Type = ValueSchema::Type;

void drop_from_struct(DataValue& value, const StructSchema& type, const Schema& schema) {
    // In an open struct, an unknown field's null is a value like any other.
    std::erase_if(value.members, [&](const DataField& field) {
        return field.value.kind == SINTER_FIELD_NULL && type.find(field.name);
    });
    for (auto& member : value.members)
        if (const auto* field = type.find(member.name)) drop_nulls(member.value, field->value, schema);
}

}  // namespace

void drop_nulls(DataValue& value, const ValueSchema& type, const Schema& schema) {
    switch (type.type) {
        case Type::Struct:
            drop_from_struct(value, schema.structs[type.structure], schema);
            break;
        case Type::Map:
            std::erase_if(value.members,
                          [](const DataField& field) { return field.value.kind == SINTER_FIELD_NULL; });
            for (auto& member : value.members) drop_nulls(member.value, type.of.front(), schema);
            break;
        case Type::Array:
            for (auto& item : value.items) drop_nulls(item, type.of.front(), schema);
            break;
        default:
            break;
    }
}

void drop_nulls(DataValue& root, const Schema& schema) {
    drop_from_struct(root, schema.root_struct(), schema);
}

DataValue take_shadow(DataValue& material, const Schema& schema) {
    auto out = DataValue::object();
    const auto type = schema.index_of("shadow");
    if (type == schema.structs.size()) return out;
    auto own = DataValue::object();
    if (auto* said = material.find("shadow")) {
        own = std::move(*said);
        std::erase_if(material.members, [](const DataField& field) { return field.name == "shadow"; });
    }
    const bool names_texture = own.find("base_color_texture") != nullptr;
    for (const auto& member : material.members)
        if (schema.structs[type].find(member.name)) out.add(member.name, member.value);
    if (own.kind == SINTER_FIELD_OBJECT) override_with(out, std::move(own));
    // A texture that "shadow" itself names stands: whoever wrote it had a reason.
    const auto* mode = out.find("alpha_mode");
    if (!names_texture && (!mode || mode->kind == SINTER_FIELD_NULL || mode->text == "opaque"))
        std::erase_if(out.members,
                      [](const DataField& field) { return field.name.starts_with("base_color_texture"); });
    drop_from_struct(out, schema.structs[type], schema);
    return out;
}

}  // namespace data_plugin
