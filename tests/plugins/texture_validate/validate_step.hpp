// SPDX-License-Identifier: Apache-2.0
// Runs the validator of the built plugin, and puts what it said into one line.
#pragma once

#include "plugins/texture_process/texture_step.hpp"

namespace sinter::test {

inline JobResult validate(const sinter_asset& asset, const Values& settings = {}, const Values& platform = {},
                          std::string_view path = "textures/a.png") {
    static const TextureStep step{SINTER_TEXTURE_VALIDATE, SINTER_TEXTURE_VALIDATE_MANIFEST,
                                  "texture_limits"};
    return step.run(asset, settings, platform, nullptr, std::uint64_t{1} << 20, path);
}
/// "warning: …" or "error: …", one line each; the status where it failed.
inline std::string said(const JobResult& result) {
    if (!result.status) return "failed: " + std::string{name_of(result.status.code())};
    std::string out;
    for (const auto& diagnostic : result.diagnostics) {
        if (!out.empty()) out += '\n';
        out += diagnostic.severity == Diagnostic::Severity::Error ? "error: " : "warning: ";
        out += diagnostic.error.text;
    }
    return out;
}
inline Value text(std::string value) {
    return Value{std::move(value)};
}
inline Value integer(std::int64_t value) {
    return Value{value};
}
inline TextureDesc plane(std::uint32_t width, std::uint32_t height, Format format,
                         ColorSpace color_space = ColorSpace::Unknown) {
    TextureDesc desc;
    desc.width = width;
    desc.height = height;
    desc.format = format;
    desc.color_space = color_space;
    return desc;
}

}  // namespace sinter::test
