// SPDX-License-Identifier: Apache-2.0
#include "steps.hpp"

namespace sinter {

bool AudioReload::can_hot_reload(AssetView old_version, AssetView new_version) {
    const Audio before{old_version}, after{new_version};
    return before.valid() && after.valid() && before.channels() == after.channels() &&
           before.sample_rate() == after.sample_rate();
}

Status AudioReload::reload(Reload&, AssetView old_version, AssetView new_version) {
    if (can_hot_reload(old_version, new_version)) return {};
    return {Code::Unsupported, "audio_reload: other channels or another rate than the version that plays"};
}

Status AudioReload::update_references(Reload& reload) {
    return reload.replace_all_references();
}

}  // namespace sinter

SINTER_PLUGIN(sinter::AudioDownmix, sinter::AudioResample, sinter::AudioLoudness, sinter::AudioEncode,
              sinter::AudioLimits, sinter::AudioReload)
