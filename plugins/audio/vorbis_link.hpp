// SPDX-License-Identifier: Apache-2.0
// VorbisLink: one logical Vorbis stream, decoded packet by packet by libvorbis.
#pragma once

#include <vorbis/codec.h>

#include "comments.hpp"

namespace sinter {

/// Headers first, then audio packets. Positions and trimming are its user's business.
class VorbisLink {
  public:
    VorbisLink();
    ~VorbisLink();
    VorbisLink(const VorbisLink&) = delete;
    VorbisLink& operator=(const VorbisLink&) = delete;

    /// The three header packets, in order. Errors: Corrupt, Unsupported (over 64 channels, a rate over 2^20).
    Status header(std::span<const std::uint8_t> packet);
    [[nodiscard]] bool is_ready() const { return ready_; }
    [[nodiscard]] std::uint32_t channels() const { return static_cast<std::uint32_t>(info_.channels); }
    [[nodiscard]] std::uint32_t sample_rate() const { return static_cast<std::uint32_t>(info_.rate); }
    void read_comments(Comments& comments) const;

    /// Frames that `packet` will give after `previous_block` samples of the packet before it (0: none); what
    /// no audio packet gives is 0. Sets `previous_block` for the next.
    std::uint64_t frames_of(std::span<const std::uint8_t> packet, long& previous_block);
    /// Decodes a packet; its frames, interleaved in speaker order, are in `out`. False when the packet is no
    /// good.
    bool decode(std::span<const std::uint8_t> packet, std::vector<float>& out);

  private:
    ogg_packet next_packet(std::span<const std::uint8_t> bytes);

    vorbis_info info_{};
    vorbis_comment comment_{};
    vorbis_dsp_state state_{};
    vorbis_block block_{};
    std::int64_t number_ = 0;
    bool ready_ = false;
};

}  // namespace sinter
