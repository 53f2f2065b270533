// SPDX-License-Identifier: Apache-2.0
#include "opus_encoder.hpp"

#include <opus.h>

#include "sound_reader.hpp"

namespace sinter {
namespace {

constexpr std::uint32_t PacketsPerSecond = 50;
/// 80 ms: what RFC 7845, section 4.6, has a player decode ahead of a place.
constexpr std::uint32_t RepeatedPackets = 4;

/// Bits a second. Stereo takes a little less than twice as much.
int bit_rate(EncodeQuality quality, std::uint32_t channels) {
    const int one = quality == EncodeQuality::Low      ? 40000
                    : quality == EncodeQuality::Medium ? 56000
                    : quality == EncodeQuality::High   ? 88000
                                                       : 160000;
    return channels == 1 ? one : one * 7 / 4;
}

struct DestroyEncoder {
    void operator()(OpusEncoder* encoder) const { opus_encoder_destroy(encoder); }
};
using Encoder = std::unique_ptr<OpusEncoder, DestroyEncoder>;

Status failure(int code) {
    return {Code::Internal, std::string{"Opus: "} + opus_strerror(code)};
}

/// RFC 7845, section 5.1. `skip` in frames of 48 kHz.
Packet head(std::uint32_t channels, std::uint32_t skip, std::uint32_t rate) {
    Packet out{'O', 'p', 'u', 's', 'H', 'e', 'a', 'd', 1, static_cast<std::uint8_t>(channels)};
    for (int i = 0; i < 2; ++i) out.push_back(static_cast<std::uint8_t>(skip >> (8 * i)));
    for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(rate >> (8 * i)));
    out.insert(out.end(), {0, 0, 0});  // no gain, mapping family 0
    return out;
}

/// Cuts packets into blocks of a second.
void cut(std::uint64_t frames, std::uint32_t packet_frames, std::uint32_t skip, CodedSound& out) {
    std::uint64_t begin = 0;
    for (std::size_t first = 0, count = 0; first < out.packets.size() && begin < frames; first += count) {
        const auto rest = out.packets.size() - first;
        // A last block of less than half a second joins the one before it.
        count = rest < PacketsPerSecond * 3 / 2 ? rest : PacketsPerSecond;
        const auto repeated = first == 0 ? 0 : RepeatedPackets;
        const auto left_out = first == 0 ? skip : RepeatedPackets * packet_frames;
        const auto given = std::uint64_t{count} * packet_frames - (first == 0 ? skip : 0);
        const auto kept = static_cast<std::uint32_t>(std::min(given, frames - begin));
        out.blocks.push_back({first - repeated, count + repeated, kept, left_out, repeated});
        begin += kept;
    }
}

}  // namespace

Result<CodedSound> encode_opus(Job& job, const Audio& sound, EncodeQuality quality) {
    const auto channels = sound.channels(), rate = sound.sample_rate();
    if (channels > 2 || opus_rate_for(rate) != rate)
        return {Code::Unsupported, "Opus: no mode for " + std::to_string(channels) + " channels at " +
                                       std::to_string(rate) + " Hz"};
    int code = OPUS_OK;
    const Encoder encoder{opus_encoder_create(static_cast<int>(rate), static_cast<int>(channels),
                                              OPUS_APPLICATION_RESTRICTED_LOWDELAY, &code)};
    if (!encoder || code != OPUS_OK) return failure(code).error();
    opus_int32 ahead = 0;
    for (const int result : {opus_encoder_ctl(encoder.get(), OPUS_SET_BITRATE(bit_rate(quality, channels))),
                             opus_encoder_ctl(encoder.get(), OPUS_SET_VBR(1)),
                             opus_encoder_ctl(encoder.get(), OPUS_SET_COMPLEXITY(10)),
                             opus_encoder_ctl(encoder.get(), OPUS_SET_PREDICTION_DISABLED(1)),
                             opus_encoder_ctl(encoder.get(), OPUS_GET_LOOKAHEAD(&ahead))})
        if (result != OPUS_OK) return failure(result).error();

    CodedSound out;
    const auto skip = static_cast<std::uint32_t>(ahead);
    out.setup.push_back(head(channels, skip * (48000 / rate), rate));
    const std::size_t packet_frames = rate / PacketsPerSecond;
    const auto packets = (sound.frames() + skip + packet_frames - 1) / packet_frames;
    SoundReader reader{sound};
    std::vector<float> frame(packet_frames * channels);
    Packet buffer(4000);
    for (std::uint64_t i = 0; i < packets; ++i) {
        std::size_t filled = 0;
        while (filled < frame.size()) {
            const auto samples = reader.read((frame.size() - filled) / channels);
            if (samples.empty()) break;
            std::ranges::copy(samples, frame.begin() + static_cast<std::ptrdiff_t>(filled));
            filled += samples.size();
        }
        std::fill(frame.begin() + static_cast<std::ptrdiff_t>(filled), frame.end(), 0.0F);
        const auto size = opus_encode_float(encoder.get(), frame.data(), static_cast<int>(packet_frames),
                                            buffer.data(), static_cast<opus_int32>(buffer.size()));
        if (size < 0) return failure(size).error();
        out.packets.emplace_back(buffer.begin(), buffer.begin() + size);
        if (!job.checkpoint(0.2F + 0.7F * static_cast<float>(i) / static_cast<float>(packets)))
            return Job::cancelled().error();
    }
    cut(sound.frames(), static_cast<std::uint32_t>(packet_frames), skip, out);
    return out;
}

}  // namespace sinter
