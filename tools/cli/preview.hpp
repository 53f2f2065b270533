// SPDX-License-Identifier: Apache-2.0
// Previews: a picture of an asset for people to look at, or its readable form.
#pragma once

#include <string>

#include "neighbours.hpp"
#include "preview_png.hpp"

namespace sinter::cli {

/// A picture of an asset of any type that has one. Errors: Unsupported (a type without one, and what the
/// type's own function says), Corrupt (tables that do not agree), TooLarge, OutOfMemory. Thread: any.
[[nodiscard]] Result<Picture> picture_of(const AssetView& asset, Neighbours& neighbours);

/// The readable form of an asset: the reflection of a shader, the fields of a data asset, the source of a
/// script; empty for a type without one. Errors: Corrupt. Thread: any.
[[nodiscard]] Result<std::string> text_of(const AssetView& asset);

/// Writes picture_of(asset) to `file` as a PNG with 8 bits a channel, marked sRGB. `file` is replaced whole
/// or not touched. Errors: those of picture_of, Io; all with the path of `file`.
[[nodiscard]] Status write_preview_png(const AssetView& asset, Neighbours& neighbours,
                                       const std::string& file);

// ---- one function per type, each in preview_<type>.cpp; errors as above ----

/// A texture, RGBA when it has alpha, else RGB.
///
/// Which texels: the finest level of at most 1024 texels along an edge, whose sheet has at most 4096; without
/// one, the coarsest. A cube is unfolded to a cross (+Z in the middle), a volume or an array becomes a sheet
/// of its slices or layers, from the top left; of more than 64, 64 that are spread evenly.
///
/// How they look: gray as gray, two channels as red and green. Numbers in 0..1 are shown as they are,
/// whatever the colour space; signed ones as 0.5 v + 0.5. Half, float and BC6H texels are light: clamped to
/// 0..1 and encoded with the sRGB curve, except in normal maps and where the asset says they are encoded
/// already. Premultiplied colour is divided by its alpha.
///
/// Errors: Unsupported (ETC2, EAC, ASTC, a format without a name, levels still supercompressed), TooLarge
/// (over 2^28 texels).
[[nodiscard]] Result<Picture> draw_texture(const AssetView& asset);
/// A model, shaded, seen from the front, right and above, with the base colours of its materials.
[[nodiscard]] Result<Picture> draw_model(const AssetView& asset, Neighbours& neighbours);
/// The curves of an animation's channels over time.
[[nodiscard]] Result<Picture> draw_animation(const AssetView& asset);
/// A sound's waveform.
[[nodiscard]] Result<Picture> draw_audio(const AssetView& asset);
/// Lines of text, set from the font's own pages.
[[nodiscard]] Result<Picture> draw_font(const AssetView& asset);

[[nodiscard]] Result<std::string> describe_shader(const AssetView& asset);
/// Material, particle system, UI, data.
[[nodiscard]] Result<std::string> describe_data(const AssetView& asset);
[[nodiscard]] Result<std::string> describe_script(const AssetView& asset);

}  // namespace sinter::cli
