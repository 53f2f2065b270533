// SPDX-License-Identifier: Apache-2.0
#include <sinter/shader.hpp>

#include "export.hpp"

namespace sinter::cli {
namespace {

std::string_view format_of(ShaderLanguage language) {
    switch (language) {
        case ShaderLanguage::Spirv:
            return "spv";
        case ShaderLanguage::Glsl:
        case ShaderLanguage::GlslEs:
            return "glsl";
        case ShaderLanguage::Msl:
            return "metal";
        default:
            return "";
    }
}

/// ".spv"; of a variant with defines "_SHADOWS-1_LIGHTS-4.spv".
std::string suffix_of(std::string_view defines, std::string_view format) {
    std::string out;
    for (const char c : defines) {
        if (out.empty()) out = "_";
        out += c == ' ' ? '_' : c == '=' ? '-' : c;
    }
    return out + "." + std::string{format};
}

}  // namespace

Result<std::vector<ExportedFile>> export_shader(const AssetView& asset, const ExportOptions& options) {
    const Shader shader{asset};
    if (!shader.valid()) return {Code::Corrupt, "export: the shader's tables contradict each other"};
    const auto format = format_of(shader.language());
    if (!options.format.empty() && options.format != format)
        return {Code::Unsupported, "export: the shader was compiled to " +
                                       language_text(shader.language(), shader.row().language_version) +
                                       ", which is " + std::string{format} + ", not " + options.format +
                                       "; the platform's shader_target decides"};
    std::vector<ExportedFile> out;
    for (std::uint32_t i = 0; i < shader.variant_count(); ++i) {
        const auto code = shader.code(i);
        out.push_back(
            {suffix_of(shader.text(shader.variant(i).defines), format), {code.begin(), code.end()}});
    }
    return out;
}

}  // namespace sinter::cli
