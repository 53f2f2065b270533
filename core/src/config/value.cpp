// SPDX-License-Identifier: Apache-2.0
#include "config/value.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "config/quote.hpp"

namespace sinter {
namespace {

std::string float_text(double number) {
    if (std::isnan(number)) return "nan";
    if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    std::string out(buffer.data(), end);
    // Without a point or an exponent TOML would read it back as an integer.
    if (out.find_first_of(".e") == std::string::npos) out += ".0";
    return out;
}

struct ToText {
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return float_text(value); }
    std::string operator()(const std::string& value) const { return in_quotes(value); }
    std::string operator()(const std::vector<std::string>& values) const {
        std::string out = "[";
        for (const auto& value : values) out += (out.size() > 1 ? ", " : "") + in_quotes(value);
        return out + "]";
    }
};

}  // namespace

std::string_view type_name(const Value& value) noexcept {
    constexpr std::array<std::string_view, 5> names = {"boolean", "integer", "float", "string", "strings"};
    return value.index() < names.size() ? names[value.index()] : std::string_view{"nothing"};
}

std::string to_text(const Value& value) {
    return std::visit(ToText{}, value);
}

}  // namespace sinter
