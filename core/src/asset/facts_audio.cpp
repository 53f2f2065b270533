// SPDX-License-Identifier: Apache-2.0
#include "asset/family_facts.hpp"

namespace sinter {

Facts audio_facts(const AssetView& asset) {
    return {{"tables", static_cast<std::int64_t>(asset.tables().size())},
            {"chunks", static_cast<std::int64_t>(asset.chunks().size())}};
}

}  // namespace sinter
