// SPDX-License-Identifier: Apache-2.0
// A data asset as indented lines: a name and a value, or a name and what lies below it.
#include <charconv>

#include <sinter/data.hpp>

#include "preview.hpp"

namespace sinter::cli {
namespace {

constexpr std::size_t MaxLines = 10000;

template <class Number>
std::string shortest(Number number) {
    char buffer[40];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr};
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)
            out += c;
        else
            out += c == '\n' ? "\\n" : c == '\t' ? "\\t" : "?";
    }
    return out + '"';
}

std::string reference_text(const FieldView& field, const AssetView& asset) {
    const auto& dependency = asset.dependencies()[*field.reference_index()];
    const auto type =
        dependency.type == 0 ? std::string_view{"any"} : name_of(static_cast<AssetType>(dependency.type));
    return "→ " + std::string{*field.reference()} + " (" + std::string{type} +
           (dependency.kind == SINTER_LOADED_ON_DEMAND ? ", on demand)" : ")");
}

class Describer {
  public:
    explicit Describer(const AssetView& asset) : asset_(asset) {}

    void children(const FieldView& parent, std::size_t depth) {
        for (std::uint32_t i = 0; i < parent.size(); ++i) {
            if (lines_ >= MaxLines) return;
            const auto child = parent[i];
            line(
                parent.kind() == SINTER_FIELD_ARRAY ? "[" + std::to_string(i) + "]" : name_text(child.name()),
                child, depth);
        }
    }
    void line(const std::string& name, const FieldView& field, std::size_t depth) {
        if (++lines_ == MaxLines) {
            out += "…\n";
            return;
        }
        out.append(2 * depth, ' ');
        out += name;
        const auto value = value_text(field);
        if (!value.empty()) out += (name.empty() ? "" : "  ") + value;
        out += '\n';
        children(field, depth + 1);
    }
    std::string out;

  private:
    static std::string name_text(std::string_view name) {
        auto text = quoted(name);
        return name.empty() || text.size() != name.size() + 2 ? text : std::string{name};
    }
    std::string value_text(const FieldView& field) const {
        switch (field.kind()) {
            case SINTER_FIELD_BOOL:
                return *field.boolean() ? "true" : "false";
            case SINTER_FIELD_INTEGER:
                return std::to_string(*field.integer());
            case SINTER_FIELD_DOUBLE:
                return shortest(*field.number());
            case SINTER_FIELD_FLOAT: {
                std::array<float, FieldView::MaxNumbers> numbers{};
                std::string text;
                for (std::uint32_t i = 0, count = field.numbers(numbers); i < count; ++i)
                    text += (i == 0 ? "" : " ") + shortest(numbers[i]);
                return text;
            }
            case SINTER_FIELD_STRING:
                return quoted(*field.text());
            case SINTER_FIELD_ENUM:
                return std::string{*field.text()};
            case SINTER_FIELD_REFERENCE:
                return reference_text(field, asset_);
            case SINTER_FIELD_NULL:
                return "null";
            case SINTER_FIELD_ARRAY:
                return field.size() == 0 ? "[]" : "";
            case SINTER_FIELD_OBJECT:
                return field.size() == 0 ? "{}" : "";
            default:
                return "?";
        }
    }

    const AssetView& asset_;
    std::size_t lines_ = 0;
};

}  // namespace

Result<std::string> describe_data(const AssetView& asset) {
    const FieldTree tree{asset};
    if (!tree.valid()) return {Code::Corrupt, "preview: the tables of the data contradict each other"};
    Describer describer{asset};
    auto& out = describer.out;
    out = "# " + std::string{name_of(asset.type())};
    if (tree.schema().empty()) {
        out += ", without a schema";
    } else {
        out += ", schema " + std::string{tree.schema()};
        if (tree.schema_version() != 0) out += " " + std::to_string(tree.schema_version());
        if (!tree.schema_path().empty()) out += " (" + std::string{tree.schema_path()} + ")";
    }
    out += tree.complete() ? ", complete\n" : "\n";
    const auto root = tree.root();
    if (root.size() == 0)
        describer.line({}, root, 0);
    else
        describer.children(root, 0);
    return std::move(out);
}

}  // namespace sinter::cli
