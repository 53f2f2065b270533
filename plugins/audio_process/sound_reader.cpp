// SPDX-License-Identifier: Apache-2.0
#include "sound_reader.hpp"

namespace sinter {

Result<Audio> input_sound(const AssetView& asset) {
    const Audio sound{asset};
    if (!sound.valid()) return {Code::Corrupt, "audio: the sound's tables contradict each other"};
    for (const auto tag : {SINTER_AUDIO_TABLE, SINTER_AUDIO_BLOCK_TABLE, SINTER_AUDIO_CUE_TABLE})
        if (const auto* table = asset.table(tag); table && table->version > SINTER_AUDIO_VERSION)
            return {Code::Unsupported,
                    "audio: rows of a newer version (" + std::to_string(table->version) + ")"};
    return sound;
}

std::span<const float> SoundReader::read(std::size_t frames) {
    if (at_ >= sound_.frames() || frames == 0) return {};
    const auto index = sound_.block_at(at_);
    const auto block = sound_.block(index);
    const auto first = static_cast<std::size_t>(at_ - block.first_frame);
    const auto count = std::min<std::size_t>(frames, block.frames - first);
    samples_.resize(count * sound_.channels());
    const std::size_t frame_bytes = sound_.frame_bytes();
    to_float(sound_.bytes(index).subspan(first * frame_bytes, count * frame_bytes), sound_.codec(), samples_);
    for (auto& sample : samples_)
        if (!std::isfinite(sample)) sample = 0;
    at_ += count;
    return samples_;
}

}  // namespace sinter
