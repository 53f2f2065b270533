// SPDX-License-Identifier: Apache-2.0
// HEVC pictures for libheif, on the caller's thread.
#pragma once

namespace sinter::texture_oiio {

/// Makes it known to libheif, whose own decoder starts a thread and waits for it for ever where that is
/// denied. Threads: once in a process.
void register_hevc_decoder();

}  // namespace sinter::texture_oiio
