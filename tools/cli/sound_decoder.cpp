// SPDX-License-Identifier: Apache-2.0
#include "sound_decoder.hpp"

#include <opus.h>
#include <vorbis/codec.h>

namespace sinter::cli {

/// Packets of a block to frames, with those that are skipped.
class SoundDecoder::Coded {
  public:
    virtual ~Coded() = default;
    virtual bool decode(const PacketList& packets, std::vector<float>& out) = 0;
};

class SoundDecoder::VorbisBlocks : public Coded {
  public:
    VorbisBlocks() {
        vorbis_info_init(&info_);
        vorbis_comment_init(&comment_);
    }
    ~VorbisBlocks() override {
        if (ready_) {
            vorbis_block_clear(&block_);
            vorbis_dsp_clear(&state_);
        }
        vorbis_comment_clear(&comment_);
        vorbis_info_clear(&info_);
    }
    VorbisBlocks(const VorbisBlocks&) = delete;
    VorbisBlocks& operator=(const VorbisBlocks&) = delete;

    bool begin(const PacketList& setup, std::uint32_t channels) {
        bool good = setup.size() == 3;
        long number = 0;
        setup.each([&](std::span<const std::uint8_t> bytes) {
            auto packet = packet_of(bytes, number++);
            return good = good && vorbis_synthesis_headerin(&info_, &comment_, &packet) == 0;
        });
        if (!good || info_.channels != static_cast<int>(channels) ||
            vorbis_synthesis_init(&state_, &info_) != 0)
            return false;
        vorbis_block_init(&state_, &block_);
        return ready_ = true;
    }
    bool decode(const PacketList& packets, std::vector<float>& out) override {
        vorbis_synthesis_restart(&state_);
        const auto channels = static_cast<std::uint32_t>(info_.channels);
        bool good = true;
        long number = 3;
        packets.each([&](std::span<const std::uint8_t> bytes) {
            auto packet = packet_of(bytes, number++);
            good = !bytes.empty() && vorbis_synthesis(&block_, &packet) == 0 &&
                   vorbis_synthesis_blockin(&state_, &block_) == 0;
            float** planes = nullptr;
            for (int frames = 0; good && (frames = vorbis_synthesis_pcmout(&state_, &planes)) > 0;) {
                for (int i = 0; i < frames; ++i)
                    for (std::uint32_t c = 0; c < channels; ++c)
                        out.push_back(planes[vorbis_channel(channels, c)][i]);
                vorbis_synthesis_read(&state_, frames);
            }
            return good;
        });
        return good;
    }

  private:
    static ogg_packet packet_of(std::span<const std::uint8_t> bytes, long number) {
        ogg_packet packet{};
        packet.packet = const_cast<unsigned char*>(bytes.data());  // only read
        packet.bytes = static_cast<long>(bytes.size());
        packet.b_o_s = number == 0 ? 1 : 0;
        packet.granulepos = -1;
        packet.packetno = number;
        return packet;
    }
    vorbis_info info_{};
    vorbis_comment comment_{};
    vorbis_dsp_state state_{};
    vorbis_block block_{};
    bool ready_ = false;
};

class SoundDecoder::OpusBlocks : public Coded {
  public:
    bool begin(std::uint32_t rate, std::uint32_t channels) {
        int code = OPUS_OK;
        if (channels > 2) return false;
        channels_ = channels;
        // 120 ms, the longest packet.
        frame_.resize(std::size_t{rate} * 12 / 100 * channels);
        decoder_.reset(opus_decoder_create(static_cast<opus_int32>(rate), static_cast<int>(channels), &code));
        return decoder_ && code == OPUS_OK;
    }
    bool decode(const PacketList& packets, std::vector<float>& out) override {
        opus_decoder_ctl(decoder_.get(), OPUS_RESET_STATE);
        bool good = true;
        packets.each([&](std::span<const std::uint8_t> bytes) {
            const int frames =
                opus_decode_float(decoder_.get(), bytes.data(), static_cast<opus_int32>(bytes.size()),
                                  frame_.data(), static_cast<int>(frame_.size() / channels_), 0);
            good = frames >= 0;
            if (good)
                out.insert(out.end(), frame_.begin(), frame_.begin() + frames * static_cast<int>(channels_));
            return good;
        });
        return good;
    }

  private:
    struct Destroy {
        void operator()(OpusDecoder* decoder) const { opus_decoder_destroy(decoder); }
    };
    std::unique_ptr<OpusDecoder, Destroy> decoder_;
    std::vector<float> frame_;
    std::uint32_t channels_ = 0;
};

SoundDecoder::SoundDecoder(const Audio& sound) : sound_(sound) {}
SoundDecoder::SoundDecoder(SoundDecoder&&) noexcept = default;
SoundDecoder::~SoundDecoder() = default;

Result<SoundDecoder> SoundDecoder::make(const Audio& sound) {
    SoundDecoder out{sound};
    bool good = true;
    if (sound.codec() == AudioCodec::Vorbis) {
        auto blocks = std::make_unique<VorbisBlocks>();
        good = blocks->begin(sound.setup(), sound.channels());
        out.coded_ = std::move(blocks);
    } else if (sound.codec() == AudioCodec::Opus) {
        auto blocks = std::make_unique<OpusBlocks>();
        good = blocks->begin(sound.sample_rate(), sound.channels());
        out.coded_ = std::move(blocks);
    }
    if (!good)
        return {Code::Corrupt,
                "sound: its headers are no good (" + std::string{name_of(sound.codec())} + ")"};
    return out;
}

Result<std::span<const float>> SoundDecoder::block(std::uint32_t index) {
    const auto row = sound_.block(index);
    const std::size_t channels = sound_.channels(), wanted = row.frames * channels;
    if (!coded_) {
        samples_.resize(wanted);
        to_float(sound_.bytes(index), sound_.codec(), samples_);
        return std::span<const float>{samples_};
    }
    samples_.clear();
    const std::size_t skipped = row.skip_frames * channels;
    if (!coded_->decode(sound_.packets(index), samples_) || samples_.size() < skipped ||
        samples_.size() - skipped < wanted)
        return {Code::Corrupt, "sound: block " + std::to_string(index) + " does not hold what its row says"};
    return std::span<const float>{samples_}.subspan(skipped, wanted);
}

}  // namespace sinter::cli
