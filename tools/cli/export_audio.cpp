// SPDX-License-Identifier: Apache-2.0
#include "export.hpp"
#include "export_wav.hpp"
#include "ogg_writer.hpp"
#include "sound_decoder.hpp"

#include <algorithm>

#include <opus.h>
#include <vorbis/codec.h>

namespace sinter::cli {
namespace {

/// A comment packet: vendor and the sound's tags, with the loop as players of game music look for it.
std::vector<std::uint8_t> comments_of(const Audio& sound, std::string_view magic, bool framing) {
    std::vector<std::string> list;
    for (std::uint32_t i = 0; i < sound.tags().size(); ++i) {
        const auto tag = sound.tags()[i];
        const auto key = sound.text(tag.key_offset, tag.key_size);
        if (!key.starts_with("LOOP"))
            list.push_back(std::string{key} + "=" +
                           std::string{sound.text(tag.value_offset, tag.value_size)});
    }
    if (sound.loops()) {
        list.push_back("LOOPSTART=" + std::to_string(sound.row().loop_start));
        list.push_back("LOOPLENGTH=" + std::to_string(sound.row().loop_end - sound.row().loop_start));
    }
    std::vector<std::uint8_t> out{magic.begin(), magic.end()};
    const auto add = [&](std::string_view text) {
        for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(text.size() >> (8 * i)));
        out.insert(out.end(), text.begin(), text.end());
    };
    add("Sinter");
    for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(list.size() >> (8 * i)));
    for (const auto& text : list) add(text);
    if (framing) out.push_back(1);
    return out;
}

/// Frames that a packet adds to the position, in the unit of its granule positions.
class PacketLengths {
  public:
    explicit PacketLengths(const Audio& sound) : sound_(sound) {
        vorbis_info_init(&info_);
        vorbis_comment_init(&comment_);
        if (sound.codec() != AudioCodec::Vorbis) return;
        long number = 0;
        sound.setup().each([&](std::span<const std::uint8_t> bytes) {
            auto packet = packet_of(bytes);
            packet.b_o_s = number == 0 ? 1 : 0;
            packet.packetno = number++;
            return good_ = good_ && vorbis_synthesis_headerin(&info_, &comment_, &packet) == 0;
        });
    }
    ~PacketLengths() {
        vorbis_comment_clear(&comment_);
        vorbis_info_clear(&info_);
    }
    PacketLengths(const PacketLengths&) = delete;
    PacketLengths& operator=(const PacketLengths&) = delete;

    [[nodiscard]] bool is_good() const { return good_; }
    /// Negative: no such packet.
    std::int64_t next(std::span<const std::uint8_t> bytes) {
        if (sound_.codec() == AudioCodec::Opus)
            return opus_packet_get_nb_samples(bytes.data(), static_cast<opus_int32>(bytes.size()), 48000);
        auto packet = packet_of(bytes);
        const long window = bytes.empty() ? -1 : vorbis_packet_blocksize(&info_, &packet);
        if (window <= 0) return -1;
        const long frames = before_ == 0 ? 0 : (before_ + window) / 4;
        before_ = window;
        return frames;
    }

  private:
    static ogg_packet packet_of(std::span<const std::uint8_t> bytes) {
        ogg_packet packet{};
        packet.packet = const_cast<unsigned char*>(bytes.data());  // only read
        packet.bytes = static_cast<long>(bytes.size());
        return packet;
    }
    const Audio& sound_;
    vorbis_info info_{};
    vorbis_comment comment_{};
    long before_ = 0;
    bool good_ = true;
};

/// The packets as they are, none decoded.
Result<std::vector<std::uint8_t>> write_ogg(const Audio& sound) {
    const bool opus = sound.codec() == AudioCodec::Opus;
    if (!is_coded(sound.codec()))
        return {Code::Unsupported,
                "export: an Ogg is made of Vorbis and Opus only, and this sound is stored as " +
                    std::string{name_of(sound.codec())} + "; export wav"};
    PacketLengths lengths{sound};
    if (!lengths.is_good()) return {Code::Corrupt, "export: the sound's Vorbis headers are no good"};
    OggWriter writer;
    const auto comments = comments_of(sound, opus ? "OpusTags" : "\x03vorbis", !opus);
    std::uint32_t number = 0;
    sound.setup().each([&](std::span<const std::uint8_t> packet) {
        writer.add(!opus && number == 1 ? std::span<const std::uint8_t>{comments} : packet, 0, false);
        if (number++ == 0) writer.flush();
        return true;
    });
    if (opus) writer.add(comments, 0, false);
    writer.flush();

    // Positions count frames; those of Opus count at 48 kHz, and from before the frames that are skipped at
    // the begin.
    const std::uint64_t scale = opus ? 48000 / sound.sample_rate() : 1;
    std::int64_t end = static_cast<std::int64_t>(sound.frames() * scale);
    if (opus && sound.block_count() != 0)
        end += static_cast<std::int64_t>(sound.block(0).skip_frames * scale);
    std::int64_t position = 0;
    bool good = true;
    for (std::uint32_t b = 0; b < sound.block_count(); ++b) {
        const auto block = sound.block(b);
        std::uint32_t index = 0;
        sound.packets(b).each([&](std::span<const std::uint8_t> packet) {
            if (index++ < block.repeated_packets) return true;
            const auto frames = lengths.next(packet);
            good = good && frames >= 0;
            position += frames;
            const bool is_last = b + 1 == sound.block_count() && index == block.packets;
            writer.add(packet, is_last ? end : std::min(position, end), is_last);
            return good;
        });
    }
    if (!good) return {Code::Corrupt, "export: the sound holds what is no packet"};
    writer.flush();
    return writer.take();
}

}  // namespace

Result<std::vector<ExportedFile>> export_audio(const AssetView& asset, const ExportOptions& options) {
    const Audio sound{asset};
    if (!sound.valid()) return {Code::Corrupt, "export: the tables of the sound do not agree"};
    const bool ogg = options.format == "ogg";
    auto bytes = ogg ? write_ogg(sound) : write_wav(sound);
    if (!bytes) return std::move(bytes).error();
    std::vector<ExportedFile> out;
    out.push_back({ogg ? ".ogg" : ".wav", *std::move(bytes)});
    return out;
}

}  // namespace sinter::cli
