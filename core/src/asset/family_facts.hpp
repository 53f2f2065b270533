// SPDX-License-Identifier: Apache-2.0
// The facts of each family of assets, each in facts_<family>.cpp. The tables may be any: what does not agree
// gives fewer or smaller facts, never a failure.
#pragma once

#include "asset/facts.hpp"

namespace sinter {

[[nodiscard]] Facts texture_facts(const AssetView& asset);
/// Of a model: meshes (what one draw call draws), mesh_groups, vertices, triangles, lods, materials, nodes, skins, joints,
/// morph_targets, animations, variants, cameras, lights.
[[nodiscard]] Facts model_facts(const AssetView& asset);
/// Of an animation: channels, keys, seconds.
[[nodiscard]] Facts animation_facts(const AssetView& asset);
/// Of a sound: channels, sample_rate, frames, seconds, codec, bits, blocks, loops, cues, tags; loop_start and
/// loop_end when it loops; loudness_lufs and true_peak_dbtp when measured.
[[nodiscard]] Facts audio_facts(const AssetView& asset);
/// Of a font: family, style, faces, glyphs, units_per_em, axes, instances, code_points, kerning_pairs, needs_shaping, pages.
[[nodiscard]] Facts font_facts(const AssetView& asset);
/// Of a shader: stage, variants, spirv_words, warnings.
[[nodiscard]] Facts shader_facts(const AssetView& asset);
/// Of a material, particle system, UI, data asset or script: schema, fields, references.
[[nodiscard]] Facts data_facts(const AssetView& asset);

}  // namespace sinter
