// SPDX-License-Identifier: Apache-2.0
#include "config/profile.hpp"

#include <algorithm>
#include <cassert>
#include <list>
#include <set>

#include <sinter/text/suggest.hpp>
#include <sinter/texture.hpp>

#include "config/embedded.hpp"
#include "config/quote.hpp"
#include "config/toml_reader.hpp"

namespace sinter {
namespace {

constexpr std::size_t MostPlatforms = 64;  // of a project

/// Every known format's name and every beginning of it up to a "_": "ETC2", "ETC2_R8G8B8",
/// "ETC2_R8G8B8_UNORM".
std::vector<std::string> format_families() {
    std::set<std::string> out;
    for (const auto& info : detail::KnownFormats) {
        out.emplace(info.name);
        for (auto at = info.name.find('_'); at != std::string_view::npos; at = info.name.find('_', at + 1))
            out.emplace(info.name.substr(0, at));
    }
    return {out.begin(), out.end()};
}

std::vector<SettingDecl> make_fields() {
    using Strings = std::vector<std::string>;
    const auto number = [](std::string name, Value type, double low, double high, std::string help) {
        return SettingDecl{std::move(name), std::move(type), low, high, {}, std::move(help)};
    };
    const auto choice = [](std::string name, Strings choices, std::string help) {
        return SettingDecl{std::move(name), choices.front(), {}, {}, choices, std::move(help)};
    };
    return {
        number("max_texture_size", std::int64_t{1}, 1, 65536, "longest edge of a texture, texels"),
        {"texture_formats",
         Strings{},
         {},
         {},
         format_families(),
         "formats a texture may have, preferred first"},
        choice("texture_compression", {"none", "fast", "balanced", "best"}, "effort of block compression"),
        choice("audio_quality", {"low", "medium", "high"}, "bit rate of sounds"),
        choice("audio_format", {"pcm", "adpcm", "vorbis", "opus"}, "what sounds are stored as"),
        number("model_complexity", 1.0, 0.01, 1, "share of a model's triangles its finest level keeps"),
        choice("shader_target",
               {"spirv_1_0", "spirv_1_3", "spirv_1_5", "spirv_1_6", "glsl_450", "glsl_es_300", "msl_2_1",
                "msl_2_4"},
               "what shaders are compiled to"),
        choice("shader_optimisation", {"none", "size", "performance"}, "what the shader optimiser aims at"),
        number("disk_bandwidth_mib_s", std::int64_t{1}, 1, 1'000'000, "MiB/s, for load time estimates"),
    };
}

/// Reads the fields of `reader`'s table over those of `profile`.
void read_fields(TomlReader& reader, const std::string& file, PlatformProfile& profile) {
    for (const auto& field : platform_fields()) {
        const auto* node = reader.any(field.name);
        if (!node) continue;
        auto value = to_value(*node);
        if (!value) {
            reader.problem(*node, field.name + " cannot be " + std::string{kind_text(*node)});
            continue;
        }
        auto fitted = fit(field, *std::move(value));
        if (!fitted) {
            reader.problem(*node, fitted.error().text);
            continue;
        }
        profile.fields.insert_or_assign(field.name, *std::move(fitted));
        profile.origins.insert_or_assign(field.name, file + ":" + std::to_string(node->line));
    }
}

bool is_platform_name(std::string_view name) {
    return !name.empty() && name.size() <= 64 && name != "host" && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

/// A platform of the project that is not yet made.
struct Addition {
    const TomlEntry* entry;
    TomlReader reader;
    std::string inherits;
    const TomlNode* inherits_node;
};

}  // namespace

const std::vector<SettingDecl>& platform_fields() {
    static const std::vector<SettingDecl> fields = make_fields();
    return fields;
}

PlatformProfiles built_in_platforms() {
    constexpr std::string_view folder = "platforms/";
    constexpr std::string_view suffix = ".toml";
    PlatformProfiles out;
    for (const auto& [path, text] : embedded_texts()) {
        if (!path.starts_with(folder)) continue;
        const std::string file = "config/" + std::string{path};
        std::vector<Error> problems;
        const auto document = TomlDocument::parse(text, file);
        assert(document && "a built-in platform is not TOML");
        PlatformProfile profile;
        profile.name = path.substr(folder.size(), path.size() - folder.size() - suffix.size());
        TomlReader reader(document->file(), document->root(), "platform", problems);
        read_fields(reader, file, profile);
        reader.finish();
        assert(problems.empty() && "a built-in platform is wrong");
        assert(profile.fields.size() == platform_fields().size() && "a built-in platform leaves fields out");
        out.emplace(profile.name, std::move(profile));
    }
    return out;
}

std::string_view host_platform() noexcept {
#if defined(_WIN32)
    return "windows";
#elif defined(__APPLE__)
    return "mac";
#else
    return "linux";
#endif
}

std::string unknown_platform_text(std::string_view name, const PlatformProfiles& platforms) {
    std::vector<std::string_view> names;
    for (const auto& [known, profile] : platforms) names.push_back(known);
    std::string list;
    for (const auto known : names) list += (list.empty() ? "" : ", ") + in_quotes(known);
    const auto guess = did_you_mean(name, names);
    return "unknown platform " + shown(name) + (guess.empty() ? "; known are " + list : guess);
}

void read_platforms(const TomlNode& table, const std::string& file, PlatformProfiles& platforms,
                    std::vector<Error>& problems) {
    std::list<Addition> additions;
    TomlReader all(file, table, "[platforms]", problems);
    if (all.all().size() > MostPlatforms)
        return all.problem(table, "more than " + std::to_string(MostPlatforms) + " platforms");
    for (const auto& entry : all.all()) {
        if (!std::holds_alternative<TomlNode::Table>(entry.node.value)) {
            all.problem(entry.node, "a platform is a table: [platforms." + clipped(entry.key, 64) + "]");
            continue;
        }
        TomlReader reader(file, entry.node, "[platforms." + clipped(entry.key, 64) + "]", problems);
        auto inherits = reader.string("inherits");
        const auto* inherits_node = reader.any("inherits");
        if (const auto known = platforms.find(entry.key); known != platforms.end()) {
            if (inherits_node) reader.problem(*inherits_node, "a platform of Sinter's own inherits nothing");
            read_fields(reader, file, known->second);
            reader.finish();
        } else if (!is_platform_name(entry.key)) {
            all.problem(entry.node, "a platform's name is 1 to 64 of a-z, 0-9, - and _, and not \"host\": " +
                                        shown(entry.key));
        } else if (!inherits_node) {
            reader.problem(entry.node, "inherits is missing; " + unknown_platform_text(entry.key, platforms));
        } else if (inherits) {
            additions.push_back({&entry, reader, *std::move(inherits), inherits_node});
        }
    }
    // Those whose model is there are made, until none is left or none can be: then each left names nothing or
    // itself.
    while (!additions.empty()) {
        const auto ready = std::ranges::find_if(
            additions, [&](const Addition& addition) { return platforms.contains(addition.inherits); });
        if (ready == additions.end()) break;
        PlatformProfile profile = platforms.find(ready->inherits)->second;
        profile.name = ready->entry->key;
        read_fields(ready->reader, file, profile);
        ready->reader.finish();
        platforms.emplace(profile.name, std::move(profile));
        additions.erase(ready);
    }
    for (auto& left : additions) {
        const bool circle = std::ranges::any_of(
            additions, [&](const Addition& other) { return other.entry->key == left.inherits; });
        left.reader.problem(*left.inherits_node,
                            circle ? "inherits from itself, through " + shown(left.inherits)
                                   : "inherits: " + unknown_platform_text(left.inherits, platforms));
    }
}

}  // namespace sinter
