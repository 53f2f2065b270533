// SPDX-License-Identifier: Apache-2.0
// Writes DDS, with the classic header where one exists for the format, else with the DX10 one (Microsoft,
// "DDS").
#pragma once

#include "texture_data.hpp"

namespace sinter::samples {

enum class DdsHeader {
    Classic,  ///< FourCC or masks: BC1, BC3, BC4, BC5, RGBA8; it says nothing about sRGB
    Dx10,     ///< DXGI_FORMAT
};

/// The format must have a DXGI number. Cubes, arrays (Dx10 only) and volumes with all their levels.
Bytes write_dds(const TextureData& texture, DdsHeader header);

}  // namespace sinter::samples
