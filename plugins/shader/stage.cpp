// SPDX-License-Identifier: Apache-2.0
#include "stage.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace shader {
namespace {

using sinter::ShaderStage;

struct Word {
    std::string_view text;
    ShaderStage stage;
};

// Extensions of glslang, names of shaderc's pragma, abbreviations of Direct3D.
constexpr Word Words[] = {
    {"vert", ShaderStage::Vertex},
    {"vertex", ShaderStage::Vertex},
    {"vs", ShaderStage::Vertex},
    {"tesc", ShaderStage::TessellationControl},
    {"tesscontrol", ShaderStage::TessellationControl},
    {"hs", ShaderStage::TessellationControl},
    {"tese", ShaderStage::TessellationEvaluation},
    {"tesseval", ShaderStage::TessellationEvaluation},
    {"ds", ShaderStage::TessellationEvaluation},
    {"geom", ShaderStage::Geometry},
    {"geometry", ShaderStage::Geometry},
    {"gs", ShaderStage::Geometry},
    {"frag", ShaderStage::Fragment},
    {"fragment", ShaderStage::Fragment},
    {"ps", ShaderStage::Fragment},
    {"comp", ShaderStage::Compute},
    {"compute", ShaderStage::Compute},
    {"cs", ShaderStage::Compute},
    {"task", ShaderStage::Task},
    {"as", ShaderStage::Task},
    {"mesh", ShaderStage::Mesh},
    {"ms", ShaderStage::Mesh},
    {"rgen", ShaderStage::RayGeneration},
    {"raygen", ShaderStage::RayGeneration},
    {"rint", ShaderStage::Intersection},
    {"intersection", ShaderStage::Intersection},
    {"rahit", ShaderStage::AnyHit},
    {"anyhit", ShaderStage::AnyHit},
    {"rchit", ShaderStage::ClosestHit},
    {"closesthit", ShaderStage::ClosestHit},
    {"rmiss", ShaderStage::Miss},
    {"miss", ShaderStage::Miss},
    {"rcall", ShaderStage::Callable},
    {"callable", ShaderStage::Callable},
};

std::string lower(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

std::string_view file_name(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// "PS" of "SkyPS": two capitals of Direct3D behind a small letter or a digit.
std::optional<ShaderStage> stage_of_capitals(std::string_view stem) {
    if (stem.size() < 3) return std::nullopt;
    const auto last = stem.substr(stem.size() - 2);
    const auto before = static_cast<unsigned char>(stem[stem.size() - 3]);
    if (last[1] != 'S' || !std::isupper(static_cast<unsigned char>(last[0])) || std::isupper(before))
        return std::nullopt;
    return stage_of_word(lower(last));
}

}  // namespace

std::optional<ShaderStage> stage_of_word(std::string_view word) {
    for (const auto& known : Words)
        if (known.text == word) return known.stage;
    return std::nullopt;
}

bool is_hlsl(std::string_view path) {
    return lower(path).ends_with(".hlsl");
}

std::optional<ShaderStage> stage_of_path(std::string_view path) {
    auto stem = file_name(path);
    const auto dot = stem.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto extension = lower(stem.substr(dot + 1));
    if (extension != "glsl" && extension != "hlsl") return stage_of_word(extension);
    stem = stem.substr(0, dot);
    const auto last = stem.find_last_of(extension == "hlsl" ? "._-" : ".");
    if (last != std::string_view::npos)
        if (const auto stage = stage_of_word(lower(stem.substr(last + 1)))) return stage;
    return extension == "hlsl" ? stage_of_capitals(stem) : std::nullopt;
}

}  // namespace shader
