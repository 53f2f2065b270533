// SPDX-License-Identifier: Apache-2.0
// SettingDecl: a setting as a manifest declares it, and whether a value fits it.
#pragma once

#include <optional>

#include "config/value.hpp"

namespace sinter {

/// One setting of a decoder, processor or validator.
struct SettingDecl {
    std::string name;
    Value default_value;            ///< its alternative is the setting's type
    std::optional<double> minimum;  ///< integers and floats, inclusive
    std::optional<double> maximum;
    std::vector<std::string> choices;  ///< strings (and each of strings); empty: any
    std::string help;                  ///< one line
};

/// `value` as the setting's type (an integer where a float is declared becomes one).
/// Errors: Invalid, with a text that says what is wanted and, for a wrong choice, the nearest right one.
[[nodiscard]] Result<Value> fit(const SettingDecl& decl, Value value);

}  // namespace sinter
