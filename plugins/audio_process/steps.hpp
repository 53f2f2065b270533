// SPDX-License-Identifier: Apache-2.0
// The steps of this plugin.
#pragma once

#include <sinter/audio_job.hpp>

namespace sinter {

/// Sounds of one or two channels. Coded sounds go on unchanged, as in every step here.
struct AudioDownmix : Processor {
    static constexpr std::string_view id = "audio_downmix";
    Status process(ProcessJob& job) override;
};
struct AudioResample : Processor {
    static constexpr std::string_view id = "audio_resample";
    Status process(ProcessJob& job) override;
};
struct AudioLoudness : Processor {
    static constexpr std::string_view id = "audio_loudness";
    Status process(ProcessJob& job) override;
};
struct AudioEncode : Processor {
    static constexpr std::string_view id = "audio_encode";
    Status process(ProcessJob& job) override;
};
struct AudioLimits : Validator {
    static constexpr std::string_view id = "audio_limits";
    Status validate(ValidateJob& job) override;
};

/// A new version takes the place of the old one when a voice that plays can go on: same channels, same rate.
struct AudioReload : ReloadHandler {
    static constexpr std::string_view id = "audio_reload";
    bool can_hot_reload(AssetView old_version, AssetView new_version) override;
    Status reload(Reload& reload, AssetView old_version, AssetView new_version) override;
    Status update_references(Reload& reload) override;
};

}  // namespace sinter
