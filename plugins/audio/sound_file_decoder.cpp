// SPDX-License-Identifier: Apache-2.0
#include "comments.hpp"
#include "decoders.hpp"
#include "flac_comments.hpp"
#include "iff_chunks.hpp"
#include "ogg_file.hpp"
#include "sound_file.hpp"
#include "utf8.hpp"

namespace sinter {
namespace {

std::uint32_t channel_mask_of(const SoundFile& file) {
    const auto channels = static_cast<std::uint32_t>(file.info().channels);
    std::vector<int> map(channels);
    if (sf_command(file.get(), SFC_GET_CHANNEL_MAP_INFO, map.data(),
                   static_cast<int>(channels * sizeof(int))) != SF_TRUE)
        return usual_channel_mask(channels);
    constexpr std::pair<int, std::uint32_t> speakers[] = {
        {SF_CHANNEL_MAP_MONO, 0x4},
        {SF_CHANNEL_MAP_LEFT, 0x1},
        {SF_CHANNEL_MAP_FRONT_LEFT, 0x1},
        {SF_CHANNEL_MAP_RIGHT, 0x2},
        {SF_CHANNEL_MAP_FRONT_RIGHT, 0x2},
        {SF_CHANNEL_MAP_CENTER, 0x4},
        {SF_CHANNEL_MAP_FRONT_CENTER, 0x4},
        {SF_CHANNEL_MAP_LFE, 0x8},
        {SF_CHANNEL_MAP_REAR_LEFT, 0x10},
        {SF_CHANNEL_MAP_REAR_RIGHT, 0x20},
        {SF_CHANNEL_MAP_FRONT_LEFT_OF_CENTER, 0x40},
        {SF_CHANNEL_MAP_FRONT_RIGHT_OF_CENTER, 0x80},
        {SF_CHANNEL_MAP_REAR_CENTER, 0x100},
        {SF_CHANNEL_MAP_SIDE_LEFT, 0x200},
        {SF_CHANNEL_MAP_SIDE_RIGHT, 0x400},
    };
    std::uint32_t mask = 0;
    for (const int channel : map) {
        std::uint32_t bit = 0;
        for (const auto& [id, value] : speakers)
            if (id == channel) bit = value;
        // Only ascending bits are an order that a mask can tell.
        if (bit == 0 || bit <= mask)
            return (map[0] == SF_CHANNEL_MAP_MONO && channels == 1) ? 0x4 : usual_channel_mask(channels);
        mask |= bit;
    }
    return mask;
}

/// Channels of an Ogg stream come in its own order.
bool has_vorbis_order(const SoundFile& file) {
    return (file.info().format & SF_FORMAT_TYPEMASK) == SF_FORMAT_OGG &&
           (file.info().format & SF_FORMAT_SUBMASK) == SF_FORMAT_OPUS;
}

void read_tags(const SoundFile& file, std::span<const std::uint8_t> source, Comments& comments) {
    constexpr std::pair<int, const char*> names[] = {
        {SF_STR_TITLE, "TITLE"},   {SF_STR_COPYRIGHT, "COPYRIGHT"}, {SF_STR_SOFTWARE, "SOFTWARE"},
        {SF_STR_ARTIST, "ARTIST"}, {SF_STR_COMMENT, "COMMENT"},     {SF_STR_DATE, "DATE"},
        {SF_STR_ALBUM, "ALBUM"},   {SF_STR_LICENSE, "LICENSE"},     {SF_STR_TRACKNUMBER, "TRACKNUMBER"},
        {SF_STR_GENRE, "GENRE"},
    };
    const auto major = file.info().format & SF_FORMAT_TYPEMASK;
    if (major == SF_FORMAT_FLAC) return read_flac_comments(source, comments);
    if (major == SF_FORMAT_OGG) return read_ogg_comments(source, comments);
    for (const auto& [id, name] : names)
        if (const char* text = sf_get_string(file.get(), id)) comments.add(name, text);
}

void read_cues(const SoundFile& file, AudioTexts& texts) {
    std::uint32_t count = 0;
    if (sf_command(file.get(), SFC_GET_CUE_COUNT, &count, sizeof count) != SF_TRUE || count == 0) return;
    SF_CUES cues{};
    if (sf_command(file.get(), SFC_GET_CUE, &cues, sizeof cues) != SF_TRUE) return;
    for (std::uint32_t i = 0; i < std::min<std::uint32_t>(cues.cue_count, std::size(cues.cue_points)); ++i) {
        const auto& point = cues.cue_points[i];
        const std::string_view name{point.name, strnlen(point.name, sizeof point.name)};
        texts.add_cue(point.sample_offset, 0, is_utf8_text(name) ? name : std::string_view{});
    }
}

/// Of a smpl or INST chunk, the first loop.
void read_loop(const SoundFile& file, sinter_audio_row& row) {
    SF_INSTRUMENT instrument{};
    if (sf_command(file.get(), SFC_GET_INSTRUMENT, &instrument, sizeof instrument) != SF_TRUE) return;
    if (instrument.loop_count < 1) return;
    const auto& loop = instrument.loops[0];
    switch (loop.mode) {
        case SF_LOOP_FORWARD:
            row.loop_mode = SINTER_AUDIO_LOOP_FORWARD;
            break;
        case SF_LOOP_BACKWARD:
            row.loop_mode = SINTER_AUDIO_LOOP_BACKWARD;
            break;
        case SF_LOOP_ALTERNATING:
            row.loop_mode = SINTER_AUDIO_LOOP_ALTERNATING;
            break;
        default:
            return;
    }
    row.loop_start = loop.start;
    row.loop_end = loop.end;
    row.loop_count = loop.count;
}

/// Reads up to `frames` frames in the native form to `out`; the number read.
std::size_t read_frames(const SoundFile& file, AudioCodec codec, std::size_t frames,
                        std::vector<std::uint8_t>& out) {
    const auto channels = static_cast<std::size_t>(file.info().channels);
    const auto want = static_cast<sf_count_t>(frames);
    out.resize(frames * channels * std::max(sample_bytes(codec), 4u));
    sf_count_t got = 0;
    switch (codec) {
        case AudioCodec::S16:
            got = sf_readf_short(file.get(), reinterpret_cast<short*>(out.data()), want);
            break;
        case AudioCodec::F32:
            got = sf_readf_float(file.get(), reinterpret_cast<float*>(out.data()), want);
            break;
        case AudioCodec::F64:
            got = sf_readf_double(file.get(), reinterpret_cast<double*>(out.data()), want);
            break;
        default:
            got = sf_readf_int(file.get(), reinterpret_cast<int*>(out.data()), want);
            break;
    }
    const auto count = static_cast<std::size_t>(std::clamp<sf_count_t>(got, 0, want));
    if (codec == AudioCodec::S24)
        // The three upper bytes of each.
        for (std::size_t i = 0; i < count * channels; ++i) std::copy_n(&out[4 * i + 1], 3, &out[3 * i]);
    out.resize(count * channels * sample_bytes(codec));
    return count;
}

}  // namespace

Status decode_sound_file(DecodeJob& job) {
    SoundFile file{job.source()};
    if (auto opened = file.open(); !opened) return opened;
    const auto form = native_form(file.info().format);
    const auto channels = static_cast<std::uint32_t>(file.info().channels);

    sinter_audio_row row{};
    row.channels = channels;
    row.channel_mask = has_vorbis_order(file) ? usual_channel_mask(channels) : channel_mask_of(file);
    row.sample_rate = row.source_rate = static_cast<std::uint32_t>(file.info().samplerate);
    row.codec = static_cast<std::uint32_t>(form.codec);
    row.bits = form.bits;
    row.flags = form.lossy ? SINTER_AUDIO_LOSSY_SOURCE : 0;
    read_loop(file, row);
    Comments comments;
    read_tags(file, job.source(), comments);
    read_cues(file, comments.texts());
    const auto said = comments.loop();
    if (said && row.loop_mode == SINTER_AUDIO_LOOP_NONE) {
        row.loop_mode = SINTER_AUDIO_LOOP_FORWARD;
        row.loop_start = said->start;
        row.loop_end = said->end.value_or(std::numeric_limits<std::uint64_t>::max());
    }

    auto output = job.new_asset(AssetType::Audio);
    if (!output) return output.status();
    NewAudio sound{*output, row};
    const auto most = most_frames(job, row.sample_rate);
    const auto declared = static_cast<std::uint64_t>(file.info().frames);
    constexpr std::size_t Piece = 8192;
    std::vector<std::uint8_t> piece;
    for (;;) {
        const auto count = read_frames(file, form.codec, Piece, piece);
        if (count == 0) break;
        if (has_vorbis_order(file)) to_speaker_order(piece, channels);
        if (auto done = sound.append(piece); !done) return done;
        if (sound.frames() > most) return too_long(job);
        const double part =
            declared > 0 ? static_cast<double>(sound.frames()) / static_cast<double>(declared) : 0;
        if (!job.checkpoint(static_cast<float>(std::min(part, 1.0)))) return Job::cancelled();
    }
    const bool failed = sf_error(file.get()) != SF_ERR_NO_ERROR;
    if (sound.frames() == 0 && (failed || declared > 0))
        return {Code::Corrupt, "audio: " + (failed ? file.reason() : "no whole frame")};
    if (failed || sound.frames() < declared || samples_are_cut(job.source())) {
        sound.row().flags |= SINTER_AUDIO_CUT_SHORT;
        job.warn("audio: the file ends early (" + std::to_string(sound.frames()) +
                 (sound.frames() < declared ? " of " + std::to_string(declared) : "") + " frames are there" +
                 (failed ? "; " + file.reason() : "") + ")");
    }
    const auto loop = sound.row();
    if (loop.loop_mode != SINTER_AUDIO_LOOP_NONE &&
        loop.loop_end != std::numeric_limits<std::uint64_t>::max() &&
        (loop.loop_end > sound.frames() || loop.loop_start >= loop.loop_end))
        job.warn("audio: the loop does not lie inside the sound (" + std::to_string(loop.loop_start) +
                 " to " + std::to_string(loop.loop_end) + " of " + std::to_string(sound.frames()) +
                 " frames)");
    if (auto done = sound.finish(); !done) return done;
    if (auto done = comments.texts().write(*output, sound.row().frames); !done) return done;
    return job.emit(*output);
}

}  // namespace sinter
