// SPDX-License-Identifier: Apache-2.0
#include "preview.hpp"

namespace sinter::cli {

Result<Picture> draw_font(const AssetView&) {
    return {Code::Unsupported, "preview: not yet"};
}

}  // namespace sinter::cli
