// SPDX-License-Identifier: Apache-2.0
#include "typed_reader.hpp"

#include <algorithm>
#include <cmath>

#include <sinter/text/suggest.hpp>

#include "path.hpp"

namespace data_plugin {
namespace {

using sinter::Code;
using sinter::DataValue;
using sinter::did_you_mean;
using sinter::Error;
using sinter::Result;
using Kind = SourceValue::Kind;
using Type = ValueSchema::Type;

constexpr std::size_t MaxMissing = 64;

/// Where in the tree a value stands: names and numbers from the root, kept on the stack.
struct Trail {
    const Trail* up = nullptr;
    std::string_view name;
    std::size_t index = 0;  ///< when there is no name
    [[nodiscard]] bool is_item() const { return name.data() == nullptr; }
};

void collect(const Trail* trail, std::vector<std::string>& out) {
    if (!trail || !trail->up) return;
    collect(trail->up, out);
    out.push_back(trail->is_item() ? std::to_string(trail->index) : std::string{trail->name});
}

std::string text_of(const Trail* trail) {
    if (!trail || !trail->up) return {};
    auto out = text_of(trail->up);
    if (trail->is_item()) return out + "[" + std::to_string(trail->index) + "]";
    std::string name{trail->name.substr(0, 64)};
    for (auto& c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
    while (!name.empty() && trail->name.size() > 64 && (static_cast<unsigned char>(name.back()) & 0x80) != 0)
        name.pop_back();
    return (out.empty() ? out : out + ".") + name;
}

class Reader {
  public:
    Reader(const TextSource& source, const Schema& schema, std::string_view who)
        : source_(source), schema_(schema), who_(who) {}

    Result<DataValue> value(const SourceValue& from, const ValueSchema& wanted, const Trail& trail) {
        switch (wanted.type) {
            case Type::Any:
                return read_untyped(from);
            case Type::Bool:
                if (from.kind != Kind::Bool) return wrong_kind(from, wanted, trail);
                return DataValue::of_bool(from.boolean);
            case Type::Integer:
                return integer(from, wanted, trail);
            case Type::Double:
                if (!in_range(from, wanted)) return out_of_range(from, wanted, trail);
                return DataValue::of_double(from.number);
            case Type::Float:
                return floats(from, wanted, trail);
            case Type::String:
                return string(from, wanted, trail);
            case Type::Choice:
                return choice(from, wanted, trail);
            case Type::Reference:
                return reference(from, wanted, trail);
            case Type::Array:
                return array(from, wanted, trail);
            case Type::Map:
                return map(from, wanted, trail);
            case Type::Struct:
                return object(from, schema_.structs[wanted.structure], trail, {});
        }
        return Error{Code::Internal, "data: a value of no type", {}};
    }

    Result<DataValue> object(const SourceValue& from, const StructSchema& type, const Trail& trail,
                             std::span<const std::string_view> passed_over) {
        if (from.kind != Kind::Object)
            return invalid(from.place, trail,
                           "an object of type " + type.name + " is wanted (" +
                               std::string{name_of(from.kind)} + " given)");
        auto out = DataValue::object();
        for (const auto& member : from.members) {
            if (std::ranges::find(passed_over, member.name) != passed_over.end()) continue;
            const Trail here{&trail, member.name};
            const auto* field = type.find(member.name);
            if (!field) {
                if (!type.open) return unknown(member, type, trail, passed_over);
                out.add(member.name, read_untyped(member.value));
            } else if (member.value.kind == Kind::Null) {
                out.add(member.name, {});
            } else {
                auto read = value(member.value, field->value, here);
                if (!read) return std::move(read).error();
                out.add(member.name, *std::move(read));
            }
        }
        for (const auto& field : type.fields)
            if (field.required && missing_.size() < MaxMissing && !is_given(from.find(field.name))) {
                MissingField missing{{}, source_.at(from.place)};
                collect(&trail, missing.path);
                missing.path.push_back(field.name);
                missing_.push_back(std::move(missing));
            }
        return out;
    }

    Result<std::string> path(const SourceValue& from, const Trail& trail) {
        if (from.kind != Kind::String)
            return invalid(from.place, trail,
                           "a path is wanted (" + std::string{name_of(from.kind)} + " given)");
        auto resolved = resolve_path(source_.path, from.text);
        if (!resolved)
            return {resolved.code(), said(trail, resolved.error().text + " (" + quoted(from.text) + ")"),
                    source_.at(from.place)};
        return resolved;
    }
    std::vector<MissingField>& missing() { return missing_; }
    Error invalid(Place place, const Trail& trail, const std::string& text) {
        return {Code::Invalid, said(trail, text), source_.at(place)};
    }

  private:
    Result<DataValue> integer(const SourceValue& from, const ValueSchema& wanted, const Trail& trail) {
        // 3.0 and 3e0 are whole, however they are written; beyond 2^53 a double no longer says which number
        // was meant.
        constexpr double Exact = 9007199254740992.0;
        const bool whole = from.kind == Kind::Integer ||
                           (from.kind == Kind::Number && std::abs(from.number) < Exact &&
                            from.number == static_cast<double>(static_cast<std::int64_t>(from.number)));
        if (!whole || !in_range(from, wanted)) return out_of_range(from, wanted, trail);
        return DataValue::of_integer(from.kind == Kind::Integer ? from.integer
                                                                : static_cast<std::int64_t>(from.number));
    }
    Result<DataValue> floats(const SourceValue& from, const ValueSchema& wanted, const Trail& trail) {
        std::array<float, sinter::FieldView::MaxNumbers> numbers{};
        if (wanted.count == 1) {
            if (!fits_float(from, wanted)) return out_of_range(from, wanted, trail);
            numbers[0] = static_cast<float>(from.number);
        } else {
            if (from.kind != Kind::Array) return wrong_kind(from, wanted, trail);
            if (from.items.size() != wanted.count)
                return invalid(from.place, trail,
                               wanted_text(wanted, schema_) + " is wanted (" +
                                   std::to_string(from.items.size()) + " given)");
            for (std::size_t i = 0; i < from.items.size(); ++i) {
                if (!fits_float(from.items[i], wanted)) {
                    ValueSchema one = wanted;
                    one.count = 1;
                    return out_of_range(from.items[i], one, Trail{&trail, {}, i});
                }
                numbers[i] = static_cast<float>(from.items[i].number);
            }
        }
        return DataValue::of_numbers({numbers.data(), wanted.count});
    }
    Result<DataValue> string(const SourceValue& from, const ValueSchema& wanted, const Trail& trail) {
        if (from.kind != Kind::String) return wrong_kind(from, wanted, trail);
        const auto size = static_cast<double>(from.text.size());
        if (size < wanted.minimum || size > wanted.maximum ||
            (wanted.single_line && has_control(from.text))) {
            std::string text;
            if (wanted.maximum < std::numeric_limits<double>::infinity())
                text = to_text(std::max(0.0, wanted.minimum)) + " to " + to_text(wanted.maximum) + " bytes";
            else
                text = "at least " + to_text(std::max(0.0, wanted.minimum)) + " bytes";
            if (wanted.single_line) text += " without control characters";
            return invalid(from.place, trail, text + " are wanted (" + quoted(from.text) + ")");
        }
        return DataValue::of_text(from.text);
    }
    Result<DataValue> choice(const SourceValue& from, const ValueSchema& wanted, const Trail& trail) {
        if (from.kind != Kind::String) return wrong_kind(from, wanted, trail);
        const auto found = std::ranges::find(wanted.choices, from.text);
        if (found != wanted.choices.end())
            return DataValue::of_choice(from.text, found - wanted.choices.begin());
        const std::vector<std::string_view> words{wanted.choices.begin(), wanted.choices.end()};
        return invalid(from.place, trail,
                       wanted_text(wanted, schema_) + " is wanted (" + quoted(from.text) + ")" +
                           did_you_mean(from.text, words));
    }
    Result<DataValue> reference(const SourceValue& from, const ValueSchema& wanted, const Trail& trail) {
        auto resolved = path(from, trail);
        if (!resolved) return std::move(resolved).error();
        return DataValue::of_reference(wanted.load, wanted.asset, *resolved);
    }
    Result<DataValue> array(const SourceValue& from, const ValueSchema& wanted, const Trail& trail) {
        if (from.kind != Kind::Array) return wrong_kind(from, wanted, trail);
        if (auto error = wrong_size(from.items.size(), from, wanted, trail)) return *std::move(error);
        auto out = DataValue::array();
        out.items.reserve(from.items.size());
        for (std::size_t i = 0; i < from.items.size(); ++i) {
            auto item = value(from.items[i], wanted.of.front(), Trail{&trail, {}, i});
            if (!item) return item;
            out.items.push_back(*std::move(item));
        }
        return out;
    }
    Result<DataValue> map(const SourceValue& from, const ValueSchema& wanted, const Trail& trail) {
        if (from.kind != Kind::Object) return wrong_kind(from, wanted, trail);
        if (auto error = wrong_size(from.members.size(), from, wanted, trail)) return *std::move(error);
        auto out = DataValue::object();
        for (const auto& member : from.members) {
            // An inherited entry may be taken away, like a field.
            if (member.value.kind == Kind::Null) {
                out.add(member.name, {});
                continue;
            }
            auto item = value(member.value, wanted.of.front(), Trail{&trail, member.name});
            if (!item) return item;
            out.add(member.name, *std::move(item));
        }
        return out;
    }

    static bool is_given(const SourceMember* member) { return member && member->value.kind != Kind::Null; }
    static bool is_number(const SourceValue& from) {
        return from.kind == Kind::Integer || from.kind == Kind::Number;
    }
    static bool in_range(const SourceValue& from, const ValueSchema& wanted) {
        return is_number(from) && from.number >= wanted.minimum && from.number <= wanted.maximum;
    }
    static bool fits_float(const SourceValue& from, const ValueSchema& wanted) {
        return in_range(from, wanted) && std::abs(from.number) <= std::numeric_limits<float>::max();
    }
    std::optional<Error> wrong_size(std::size_t count, const SourceValue& from, const ValueSchema& wanted,
                                    const Trail& trail) {
        const auto size = static_cast<double>(count);
        if (size >= wanted.minimum && size <= wanted.maximum) return std::nullopt;
        const bool few = size < wanted.minimum;
        return invalid(from.place, trail,
                       "at " + std::string{few ? "least " : "most "} +
                           to_text(few ? wanted.minimum : wanted.maximum) + " items are wanted (" +
                           std::to_string(count) + " given)");
    }
    Error out_of_range(const SourceValue& from, const ValueSchema& wanted, const Trail& trail) {
        if (!is_number(from)) return wrong_kind(from, wanted, trail);
        return invalid(from.place, trail,
                       wanted_text(wanted, schema_) + " is wanted (" + to_text(from.number) + ")");
    }
    Error wrong_kind(const SourceValue& from, const ValueSchema& wanted, const Trail& trail) {
        return invalid(
            from.place, trail,
            wanted_text(wanted, schema_) + " is wanted (" + std::string{name_of(from.kind)} + " given)");
    }
    Error unknown(const SourceMember& member, const StructSchema& type, const Trail& trail,
                  std::span<const std::string_view> passed_over) {
        std::vector<std::string_view> names{passed_over.begin(), passed_over.end()};
        for (const auto& field : type.fields) names.push_back(field.name);
        return invalid(member.place, trail,
                       "unknown field " + quoted(member.name) + did_you_mean(member.name, names));
    }
    std::string said(const Trail& trail, const std::string& text) {
        const auto where = text_of(&trail);
        return who_ + ": " + (where.empty() ? text : where + ": " + text);
    }

    const TextSource& source_;
    const Schema& schema_;
    std::string who_;
    std::vector<MissingField> missing_;
};

}  // namespace

Result<TypedDocument> read_typed(const SourceDocument& document, const TextSource& source,
                                 const Schema& schema, std::string_view schema_key) {
    Reader reader{source, schema, schema.name};
    const Trail root;
    if (!document.duplicates.empty()) {
        const auto& twice = document.duplicates.front();
        return reader.invalid(twice.place, root, quoted(twice.name) + " stands twice in one object");
    }
    TypedDocument out;
    std::vector<std::string_view> passed_over{"include"};
    if (!schema_key.empty()) passed_over.push_back(schema_key);
    auto read = reader.object(document.root, schema.root_struct(), root, passed_over);
    if (!read) return std::move(read).error();
    out.root = *std::move(read);
    out.missing = std::move(reader.missing());
    if (const auto* include = document.root.find("include")) {
        auto path = reader.path(include->value, Trail{&root, "include"});
        if (!path) return std::move(path).error();
        out.include = *std::move(path);
        out.include_where = source.at(include->value.place);
    }
    return out;
}

Result<DataValue> read_typed_value(const SourceValue& value, const ValueSchema& wanted,
                                   const TextSource& source, const Schema& schema, std::string_view who) {
    return Reader{source, schema, who}.value(value, wanted, Trail{});
}

DataValue read_untyped(const SourceValue& value) {
    switch (value.kind) {
        case Kind::Null:
            return {};
        case Kind::Bool:
            return DataValue::of_bool(value.boolean);
        case Kind::Integer:
            return DataValue::of_integer(value.integer);
        case Kind::Number:
            return DataValue::of_double(value.number);
        case Kind::String:
        case Kind::Time:
            return DataValue::of_text(value.text);
        case Kind::Array: {
            auto out = DataValue::array();
            out.items.reserve(value.items.size());
            for (const auto& item : value.items) out.items.push_back(read_untyped(item));
            return out;
        }
        case Kind::Object: {
            auto out = DataValue::object();
            out.members.reserve(value.members.size());
            for (const auto& member : value.members) out.add(member.name, read_untyped(member.value));
            return out;
        }
    }
    return {};
}

}  // namespace data_plugin
