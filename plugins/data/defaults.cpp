// SPDX-License-Identifier: Apache-2.0
#include "defaults.hpp"

#include <algorithm>

#include "schema_library.hpp"

namespace data_plugin {
namespace {

using sinter::AssetType;
using sinter::Code;
using sinter::DataValue;
using sinter::FieldTree;
using sinter::FieldView;
using sinter::Status;
using Type = ValueSchema::Type;

class Completer {
  public:
    explicit Completer(const Schema& schema) : schema_(schema) {}

    void structure(DataValue& value, const StructSchema& type) {
        if (value.kind != SINTER_FIELD_OBJECT) return;
        std::ranges::sort(value.members, {}, &sinter::DataField::name);
        const auto had = value.members.size();
        for (const auto& field : type.fields) {
            const auto end = value.members.begin() + static_cast<std::ptrdiff_t>(had);
            const auto found = std::ranges::lower_bound(value.members.begin(), end, field.name, {},
                                                        &sinter::DataField::name);
            if (found != end && found->name == field.name)
                this->value(found->value, field.value);
            else if (field.default_value)
                value.add(field.name, *field.default_value);
        }
    }

  private:
    void value(DataValue& value, const ValueSchema& type) {
        switch (type.type) {
            case Type::Struct:
                structure(value, schema_.structs[type.structure]);
                break;
            case Type::Array:
                for (auto& item : value.items) this->value(item, type.of.front());
                break;
            case Type::Map:
                for (auto& member : value.members) this->value(member.value, type.of.front());
                break;
            case Type::Choice: {
                const auto found = std::ranges::find(type.choices, value.text);
                if (value.kind == SINTER_FIELD_STRING && found != type.choices.end())
                    value = DataValue::of_choice(value.text, found - type.choices.begin());
                break;
            }
            default:
                break;
        }
    }

    const Schema& schema_;
};

DataValue value_of(const FieldView& view, const sinter::AssetView& asset) {
    auto out = DataValue::of_kind(view.kind());
    switch (view.kind()) {
        case SINTER_FIELD_BOOL:
            return DataValue::of_bool(*view.boolean());
        case SINTER_FIELD_INTEGER:
            return DataValue::of_integer(*view.integer());
        case SINTER_FIELD_DOUBLE:
            return DataValue::of_double(*view.number());
        case SINTER_FIELD_FLOAT: {
            std::array<float, FieldView::MaxNumbers> numbers{};
            return DataValue::of_numbers({numbers.data(), view.numbers(numbers)});
        }
        case SINTER_FIELD_STRING:
            return DataValue::of_text(*view.text());
        case SINTER_FIELD_ENUM:
            return DataValue::of_choice(*view.text(), *view.choice());
        case SINTER_FIELD_REFERENCE: {
            const auto& dependency = asset.dependencies()[*view.reference_index()];
            // From the root: the host gave it normalised.
            return DataValue::of_reference(static_cast<sinter::DependencyKind>(dependency.kind),
                                           static_cast<AssetType>(dependency.type),
                                           "/" + std::string{sinter::to_view(dependency.path)});
        }
        case SINTER_FIELD_ARRAY:
            out.items.reserve(view.size());
            for (std::uint32_t i = 0; i < view.size(); ++i) out.items.push_back(value_of(view[i], asset));
            break;
        case SINTER_FIELD_OBJECT:
            out.members.reserve(view.size());
            for (std::uint32_t i = 0; i < view.size(); ++i) out.add(view[i].name(), value_of(view[i], asset));
            break;
        default:
            break;
    }
    return out;
}

bool has_later_kinds(const sinter::AssetView& asset) {
    const auto rows = asset.rows<sinter_field_row>(SINTER_FIELD_TABLE);
    for (std::uint32_t i = 0; i < rows.size(); ++i)
        if (rows[i].kind > SINTER_FIELD_NULL) return true;
    return false;
}

}  // namespace

Status DataDefaults::process(sinter::ProcessJob& job) {
    const FieldTree tree{job.input()};
    if (!tree.valid()) return {Code::Corrupt, "data_defaults: the tables contradict each other"};
    const auto removed = job.setting_strings("drop");
    const bool fill = job.setting_bool("fill");
    if (has_later_kinds(job.input()))
        return {Code::Unsupported, "data_defaults: values of a later version of the tables"};

    Schema own;
    const Schema* schema = nullptr;
    if (!tree.schema_path().empty()) {
        auto read = read_schema_file(job, "/" + std::string{tree.schema_path()}, {});
        if (!read) return read.status();
        own = *std::move(read);
        schema = &own;
    } else {
        schema = shipped_schema(job.input().type());
    }
    if (!schema && removed.empty()) return {};
    if (!job.checkpoint(0.25f)) return job.cancelled();

    auto root = value_of(tree.root(), tree.asset());
    std::erase_if(root.members, [&](const sinter::DataField& field) {
        return std::ranges::any_of(removed,
                                   [&](sinter_str name) { return sinter::to_view(name) == field.name; });
    });
    // What only a part of a material's schema describes, such as its shadow, is not filled up beyond that
    // part.
    const bool shadow = schema && job.input().type() == AssetType::Material && job.label() == "shadow";
    if (schema && fill) {
        if (const auto part = shadow ? schema->index_of("shadow") : schema->root;
            part < schema->structs.size())
            Completer{*schema}.structure(root, schema->structs[part]);
    }
    auto output = job.new_asset();
    if (!output) return output.status();
    const sinter::DataSchema head = schema ? schema->head(fill) : sinter::DataSchema{};
    if (auto written = sinter::write_data(*output, root, head); !written) return written;
    return job.emit(*output);
}

}  // namespace data_plugin
