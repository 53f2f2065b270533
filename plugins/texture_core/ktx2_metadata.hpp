// SPDX-License-Identifier: Apache-2.0
// The keys and values of a KTX2 file that change what its texels mean (Khronos KTX File Format 2.0, section
// 5).
#pragma once

#include <string_view>

#include "ktx2_file.hpp"

namespace sinter::texture_core {

/// Views into the file, without the closing NUL; empty: not there.
struct Ktx2Metadata {
    std::string_view orientation;     ///< "rd" and the like
    std::string_view swizzle;         ///< "rgba" and the like
    bool is_incomplete_cube = false;  ///< layers are some faces of cubes
};

/// Errors: Corrupt, when an entry does not fit.
[[nodiscard]] Result<Ktx2Metadata> read_ktx2_metadata(const Ktx2File& file);

}  // namespace sinter::texture_core
