// SPDX-License-Identifier: Apache-2.0
// The only file that sees toml++, whose build for Debian throws.
#include "toml_reader.hpp"

#include <algorithm>
#include <sstream>

#include <toml++/toml.h>
#include <sinter/text/toml_nesting.hpp>

namespace data_plugin {
namespace {

using sinter::Code;
using Kind = SourceValue::Kind;

Place place_of(const toml::source_region& region) {
    return {static_cast<std::uint32_t>(region.begin.line), static_cast<std::uint32_t>(region.begin.column)};
}

template <class Time>
std::string time_text(const Time& time) {
    std::ostringstream out;
    out << time;
    return out.str();
}

/// From toml++'s tree to ours.
class Converter {
  public:
    [[nodiscard]] SourceValue value(const toml::node& from) {
        SourceValue out;
        out.place = place_of(from.source());
        if (++values_ > MaxValues) return out;
        if (const auto* boolean = from.as_boolean()) {
            out.kind = Kind::Bool;
            out.boolean = boolean->get();
        } else if (const auto* integer = from.as_integer()) {
            out.kind = Kind::Integer;
            out.integer = integer->get();
            out.number = static_cast<double>(out.integer);
        } else if (const auto* number = from.as_floating_point()) {
            out.kind = Kind::Number;
            out.number = number->get();
        } else if (const auto* text = from.as_string()) {
            out.kind = Kind::String;
            out.text = text->get();
        } else if (const auto* date = from.as_date()) {
            out.kind = Kind::Time;
            out.text = time_text(date->get());
        } else if (const auto* time = from.as_time()) {
            out.kind = Kind::Time;
            out.text = time_text(time->get());
        } else if (const auto* moment = from.as_date_time()) {
            out.kind = Kind::Time;
            out.text = time_text(moment->get());
        } else if (const auto* array = from.as_array()) {
            out.kind = Kind::Array;
            for (const auto& item : *array) out.items.push_back(value(item));
        } else if (const auto* table = from.as_table()) {
            out.kind = Kind::Object;
            for (const auto& [key, inner] : *table)
                out.members.push_back({std::string{key.str()}, place_of(key.source()), value(inner)});
            std::ranges::stable_sort(out.members, {}, &SourceMember::place);
        }
        return out;
    }
    [[nodiscard]] bool has_too_many() const { return values_ > MaxValues; }

  private:
    std::size_t values_ = 0;
};

std::string clipped(std::string_view text) {
    std::string out;
    for (const char c : text.substr(0, 200))
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    // A cut may have gone through a character.
    while (text.size() > 200 && !out.empty() && (static_cast<unsigned char>(out.back()) & 0x80) != 0)
        out.pop_back();
    return out;
}

}  // namespace

sinter::Result<SourceDocument> read_toml(const TextSource& source) {
    auto text = source.text;
    if (text.size() > MaxTomlBytes)
        return {Code::TooLarge, "TOML: larger than " + std::to_string(MaxTomlBytes >> 20) + " MiB",
                source.at({})};
    if (const auto deep = sinter::find_deep_nesting(text, MaxDepth - 1))
        return {Code::TooLarge, "TOML: nested more than " + std::to_string(MaxDepth) + " deep",
                source.at({0, static_cast<std::uint32_t>(*deep)})};
    if (text.starts_with(ByteOrderMark)) text.remove_prefix(ByteOrderMark.size());
    try {
        const toml::table root = toml::parse(text);
        Converter converter;
        SourceDocument out{converter.value(root), {}};
        if (converter.has_too_many())
            return {Code::TooLarge, "TOML: more than " + std::to_string(MaxValues) + " values",
                    source.at({1, 1})};
        return out;
    } catch (const toml::parse_error& error) {
        const auto at = error.source().begin;
        return {Code::Corrupt, "TOML: " + clipped(error.description()),
                source.at({std::max<std::uint32_t>(1, static_cast<std::uint32_t>(at.line)),
                           std::max<std::uint32_t>(1, static_cast<std::uint32_t>(at.column))})};
    }
}

}  // namespace data_plugin
