// SPDX-License-Identifier: Apache-2.0
#include "source_value.hpp"

namespace data_plugin {

std::string_view name_of(SourceValue::Kind kind) noexcept {
    switch (kind) {
        case SourceValue::Kind::Null:
            return "null";
        case SourceValue::Kind::Bool:
            return "true or false";
        case SourceValue::Kind::Integer:
        case SourceValue::Kind::Number:
            return "a number";
        case SourceValue::Kind::String:
            return "a string";
        case SourceValue::Kind::Time:
            return "a date or time";
        case SourceValue::Kind::Array:
            return "an array";
        case SourceValue::Kind::Object:
            return "an object";
    }
    return "nothing";
}

}  // namespace data_plugin
