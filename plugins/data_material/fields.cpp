// SPDX-License-Identifier: Apache-2.0
#include "fields.hpp"

#include <charconv>

#include "path.hpp"

namespace data_material {
namespace {

using sinter::Code;
using sinter::Error;
using sinter::Result;
using sinter::Status;
using sinter::Where;

constexpr std::size_t MaxTextBytes = 256;

/// Shortest form that reads back equal: 0.5, 65504.
std::string to_text(double number) {
    char buffer[32];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr};
}

/// Reads the members of one file's objects.
class FieldReader {
  public:
    FieldReader(const JsonText& source, std::string_view logical_path)
        : source_(source), path_(logical_path) {}

    Result<MaterialFile> read(const Json& root) {
        if (root.kind != Json::Kind::Object) return wrong_kind("a material", "an object", root);
        MaterialFile out;
        for (const auto& member : root.members) {
            if (member.name == "include") {
                auto include = path("include", member.value);
                if (!include) return std::move(include).error();
                out.include = *std::move(include);
            } else if (member.name == "shadow") {
                if (member.value.kind != Json::Kind::Object)
                    return wrong_kind("shadow", "an object", member.value);
                for (const auto& inner : member.value.members)
                    if (auto status = field(inner, true, out.shadow); !status)
                        return std::move(status).error();
            } else if (auto status = field(member, false, out.fields); !status) {
                return std::move(status).error();
            }
        }
        return out;
    }

  private:
    Status field(const JsonMember& member, bool shadow, Fields& out) {
        const auto* spec = find_field(member.name);
        if (!spec || (shadow && !spec->in_shadow)) return unknown(member, shadow, spec != nullptr);
        if (member.value.kind == Json::Kind::Null) {
            out[spec->name] = std::nullopt;
            return {};
        }
        auto read = value(*spec, member.value);
        if (!read) return std::move(read).error();
        out[spec->name] = *std::move(read);
        return {};
    }

    Result<FieldValue> value(const FieldSpec& spec, const Json& json) {
        FieldValue out;
        out.where = source_.at(json.offset);
        switch (spec.kind) {
            case FieldKind::Bool:
                if (json.kind != Json::Kind::Bool) return wrong_kind(spec.name, "true or false", json);
                out.number[0] = json.boolean ? 1.0f : 0.0f;
                return out;
            case FieldKind::Numbers:
                return numbers(spec, json);
            case FieldKind::Texture:
                return path(spec.name, json);
            case FieldKind::Choice: {
                if (json.kind != Json::Kind::String) return wrong_kind(spec.name, "a string", json);
                for (const auto choice : spec.choices)
                    if (choice == json.text) {
                        out.text = json.text;
                        return out;
                    }
                std::string wanted;
                for (const auto choice : spec.choices)
                    wanted += (wanted.empty() ? "\"" : ", \"") + std::string{choice} + "\"";
                return invalid(std::string{spec.name} + ": one of " + wanted + " is wanted (" +
                                   quoted(json.text) + ")" + suggestion(json.text, spec.choices),
                               json.offset);
            }
            case FieldKind::Text:
                if (json.kind != Json::Kind::String) return wrong_kind(spec.name, "a string", json);
                if (json.text.empty() || json.text.size() > MaxTextBytes || has_control(json.text))
                    return invalid(std::string{spec.name} +
                                       ": 1 to 256 bytes without control characters are wanted (" +
                                       quoted(json.text) + ")",
                                   json.offset);
                out.text = json.text;
                return out;
        }
        return {Code::Internal, "material: a field of no kind"};
    }

    Result<FieldValue> numbers(const FieldSpec& spec, const Json& json) {
        FieldValue out;
        out.where = source_.at(json.offset);
        if (spec.count == 1) {
            if (json.kind != Json::Kind::Number) return wrong_kind(spec.name, "a number", json);
            if (auto status = number(spec, json, out.number[0]); !status) return std::move(status).error();
            return out;
        }
        const std::string wanted = "an array of " + std::to_string(spec.count) + " numbers";
        if (json.kind != Json::Kind::Array) return wrong_kind(spec.name, wanted, json);
        if (json.items.size() != spec.count)
            return invalid(std::string{spec.name} + ": " + wanted + " is wanted (" +
                               std::to_string(json.items.size()) + " given)",
                           json.offset);
        for (std::size_t i = 0; i < json.items.size(); ++i) {
            if (json.items[i].kind != Json::Kind::Number) return wrong_kind(spec.name, wanted, json.items[i]);
            if (auto status = number(spec, json.items[i], out.number[i]); !status)
                return std::move(status).error();
        }
        return out;
    }

    Status number(const FieldSpec& spec, const Json& json, float& out) {
        if (!(json.number >= spec.minimum && json.number <= spec.maximum))
            return invalid(std::string{spec.name} + ": a number from " + to_text(spec.minimum) + " to " +
                               to_text(spec.maximum) + " is wanted (" + to_text(json.number) + ")",
                           json.offset);
        out = static_cast<float>(json.number);
        return {};
    }

    Result<FieldValue> path(std::string_view name, const Json& json) {
        if (json.kind != Json::Kind::String) return wrong_kind(name, "a path", json);
        auto resolved = resolve_path(path_, json.text);
        if (!resolved)
            return {resolved.code(),
                    "material: " + std::string{name} + ": " + resolved.error().text + " (" +
                        quoted(json.text) + ")",
                    source_.at(json.offset)};
        FieldValue out;
        out.text = *std::move(resolved);
        out.where = source_.at(json.offset);
        return out;
    }

    Error unknown(const JsonMember& member, bool shadow, bool known_outside) {
        if (known_outside)
            return invalid("shadow: a shadow material has no field " + quoted(member.name), member.offset);
        std::vector<std::string_view> names;
        for (const auto& spec : schema())
            if (!shadow || spec.in_shadow) names.push_back(spec.name);
        if (!shadow) names.insert(names.end(), {"include", "shadow"});
        return invalid(std::string{shadow ? "shadow: " : ""} + "unknown field " + quoted(member.name) +
                           suggestion(member.name, names),
                       member.offset);
    }
    Error wrong_kind(std::string_view what, std::string_view wanted, const Json& json) {
        return invalid(std::string{what} + ": " + std::string{wanted} + " is wanted (" +
                           std::string{name_of(json.kind)} + " given)",
                       json.offset);
    }
    Error invalid(std::string text, std::uint64_t offset) {
        return {Code::Invalid, "material: " + std::move(text), source_.at(offset)};
    }

    const JsonText& source_;
    std::string_view path_;
};

}  // namespace

Result<MaterialFile> read_material(const JsonText& source, std::string_view logical_path) {
    auto root = parse_json(source);
    if (!root) return {root.code(), "material: " + root.error().text, root.error().where};
    return FieldReader{source, logical_path}.read(*root);
}

void override_with(Fields& lower, const Fields& upper) {
    for (const auto& [name, value] : upper) lower[name] = value;
}

}  // namespace data_material
