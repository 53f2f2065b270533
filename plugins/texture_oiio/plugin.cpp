// SPDX-License-Identifier: Apache-2.0
// What the library exports.
#include "decoders.hpp"

using namespace sinter::texture_oiio;

SINTER_PLUGIN(ExrDecoder, HdrDecoder, TgaDecoder, TiffDecoder, BmpDecoder, PsdDecoder, WebpDecoder,
              GifDecoder, PnmDecoder, Jp2Decoder, DpxDecoder, IcoDecoder, SgiDecoder, PicDecoder, HeifDecoder)
