// SPDX-License-Identifier: Apache-2.0
#include <sinter/animation.hpp>

#include "asset/family_facts.hpp"

namespace sinter {

Facts animation_facts(const AssetView& asset) {
    const Animation animation{asset};
    std::int64_t keys = 0;
    for (std::uint32_t i = 0; i < animation.channels.size(); ++i) keys += animation.channels[i].key_count;
    return {
        {"channels", static_cast<std::int64_t>(animation.channels.size())},
        {"keys", keys},
        {"seconds", static_cast<double>(animation.row().end_seconds)},
    };
}

}  // namespace sinter
