// SPDX-License-Identifier: Apache-2.0
#include "plugin/manifest.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <type_traits>

#include "config/quote.hpp"
#include "config/toml_reader.hpp"

namespace sinter {
namespace {

constexpr std::size_t LongestName = 64;
constexpr std::int64_t MostMib = std::int64_t{1} << 20;
/// Bytes of a file that are looked at to choose its decoder; a magic ends within them.
constexpr std::size_t MagicWindow = 4096;
constexpr std::size_t LongestMagic = 32;

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= LongestName && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

bool is_extension(std::string_view text) {
    return !text.empty() && text.size() <= 32 && text.front() != '.' && text.back() != '.' &&
           std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+' ||
                      c == '.';
           });
}

/// "1.2.3": three numbers without signs.
bool is_version(std::string_view text) {
    int dots = 0;
    char before = '.';
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit && (c != '.' || before == '.')) return false;
        dots += digit ? 0 : 1;
        before = c;
    }
    return text.size() <= 32 && dots == 2 && before != '.';
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// "89504E47" or "@4:66747970????", as manifest.hpp describes them.
Result<Magic> parse_magic(std::string_view text) {
    const Error malformed{
        Code::Invalid,
        "magic must be pairs of hexadecimal digits or \"??\", after an optional \"@offset:\", not " +
            shown(text),
        {}};
    Magic out;
    if (text.starts_with('@')) {
        const char* const end = text.data() + text.size();
        const auto [next, code] = std::from_chars(text.data() + 1, end, out.offset);
        if (code != std::errc{} || next == end || *next != ':') return malformed;
        text.remove_prefix(static_cast<std::size_t>(next + 1 - text.data()));
    }
    if (text.size() % 2 != 0) return malformed;
    if (text.empty() || text.size() / 2 > LongestMagic)
        return {Code::Invalid, "magic must be 1 to 32 bytes long"};
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const bool any = text[i] == '?' && text[i + 1] == '?';
        const int high = hex_digit(text[i]);
        const int low = hex_digit(text[i + 1]);
        if (!any && (high < 0 || low < 0)) return malformed;
        out.bytes.push_back(any ? std::uint8_t{0} : static_cast<std::uint8_t>(high * 16 + low));
        out.mask.push_back(any ? std::uint8_t{0} : std::uint8_t{0xFF});
    }
    if (out.offset > MagicWindow - out.bytes.size())
        return {Code::Invalid, "magic must end within the first 4096 bytes of a file"};
    if (std::ranges::find(out.mask, 0xFF) == out.mask.end())
        return {Code::Invalid, "magic of nothing but \"??\" says nothing"};
    return out;
}

std::string read_name(TomlReader& reader) {
    reader.require("name");
    const auto name = reader.string("name");
    if (!name) return {};
    if (is_name(*name)) return *name;
    reader.problem(*reader.any("name"), "name must be 1 to 64 of a-z, 0-9 and _, not " + shown(*name));
    return {};
}

std::string read_line(TomlReader& reader, std::string_view key) {
    const auto text = reader.string(key).value_or("");
    if (text.find_first_of("\r\n") != std::string::npos)
        reader.problem(*reader.any(key), std::string{key} + " must be one line");
    return text;
}

AssetType read_type(TomlReader& reader) {
    reader.require("type");
    std::array<std::string_view, AssetTypeNames.size()> names = AssetTypeNames;
    names[0] = "any";
    const auto name = reader.choice("type", names);
    return name ? asset_type_of(*name) : AssetType::Unknown;
}

/// An empty value of the type that `setting` names, as the pattern its default must follow.
std::optional<Value> empty_value(TomlReader& reader) {
    constexpr std::array<std::string_view, 5> types = {"boolean", "integer", "float", "string", "strings"};
    reader.require("type");
    const auto type = reader.choice("type", types);
    if (!type) return {};
    if (*type == "boolean") return Value{false};
    if (*type == "integer") return Value{std::int64_t{0}};
    if (*type == "float") return Value{0.0};
    if (*type == "string") return Value{std::string{}};
    return Value{std::vector<std::string>{}};
}

void read_range(TomlReader& reader, SettingDecl& decl) {
    constexpr double most = std::numeric_limits<double>::max();
    const bool numeric = std::holds_alternative<std::int64_t>(decl.default_value) ||
                         std::holds_alternative<double>(decl.default_value);
    for (const std::string_view key : {"min", "max"}) {
        const auto bound = reader.number(key, -most, most);
        if (bound && !numeric)
            reader.problem(*reader.any(key), std::string{key} + " is for integers and floats only");
        else
            (key == "min" ? decl.minimum : decl.maximum) = bound;
    }
    if (decl.minimum && decl.maximum && *decl.minimum > *decl.maximum)
        reader.problem(*reader.any("min"), "min is more than max");
}

void read_choices(TomlReader& reader, SettingDecl& decl) {
    const auto choices = reader.strings("choices");
    if (!choices) return;
    const bool textual = std::holds_alternative<std::string>(decl.default_value) ||
                         std::holds_alternative<std::vector<std::string>>(decl.default_value);
    if (!textual) return reader.problem(*reader.any("choices"), "choices are for string and strings only");
    for (const auto& choice : *choices) decl.choices.push_back(choice.value);
}

std::optional<SettingDecl> read_setting(TomlReader& reader) {
    SettingDecl decl;
    decl.name = read_name(reader);
    decl.help = read_line(reader, "help");
    reader.require("help");
    reader.require("default");
    const auto* node = reader.any("default");
    if (auto empty = empty_value(reader)) {
        decl.default_value = std::move(*empty);
        read_range(reader, decl);
        read_choices(reader, decl);
        auto value = node ? to_value(*node) : std::nullopt;
        if (node && !value) reader.problem(*node, "default cannot be " + std::string{kind_text(*node)});
        if (value) {
            auto fitted = fit(decl, std::move(*value));
            if (fitted)
                decl.default_value = *std::move(fitted);
            else
                reader.problem(*node, "default: " + fitted.error().text);
        }
    } else {
        // Without a type nothing can be said of these; they are not unknown keys, though.
        for (const std::string_view key : {"min", "max", "choices"}) static_cast<void>(reader.any(key));
    }
    reader.finish();
    if (decl.name.empty()) return {};
    return decl;
}

/// One file's manifest under way.
class ManifestReader {
  public:
    ManifestReader(const std::string& file, std::vector<Error>& problems)
        : file_(file), problems_(problems) {}

    void read(const TomlNode& root, Manifest& out) {
        TomlReader reader(file_, root, "manifest", problems_);
        reader.require("plugin");
        if (const auto* table = reader.table("plugin")) read_plugin(*table, out);
        read_steps(reader, "decoder", out.decoders);
        read_steps(reader, "processor", out.processors);
        read_steps(reader, "validator", out.validators);
        for (const auto* node : reader.tables("reload_handler")) {
            TomlReader handler(file_, *node, "[[reload_handler]]", problems_);
            ReloadDecl decl{read_name(handler), read_type(handler)};
            handler.finish();
            add_unique(handler, *node, out.reload_handlers, std::move(decl));
        }
        reader.finish();
    }

  private:
    void read_plugin(const TomlNode& table, Manifest& out) {
        TomlReader reader(file_, table, "[plugin]", problems_);
        out.name = read_name(reader);
        reader.require("version");
        out.version = reader.string("version").value_or("");
        if (const auto* node = reader.any("version"); node && !is_version(out.version))
            reader.problem(*node, "version must read like \"1.2.3\"");
        out.description = read_line(reader, "description");
        out.licence = read_line(reader, "licence");
        out.isolation = read_isolation(reader, "isolation").value_or(Isolation::Worker);
        for (const auto& library :
             reader.strings("libraries").value_or(std::vector<Located<std::string>>{})) {
            if (library.value.empty() || library.value.find('/') != std::string::npos)
                reader.problem(*library.node, "libraries holds sonames such as \"libspng.so.0\", not paths");
            else
                out.libraries.push_back(library.value);
        }
        reader.finish();
    }

    template <class Decl>
    void read_steps(TomlReader& root, std::string_view kind, std::vector<Decl>& out) {
        for (const auto* node : root.tables(kind)) {
            TomlReader reader(file_, *node, "[[" + std::string{kind} + "]]", problems_);
            Decl decl;
            read_step(reader, kind, decl);
            if constexpr (std::is_same_v<Decl, DecoderDecl>) read_decoder(reader, *node, decl);
            reader.finish();
            add_unique(reader, *node, out, std::move(decl));
        }
    }

    void read_step(TomlReader& reader, std::string_view kind, StepDecl& decl) {
        decl.name = read_name(reader);
        decl.type = read_type(reader);
        decl.content_version = static_cast<std::uint32_t>(
            reader.integer("content_version", 1, std::numeric_limits<std::int32_t>::max()).value_or(1));
        decl.peak_memory_bytes =
            static_cast<std::uint64_t>(reader.integer("peak_memory_mib", 0, MostMib).value_or(0)) << 20;
        decl.peak_memory_per_input_byte = reader.number("peak_memory_per_input_byte", 0, 1e6).value_or(0);
        decl.help = read_line(reader, "help");
        const std::string who = "[[" + std::string{kind} + ".setting]]";
        for (const auto* node : reader.tables("setting")) {
            TomlReader setting_reader(file_, *node, who, problems_);
            if (auto setting = read_setting(setting_reader))
                add_unique(setting_reader, *node, decl.settings, std::move(*setting));
        }
    }

    void read_decoder(TomlReader& reader, const TomlNode& table, DecoderDecl& decl) {
        constexpr std::int64_t limit = 1'000'000;
        decl.preference = reader.integer("preference", -limit, limit).value_or(0);
        for (const auto& text : reader.strings("extensions").value_or(std::vector<Located<std::string>>{})) {
            if (is_extension(text.value))
                decl.extensions.push_back(text.value);
            else
                reader.problem(*text.node,
                               "extensions are lower case and begin without a dot, not " + shown(text.value));
        }
        for (const auto& text : reader.strings("magic").value_or(std::vector<Located<std::string>>{})) {
            if (auto magic = parse_magic(text.value))
                decl.magic.push_back(*std::move(magic));
            else
                reader.problem(*text.node, magic.error().text);
        }
        if (!reader.has("extensions") && !reader.has("magic"))
            reader.problem(table, "a decoder needs extensions or magic, or it is never chosen");
    }

    template <class Decl>
    void add_unique(TomlReader& reader, const TomlNode& node, std::vector<Decl>& out, Decl decl) {
        if (decl.name.empty()) return;
        if (std::ranges::any_of(out, [&](const Decl& other) { return other.name == decl.name; }))
            return reader.problem(node, "there are two of the name " + in_quotes(decl.name));
        out.push_back(std::move(decl));
    }

    const std::string& file_;
    std::vector<Error>& problems_;
};

}  // namespace

Result<Manifest> parse_manifest(std::string_view text, const std::string& file) {
    const auto document = TomlDocument::parse(text, file);
    if (!document) return document.error();
    std::vector<Error> problems;
    Manifest out;
    ManifestReader(file, problems).read(document->root(), out);
    if (problems.empty()) return out;
    sort_by_place(problems);
    return std::move(problems.front());
}

Values default_values(const StepDecl& decl) {
    Values out;
    for (const auto& setting : decl.settings) out.emplace(setting.name, setting.default_value);
    return out;
}

}  // namespace sinter
