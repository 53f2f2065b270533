// SPDX-License-Identifier: Apache-2.0
// Formats of one image per file: HDR, TGA, BMP, PNM, JPEG 2000, DPX.
#include "decode_image.hpp"
#include "decoders.hpp"
#include "magic.hpp"

namespace sinter::texture_oiio {
namespace {

using namespace std::literals;

struct Picture {
    ColorSpace usual = ColorSpace::Unknown;
    AlphaRule alpha = AlphaRule::Straight;
    bool two_is_alpha = false;
    bool ignores_alpha = false;  ///< the fourth channel is padding
};

Status decode_picture(DecodeJob& job, ImageReader& reader, const Picture& picture) {
    ImageOptions options;
    options.planes = picture_planes(reader.spec(), picture.two_is_alpha);
    if (options.planes.empty())
        return {Code::Unsupported,
                std::string{reader.kind().name} + ": numbers of a type that no texture holds"};
    if (picture.ignores_alpha && options.planes[0].count == 4) {
        options.planes[0].source[3] = Plane::Opaque;
        options.planes[0].has_alpha = false;
    }
    options.color = color_facts(reader.spec(), picture.usual);
    options.alpha = picture.alpha;
    Labels labels;
    return decode_image(job, reader, 0, options, labels);
}

/// Opens and decodes what needs no look of ours into the file.
Status decode_plain(DecodeJob& job, const Kind& kind, const Picture& picture) {
    auto reader = ImageReader::open(kind, job.source());
    if (!reader) return std::move(reader).error();
    return decode_picture(job, *reader, picture);
}

/// Whether the header is of a size that there is, and complete. OpenImageIO reads fields of others that
/// nobody wrote.
bool bmp_header_is_known(Bytes source) {
    constexpr std::uint64_t header = 14;
    if (!holds(source, header, 4)) return false;
    const auto size = little<std::uint32_t>(source, header);
    // OS/2 1 and 2, its short form, and Windows' INFOHEADER, V2, V3, V4, V5.
    for (const std::uint32_t known : {12u, 16u, 40u, 52u, 56u, 64u, 108u, 124u})
        if (size == known) return holds(source, header, size);
    return false;
}

/// Whether a bitmap of 32 bits has a mask for alpha; without one the fourth byte is padding, whatever it
/// holds (Microsoft, BITMAPV4HEADER and BITMAPINFOHEADER).
bool bmp_has_alpha_mask(Bytes source) {
    constexpr std::uint64_t header = 14, alpha_mask = header + 52;
    constexpr std::uint32_t v3_size = 56, alpha_bit_fields = 6;
    if (!holds(source, header, 20)) return false;
    const bool has_mask = little<std::uint32_t>(source, header) >= v3_size ||
                          little<std::uint32_t>(source, header + 16) == alpha_bit_fields;
    return has_mask && holds(source, alpha_mask, 4) && little<std::uint32_t>(source, alpha_mask) != 0;
}

}  // namespace

Status HdrDecoder::decode(DecodeJob& job) {
    if (auto fits = expect_magic(job.source(), "HDR", {"#?RADIANCE", "#?RGBE"}); !fits) return fits;
    return decode_plain(job, {"HDR", "hdr"}, {.usual = ColorSpace::Linear});
}

Status TgaDecoder::decode(DecodeJob& job) {
    const Bytes source = job.source();
    constexpr std::uint64_t header_size = 18;
    if (!holds(source, 0, header_size)) return {Code::Corrupt, "TGA: the file is shorter than its header"};
    // There is no magic: the fields of the header that know few values serve as one.
    const auto color_map = source[1], type = source[2], depth = source[16];
    const bool known_type = (type >= 1 && type <= 3) || (type >= 9 && type <= 11);
    const bool known_depth = depth == 8 || depth == 15 || depth == 16 || depth == 24 || depth == 32;
    if (color_map > 1 || !known_type || !known_depth)
        return {Code::Corrupt, "TGA: no TGA header (image type " + std::to_string(type) + ", " +
                                   std::to_string(depth) + " bits)"};
    constexpr Kind kind{"TGA", "targa"};
    auto reader = ImageReader::open(kind, source);
    if (!reader) return std::move(reader).error();
    constexpr int premultiplied = 4;  // attributes type of the extension area, TGA 2.0 section C.7 field 24
    const bool is_gray = type == 3 || type == 11;
    return decode_picture(
        job, *reader,
        {.alpha = reader->spec().get_int_attribute("targa:alpha_type") == premultiplied ? AlphaRule::Divide
                                                                                        : AlphaRule::Straight,
         .two_is_alpha = is_gray});
}

Status BmpDecoder::decode(DecodeJob& job) {
    if (auto fits = expect_magic(job.source(), "BMP", {"BM"}); !fits) return fits;
    if (!bmp_header_is_known(job.source()))
        return {Code::Corrupt, "BMP: the header is truncated or of no known size"};
    return decode_plain(job, {"BMP", "bmp"}, {.ignores_alpha = !bmp_has_alpha_mask(job.source())});
}

Status PnmDecoder::decode(DecodeJob& job) {
    if (auto fits = expect_magic(job.source(), "PNM", {"P1", "P2", "P3", "P4", "P5", "P6", "PF", "Pf"});
        !fits)
        return fits;
    return decode_plain(job, {"PNM", "pnm"}, {});
}

Status Jp2Decoder::decode(DecodeJob& job) {
    if (auto fits =
            expect_magic(job.source(), "JPEG 2000", {"\0\0\0\x0CjP  \r\n\x87\n"sv, "\xFF\x4F\xFF\x51"sv});
        !fits)
        return fits;
    return decode_plain(job, {"JPEG 2000", "jpeg2000"}, {.usual = ColorSpace::Srgb});
}

Status DpxDecoder::decode(DecodeJob& job) {
    if (auto fits = expect_magic(job.source(), "DPX", {"SDPX", "XPDS"}); !fits) return fits;
    return decode_plain(job, {"DPX", "dpx"}, {});
}

}  // namespace sinter::texture_oiio
