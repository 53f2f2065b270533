// SPDX-License-Identifier: Apache-2.0
#include "schema_reader.hpp"

#include <algorithm>
#include <cmath>

#include <sinter/text/suggest.hpp>

#include "toml_reader.hpp"
#include "typed_reader.hpp"

namespace data_plugin {
namespace {

using sinter::Code;
using sinter::DataValue;
using sinter::did_you_mean;
using sinter::Error;
using sinter::Result;
using sinter::Status;
using Kind = SourceValue::Kind;
using Type = ValueSchema::Type;

constexpr std::size_t MaxFields = 65536;
constexpr std::size_t MaxTypes = 1024;
constexpr double MaxInteger = 9007199254740992.0;  // what a double counts to

struct TypeName {
    std::string_view name;
    Type type;
    std::uint32_t count;
};
constexpr TypeName TypeNames[] = {
    {"any", Type::Any, 1},         {"array", Type::Array, 1},
    {"boolean", Type::Bool, 1},    {"choice", Type::Choice, 1},
    {"double", Type::Double, 1},   {"float", Type::Float, 1},
    {"integer", Type::Integer, 1}, {"map", Type::Map, 1},
    {"matrix4", Type::Float, 16},  {"reference", Type::Reference, 1},
    {"string", Type::String, 1},   {"vector2", Type::Float, 2},
    {"vector3", Type::Float, 3},   {"vector4", Type::Float, 4},
};

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-';
    });
}

/// A default of these would have to be filled in too, and so on without an end.
bool holds_struct(const ValueSchema& value) {
    return value.type == Type::Struct || (!value.of.empty() && holds_struct(value.of.front()));
}

class SchemaReader {
  public:
    SchemaReader(const TextSource& source, const SchemaFinder& find) : source_(source), find_(find) {}

    Result<Schema> read() {
        auto document = read_toml(source_);
        if (!document)
            return Error{document.code(), "schema: " + document.error().text, document.error().where};
        const auto status = whole(document->root);
        if (!status) return status.error();
        return std::move(schema_);
    }

  private:
    struct Declared {
        const SourceMember* type;
        std::size_t index;
        enum class State : std::uint8_t { New, Open, Done } state = State::New;
    };

    Status whole(const SourceValue& root) {
        if (auto known = only(root, {"schema", "type"}); !known) return known;
        const auto* head = root.find("schema");
        if (!head || head->value.kind != Kind::Object)
            return invalid(head ? head->value.place : root.place, "a table [schema] is wanted");
        if (auto read = header(head->value); !read) return read;
        const auto* types = root.find("type");
        if (!types || types->value.kind != Kind::Object)
            return invalid(types ? types->value.place : root.place, "tables [type.<name>] are wanted");
        if (types->value.members.size() > MaxTypes)
            return {Code::TooLarge, "schema: more than " + std::to_string(MaxTypes) + " types",
                    source_.at(types->place)};
        for (const auto& type : types->value.members) {
            if (!is_name(type.name))
                return invalid(type.place, "no name of a type (" + quoted(type.name) + ")");
            if (is_taken(type.name))
                return invalid(type.place,
                               "there is a type of this name already (" + quoted(type.name) + ")");
            declared_.push_back({&type, schema_.structs.size()});
            schema_.structs.push_back({type.name, {}, false, {}});
        }
        for (auto& type : declared_)
            if (auto read = structure(type); !read) return read;
        const std::string_view wanted = root_name_.empty() ? std::string_view{schema_.name} : root_name_;
        schema_.root = schema_.index_of(wanted);
        if (schema_.root == schema_.structs.size())
            return invalid(head->place, "there is no type for the whole file (" + quoted(wanted) + ")" +
                                            did_you_mean(wanted, struct_names()));
        return {};
    }

    Status header(const SourceValue& head) {
        if (auto known = only(head, {"name", "version", "asset", "inherits", "root", "help"}); !known)
            return known;
        std::string asset, inherits, help;
        if (auto read = text(head, "name", schema_.name); !read) return read;
        if (auto read = text(head, "asset", asset); !read) return read;
        if (auto read = text(head, "inherits", inherits); !read) return read;
        if (auto read = text(head, "root", root_name_); !read) return read;
        if (auto read = text(head, "help", help); !read) return read;
        const auto name = schema_.name;
        if (!inherits.empty()) {
            auto base = find_(inherits, source_.path, source_.at(head.find("inherits")->value.place));
            if (!base) return std::move(base).error();
            schema_ = *std::move(base);
        }
        schema_.name = name;
        schema_.path = source_.path;
        schema_.version = 0;
        if (!is_name(schema_.name))
            return invalid(head.place, "a name of letters, digits, _ and - is wanted");
        if (const auto* version = head.find("version")) {
            if (version->value.kind != Kind::Integer || version->value.integer < 1 ||
                version->value.integer > 1000000)
                return invalid(version->value.place, "version: a whole number from 1 to 1000000 is wanted");
            schema_.version = static_cast<std::uint32_t>(version->value.integer);
        }
        if (!asset.empty()) {
            using sinter::AssetType;
            schema_.asset = sinter::asset_type_of(asset);
            if (schema_.asset != AssetType::Data && schema_.asset != AssetType::Material &&
                schema_.asset != AssetType::ParticleSystem && schema_.asset != AssetType::Ui) {
                constexpr std::string_view words[] = {"data", "material", "particle_system", "ui"};
                return invalid(
                    head.find("asset")->value.place,
                    "asset: one of \"data\", \"material\", \"particle_system\", \"ui\" is wanted (" +
                        quoted(asset) + ")" + did_you_mean(asset, words));
            }
        }
        return {};
    }

    Status structure(Declared& type) {
        if (type.state == Declared::State::Done) return {};
        const auto& table = type.type->value;
        if (type.state == Declared::State::Open)
            return invalid(type.type->place, "types inherit in a circle (" + quoted(type.type->name) + ")");
        type.state = Declared::State::Open;
        if (table.kind != Kind::Object) return invalid(table.place, "a table is wanted for a type");
        if (auto known = only(table, {"help", "inherits", "open", "fields"}); !known) return known;
        auto& out = schema_.structs[type.index];
        if (auto read = text(table, "help", out.help); !read) return read;
        if (auto read = boolean(table, "open", out.open); !read) return read;
        std::string base;
        if (auto read = text(table, "inherits", base); !read) return read;
        if (!base.empty()) {
            const auto index = schema_.index_of(base);
            if (index == schema_.structs.size())
                return invalid(
                    table.find("inherits")->value.place,
                    "there is no such type (" + quoted(base) + ")" + did_you_mean(base, struct_names()));
            for (auto& other : declared_)
                if (other.index == index)
                    if (auto read = structure(other); !read) return read;
            out.fields = schema_.structs[index].fields;
            out.open = out.open || schema_.structs[index].open;
        }
        if (const auto* fields = table.find("fields")) {
            if (fields->value.kind != Kind::Object)
                return invalid(fields->value.place, "fields: a table is wanted");
            // What is inherited may be said anew.
            std::vector<std::string_view> own;
            for (const auto& member : fields->value.members) own.push_back(member.name);
            std::ranges::sort(own);
            std::erase_if(out.fields, [&](const FieldSchema& had) {
                return std::ranges::binary_search(own, std::string_view{had.name});
            });
            for (const auto& member : fields->value.members) {
                FieldSchema field;
                field.name = member.name;
                if (auto read = this->field(member, field); !read) return read;
                out.fields.push_back(std::move(field));
            }
        }
        std::ranges::sort(out.fields, {}, &FieldSchema::name);
        if ((fields_ += out.fields.size()) > MaxFields)
            return {Code::TooLarge, "schema: more than " + std::to_string(MaxFields) + " fields",
                    source_.at(type.type->place)};
        type.state = Declared::State::Done;
        return {};
    }

    Status field(const SourceMember& member, FieldSchema& out) {
        if (member.name.empty() || member.name.size() > 64 || has_control(member.name))
            return invalid(member.place, "no name of a field (" + quoted(member.name) + ")");
        if (member.value.kind != Kind::Object)
            return invalid(member.value.place, "a table that says the field's type is wanted");
        if (auto read = text(member.value, "help", out.help); !read) return read;
        if (auto read = boolean(member.value, "required", out.required); !read) return read;
        if (auto read = value(member.value, out.value, {"help", "required", "default"}); !read) return read;
        const auto* given = member.value.find("default");
        return given ? default_value(*given, out) : Status{};
    }

    /// A table that says what a value may be; `others`: the keys it may have besides.
    Status value(const SourceValue& table, ValueSchema& out, std::vector<std::string_view> others) {
        std::string name;
        if (auto read = text(table, "type", name); !read) return read;
        if (name.empty()) return invalid(table.place, "type is missing");
        const auto* place = table.find("type");
        if (auto read = type(name, place->value.place, out); !read) return read;
        others.push_back("type");
        switch (out.type) {
            case Type::Integer:
            case Type::Double:
                others.push_back("range");
                break;
            case Type::Float:
                others.insert(others.end(), {"range", "count"});
                break;
            case Type::String:
                others.insert(others.end(), {"size", "single_line"});
                break;
            case Type::Choice:
                others.push_back("choices");
                break;
            case Type::Reference:
                others.insert(others.end(), {"asset", "load"});
                break;
            case Type::Array:
            case Type::Map:
                others.insert(others.end(), {"of", "size"});
                break;
            default:
                break;
        }
        if (auto known = only(table, others); !known) return known;
        if (auto read = range(table, "range", out.type == Type::Integer, out); !read) return read;
        if (auto read = range(table, "size", true, out); !read) return read;
        if (auto read = boolean(table, "single_line", out.single_line); !read) return read;
        if (const auto* count = table.find("count")) {
            if (count->value.kind != Kind::Integer || count->value.integer < 1 || count->value.integer > 16)
                return invalid(count->value.place, "count: a whole number from 1 to 16 is wanted");
            out.count = static_cast<std::uint32_t>(count->value.integer);
        }
        if (out.type == Type::Choice) return choices(table, out);
        if (out.type == Type::Reference) return reference(table, out);
        if (out.type != Type::Array && out.type != Type::Map) return {};
        const auto* of = table.find("of");
        if (!of) return invalid(table.place, "of is missing: what the items are");
        ValueSchema item;
        if (of->value.kind == Kind::String) {
            if (auto read = type(of->value.text, of->value.place, item); !read) return read;
            if (item.type == Type::Array || item.type == Type::Map || item.type == Type::Choice)
                return invalid(of->value.place, "of: a table that says more is wanted ({ type = " +
                                                    quoted(of->value.text) + ", … })");
        } else if (of->value.kind == Kind::Object) {
            if (auto read = value(of->value, item, {}); !read) return read;
        } else {
            return invalid(of->value.place, "of: a type or a table is wanted");
        }
        out.of.push_back(std::move(item));
        return {};
    }

    Status type(std::string_view name, Place place, ValueSchema& out) {
        for (const auto& known : TypeNames)
            if (known.name == name) {
                out.type = known.type;
                out.count = known.count;
                return {};
            }
        out.type = Type::Struct;
        out.structure = schema_.index_of(name);
        if (out.structure < schema_.structs.size()) return {};
        auto names = struct_names();
        for (const auto& known : TypeNames) names.push_back(known.name);
        return invalid(place, "there is no such type (" + quoted(name) + ")" + did_you_mean(name, names));
    }

    Status choices(const SourceValue& table, ValueSchema& out) {
        const auto* list = table.find("choices");
        if (!list || list->value.kind != Kind::Array || list->value.items.empty())
            return invalid(list ? list->value.place : table.place, "choices: an array of strings is wanted");
        for (const auto& item : list->value.items) {
            if (item.kind != Kind::String || item.text.empty() || has_control(item.text))
                return invalid(item.place, "choices: an array of strings is wanted");
            if (std::ranges::find(out.choices, item.text) != out.choices.end())
                return invalid(item.place, "choices: a word is there twice (" + quoted(item.text) + ")");
            out.choices.push_back(item.text);
        }
        return {};
    }

    Status reference(const SourceValue& table, ValueSchema& out) {
        std::string asset, load;
        if (auto read = text(table, "asset", asset); !read) return read;
        if (auto read = text(table, "load", load); !read) return read;
        if (!asset.empty() && asset != "any") {
            out.asset = sinter::asset_type_of(asset);
            if (out.asset == sinter::AssetType::Unknown)
                return invalid(table.find("asset")->value.place,
                               "asset: there is no such type of asset (" + quoted(asset) + ")" +
                                   did_you_mean(asset, sinter::AssetTypeNames));
        }
        if (load == "on_demand")
            out.load = sinter::DependencyKind::LoadedOnDemand;
        else if (!load.empty() && load != "with_me")
            return invalid(table.find("load")->value.place, "load: \"with_me\" or \"on_demand\" is wanted");
        return {};
    }

    Status range(const SourceValue& table, std::string_view key, bool whole, ValueSchema& out) {
        const auto* range = table.find(key);
        if (!range) return {};
        const auto& items = range->value.items;
        const auto fits = [&](const SourceValue& item) {
            return item.kind == Kind::Integer || (item.kind == Kind::Number && !std::isnan(item.number) &&
                                                  (!whole || std::isinf(item.number)));
        };
        if (range->value.kind != Kind::Array || items.size() != 2 || !fits(items[0]) || !fits(items[1]) ||
            items[0].number > items[1].number ||
            (whole && (std::abs(items[0].number) > MaxInteger || std::abs(items[1].number) > MaxInteger) &&
             !std::isinf(items[0].number) && !std::isinf(items[1].number)))
            return invalid(range->value.place,
                           std::string{key} + ": [lowest, highest] is wanted; inf stands for no limit");
        out.minimum = items[0].number;
        out.maximum = items[1].number;
        return {};
    }

    /// A default holds no struct, so it can be read before all types are.
    Status default_value(const SourceMember& given, FieldSchema& out) {
        const auto& value = out.value;
        if (out.required)
            return invalid(given.place, "default: a field that is required never takes its default");
        if (value.type == Type::Reference || value.type == Type::Struct ||
            (holds_struct(value) && !(given.value.items.empty() && given.value.members.empty())))
            return invalid(given.place, "default: none for " + wanted_text(value, schema_));
        auto read = read_typed_value(given.value, value, source_, schema_, "schema: default");
        if (!read) return std::move(read).error();
        out.default_value = *std::move(read);
        return {};
    }

    bool is_taken(std::string_view name) const {
        return schema_.index_of(name) < schema_.structs.size() ||
               std::ranges::any_of(TypeNames, [&](const TypeName& known) { return known.name == name; });
    }
    std::vector<std::string_view> struct_names() const {
        std::vector<std::string_view> out;
        for (const auto& type : schema_.structs) out.push_back(type.name);
        return out;
    }
    Status only(const SourceValue& table, const std::vector<std::string_view>& keys) {
        for (const auto& member : table.members)
            if (std::ranges::find(keys, member.name) == keys.end())
                return invalid(member.place,
                               "unknown key " + quoted(member.name) + did_you_mean(member.name, keys));
        return {};
    }
    Status text(const SourceValue& table, std::string_view key, std::string& out) {
        const auto* found = table.find(key);
        if (!found) return {};
        if (found->value.kind != Kind::String || found->value.text.empty() || found->value.text.size() > 1024)
            return invalid(found->value.place, std::string{key} + ": a string is wanted");
        out = found->value.text;
        return {};
    }
    Status boolean(const SourceValue& table, std::string_view key, bool& out) {
        const auto* found = table.find(key);
        if (!found) return {};
        if (found->value.kind != Kind::Bool)
            return invalid(found->value.place, std::string{key} + ": true or false is wanted");
        out = found->value.boolean;
        return {};
    }
    Status invalid(Place place, const std::string& text) const {
        return {Code::Invalid, "schema: " + text, source_.at(place)};
    }

    const TextSource& source_;
    const SchemaFinder& find_;
    Schema schema_;
    std::string root_name_;
    std::vector<Declared> declared_;
    std::size_t fields_ = 0;
};

}  // namespace

Result<Schema> read_schema(const TextSource& source, const SchemaFinder& find) {
    return SchemaReader{source, find}.read();
}

}  // namespace data_plugin
