// SPDX-License-Identifier: Apache-2.0
#include "vorbis_link.hpp"

namespace sinter {

VorbisLink::VorbisLink() {
    vorbis_info_init(&info_);
    vorbis_comment_init(&comment_);
}

VorbisLink::~VorbisLink() {
    if (ready_) {
        vorbis_block_clear(&block_);
        vorbis_dsp_clear(&state_);
    }
    vorbis_comment_clear(&comment_);
    vorbis_info_clear(&info_);
}

ogg_packet VorbisLink::next_packet(std::span<const std::uint8_t> bytes) {
    ogg_packet packet{};
    packet.packet = const_cast<unsigned char*>(bytes.data());  // only read
    packet.bytes = static_cast<long>(bytes.size());
    packet.b_o_s = number_ == 0 ? 1 : 0;
    packet.granulepos = -1;
    packet.packetno = number_++;
    return packet;
}

Status VorbisLink::header(std::span<const std::uint8_t> bytes) {
    auto packet = next_packet(bytes);
    if (const int code = vorbis_synthesis_headerin(&info_, &comment_, &packet); code != 0)
        return {Code::Corrupt,
                "Vorbis: bad header " + std::to_string(number_) + " (" + std::to_string(code) + ")"};
    if (info_.channels < 1 || info_.channels > static_cast<int>(MaxAudioChannels))
        return {Code::Unsupported, "Vorbis: 1 to 64 channels, not " + std::to_string(info_.channels)};
    if (info_.rate < 1 || info_.rate > static_cast<long>(MaxSampleRate))
        return {Code::Unsupported, "Vorbis: 1 to 1048576 frames a second, not " + std::to_string(info_.rate)};
    if (number_ < 3) return {};
    if (vorbis_synthesis_init(&state_, &info_) != 0)
        return {Code::Corrupt, "Vorbis: headers that do not fit together"};
    vorbis_block_init(&state_, &block_);
    ready_ = true;
    return {};
}

void VorbisLink::read_comments(Comments& comments) const {
    for (int i = 0; i < comment_.comments; ++i)
        comments.add({comment_.user_comments[i], static_cast<std::size_t>(comment_.comment_lengths[i])});
}

std::uint64_t VorbisLink::frames_of(std::span<const std::uint8_t> bytes, long& previous_block) {
    ogg_packet packet{};
    packet.packet = const_cast<unsigned char*>(bytes.data());
    packet.bytes = static_cast<long>(bytes.size());
    const long block = bytes.empty() ? -1 : vorbis_packet_blocksize(&info_, &packet);
    if (block <= 0) return 0;
    const auto frames = previous_block == 0 ? 0 : (previous_block + block) / 4;
    previous_block = block;
    return static_cast<std::uint64_t>(frames);
}

bool VorbisLink::decode(std::span<const std::uint8_t> bytes, std::vector<float>& out) {
    out.clear();
    if (bytes.empty()) return false;
    auto packet = next_packet(bytes);
    if (vorbis_synthesis(&block_, &packet) != 0 || vorbis_synthesis_blockin(&state_, &block_) != 0)
        return false;
    float** planes = nullptr;
    const std::uint32_t count = channels();
    for (int frames = 0; (frames = vorbis_synthesis_pcmout(&state_, &planes)) > 0;) {
        const auto begin = out.size();
        out.resize(begin + static_cast<std::size_t>(frames) * count);
        for (std::uint32_t c = 0; c < count; ++c) {
            const float* plane = planes[vorbis_channel(count, c)];
            for (int i = 0; i < frames; ++i) out[begin + static_cast<std::size_t>(i) * count + c] = plane[i];
        }
        vorbis_synthesis_read(&state_, frames);
    }
    return true;
}

}  // namespace sinter
