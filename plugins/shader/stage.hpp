// SPDX-License-Identifier: Apache-2.0
// Stage: which stage and language a shader's file is of, by its name.
#pragma once

#include <optional>
#include <string_view>

#include <sinter/shader.hpp>

namespace shader {

/// The stage of a word that people use for it: "frag", "fragment", "ps", "raygen". Nothing for another word.
[[nodiscard]] std::optional<sinter::ShaderStage> stage_of_word(std::string_view word);

/// The stage that a file's name says: its extension ("sky.frag"), the word before .glsl or .hlsl
/// ("sky.frag.hlsl"), or the last word of an HLSL file's name ("sky_ps.hlsl", "SkyPS.hlsl").
[[nodiscard]] std::optional<sinter::ShaderStage> stage_of_path(std::string_view path);

[[nodiscard]] bool is_hlsl(std::string_view path);

}  // namespace shader
