// SPDX-License-Identifier: Apache-2.0
// AV1 pictures for libheif, on the caller's thread.
#pragma once

namespace sinter::texture_oiio {

/// Makes a decoder known to libheif that does not start threads; libheif's own one starts one per core, and
/// fails where that is denied. Threads: once in a process.
void register_av1_decoder();

}  // namespace sinter::texture_oiio
