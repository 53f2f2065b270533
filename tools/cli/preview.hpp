// SPDX-License-Identifier: Apache-2.0
// write_preview_png: a picture of a texture for people to look at.
#pragma once

#include <string>

#include <sinter/asset.hpp>

namespace sinter::cli {

/// Writes a picture of `asset` to `file` as a PNG with 8 bits a channel, marked sRGB; RGBA when the texture
/// has alpha, else RGB. `file` is replaced whole or not touched.
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
/// Errors, all with the path of `file`: Unsupported (not a texture; ETC2, EAC, ASTC, a format without a name,
/// levels still supercompressed), Corrupt (tables that do not agree), TooLarge (over 2^28 texels),
/// OutOfMemory, Io. Thread: any.
[[nodiscard]] Status write_preview_png(const AssetView& asset, const std::string& file);

}  // namespace sinter::cli
