// SPDX-License-Identifier: Apache-2.0
#include "ogg_file.hpp"

#include <array>

namespace sinter {
namespace {

constexpr std::size_t HeaderSize = 27, ChecksumAt = 22;

/// CRC-32 of RFC 3533: polynomial 0x04C11DB7, not reflected, begins at 0.
constexpr auto CrcTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i << 24;
        for (int bit = 0; bit < 8; ++bit)
            value = (value << 1) ^ ((value & 0x80000000U) != 0 ? 0x04C11DB7U : 0U);
        table[i] = value;
    }
    return table;
}();

std::uint32_t checksum(std::span<const std::uint8_t> page) {
    std::uint32_t crc = 0;
    for (std::size_t i = 0; i < page.size(); ++i) {
        const std::uint32_t byte = i >= ChecksumAt && i < ChecksumAt + 4 ? 0U : page[i];
        crc = (crc << 8) ^ CrcTable[(crc >> 24) ^ byte];
    }
    return crc;
}

template <class T>
T little(std::span<const std::uint8_t> bytes, std::size_t at) {
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

}  // namespace

std::optional<OggPage> OggPages::next() {
    constexpr std::uint8_t capture[] = {'O', 'g', 'g', 'S'};
    while (wrong_ < MostWrong) {
        const auto rest = bytes_.subspan(at_);
        const auto found = std::search(rest.begin(), rest.end(), std::begin(capture), std::end(capture));
        const auto skipped = static_cast<std::size_t>(found - rest.begin());
        damaged_ |= skipped != 0;
        at_ += skipped;
        const auto page = bytes_.subspan(at_);
        if (page.size() < HeaderSize) break;
        const std::size_t segments = page[26];
        std::size_t size = HeaderSize + segments;
        if (size <= page.size())
            for (std::size_t i = 0; i < segments; ++i) size += page[HeaderSize + i];
        if (size > page.size() || page[4] != 0 ||
            checksum(page.first(size)) != little<std::uint32_t>(page, ChecksumAt)) {
            damaged_ = true;
            ++wrong_;
            ++at_;
            continue;
        }
        at_ += size;
        return OggPage{page[5],
                       little<std::int64_t>(page, 6),
                       little<std::uint32_t>(page, 14),
                       little<std::uint32_t>(page, 18),
                       at_ - size,
                       page.subspan(HeaderSize, segments),
                       page.subspan(HeaderSize + segments, size - HeaderSize - segments)};
    }
    damaged_ |= at_ < bytes_.size();
    return std::nullopt;
}

std::vector<OggPackets::Packet> OggPackets::add(const OggPage& page, bool& hole) {
    std::vector<Packet> out;
    const bool continues = (page.flags & OggPage::Continued) != 0;
    if (sequence_ && *sequence_ + 1 != page.sequence) hole = true, is_partial_ = false;
    sequence_ = page.sequence;
    if (is_partial_ && !continues) hole = true, is_partial_ = false;
    // The end of a packet whose begin was lost.
    bool drop = continues && !is_partial_;
    if (!is_partial_) partial_.clear();
    is_partial_ = false;
    std::size_t at = 0;
    for (const std::uint8_t lace : page.lacing) {
        if (!drop)
            partial_.insert(partial_.end(), page.body.begin() + static_cast<std::ptrdiff_t>(at),
                            page.body.begin() + static_cast<std::ptrdiff_t>(at + lace));
        at += lace;
        is_partial_ = lace == 255;
        if (is_partial_) continue;
        if (!drop) out.push_back(std::move(partial_));
        drop = false;
        partial_.clear();
    }
    is_partial_ = is_partial_ && !drop;
    return out;
}

void read_ogg_comments(std::span<const std::uint8_t> file, Comments& comments) {
    constexpr std::size_t MostPages = 256;  // comments come early
    OggPages pages{file};
    std::optional<std::uint32_t> serial;
    OggPackets packets;
    bool hole = false;
    for (std::size_t i = 0; i < MostPages; ++i) {
        const auto page = pages.next();
        if (!page) return;
        if (!serial && (begins_with(page->body, "OpusHead") || begins_with(page->body,
                                                                           "\x7F"
                                                                           "FLAC")))
            serial = page->serial;
        if (serial != page->serial) continue;
        for (const auto& packet : packets.add(*page, hole)) {
            const std::span<const std::uint8_t> bytes{packet};
            if (begins_with(bytes, "OpusTags")) return comments.add_block(bytes.subspan(8));
            if (bytes.size() >= 4 && (bytes[0] & 0x7F) == 4) return comments.add_block(bytes.subspan(4));
        }
    }
}

void to_speaker_order(std::span<std::uint8_t> frames, std::uint32_t channels) {
    if (channels < 3 || channels > 8) return;
    std::array<float, 8> in{}, out{};
    for (auto frame = frames; frame.size() >= channels * sizeof(float);
         frame = frame.subspan(channels * sizeof(float))) {
        std::memcpy(in.data(), frame.data(), channels * sizeof(float));
        for (std::uint32_t c = 0; c < channels; ++c) out[c] = in[vorbis_channel(channels, c)];
        std::memcpy(frame.data(), out.data(), channels * sizeof(float));
    }
}

}  // namespace sinter
