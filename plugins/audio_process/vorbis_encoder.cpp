// SPDX-License-Identifier: Apache-2.0
#include "vorbis_encoder.hpp"

#include <vorbis/vorbisenc.h>

#include "sound_reader.hpp"

namespace sinter {
namespace {

/// The quality of libvorbisenc, -0.1 to 1: about 96, 128, 192 and 320 kbit/s of stereo at 44100 Hz.
float library_quality(EncodeQuality quality) {
    switch (quality) {
        case EncodeQuality::Low:
            return 0.2F;
        case EncodeQuality::Medium:
            return 0.4F;
        case EncodeQuality::High:
            return 0.6F;
        default:
            return 0.9F;
    }
}

class Encoder {
  public:
    Encoder() {
        vorbis_info_init(&info_);
        vorbis_comment_init(&comment_);
    }
    ~Encoder() {
        if (begun_) {
            vorbis_block_clear(&block_);
            vorbis_dsp_clear(&state_);
        }
        vorbis_comment_clear(&comment_);
        vorbis_info_clear(&info_);
    }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    Status begin(std::uint32_t channels, std::uint32_t rate, float quality, CodedSound& out) {
        if (vorbis_encode_init_vbr(&info_, static_cast<long>(channels), static_cast<long>(rate), quality) !=
            0)
            return {Code::Unsupported, "Vorbis: no mode for " + std::to_string(channels) + " channels at " +
                                           std::to_string(rate) + " Hz"};
        if (vorbis_analysis_init(&state_, &info_) != 0) return {Code::Internal, "Vorbis: no encoder"};
        vorbis_block_init(&state_, &block_);
        begun_ = true;
        ogg_packet packets[3];
        vorbis_analysis_headerout(&state_, &comment_, &packets[0], &packets[1], &packets[2]);
        for (const auto& packet : packets)
            out.setup.emplace_back(packet.packet, packet.packet + packet.bytes);
        return {};
    }
    /// No samples: the end.
    void add(std::span<const float> samples, CodedSound& out) {
        const auto channels = static_cast<std::uint32_t>(info_.channels);
        const auto frames = samples.size() / channels;
        if (frames != 0) {
            float** planes = vorbis_analysis_buffer(&state_, static_cast<int>(frames));
            for (std::uint32_t c = 0; c < channels; ++c) {
                float* plane = planes[vorbis_channel(channels, c)];
                for (std::size_t i = 0; i < frames; ++i) plane[i] = samples[i * channels + c];
            }
        }
        vorbis_analysis_wrote(&state_, static_cast<int>(frames));
        while (vorbis_analysis_blockout(&state_, &block_) == 1) {
            vorbis_analysis(&block_, nullptr);
            vorbis_bitrate_addblock(&block_);
            ogg_packet packet;
            while (vorbis_bitrate_flushpacket(&state_, &packet) != 0) {
                out.packets.emplace_back(packet.packet, packet.packet + packet.bytes);
                windows_.push_back(vorbis_packet_blocksize(&info_, &packet));
            }
        }
    }
    /// Cuts the packets into blocks of about `rate` frames.
    void cut(std::uint64_t frames, std::uint32_t rate, CodedSound& out) const {
        std::uint64_t begin = 0, position = 0;
        std::size_t first = 0;
        for (std::size_t i = 0; i < out.packets.size() && begin < frames; ++i) {
            if (i != 0) position += static_cast<std::uint64_t>(windows_[i - 1] + windows_[i]) / 4;
            const bool is_last = i + 1 == out.packets.size() || position >= frames;
            // A last block of less than half a second joins the one before it.
            if (!is_last && (position - begin < rate || frames - position < rate / 2)) continue;
            const std::uint32_t repeated = first == 0 ? 0 : 1;
            const auto end = std::min(position, frames);
            if (end > begin)
                out.blocks.push_back({first - repeated, i + 1 - first + repeated,
                                      static_cast<std::uint32_t>(end - begin), 0, repeated});
            begin = position;
            first = i + 1;
        }
    }

  private:
    vorbis_info info_{};
    vorbis_comment comment_{};
    vorbis_dsp_state state_{};
    vorbis_block block_{};
    std::vector<long> windows_;  ///< samples, of each packet
    bool begun_ = false;
};

}  // namespace

Result<CodedSound> encode_vorbis(Job& job, const Audio& sound, EncodeQuality quality) {
    constexpr std::size_t Piece = 1024;
    CodedSound out;
    Encoder encoder;
    if (auto begun = encoder.begin(sound.channels(), sound.sample_rate(), library_quality(quality), out);
        !begun)
        return std::move(begun).error();
    SoundReader reader{sound};
    for (std::span<const float> samples; !(samples = reader.read(Piece)).empty();) {
        encoder.add(samples, out);
        if (!job.checkpoint(0.2F + 0.7F * static_cast<float>(reader.position()) /
                                       static_cast<float>(sound.frames())))
            return Job::cancelled().error();
    }
    encoder.add({}, out);
    encoder.cut(sound.frames(), sound.sample_rate(), out);
    return out;
}

}  // namespace sinter
