// SPDX-License-Identifier: Apache-2.0
#include "export_wav.hpp"

#include "sound_decoder.hpp"

namespace sinter::cli {
namespace {

/// Chunks of a RIFF file, which count their sizes themselves.
class RiffWriter {
  public:
    void u16(std::uint64_t v) { number(v, 2); }
    void u32(std::uint64_t v) { number(v, 4); }
    void text(std::string_view v) { bytes_.insert(bytes_.end(), v.begin(), v.end()); }
    void raw(std::span<const std::uint8_t> v) { bytes_.insert(bytes_.end(), v.begin(), v.end()); }
    void zero() { bytes_.push_back(0); }
    [[nodiscard]] std::size_t begin(std::string_view id) {
        text(id);
        u32(0);
        return bytes_.size();
    }
    void end(std::size_t begun) {
        const auto size = bytes_.size() - begun;
        for (std::size_t i = 0; i < 4; ++i)
            bytes_[begun - 4 + i] = static_cast<std::uint8_t>(size >> (8 * i));
        if (size % 2 != 0) zero();
    }
    [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(bytes_); }

  private:
    void number(std::uint64_t v, int size) {
        for (int i = 0; i < size; ++i) bytes_.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
    }
    std::vector<std::uint8_t> bytes_;
};

struct WavForm {
    bool is_float;
    std::uint32_t bytes;  ///< of a sample
};

WavForm form_of(const Audio& sound) {
    switch (sound.codec()) {
        case AudioCodec::S16:
            return {false, sound.row().bits == 8 ? 1u : 2u};
        case AudioCodec::S24:
            return {false, 3};
        case AudioCodec::S32:
            return {false, 4};
        case AudioCodec::F64:
            return {true, 8};
        default:
            return {true, 4};
    }
}

void write_format(RiffWriter& out, const Audio& sound, WavForm form) {
    const auto channels = sound.channels();
    const auto frame = form.bytes * channels;
    // The extensible form says which speakers there are, and is required above 2 channels and 16 bits.
    const bool extensible = channels > 2 || (!form.is_float && form.bytes > 2);
    const auto begun = out.begin("fmt ");
    out.u16(extensible ? 0xFFFE : form.is_float ? 3 : 1);
    out.u16(channels);
    out.u32(sound.sample_rate());
    out.u32(std::uint64_t{sound.sample_rate()} * frame);
    out.u16(frame);
    out.u16(form.bytes * 8);
    if (extensible) {
        out.u16(22);
        out.u16(form.bytes * 8);
        out.u32(sound.row().channel_mask);
        out.u16(form.is_float ? 3 : 1);
        constexpr std::uint8_t rest[] = {0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71};
        out.raw(rest);
    } else if (form.is_float) {
        out.u16(0);
    }
    out.end(begun);
    if (!form.is_float) return;
    const auto fact = out.begin("fact");
    out.u32(sound.frames());
    out.end(fact);
}

void write_loop(RiffWriter& out, const Audio& sound) {
    if (!sound.loops()) return;
    const auto& row = sound.row();
    const auto begun = out.begin("smpl");
    out.u32(0);
    out.u32(0);
    out.u32(1000000000 / row.sample_rate);  // nanoseconds of a sample
    out.u32(60);                            // middle C
    for (int i = 0; i < 3; ++i) out.u32(0);
    out.u32(1);  // loops
    out.u32(0);
    out.u32(0);
    out.u32(row.loop_mode - SINTER_AUDIO_LOOP_FORWARD);
    out.u32(row.loop_start);
    out.u32(row.loop_end - 1);  // inclusive
    out.u32(0);
    out.u32(row.loop_count);
    out.end(begun);
}

void write_cues(RiffWriter& out, const Audio& sound) {
    if (sound.cues().empty()) return;
    const auto begun = out.begin("cue ");
    out.u32(sound.cues().size());
    for (std::uint32_t i = 0; i < sound.cues().size(); ++i) {
        out.u32(i + 1);
        out.u32(sound.cues()[i].frame);
        out.text("data");
        out.u32(0);
        out.u32(0);
        out.u32(sound.cues()[i].frame);
    }
    out.end(begun);
    const auto list = out.begin("LIST");
    out.text("adtl");
    for (std::uint32_t i = 0; i < sound.cues().size(); ++i) {
        const auto cue = sound.cues()[i];
        const auto label = out.begin("labl");
        out.u32(i + 1);
        out.text(sound.text(cue.name_offset, cue.name_size));
        out.zero();
        out.end(label);
    }
    out.end(list);
}

void write_tags(RiffWriter& out, const Audio& sound) {
    constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"TITLE", "INAM"},   {"ARTIST", "IART"},   {"COPYRIGHT", "ICOP"},
        {"COMMENT", "ICMT"}, {"DATE", "ICRD"},     {"GENRE", "IGNR"},
        {"ALBUM", "IPRD"},   {"SOFTWARE", "ISFT"}, {"TRACKNUMBER", "ITRK"}};
    if (sound.tags().empty()) return;
    const auto list = out.begin("LIST");
    out.text("INFO");
    for (std::uint32_t i = 0; i < sound.tags().size(); ++i) {
        const auto tag = sound.tags()[i];
        const auto key = sound.text(tag.key_offset, tag.key_size);
        const auto* known =
            std::ranges::find(names, key, &std::pair<std::string_view, std::string_view>::first);
        if (known == std::end(names)) continue;
        const auto begun = out.begin(known->second);
        out.text(sound.text(tag.value_offset, tag.value_size));
        out.zero();
        out.end(begun);
    }
    out.end(list);
}

Status write_samples(RiffWriter& out, const Audio& sound, WavForm form) {
    if (is_coded(sound.codec())) {
        auto decoder = SoundDecoder::make(sound);
        if (!decoder) return decoder.status();
        for (std::uint32_t i = 0; i < sound.block_count(); ++i) {
            const auto samples = decoder->block(i);
            if (!samples) return samples.status();
            out.raw({reinterpret_cast<const std::uint8_t*>((*samples).data()), (*samples).size_bytes()});
        }
        return {};
    }
    std::vector<std::uint8_t> narrow;
    for (std::uint32_t i = 0; i < sound.block_count(); ++i) {
        const auto bytes = sound.bytes(i);
        if (form.bytes != 1) {
            out.raw(bytes);
            continue;
        }
        // 8 bits are unsigned in WAV.
        narrow.resize(bytes.size() / 2);
        for (std::size_t k = 0; k < narrow.size(); ++k)
            narrow[k] = static_cast<std::uint8_t>(bytes[2 * k + 1] ^ 0x80);
        out.raw(narrow);
    }
    return {};
}

/// Whether 8 bits are all that the samples have: what was processed may have more.
bool has_only_8_bits(const Audio& sound) {
    for (std::uint32_t i = 0; i < sound.block_count(); ++i) {
        const auto bytes = sound.bytes(i);
        for (std::size_t k = 0; k < bytes.size(); k += 2)
            if (bytes[k] != 0) return false;
    }
    return true;
}

}  // namespace

Result<std::vector<std::uint8_t>> write_wav(const Audio& sound) {
    constexpr std::uint64_t MostBytes = 0xFFFF0000;
    auto form = form_of(sound);
    if (form.bytes == 1 && !has_only_8_bits(sound)) form.bytes = 2;
    if (sound.frames() > MostBytes / (form.bytes * sound.channels()))
        return {Code::TooLarge,
                "export: over 4 GiB of samples (" + std::to_string(sound.frames()) + " frames)"};
    RiffWriter out;
    const auto riff = out.begin("RIFF");
    out.text("WAVE");
    write_format(out, sound, form);
    write_loop(out, sound);
    write_cues(out, sound);
    write_tags(out, sound);
    const auto data = out.begin("data");
    if (auto done = write_samples(out, sound, form); !done) return std::move(done).error();
    out.end(data);
    out.end(riff);
    return out.take();
}

}  // namespace sinter::cli
