// SPDX-License-Identifier: Apache-2.0
#include <sinter/audio.hpp>

#include "asset/family_facts.hpp"

namespace sinter {
namespace {

Value number(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

}  // namespace

Facts audio_facts(const AssetView& asset) {
    const Audio audio{asset};
    const auto& row = audio.row();
    Facts out{
        {"channels", number(row.channels)},
        {"sample_rate", number(row.sample_rate)},
        {"frames", number(row.frames)},
        {"seconds", audio.seconds()},
        {"codec", std::string{name_of(audio.codec())}},
        {"bits", number(row.bits)},
        {"blocks", number(audio.block_count())},
        {"loops", audio.loops()},
    };
    if (audio.loops()) {
        out.emplace_back("loop_start", number(row.loop_start));
        out.emplace_back("loop_end", number(row.loop_end));
    }
    if ((row.flags & SINTER_AUDIO_MEASURED) != 0) {
        out.emplace_back("loudness_lufs", static_cast<double>(row.loudness));
        out.emplace_back("true_peak_dbtp", static_cast<double>(row.true_peak));
    }
    out.emplace_back("cues", number(audio.cues().size()));
    out.emplace_back("tags", number(audio.tags().size()));
    return out;
}

}  // namespace sinter
