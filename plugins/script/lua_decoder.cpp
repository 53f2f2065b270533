// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "lexer.hpp"
#include "lua_check.hpp"
#include "script_tables.hpp"
#include "steps.hpp"

namespace script_plugin {

using sinter::Code;
using sinter::Status;

namespace {

constexpr std::size_t MaxBytes = std::size_t{4} << 20;
constexpr std::size_t MaxRequires = 1024;

std::uint32_t count_lines(std::string_view source) {
    std::uint32_t lines = 1;
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] != '\n' && source[i] != '\r') continue;
        if (i + 1 < source.size() && (source[i + 1] == '\n' || source[i + 1] == '\r') &&
            source[i + 1] != source[i])
            ++i;
        if (i + 1 < source.size()) ++lines;
    }
    return lines;
}

bool is_provided(std::string_view name, std::span<const sinter_str> provided) {
    return std::ranges::any_of(provided, [&](sinter_str each) { return sinter::to_view(each) == name; });
}

}  // namespace

Status LuaDecoder::decode(sinter::DecodeJob& job) {
    const auto bytes = job.source();
    const std::string_view source{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    if (source.size() > MaxBytes)
        return {Code::TooLarge, "Lua: larger than " + std::to_string(MaxBytes >> 20) + " MiB"};
    const auto provided = job.setting_strings("provided");
    if (!job.checkpoint(0)) return job.cancelled();
    const auto dump = compile_lua(source);
    if (!dump) return dump.status();
    if (!job.checkpoint(0.5f)) return job.cancelled();

    ScriptFacts facts;
    facts.lines = count_lines(source);
    if (auto code = read_code(*dump))
        facts.code = *std::move(code);
    else
        job.warn("Lua: compiled by another version; functions and globals are not listed");
    for (auto& call : find_requires(source)) {
        if (facts.requires_.size() == MaxRequires)
            return {Code::TooLarge,
                    "Lua: more than " + std::to_string(MaxRequires) + " scripts are required"};
        if (is_provided(call.name, provided)) continue;
        std::string path;
        for (auto& candidate : paths_of(call.name)) {
            const auto found = job.read(candidate);
            if (found) {
                path = std::move(candidate);
                break;
            }
            if (found.code() != Code::Absent && found.code() != Code::Denied) return found.status();
        }
        if (path.empty()) {
            sinter::Where where;
            where.line = call.line;
            std::string shown = call.name.substr(0, 100);
            for (auto& c : shown)
                if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f) c = '?';
            job.warn("Lua: no script of the project is \"" + shown +
                         "\"; if the engine provides it, name it in the setting provided",
                     where);
        }
        facts.requires_.push_back({std::move(call), std::move(path)});
    }
    auto output = job.new_asset(sinter::AssetType::Script);
    if (!output) return output.status();
    if (auto written = write_script(*output, source, facts); !written) return written;
    return job.emit(*output);
}

}  // namespace script_plugin
