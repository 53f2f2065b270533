// SPDX-License-Identifier: Apache-2.0
// Ogg (RFC 3533): pages in memory, and the packets in them.
#pragma once

#include "comments.hpp"

namespace sinter {

/// One page whose checksum is right.
struct OggPage {
    static constexpr std::uint8_t Continued = 1, Begin = 2, End = 4;
    std::uint8_t flags;
    std::int64_t granule;  ///< of the last packet that ends here; -1: none does
    std::uint32_t serial;
    std::uint32_t sequence;
    std::size_t offset;  ///< bytes from the start of the file
    std::span<const std::uint8_t> lacing;
    std::span<const std::uint8_t> body;
};

/// Pages of a file, in order. What is no page is stepped over.
class OggPages {
  public:
    explicit OggPages(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
    std::optional<OggPage> next();
    /// Bytes that belong to no page were seen.
    [[nodiscard]] bool is_damaged() const { return damaged_; }

  private:
    /// Candidates with a wrong checksum before a file is given up: each costs up to 64 KiB to find out.
    static constexpr std::uint32_t MostWrong = 4096;
    std::span<const std::uint8_t> bytes_;
    std::size_t at_ = 0;
    std::uint32_t wrong_ = 0;
    bool damaged_ = false;
};

/// Puts the packets of one stream together.
class OggPackets {
  public:
    using Packet = std::vector<std::uint8_t>;
    /// The packets that end on `page`; pages come in order. `hole` becomes true when some were lost before
    /// it.
    std::vector<Packet> add(const OggPage& page, bool& hole);

  private:
    Packet partial_;
    bool is_partial_ = false;
    std::optional<std::uint32_t> sequence_;
};

[[nodiscard]] inline bool begins_with(std::span<const std::uint8_t> bytes, std::string_view text) {
    return bytes.size() >= text.size() &&
           std::equal(text.begin(), text.end(), bytes.begin(),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

/// Comments of the first Opus or FLAC stream.
void read_ogg_comments(std::span<const std::uint8_t> file, Comments& comments);

/// Frames of floats from the order of Vorbis and Opus to that of the usual channel mask, in place.
void to_speaker_order(std::span<std::uint8_t> frames, std::uint32_t channels);

}  // namespace sinter
