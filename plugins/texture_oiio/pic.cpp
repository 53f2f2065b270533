// SPDX-License-Identifier: Apache-2.0
// Softimage pictures ("The Softimage PIC file format"): packets of channels, each row plain or in run
// lengths.
#include <vector>

#include "decoders.hpp"
#include "magic.hpp"
#include "own_texture.hpp"

namespace sinter::texture_oiio {
namespace {

using namespace std::literals;

constexpr std::uint64_t HeaderSize = 104, PacketSize = 4;
constexpr std::uint8_t Plain = 0, PureRuns = 1, MixedRuns = 2;

/// Some channels of every texel, coded together.
struct Packet {
    std::uint8_t coding;
    std::vector<std::uint32_t> places;  ///< in a texel: 0 red … 3 alpha
};

struct PicFile {
    std::uint32_t width, height;
    std::vector<Packet> packets;
    bool has_alpha;
    std::uint64_t texels;  ///< where they begin
};

Result<PicFile> read_header(Bytes source) {
    if (auto fits = expect_magic(source, "PIC", {"\x53\x80\xF6\x34"sv}); !fits)
        return std::move(fits).error();
    if (!has_text(source, 88, "PICT") || !holds(source, 0, HeaderSize))
        return {Code::Corrupt, "PIC: the header is damaged"};
    PicFile file{big<std::uint16_t>(source, 92), big<std::uint16_t>(source, 94), {}, false, HeaderSize};
    if (file.width == 0 || file.height == 0) return {Code::Corrupt, "PIC: an empty image"};
    constexpr std::uint16_t whole_frame = 3;
    if (const auto fields = big<std::uint16_t>(source, 100); fields != whole_frame && fields != 0)
        return {Code::Unsupported, "PIC: a single field of an interlaced picture"};
    std::uint8_t seen = 0;
    for (bool goes_on = true; goes_on; file.texels += PacketSize) {
        if (!holds(source, file.texels, PacketSize))
            return {Code::Corrupt, "PIC: the channel list is truncated"};
        const auto bits = source[file.texels + 1], coding = source[file.texels + 2],
                   channels = source[file.texels + 3];
        goes_on = source[file.texels] != 0;
        if (bits != 8) return {Code::Unsupported, "PIC: channels of " + std::to_string(bits) + " bits"};
        if (coding > MixedRuns) return {Code::Unsupported, "PIC: coding " + std::to_string(coding)};
        // The upper four bits name red, green, blue, alpha; each once.
        if ((channels & 0xf0) == 0 || (channels & seen & 0xf0) != 0)
            return {Code::Corrupt, "PIC: the channel list contradicts itself"};
        seen |= channels;
        Packet packet{coding, {}};
        for (std::uint32_t place = 0; place < 4; ++place)
            if (channels & (0x80 >> place)) packet.places.push_back(place);
        file.packets.push_back(std::move(packet));
    }
    file.has_alpha = (seen & 0x10) != 0;
    return file;
}

/// Reads rows one packet after the other.
class RowReader {
  public:
    RowReader(Bytes source, std::uint64_t at) : source_(source), at_(at) {}

    /// One row of `packet` into texels of `size` bytes. False: the file ends, or a run goes beyond the row.
    bool read(const Packet& packet, std::uint32_t width, std::uint8_t* texels, std::uint32_t size) {
        for (std::uint32_t x = 0; x < width;) {
            std::uint32_t count = width;
            bool is_run = false;
            if (packet.coding == PureRuns) {
                if (!holds(source_, at_, 1)) return false;
                count = source_[at_++];
                is_run = true;
            } else if (packet.coding == MixedRuns && !read_mixed(count, is_run)) {
                return false;
            }
            const std::uint64_t value = packet.places.size();
            if (count == 0 || count > width - x || !holds(source_, at_, is_run ? value : value * count))
                return false;
            for (std::uint32_t i = 0; i < count; ++i, ++x) {
                for (std::uint64_t c = 0; c < value; ++c)
                    texels[std::size_t{x} * size + packet.places[c]] = source_[at_ + c];
                if (!is_run) at_ += value;
            }
            if (is_run) at_ += value;
        }
        return true;
    }

  private:
    bool read_mixed(std::uint32_t& count, bool& is_run) {
        if (!holds(source_, at_, 1)) return false;
        const auto code = source_[at_++];
        is_run = code >= 128;
        count = is_run ? code - 127u : code + 1u;
        if (code != 128) return true;
        if (!holds(source_, at_, 2)) return false;
        count = big<std::uint16_t>(source_, at_);
        at_ += 2;
        return true;
    }

    Bytes source_;
    std::uint64_t at_;
};

}  // namespace

Status PicDecoder::decode(DecodeJob& job) {
    auto header = read_header(job.source());
    if (!header) return std::move(header).error();
    const auto& file = *header;
    // A run of three bytes fills 65535 texels at most.
    constexpr std::uint64_t most_per_byte = 32768;
    const auto texels = std::uint64_t{file.width} * file.height;
    if (texels / most_per_byte > job.source().size())
        return {Code::Corrupt, "PIC: the file is shorter than its image"};
    OwnImage image;
    image.width = file.width;
    image.height = file.height;
    image.channels = file.has_alpha ? 4 : 3;
    image.has_alpha = file.has_alpha;
    auto texture = own_texture(job, "PIC", image);
    if (!texture) return std::move(texture).error();
    const auto mip = texture->mip(0);
    RowReader reader{job.source(), file.texels};
    for (std::uint32_t y = 0; y < file.height; ++y) {
        if (y % 64 == 0 && !job.checkpoint(static_cast<float>(y) / static_cast<float>(file.height)))
            return Job::cancelled();
        for (const auto& packet : file.packets)
            if (!reader.read(packet, file.width, mip.bytes.data() + y * mip.row_pitch, image.channels))
                return {Code::Corrupt, "PIC: row " + std::to_string(y) + " is damaged"};
    }
    return job.emit(texture->output());
}

}  // namespace sinter::texture_oiio
