// SPDX-License-Identifier: Apache-2.0
// What the library exports.
#include "decoders.hpp"

SINTER_PLUGIN(sinter::texture_core::PngDecoder, sinter::texture_core::JpegDecoder,
              sinter::texture_core::DdsDecoder, sinter::texture_core::Ktx2Decoder)
