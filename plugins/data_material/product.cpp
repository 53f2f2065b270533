// SPDX-License-Identifier: Apache-2.0
#include "product.hpp"

#include <sinter/abi/data.h>

namespace data_material {
namespace {

using sinter::AssetType;
using sinter::Status;

/// The value that was set, else the default; nothing for a field that has neither.
std::optional<FieldValue> effective(const FieldSpec& spec, const Fields& fields) {
    const auto found = fields.find(spec.name);
    if (found != fields.end() && found->second) return found->second;
    const bool has_default =
        spec.kind == FieldKind::Bool || spec.kind == FieldKind::Numbers || !spec.default_text.empty();
    if (!has_default) return std::nullopt;
    FieldValue value;
    value.number = spec.default_number;
    value.text = spec.default_text;
    return value;
}

ProductFields complete(const Fields& fields, bool shadow) {
    ProductFields out;
    for (const auto& spec : schema()) {
        if (shadow && !spec.in_shadow) continue;
        if (auto value = effective(spec, fields)) out.emplace_back(&spec, *std::move(value));
    }
    return out;
}

sinter_field_kind kind_of(FieldKind kind) {
    switch (kind) {
        case FieldKind::Bool:
            return SINTER_FIELD_BOOL;
        case FieldKind::Numbers:
            return SINTER_FIELD_FLOAT;
        case FieldKind::Texture:
            return SINTER_FIELD_REFERENCE;
        case FieldKind::Choice:
        case FieldKind::Text:
            break;
    }
    return SINTER_FIELD_STRING;
}

}  // namespace

ProductFields main_product(const MergedMaterial& material) {
    return complete(material.fields, false);
}

ProductFields shadow_product(const MergedMaterial& material) {
    Fields fields = material.fields;
    override_with(fields, material.shadow);
    const auto mode = effective(*find_field("alpha_mode"), fields);
    // A texture that "shadow" itself names stands: whoever wrote it had a reason.
    if (mode->text == "opaque" && !material.shadow.contains("base_color_texture"))
        fields.erase("base_color_texture");
    return complete(fields, true);
}

Status emit(sinter::DecodeJob& job, const ProductFields& fields, std::string_view label) {
    auto output = job.new_asset(AssetType::Material);
    if (!output) return std::move(output).error();
    auto rows = output->add_table<sinter_field_row>(SINTER_FIELD_TABLE, SINTER_DATA_VERSION,
                                                    static_cast<std::uint32_t>(fields.size()));
    if (!rows) return std::move(rows).error();

    // Sizes are far below 2^32: a schema's worth of names, and texts of at most MaxJsonBytes.
    std::string strings;
    const auto store = [&](std::string_view text, std::uint32_t& offset, std::uint32_t& size) {
        offset = static_cast<std::uint32_t>(strings.size());
        size = static_cast<std::uint32_t>(text.size());
        strings += text;
    };
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto& [spec, value] = fields[i];
        auto& row = (*rows)[i];
        row.kind = kind_of(spec->kind);
        store(spec->name, row.name_offset, row.name_size);
        if (row.kind == SINTER_FIELD_STRING) {
            store(value.text, row.string_offset, row.string_size);
        } else if (row.kind == SINTER_FIELD_REFERENCE) {
            auto index =
                output->add_dependency(sinter::DependencyKind::LoadedWithMe, AssetType::Texture, value.text);
            if (!index)
                return {index.code(), "material: " + std::string{spec->name} + ": " + index.error().text,
                        value.where};
            row.dependency = *index;
        } else {
            row.count = spec->count;
            std::copy(value.number.begin(), value.number.end(), row.number);
        }
    }
    auto bytes = output->add_table<char>(SINTER_STRING_TABLE, SINTER_DATA_VERSION,
                                         static_cast<std::uint32_t>(strings.size()));
    if (!bytes) return std::move(bytes).error();
    std::copy(strings.begin(), strings.end(), bytes->begin());
    return job.emit(*output, label);
}

}  // namespace data_material
