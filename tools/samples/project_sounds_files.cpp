// SPDX-License-Identifier: Apache-2.0
#include "project_sounds_files.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

#include <sndfile.h>
#include <vorbis/vorbisenc.h>

#include "byte_writer.hpp"

namespace sinter::samples {
namespace {

std::int32_t scaled(float sample, double full) {
    return static_cast<std::int32_t>(
        std::lround(std::clamp(static_cast<double>(sample) * full, -full, full - 1)));
}

void chunk(ByteWriter& out, std::string_view id, ByteWriter content) {
    out.text(id);
    out.u32(static_cast<std::uint32_t>(content.size()));
    const Bytes bytes = content.take();
    out.bytes(bytes);
    out.pad_to(2);
}

ByteWriter sample_data(const Sound& sound, WavSamples form) {
    ByteWriter out;
    for (const float sample : sound.samples) {
        switch (form) {
            case WavSamples::Bits8:
                out.u8(static_cast<std::uint32_t>(scaled(sample, 128) + 128));
                break;
            case WavSamples::Bits16:
                out.u16(static_cast<std::uint32_t>(scaled(sample, 32768)));
                break;
            case WavSamples::Bits24: {
                const auto value = static_cast<std::uint32_t>(scaled(sample, 8388608));
                out.u16(value);
                out.u8(value >> 16);
                break;
            }
            case WavSamples::Float: {
                std::uint32_t bits = 0;
                std::memcpy(&bits, &sample, 4);
                out.u32(bits);
                break;
            }
        }
    }
    return out;
}

/// What libvorbisenc needs, given back in any case.
struct VorbisState {
    vorbis_info info{};
    vorbis_comment comment{};
    vorbis_dsp_state dsp{};
    vorbis_block block{};
    ogg_stream_state stream{};
    bool begun = false;

    VorbisState() {
        vorbis_info_init(&info);
        vorbis_comment_init(&comment);
    }
    ~VorbisState() {
        if (begun) {
            ogg_stream_clear(&stream);
            vorbis_block_clear(&block);
            vorbis_dsp_clear(&dsp);
        }
        vorbis_comment_clear(&comment);
        vorbis_info_clear(&info);
    }
    VorbisState(const VorbisState&) = delete;
    VorbisState& operator=(const VorbisState&) = delete;
};

void append(Bytes& out, const ogg_page& page) {
    out.insert(out.end(), page.header, page.header + page.header_len);
    out.insert(out.end(), page.body, page.body + page.body_len);
}

struct MemoryFile {
    Bytes bytes;
    std::size_t at = 0;
};

}  // namespace

Bytes write_wav(const Sound& sound, WavSamples form, LoopPoints loop,
                const std::vector<std::pair<std::uint32_t, std::string>>& markers) {
    const std::uint32_t width = form == WavSamples::Bits8    ? 1
                                : form == WavSamples::Bits16 ? 2
                                : form == WavSamples::Bits24 ? 3
                                                             : 4;
    ByteWriter format, body, out;
    format.u16(form == WavSamples::Float ? 3 : 1);
    format.u16(sound.channels);
    format.u32(sound.rate);
    format.u32(sound.rate * sound.channels * width);
    format.u16(sound.channels * width);
    format.u16(width * 8);
    body.text("WAVE");
    chunk(body, "fmt ", std::move(format));
    chunk(body, "data", sample_data(sound, form));
    if (loop.end != 0) {
        ByteWriter sampler;
        sampler.zeros(8);
        sampler.u32(1000000000 / sound.rate);
        sampler.u32(60);
        sampler.zeros(12);
        sampler.u32(1);
        sampler.zeros(12);
        sampler.u32(loop.start);
        sampler.u32(loop.end - 1);
        sampler.zeros(8);
        chunk(body, "smpl", std::move(sampler));
    }
    if (!markers.empty()) {
        ByteWriter cues, labels;
        cues.u32(static_cast<std::uint32_t>(markers.size()));
        labels.text("adtl");
        for (std::size_t i = 0; i < markers.size(); ++i) {
            const auto id = static_cast<std::uint32_t>(i + 1);
            cues.u32(id);
            cues.u32(markers[i].first);
            cues.text("data");
            cues.zeros(8);
            cues.u32(markers[i].first);
            ByteWriter label;
            label.u32(id);
            label.text(markers[i].second);
            label.u8(0);
            chunk(labels, "labl", std::move(label));
        }
        chunk(body, "cue ", std::move(cues));
        chunk(body, "LIST", std::move(labels));
    }
    chunk(out, "RIFF", std::move(body));
    return out.take();
}

Result<Bytes> write_ogg_vorbis(const Sound& sound, float quality, const std::vector<std::string>& comments) {
    VorbisState state;
    if (vorbis_encode_init_vbr(&state.info, static_cast<long>(sound.channels), static_cast<long>(sound.rate),
                               quality) != 0)
        return {Code::Internal, "libvorbisenc refuses the sound"};
    for (const auto& text : comments) vorbis_comment_add(&state.comment, text.c_str());
    vorbis_analysis_init(&state.dsp, &state.info);
    vorbis_block_init(&state.dsp, &state.block);
    ogg_stream_init(&state.stream, 1);
    state.begun = true;

    Bytes out;
    ogg_packet packets[3];
    ogg_page page;
    vorbis_analysis_headerout(&state.dsp, &state.comment, &packets[0], &packets[1], &packets[2]);
    for (auto& packet : packets) ogg_stream_packetin(&state.stream, &packet);
    while (ogg_stream_flush(&state.stream, &page) != 0) append(out, page);
    constexpr std::size_t Piece = 1024;
    for (std::size_t at = 0; at <= sound.frames(); at += Piece) {
        const auto count = std::min(Piece, sound.frames() - at);
        float** planes = vorbis_analysis_buffer(&state.dsp, Piece);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t c = 0; c < sound.channels; ++c)
                planes[c][i] = sound.samples[(at + i) * sound.channels + c];
        vorbis_analysis_wrote(&state.dsp, static_cast<int>(count));
        if (count != 0 && count < Piece) vorbis_analysis_wrote(&state.dsp, 0);
        while (vorbis_analysis_blockout(&state.dsp, &state.block) == 1) {
            vorbis_analysis(&state.block, nullptr);
            vorbis_bitrate_addblock(&state.block);
            ogg_packet packet;
            while (vorbis_bitrate_flushpacket(&state.dsp, &packet) != 0) {
                ogg_stream_packetin(&state.stream, &packet);
                while (ogg_stream_pageout(&state.stream, &page) != 0) append(out, page);
            }
        }
    }
    while (ogg_stream_flush(&state.stream, &page) != 0) append(out, page);
    return out;
}

Result<Bytes> write_flac(const Sound& sound) {
    MemoryFile file;
    SF_VIRTUAL_IO io{
        [](void* self) { return static_cast<sf_count_t>(static_cast<MemoryFile*>(self)->bytes.size()); },
        [](sf_count_t offset, int whence, void* self) {
            auto& memory = *static_cast<MemoryFile*>(self);
            const std::size_t from = whence == SEEK_SET   ? 0
                                     : whence == SEEK_CUR ? memory.at
                                                          : memory.bytes.size();
            memory.at = from + static_cast<std::size_t>(offset);
            return static_cast<sf_count_t>(memory.at);
        },
        [](void*, sf_count_t, void*) { return sf_count_t{0}; },
        [](const void* data, sf_count_t size, void* self) {
            auto& memory = *static_cast<MemoryFile*>(self);
            const auto count = static_cast<std::size_t>(size);
            if (memory.bytes.size() < memory.at + count) memory.bytes.resize(memory.at + count);
            std::memcpy(memory.bytes.data() + memory.at, data, count);
            memory.at += count;
            return size;
        },
        [](void* self) { return static_cast<sf_count_t>(static_cast<MemoryFile*>(self)->at); }};
    SF_INFO info{};
    info.channels = static_cast<int>(sound.channels);
    info.samplerate = static_cast<int>(sound.rate);
    info.format = SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
    SNDFILE* out = sf_open_virtual(&io, SFM_WRITE, &info, &file);
    if (!out) return {Code::Internal, "libsndfile refuses the sound"};
    std::vector<short> rounded;
    for (const float sample : sound.samples) rounded.push_back(static_cast<short>(scaled(sample, 32768)));
    sf_writef_short(out, rounded.data(), static_cast<sf_count_t>(sound.frames()));
    sf_close(out);
    return std::move(file.bytes);
}

}  // namespace sinter::samples
