// SPDX-License-Identifier: Apache-2.0
// Ogg (RFC 3533): packets of one stream to a file.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <ogg/ogg.h>

namespace sinter::cli {

/// One logical stream, muxed by libogg.
class OggWriter {
  public:
    OggWriter();
    ~OggWriter();
    OggWriter(const OggWriter&) = delete;
    OggWriter& operator=(const OggWriter&) = delete;

    /// `granule`: position of the last frame that the packet completes.
    void add(std::span<const std::uint8_t> packet, std::int64_t granule, bool is_last);
    /// Ends the page: headers and sound do not share one.
    void flush();
    [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(bytes_); }

  private:
    void append(const ogg_page& page);
    ogg_stream_state stream_{};
    std::int64_t number_ = 0;
    std::vector<std::uint8_t> bytes_;
};

}  // namespace sinter::cli
