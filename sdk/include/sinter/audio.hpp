// SPDX-License-Identifier: Apache-2.0
// Audio: sample formats, channel orders, and a read-only view of a sound asset.
#pragma once

#include <bit>

#include <sinter/abi/audio.h>
#include <sinter/abi/data.h>
#include <sinter/asset.hpp>

namespace sinter {

enum class AudioCodec : std::uint32_t {
    S16 = SINTER_AUDIO_S16,
    S24 = SINTER_AUDIO_S24,
    S32 = SINTER_AUDIO_S32,
    F32 = SINTER_AUDIO_F32,
    F64 = SINTER_AUDIO_F64,
    Vorbis = SINTER_AUDIO_VORBIS,
    Opus = SINTER_AUDIO_OPUS,
};

/// "pcm_s16", "vorbis"; "unknown" for a foreign number.
constexpr std::string_view name_of(AudioCodec codec) noexcept {
    switch (codec) {
        case AudioCodec::S16:
            return "pcm_s16";
        case AudioCodec::S24:
            return "pcm_s24";
        case AudioCodec::S32:
            return "pcm_s32";
        case AudioCodec::F32:
            return "pcm_f32";
        case AudioCodec::F64:
            return "pcm_f64";
        case AudioCodec::Vorbis:
            return "vorbis";
        case AudioCodec::Opus:
            return "opus";
    }
    return "unknown";
}

/// Bytes of one sample; 0 for coded blocks and foreign numbers.
constexpr std::uint32_t sample_bytes(AudioCodec codec) noexcept {
    switch (codec) {
        case AudioCodec::S16:
            return 2;
        case AudioCodec::S24:
            return 3;
        case AudioCodec::S32:
        case AudioCodec::F32:
            return 4;
        case AudioCodec::F64:
            return 8;
        default:
            return 0;
    }
}
constexpr bool is_coded(AudioCodec codec) noexcept {
    return codec == AudioCodec::Vorbis || codec == AudioCodec::Opus;
}

inline constexpr std::uint32_t MaxAudioChannels = 64;
inline constexpr std::uint32_t MaxSampleRate = 1u << 20;

/// The usual speakers of so many channels (WAVEFORMATEXTENSIBLE); 0 when there is no custom.
constexpr std::uint32_t usual_channel_mask(std::uint32_t channels) noexcept {
    constexpr std::uint32_t masks[] = {0, 0x4, 0x3, 0x7, 0x33, 0x37, 0x3F, 0x70F, 0x63F};
    return channels < std::size(masks) ? masks[channels] : 0;
}

/// Which channel of a Vorbis or Opus stream is channel `index` in the order of the usual mask (Vorbis I,
/// section 4.3.9). Beyond 8 channels there is no order but the stream's.
constexpr std::uint32_t vorbis_channel(std::uint32_t channels, std::uint32_t index) noexcept {
    constexpr std::uint8_t orders[][8] = {
        {0, 2, 1},          {0, 1, 2, 3},          {0, 2, 1, 3, 4},
        {0, 2, 1, 5, 3, 4}, {0, 2, 1, 6, 5, 3, 4}, {0, 2, 1, 7, 5, 6, 3, 4}};
    return channels < 3 || channels > 8 ? index : orders[channels - 3][index];
}

/// Samples as floats, full scale 1. `bytes` holds out.size() samples of `codec`, which is not coded.
inline void to_float(std::span<const std::uint8_t> bytes, AudioCodec codec, std::span<float> out) noexcept {
    static_assert(std::endian::native == std::endian::little);
    assert(bytes.size() == out.size() * sample_bytes(codec) && "to_float: sizes differ");
    const auto* at = bytes.data();
    const auto each = [&]<class T>(T, double scale) {
        for (auto& sample : out) {
            T value;
            std::memcpy(&value, at, sizeof value);
            sample = static_cast<float>(static_cast<double>(value) * scale);
            at += sizeof value;
        }
    };
    switch (codec) {
        case AudioCodec::S16:
            return each(std::int16_t{}, 1.0 / 32768);
        case AudioCodec::S24:
            for (auto& sample : out) {
                const auto high = static_cast<std::uint32_t>(at[0]) << 8 |
                                  static_cast<std::uint32_t>(at[1]) << 16 |
                                  static_cast<std::uint32_t>(at[2]) << 24;
                sample = static_cast<float>(static_cast<double>(static_cast<std::int32_t>(high)) *
                                            (1.0 / 2147483648));
                at += 3;
            }
            return;
        case AudioCodec::S32:
            return each(std::int32_t{}, 1.0 / 2147483648);
        case AudioCodec::F32:
            if (!out.empty()) std::memcpy(out.data(), at, out.size_bytes());
            return;
        case AudioCodec::F64:
            return each(double{}, 1.0);
        default:
            return;
    }
}

/// A list of packets: sizes, then the packets end to end. See sinter/abi/audio.h.
class PacketList {
  public:
    PacketList() = default;
    PacketList(std::span<const std::uint8_t> bytes, std::uint32_t count) : bytes_(bytes), count_(count) {}
    /// The sizes are there, and their sum is that of the packets.
    [[nodiscard]] bool valid() const noexcept {
        if (bytes_.size() / 4 < count_) return false;
        std::uint64_t sum = std::uint64_t{4} * count_;
        for (std::uint32_t i = 0; i < count_; ++i) sum += size_of(i);  // < 2^64
        return sum == bytes_.size();
    }
    [[nodiscard]] std::uint32_t size() const noexcept { return count_; }
    /// Calls use(packet) for each packet of a valid list, until it says false.
    template <class Use>
    void each(Use&& use) const {
        auto at = std::size_t{4} * count_;
        for (std::uint32_t i = 0; i < count_; ++i) {
            const std::size_t size = size_of(i);
            if (!use(bytes_.subspan(at, size))) return;
            at += size;
        }
    }

  private:
    [[nodiscard]] std::uint32_t size_of(std::uint32_t index) const noexcept {
        std::uint32_t size = 0;
        std::memcpy(&size, bytes_.data() + std::size_t{4} * index, 4);
        return size;
    }
    std::span<const std::uint8_t> bytes_;
    std::uint32_t count_ = 0;
};

/// A read-only view of a sound.
/// Threads: any. Lifetime: as long as what it views.
class Audio {
  public:
    static constexpr AssetType type = AssetType::Audio;

    Audio() = default;
    /// Check `valid()` when the asset comes from somebody else.
    explicit Audio(AssetView asset)
        : asset_(asset),
          blocks_(asset.rows<sinter_audio_block_row>(SINTER_AUDIO_BLOCK_TABLE)),
          peaks_(asset.rows<sinter_audio_peak_row>(SINTER_AUDIO_PEAK_TABLE)),
          cues_(asset.rows<sinter_audio_cue_row>(SINTER_AUDIO_CUE_TABLE)),
          tags_(asset.rows<sinter_audio_tag_row>(SINTER_AUDIO_TAG_TABLE)),
          figures_(asset.rows<sinter_audio_figures_row>(SINTER_AUDIO_FIGURES_TABLE)) {
        const auto rows = asset.rows<sinter_audio_row>(SINTER_AUDIO_TABLE);
        if (!rows.empty()) row_ = rows[0];
    }
    /// The tables are there and agree with each other, and every block lies inside its chunk.
    [[nodiscard]] bool valid() const noexcept {
        return asset_.type() == type && row_.channels != 0 && row_.channels <= MaxAudioChannels &&
               row_.sample_rate != 0 && row_.sample_rate <= MaxSampleRate &&
               (is_coded(codec()) || sample_bytes(codec()) != 0) && loop_fits() && setup_fits() &&
               blocks_fit() && peaks_fit() && texts_fit() && figures_.size() <= 1;
    }
    [[nodiscard]] const sinter_audio_row& row() const noexcept { return row_; }
    [[nodiscard]] std::uint32_t channels() const noexcept { return row_.channels; }
    [[nodiscard]] std::uint32_t sample_rate() const noexcept { return row_.sample_rate; }
    [[nodiscard]] std::uint64_t frames() const noexcept { return row_.frames; }
    [[nodiscard]] AudioCodec codec() const noexcept { return static_cast<AudioCodec>(row_.codec); }
    [[nodiscard]] double seconds() const noexcept {
        return row_.sample_rate == 0 ? 0 : static_cast<double>(row_.frames) / row_.sample_rate;
    }
    [[nodiscard]] bool loops() const noexcept { return row_.loop_mode != SINTER_AUDIO_LOOP_NONE; }
    /// Bytes of a frame; 0 when coded.
    [[nodiscard]] std::uint32_t frame_bytes() const noexcept { return sample_bytes(codec()) * row_.channels; }

    [[nodiscard]] std::uint32_t block_count() const noexcept { return blocks_.size(); }
    /// `index` < block_count().
    [[nodiscard]] sinter_audio_block_row block(std::uint32_t index) const noexcept { return blocks_[index]; }
    /// The block that holds `frame` < frames().
    [[nodiscard]] std::uint32_t block_at(std::uint64_t frame) const noexcept {
        std::uint32_t low = 0, high = blocks_.size();
        while (high - low > 1) {
            const auto middle = low + (high - low) / 2;
            (blocks_[middle].first_frame <= frame ? low : high) = middle;
        }
        return low;
    }
    /// Empty when the block is not resident.
    [[nodiscard]] std::span<const std::uint8_t> bytes(std::uint32_t index) const noexcept {
        const auto block = blocks_[index];
        return asset_.bytes(block.chunk, block.offset, block.size);
    }
    /// Packets of a coded block; check `valid()` of the list when the asset was not checked.
    [[nodiscard]] PacketList packets(std::uint32_t index) const noexcept {
        return {bytes(index), blocks_[index].packets};
    }
    [[nodiscard]] PacketList setup() const noexcept {
        const auto* table = asset_.table(SINTER_AUDIO_SETUP_TABLE);
        return table && table->stride == 1 ? PacketList{{table->rows, table->count}, row_.setup_packets}
                                           : PacketList{};
    }
    /// Windows of the peak table.
    [[nodiscard]] std::uint32_t peak_count() const noexcept {
        return row_.channels ? peaks_.size() / row_.channels : 0;
    }
    [[nodiscard]] sinter_audio_peak_row peak(std::uint32_t window, std::uint32_t channel) const noexcept {
        return peaks_[window * row_.channels + channel];
    }
    [[nodiscard]] std::optional<sinter_audio_figures_row> figures() const noexcept {
        if (figures_.empty()) return std::nullopt;
        return figures_[0];
    }
    [[nodiscard]] const Rows<sinter_audio_cue_row>& cues() const noexcept { return cues_; }
    [[nodiscard]] const Rows<sinter_audio_tag_row>& tags() const noexcept { return tags_; }
    /// A text of the string table; empty when it does not lie inside.
    [[nodiscard]] std::string_view text(std::uint32_t offset, std::uint32_t size) const noexcept {
        const auto* table = asset_.table(SINTER_STRING_TABLE);
        if (!table || table->stride != 1 || offset > table->count || size > table->count - offset) return {};
        return {reinterpret_cast<const char*>(table->rows) + offset, size};
    }
    [[nodiscard]] const AssetView& asset() const noexcept { return asset_; }

  private:
    [[nodiscard]] bool loop_fits() const noexcept {
        return row_.loop_mode <= SINTER_AUDIO_LOOP_BACKWARD &&
               (!loops() || (row_.loop_start < row_.loop_end && row_.loop_end <= row_.frames));
    }
    [[nodiscard]] bool setup_fits() const noexcept {
        if (!is_coded(codec())) return row_.setup_packets == 0;
        const auto list = setup();
        return list.size() == (codec() == AudioCodec::Vorbis ? 3u : 1u) && list.valid();
    }
    [[nodiscard]] bool blocks_fit() const noexcept {
        std::uint64_t at = 0;
        for (std::uint32_t i = 0; i < blocks_.size(); ++i) {
            const auto block = blocks_[i];
            if (block.frames == 0 || block.first_frame != at || block.repeated_packets > block.packets ||
                block.size == 0 || bytes(i).size() != block.size)
                return false;
            at += block.frames;  // <= 2^64: fewer than 2^32 rows of less than 2^32
            if (is_coded(codec())) {
                if (block.packets == 0 || !packets(i).valid()) return false;
            } else if (block.packets != 0 || block.skip_frames != 0 ||
                       block.size != std::uint64_t{block.frames} * frame_bytes()) {
                return false;
            }
        }
        return at == row_.frames;
    }
    [[nodiscard]] bool peaks_fit() const noexcept {
        if (row_.peak_frames == 0) return peaks_.empty();
        const auto windows = row_.frames / row_.peak_frames + (row_.frames % row_.peak_frames != 0 ? 1 : 0);
        return peaks_.size() % row_.channels == 0 && peak_count() == windows;
    }
    [[nodiscard]] bool text_fits(std::uint32_t offset, std::uint32_t size) const noexcept {
        return text(offset, size).size() == size;
    }
    [[nodiscard]] bool texts_fit() const noexcept {
        for (std::uint32_t i = 0; i < cues_.size(); ++i) {
            const auto cue = cues_[i];
            if (cue.frame > row_.frames || cue.length > row_.frames - cue.frame ||
                !text_fits(cue.name_offset, cue.name_size))
                return false;
        }
        for (std::uint32_t i = 0; i < tags_.size(); ++i) {
            const auto tag = tags_[i];
            if (!text_fits(tag.key_offset, tag.key_size) || !text_fits(tag.value_offset, tag.value_size))
                return false;
        }
        return true;
    }

    AssetView asset_;
    sinter_audio_row row_{};
    Rows<sinter_audio_block_row> blocks_;
    Rows<sinter_audio_peak_row> peaks_;
    Rows<sinter_audio_cue_row> cues_;
    Rows<sinter_audio_tag_row> tags_;
    Rows<sinter_audio_figures_row> figures_;
};

}  // namespace sinter
