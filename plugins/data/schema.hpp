// SPDX-License-Identifier: Apache-2.0
// Schema: the types of a data file's values, as README.md describes their TOML form.
#pragma once

#include <limits>
#include <optional>

#include <sinter/data_job.hpp>

namespace data_plugin {

/// What a value may be.
struct ValueSchema {
    enum class Type : std::uint8_t {
        Any,  ///< typed by its value
        Bool,
        Integer,
        Float,  ///< one float, or `count` of them in an array
        Double,
        String,
        Choice,
        Reference,
        Array,
        Map,  ///< an object whose names are free
        Struct,
    };
    Type type = Type::Any;
    std::uint32_t count = 1;  ///< Float: 1 to 16
    /// Integer, Float, Double: of the value (of each float). String: of its bytes. Array, Map: of its items.
    double minimum = -std::numeric_limits<double>::infinity();
    double maximum = std::numeric_limits<double>::infinity();
    bool single_line = false;                                            ///< String: no control characters
    sinter::AssetType asset = sinter::AssetType::Unknown;                ///< Reference
    sinter::DependencyKind load = sinter::DependencyKind::LoadedWithMe;  ///< Reference
    std::size_t structure = 0;                                           ///< Struct: index into the schema's
    std::vector<std::string> choices;                                    ///< Choice
    std::vector<ValueSchema> of;                                         ///< Array, Map: one, of each item
};

struct FieldSchema {
    std::string name;
    std::string help;
    ValueSchema value;
    bool required = false;
    std::optional<sinter::DataValue> default_value;
};

struct StructSchema {
    std::string name;
    std::string help;
    bool open = false;                ///< fields of other names are let be, typed by their values
    std::vector<FieldSchema> fields;  ///< sorted by name

    /// nullptr when there is none of that name.
    [[nodiscard]] const FieldSchema* find(std::string_view field) const noexcept;
};

struct Schema {
    std::string name;
    std::string path;  ///< logical; empty: it ships with Sinter
    std::uint32_t version = 0;
    sinter::AssetType asset = sinter::AssetType::Data;
    std::size_t root = 0;
    std::vector<StructSchema> structs;

    [[nodiscard]] const StructSchema& root_struct() const { return structs[root]; }
    /// structs.size() for a name that is none.
    [[nodiscard]] std::size_t index_of(std::string_view type) const noexcept;
    [[nodiscard]] sinter::DataSchema head(bool complete) const { return {name, path, version, complete}; }
};

/// "a number from 0 to 1", "an array of 3 numbers", "one of "a", "b"": for "… is wanted".
[[nodiscard]] std::string wanted_text(const ValueSchema& value, const Schema& schema);

}  // namespace data_plugin
