// SPDX-License-Identifier: Apache-2.0
#include "ogg_writer.hpp"

namespace sinter::cli {

OggWriter::OggWriter() {
    constexpr int Serial =
        0x53696E74;  // any number; the same each time, so that equal sounds are equal files
    ogg_stream_init(&stream_, Serial);
}

OggWriter::~OggWriter() {
    ogg_stream_clear(&stream_);
}

void OggWriter::add(std::span<const std::uint8_t> bytes, std::int64_t granule, bool is_last) {
    ogg_packet packet{};
    packet.packet = const_cast<unsigned char*>(bytes.data());  // copied
    packet.bytes = static_cast<long>(bytes.size());
    packet.b_o_s = number_ == 0 ? 1 : 0;
    packet.e_o_s = is_last ? 1 : 0;
    packet.granulepos = granule;
    packet.packetno = number_++;
    ogg_stream_packetin(&stream_, &packet);
    ogg_page page;
    while (ogg_stream_pageout(&stream_, &page) != 0) append(page);
}

void OggWriter::flush() {
    ogg_page page;
    while (ogg_stream_flush(&stream_, &page) != 0) append(page);
}

void OggWriter::append(const ogg_page& page) {
    bytes_.insert(bytes_.end(), page.header, page.header + page.header_len);
    bytes_.insert(bytes_.end(), page.body, page.body + page.body_len);
}

}  // namespace sinter::cli
