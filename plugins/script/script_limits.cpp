// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <sinter/script.hpp>

#include "steps.hpp"

namespace script_plugin {

using sinter::Code;
using sinter::Script;
using sinter::Status;

namespace {

constexpr std::uint32_t MostNamed = 32;

void say(sinter::ValidateJob& job, std::string_view severity, const std::string& text, std::uint32_t line) {
    sinter::Where where;
    where.line = line;
    const std::string whole = "script_limits: " + text;
    if (severity == "error")
        job.report(sinter::Severity::Error, Code::Rejected, whole, where);
    else if (severity == "warn")
        job.warn(whole, where);
}

bool is_among(std::string_view name, std::span<const sinter_str> names) {
    return std::ranges::any_of(names, [&](sinter_str each) { return sinter::to_view(each) == name; });
}

void check_globals(sinter::ValidateJob& job, const Script& script) {
    const auto severity = job.setting_string("globals");
    const auto allowed = job.setting_strings("allowed_globals");
    std::uint32_t named = 0;
    for (std::uint32_t i = 0; i < script.global_count(); ++i) {
        const auto global = script.global(i);
        if (is_among(global.name, allowed)) continue;
        if (++named > MostNamed) return;
        say(job, severity,
            "writes the global " + std::string{global.name.substr(0, 100)} +
                "; write \"local\" in front, or name it in the setting allowed_globals",
            global.line);
    }
}

void check_requires(sinter::ValidateJob& job, const Script& script) {
    const auto severity = job.setting_string("missing");
    for (std::uint32_t i = 0; i < script.require_count(); ++i)
        if (const auto require = script.require(i); require.dependency == Script::NoFile)
            say(job, severity,
                "requires what is no script of the project (" + std::string{require.name} + ")",
                require.line);
}

}  // namespace

Status ScriptLimits::validate(sinter::ValidateJob& job) {
    const Script script{job.input()};
    if (!script.valid()) return {Code::Corrupt, "script_limits: the tables contradict each other"};
    check_globals(job, script);
    check_requires(job, script);
    const auto most = static_cast<std::uint64_t>(job.setting_integer("max_kib")) << 10;
    if (most != 0 && script.source().size() > most)
        say(job, job.setting_string("size"),
            "larger than max_kib (" + std::to_string(script.source().size()) + " bytes)", 0);
    job.stat("lines", script.lines());
    job.stat("functions", script.function_count());
    job.stat("source_bytes", static_cast<double>(script.source().size()));
    return {};
}

}  // namespace script_plugin
