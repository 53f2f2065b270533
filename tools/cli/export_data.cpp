// SPDX-License-Identifier: Apache-2.0
// A data asset as JSON that the data plugin reads back to the same values: names sorted, paths from the
// project's root, numbers in their shortest form.
#include <charconv>
#include <cmath>

#include <sinter/data.hpp>

#include "export.hpp"

namespace sinter::cli {
namespace {

class JsonText {
  public:
    /// Errors: Unsupported (infinity, NaN, a value of a later version).
    Status value(const FieldView& field, std::size_t depth) {
        switch (field.kind()) {
            case SINTER_FIELD_BOOL:
                out += *field.boolean() ? "true" : "false";
                return {};
            case SINTER_FIELD_INTEGER:
                out += std::to_string(*field.integer());
                return {};
            case SINTER_FIELD_DOUBLE:
                return real(*field.number());
            case SINTER_FIELD_FLOAT:
                floats(field);
                return {};
            case SINTER_FIELD_STRING:
            case SINTER_FIELD_ENUM:
                string(*field.text());
                return {};
            case SINTER_FIELD_REFERENCE:
                string("/" + std::string{*field.reference()});
                return {};
            case SINTER_FIELD_NULL:
                out += "null";
                return {};
            case SINTER_FIELD_ARRAY:
            case SINTER_FIELD_OBJECT:
                return children(field, {}, depth);
            default:
                return {Code::Unsupported, "export: a value of a later version of the tables"};
        }
    }
    /// `schema`: what stands in front as "$schema"; empty: nothing.
    Status children(const FieldView& parent, std::string_view schema, std::size_t depth) {
        const bool object = parent.kind() == SINTER_FIELD_OBJECT;
        out += object ? '{' : '[';
        bool first = true;
        const auto begin_line = [&] {
            if (!first) out += ',';
            first = false;
            out += '\n';
            out.append(4 * (depth + 1), ' ');
        };
        if (!schema.empty()) {
            begin_line();
            out += "\"$schema\": ";
            string(schema);
        }
        for (std::uint32_t i = 0; i < parent.size(); ++i) {
            const auto child = parent[i];
            begin_line();
            if (object) {
                string(child.name());
                out += ": ";
            }
            if (auto written = value(child, depth + 1); !written) return written;
        }
        if (!first) {
            out += '\n';
            out.append(4 * depth, ' ');
        }
        out += object ? '}' : ']';
        return {};
    }
    std::string out;

  private:
    Status real(double number) {
        if (!std::isfinite(number)) return {Code::Unsupported, "export: JSON has no infinity and no NaN"};
        char buffer[40];
        const std::string_view text{
            buffer,
            static_cast<std::size_t>(std::to_chars(buffer, buffer + sizeof buffer, number).ptr - buffer)};
        out += text;
        // Without them it would be read back as an integer.
        if (text.find_first_of(".e") == text.npos) out += ".0";
        return {};
    }
    void floats(const FieldView& field) {
        std::array<float, FieldView::MaxNumbers> numbers{};
        const auto count = field.numbers(numbers);
        if (count != 1) out += '[';
        for (std::uint32_t i = 0; i < count; ++i) {
            char buffer[40];
            if (i != 0) out += ", ";
            out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, numbers[i]).ptr);
        }
        if (count != 1) out += ']';
    }
    void string(std::string_view text) {
        out += '"';
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                out += '\\';
                out += c;
            } else if (c == '\n') {
                out += "\\n";
            } else if (byte < 0x20 || byte == 0x7f) {
                constexpr std::string_view Digits = "0123456789abcdef";
                out += "\\u00";
                out += Digits[byte >> 4];
                out += Digits[byte & 15];
            } else {
                out += c;
            }
        }
        out += '"';
    }
};

}  // namespace

Result<std::vector<ExportedFile>> export_data(const AssetView& asset, const ExportOptions&) {
    const FieldTree tree{asset};
    if (!tree.valid()) return {Code::Corrupt, "export: the tables of the data contradict each other"};
    JsonText json;
    const auto root = tree.root();
    std::string schema;
    if (!tree.schema_path().empty()) schema = "/" + std::string{tree.schema_path()};
    const auto written =
        root.kind() == SINTER_FIELD_OBJECT ? json.children(root, schema, 0) : json.value(root, 0);
    if (!written) return written.error();
    json.out += '\n';
    return std::vector{ExportedFile{".json", {json.out.begin(), json.out.end()}}};
}

}  // namespace sinter::cli
