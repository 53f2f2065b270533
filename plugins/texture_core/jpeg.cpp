// SPDX-License-Identifier: Apache-2.0
// JPEG → R8 or RGB8, upright.
#include <cstring>

#include "decoders.hpp"
#include "exif.hpp"
#include "facts.hpp"
#include "icc.hpp"
#include "jpeg_reader.hpp"
#include "turn.hpp"

namespace sinter::texture_core {
namespace {

constexpr char ExifHead[] = "Exif\0";                     // with its terminator: six bytes
constexpr char IccHead[] = "ICC_PROFILE";                 // with its terminator: twelve bytes
constexpr std::size_t IccHeadSize = sizeof(IccHead) + 2;  // part number, part count
constexpr std::uint32_t MaxEdge = 65500;                  // libjpeg's own

/// What the markers before the image say.
struct Markers {
    int orientation = 1;
    bool has_profile = false;
    bool profile_is_srgb = false;
};

bool begins_with(Bytes bytes, const char* head, std::size_t size) {
    return bytes.size() >= size && std::memcmp(bytes.data(), head, size) == 0;
}

/// Only the first part of a profile that is split is looked at: its tags come first, and its name soon.
Markers markers_of(const jpeg_decompress_struct& info) {
    Markers out;
    bool has_exif = false;
    for (auto* marker = info.marker_list; marker; marker = marker->next) {
        const Bytes data{marker->data, marker->data_length};
        if (marker->marker == JPEG_APP0 + 1 && !has_exif && begins_with(data, ExifHead, sizeof(ExifHead))) {
            has_exif = true;
            out.orientation = exif_orientation(data.subspan(sizeof(ExifHead)));
        }
        if (marker->marker == JPEG_APP0 + 2 && data.size() > IccHeadSize &&
            begins_with(data, IccHead, sizeof(IccHead))) {
            out.has_profile = true;
            if (data[sizeof(IccHead)] == 1)
                out.profile_is_srgb = icc_profile_is_srgb(data.subspan(IccHeadSize));
        }
    }
    return out;
}

/// Adobe's CMYK is stored inverted, so that 255 is no ink: a colour is its own light times black's.
void cmyk_to_rgb(const std::uint8_t* cmyk, std::uint8_t* rgb, std::uint32_t count) {
    for (std::uint32_t x = 0; x < count; ++x, cmyk += 4, rgb += 3)
        for (int c = 0; c < 3; ++c) rgb[c] = static_cast<std::uint8_t>((2u * cmyk[c] * cmyk[3] + 255) / 510);
}

/// Copies texels of `Size` bytes to where `turn` puts row `y`.
template <std::uint32_t Size>
void place_row(const std::uint8_t* row, std::uint32_t count, std::uint8_t* texels, const Turn& turn,
               std::uint32_t y) {
    std::int64_t at = turn.origin + y * turn.step_y;
    for (std::uint32_t x = 0; x < count; ++x, row += Size, at += turn.step_x)
        std::memcpy(texels + at, row, Size);
}

/// `scratch` holds one row of CMYK and one of texels, where they are needed.
Status decode_rows(JpegReader& reader, const NewTexture::Mip& mip, const Turn& turn, bool is_upright,
                   std::span<std::uint8_t> scratch) {
    const auto& info = reader.info();
    const std::uint32_t width = info.output_width;
    const bool is_cmyk = info.out_color_space == JCS_CMYK;
    const bool is_gray = info.out_color_space == JCS_GRAYSCALE;
    std::uint8_t* const row_of_turn = scratch.data() + (is_cmyk ? std::size_t{width} * 4 : 0);
    for (std::uint32_t y = 0; y < info.output_height; ++y) {
        std::uint8_t* const row = is_upright ? mip.bytes.data() + y * mip.row_pitch : row_of_turn;
        if (!reader.read_row(is_cmyk ? scratch.data() : row)) return reader.failure();
        if (is_cmyk) cmyk_to_rgb(scratch.data(), row, width);
        if (is_upright) continue;
        if (is_gray)
            place_row<1>(row, width, mip.bytes.data(), turn, y);
        else
            place_row<3>(row, width, mip.bytes.data(), turn, y);
    }
    return {};
}

void warn_of_damage(DecodeJob& job, const JpegReader& reader) {
    if (reader.warning_count() == 0) return;
    std::string text = "JPEG: " + std::string{reader.first_warning()};
    if (reader.warning_count() > 1) text += " (and " + std::to_string(reader.warning_count() - 1) + " more)";
    job.warn(text);
}

}  // namespace

Status JpegDecoder::decode(DecodeJob& job) {
    const auto source = job.source();
    if (source.size() < 3 || source[0] != 0xff || source[1] != 0xd8 || source[2] != 0xff)
        return {Code::Corrupt, "JPEG: no JPEG signature", {.path = {}, .offset = 0}};
    JpegReader reader{job, source};
    if (auto opened = reader.open(); !opened) return opened;
    const auto& info = reader.info();
    if (info.image_width > MaxEdge || info.image_height > MaxEdge)
        return {Code::TooLarge, "JPEG: larger than 65500 along an edge (" +
                                    size_text(info.image_width, info.image_height) + ")"};
    if (auto fits = check_texels(job, "JPEG", info.image_width, info.image_height); !fits) return fits;

    const auto markers = markers_of(info);
    ColorFacts facts;
    facts.space = ColorSpace::Srgb;
    if (markers.has_profile) {
        facts.flags |= SINTER_TEXTURE_HAS_ICC;
        if (!markers.profile_is_srgb) facts.space = ColorSpace::Unknown;
    }
    apply_color_setting(job, facts);

    const bool is_gray = info.jpeg_color_space == JCS_GRAYSCALE;
    const auto turn = turn_of(markers.orientation, info.image_width, info.image_height, is_gray ? 1 : 3);
    TextureDesc desc;
    desc.width = turn.width;
    desc.height = turn.height;
    desc.format = is_gray ? Format::R8Unorm : Format::Rgb8Unorm;
    describe(desc, facts);
    auto texture = new_texture(job, desc);
    if (!texture) return file_error("JPEG", std::move(texture).error());
    const auto mip = texture->mip(0);

    // A progressive image holds two bytes per coefficient, padded to whole blocks: twice the output, or
    // little more.
    if (auto started = reader.start(4 * mip.bytes.size() + (std::uint64_t{32} << 20)); !started)
        return started;
    const bool is_upright = markers.orientation == 1;
    const bool is_cmyk = info.out_color_space == JCS_CMYK;
    auto scratch = job.allocate(std::uint64_t{info.output_width} * (3 + (is_cmyk ? 4 : 0)));
    if (!scratch) return std::move(scratch).error();
    if (auto rows = decode_rows(reader, mip, turn, is_upright, scratch->bytes()); !rows) return rows;
    reader.finish();
    warn_of_damage(job, reader);
    warn_of_rest(job, "JPEG", reader.position());
    return job.emit(texture->output());
}

}  // namespace sinter::texture_core
