// SPDX-License-Identifier: Apache-2.0
#include "schema.hpp"

#include <algorithm>

#include "text_source.hpp"

namespace data_plugin {
namespace {

/// " from 0 to 1", " of at least 0", or nothing.
std::string range_text(double minimum, double maximum) {
    const bool low = minimum > -std::numeric_limits<double>::infinity();
    const bool high = maximum < std::numeric_limits<double>::infinity();
    if (low && high) return " from " + to_text(minimum) + " to " + to_text(maximum);
    if (low) return " of at least " + to_text(minimum);
    return high ? " of at most " + to_text(maximum) : std::string{};
}

}  // namespace

const FieldSchema* StructSchema::find(std::string_view field) const noexcept {
    const auto found = std::ranges::lower_bound(fields, field, {}, &FieldSchema::name);
    return found != fields.end() && found->name == field ? &*found : nullptr;
}

std::size_t Schema::index_of(std::string_view type) const noexcept {
    return static_cast<std::size_t>(std::ranges::find(structs, type, &StructSchema::name) - structs.begin());
}

std::string wanted_text(const ValueSchema& value, const Schema& schema) {
    using Type = ValueSchema::Type;
    switch (value.type) {
        case Type::Any:
            return "any value";
        case Type::Bool:
            return "true or false";
        case Type::Integer:
            return "a whole number" + range_text(value.minimum, value.maximum);
        case Type::Float:
            if (value.count > 1)
                return "an array of " + std::to_string(value.count) + " numbers" +
                       range_text(value.minimum, value.maximum);
            [[fallthrough]];
        case Type::Double:
            return "a number" + range_text(value.minimum, value.maximum);
        case Type::String:
            return "a string";
        case Type::Choice: {
            std::string out = "one of ";
            for (const auto& choice : value.choices)
                out += (&choice == value.choices.data() ? "\"" : ", \"") + choice + "\"";
            return out;
        }
        case Type::Reference:
            return "a path";
        case Type::Array:
            return "an array";
        case Type::Map:
            return "an object";
        case Type::Struct:
            return "an object of type " + schema.structs[value.structure].name;
    }
    return "nothing";
}

}  // namespace data_plugin
