// SPDX-License-Identifier: Apache-2.0
#include "sound_file.hpp"

#include <cstdio>
#include <cstring>
#include <string_view>

namespace sinter {
namespace {

/// Of the formats that libsndfile knows, those that sounds for games come in.
constexpr int AllowedFormats[] = {SF_FORMAT_WAV,  SF_FORMAT_WAVEX, SF_FORMAT_RF64, SF_FORMAT_W64,
                                  SF_FORMAT_AIFF, SF_FORMAT_AU,    SF_FORMAT_CAF,  SF_FORMAT_FLAC,
                                  SF_FORMAT_OGG,  SF_FORMAT_MPEG,  SF_FORMAT_SVX,  SF_FORMAT_VOC};

Status failure(int code, const std::string& reason) {
    switch (code) {
        case SF_ERR_UNRECOGNISED_FORMAT:
            return {Code::Corrupt, "audio: no sound file (" + reason + ")"};
        case SF_ERR_UNSUPPORTED_ENCODING:
            return {Code::Unsupported, "audio: unknown encoding (" + reason + ")"};
        default:
            return {Code::Corrupt, "audio: " + reason};
    }
}

/// An Ogg file that begins with something else than Opus or FLAC. libsndfile 1.2.0 reads Vorbis too, which
/// has a decoder of its own here, and loses memory when the headers are no good.
bool is_other_ogg(std::span<const std::uint8_t> bytes) {
    constexpr std::size_t header = 27;
    if (bytes.size() <= header || std::memcmp(bytes.data(), "OggS", 4) != 0) return false;
    const std::size_t at = header + bytes[26];
    const auto begins = [&](std::string_view magic) {
        return at + magic.size() <= bytes.size() &&
               std::memcmp(bytes.data() + at, magic.data(), magic.size()) == 0;
    };
    return !begins("OpusHead") && !begins(
                                      "\x7f"
                                      "FLAC");
}

}  // namespace

Status SoundFile::open() {
    if (bytes_.empty()) return {Code::Corrupt, "audio: the file is empty"};
    if (is_other_ogg(bytes_))
        return {Code::Unsupported, "audio: an Ogg file without Opus or FLAC at its start"};
    SF_VIRTUAL_IO io{&length, &seek, &read, &write, &tell};
    file_.reset(sf_open_virtual(&io, SFM_READ, &info_, this));
    if (!file_) return failure(sf_error(nullptr), reason());
    const auto major = info_.format & SF_FORMAT_TYPEMASK;
    if (std::ranges::find(AllowedFormats, major) == std::end(AllowedFormats))
        return {Code::Unsupported,
                "audio: a format that is not on the list (" + std::to_string(major >> 16) + ")"};
    if (info_.channels < 1 || info_.channels > static_cast<int>(MaxAudioChannels))
        return {Code::Unsupported, "audio: 1 to 64 channels, not " + std::to_string(info_.channels)};
    if (info_.samplerate < 1 || info_.samplerate > static_cast<int>(MaxSampleRate))
        return {Code::Unsupported,
                "audio: 1 to 1048576 frames a second, not " + std::to_string(info_.samplerate)};
    if (info_.frames < 0) info_.frames = 0;
    return {};
}

std::string SoundFile::reason() const {
    const char* text = sf_strerror(file_.get());
    std::string out{text ? text : "unknown"};
    // Most begin so, some do not; and most end in a full stop.
    if (out.starts_with("Error : ")) out.erase(0, 8);
    while (out.ends_with('.') || out.ends_with(' ')) out.pop_back();
    return out;
}

sf_count_t SoundFile::length(void* self) {
    return static_cast<sf_count_t>(static_cast<SoundFile*>(self)->bytes_.size());
}

sf_count_t SoundFile::seek(sf_count_t offset, int whence, void* self) {
    auto& file = *static_cast<SoundFile*>(self);
    const auto size = static_cast<sf_count_t>(file.bytes_.size());
    const auto from = whence == SEEK_CUR ? static_cast<sf_count_t>(file.at_) : whence == SEEK_END ? size : 0;
    sf_count_t to = 0;
    if (__builtin_add_overflow(from, offset, &to) || to < 0) return -1;
    file.at_ = static_cast<std::size_t>(std::min(to, size));
    return static_cast<sf_count_t>(file.at_);
}

sf_count_t SoundFile::read(void* data, sf_count_t count, void* self) {
    auto& file = *static_cast<SoundFile*>(self);
    if (count <= 0) return 0;
    const auto size = std::min(static_cast<std::size_t>(count), file.bytes_.size() - file.at_);
    if (size != 0) std::memcpy(data, file.bytes_.data() + file.at_, size);
    file.at_ += size;
    return static_cast<sf_count_t>(size);
}

sf_count_t SoundFile::write(const void*, sf_count_t, void*) {
    return 0;
}

sf_count_t SoundFile::tell(void* self) {
    return static_cast<sf_count_t>(static_cast<SoundFile*>(self)->at_);
}

NativeForm native_form(int format) {
    const auto major = format & SF_FORMAT_TYPEMASK;
    switch (format & SF_FORMAT_SUBMASK) {
        case SF_FORMAT_PCM_S8:
        case SF_FORMAT_PCM_U8:
        case SF_FORMAT_DPCM_8:
            return {AudioCodec::S16, 8, false};
        case SF_FORMAT_PCM_16:
        case SF_FORMAT_DPCM_16:
        case SF_FORMAT_ALAC_16:
            return {AudioCodec::S16, 16, false};
        case SF_FORMAT_PCM_24:
        case SF_FORMAT_DWVW_24:
        case SF_FORMAT_ALAC_24:
            return {AudioCodec::S24, 24, false};
        case SF_FORMAT_ALAC_20:
            return {AudioCodec::S24, 20, false};
        case SF_FORMAT_PCM_32:
        case SF_FORMAT_ALAC_32:
            return {AudioCodec::S32, 32, false};
        case SF_FORMAT_FLOAT:
            return {AudioCodec::F32, 0, false};
        case SF_FORMAT_DOUBLE:
            return {AudioCodec::F64, 0, false};
        case SF_FORMAT_ULAW:
        case SF_FORMAT_ALAW:
            return {AudioCodec::S16, 16, true};
        default:
            break;
    }
    // ADPCM of all kinds is made of 16-bit samples; MPEG, Vorbis and Opus of floats.
    return major == SF_FORMAT_MPEG || major == SF_FORMAT_OGG ? NativeForm{AudioCodec::F32, 0, true}
                                                             : NativeForm{AudioCodec::S16, 16, true};
}

}  // namespace sinter
