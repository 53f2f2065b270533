// SPDX-License-Identifier: Apache-2.0
#include "preview.hpp"

namespace sinter::cli {

Result<std::string> describe_data(const AssetView&) {
    return std::string{};
}

}  // namespace sinter::cli
