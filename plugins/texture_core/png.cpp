// SPDX-License-Identifier: Apache-2.0
// PNG → R8, RGB8, RGBA8 or their 16-bit kin. Rows are unfiltered straight into the texture.
#include <spng.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "bytes.hpp"
#include "decoders.hpp"
#include "facts.hpp"
#include "icc.hpp"

namespace sinter::texture_core {
namespace {

constexpr std::uint8_t Signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
constexpr std::uint64_t ChunkFrame = 12;  // length, type, CRC

struct FreeContext {
    void operator()(spng_ctx* ctx) const noexcept { spng_ctx_free(ctx); }
};
using Context = std::unique_ptr<spng_ctx, FreeContext>;

Status spng_failure(int error) {
    auto code = Code::Corrupt;
    switch (error) {
        case SPNG_EMEM:
            code = Code::OutOfMemory;
            break;
        case SPNG_EUSER_WIDTH:
        case SPNG_EUSER_HEIGHT:
        case SPNG_ECHUNK_LIMITS:
        case SPNG_EOVERFLOW:
            code = Code::TooLarge;
            break;
        case SPNG_EINVAL:
        case SPNG_EBADSTATE:
        case SPNG_EINTERNAL:
            code = Code::Internal;
            break;
        default:
            break;
    }
    return {code, std::string{"PNG: "} + spng_strerror(error)};
}

/// How the image is decoded, and to what.
struct Plan {
    Format format;
    spng_format output;
    bool has_alpha;
};

/// Gray with alpha becomes RGBA, so that alpha lies where alpha is sought.
Plan plan_of(const spng_ihdr& header, bool has_transparency) {
    const bool deep = header.bit_depth == 16;
    const bool alpha = has_transparency || header.color_type == SPNG_COLOR_TYPE_GRAYSCALE_ALPHA ||
                       header.color_type == SPNG_COLOR_TYPE_TRUECOLOR_ALPHA;
    if (alpha)
        return deep ? Plan{Format::Rgba16Unorm, SPNG_FMT_RGBA16, true}
                    : Plan{Format::Rgba8Unorm, SPNG_FMT_RGBA8, true};
    if (header.color_type == SPNG_COLOR_TYPE_GRAYSCALE)
        return deep ? Plan{Format::R16Unorm, SPNG_FMT_PNG, false} : Plan{Format::R8Unorm, SPNG_FMT_G8, false};
    return deep ? Plan{Format::Rgb16Unorm, SPNG_FMT_PNG, false}
                : Plan{Format::Rgb8Unorm, SPNG_FMT_RGB8, false};
}

/// An ICC profile outranks sRGB, which outranks gAMA (PNG 3rd edition, section 4.3).
ColorFacts color_of(spng_ctx* ctx) {
    ColorFacts facts;
    double gamma = 0;
    if (spng_get_gama(ctx, &gamma) == SPNG_OK) {
        facts.gamma = static_cast<float>(gamma);
        if (std::abs(gamma - 0.45455) < 0.002) facts.space = ColorSpace::Srgb;
        if (std::abs(gamma - 1.0) < 0.002) facts.space = ColorSpace::Linear;
    }
    std::uint8_t intent = 0;
    if (spng_get_srgb(ctx, &intent) == SPNG_OK) facts.space = ColorSpace::Srgb;
    spng_iccp profile{};
    if (spng_get_iccp(ctx, &profile) == SPNG_OK) {
        facts.flags |= SINTER_TEXTURE_HAS_ICC;
        const std::string_view name{profile.profile_name,
                                    strnlen(profile.profile_name, sizeof(profile.profile_name))};
        const Bytes bytes{reinterpret_cast<const std::uint8_t*>(profile.profile), profile.profile_len};
        const bool srgb = name.find("sRGB") != name.npos || icc_profile_is_srgb(bytes);
        facts.space = srgb ? ColorSpace::Srgb : ColorSpace::Unknown;
    }
    return facts;
}

/// Reads on to the end. The image is there; but the checksum of the last IDAT is only looked at now.
Status finish(DecodeJob& job, spng_ctx* ctx) {
    const int error = spng_decode_chunks(ctx);
    if (error == SPNG_ECHUNK_CRC || error == SPNG_EMEM) return spng_failure(error);
    // The end of the file is warned of below.
    if (error != SPNG_OK && error != SPNG_IO_EOF)
        job.warn(std::string{"PNG: what follows the image is damaged: "} + spng_strerror(error));
    return {};
}

/// Walks the chunks of a good image for what its user should know.
void warn_of_chunks(DecodeJob& job) {
    const auto source = job.source();
    std::uint64_t at = sizeof(Signature);
    bool is_animated = false;
    while (holds(source, at, ChunkFrame)) {
        const auto length = big<std::uint32_t>(source, at);
        const auto type = big<std::uint32_t>(source, at + 4);
        if (!holds(source, at, ChunkFrame + length)) break;
        at += ChunkFrame + length;
        if (type == 0x6163544C && !std::exchange(is_animated, true))  // acTL
            job.warn("PNG: an animation; only its still image is decoded");
        if (type == 0x49454E44) {  // IEND
            warn_of_rest(job, "PNG", at);
            return;
        }
    }
    job.warn("PNG: the file ends before IEND", {.path = {}, .offset = source.size()});
}

Status decode_rows(DecodeJob& job, spng_ctx* ctx, const spng_ihdr& header, const Plan& plan,
                   const NewTexture::Mip& mip) {
    const int flags = SPNG_DECODE_PROGRESSIVE | (plan.has_alpha ? SPNG_DECODE_TRNS : 0);
    if (const int error = spng_decode_image(ctx, nullptr, 0, plan.output, flags); error != 0)
        return spng_failure(error);
    // The seven passes of an interlaced image touch 15 rows for every 8.
    const double work =
        static_cast<double>(mip.bytes.size()) * (header.interlace_method != 0 ? 15.0 / 8 : 1.0);
    std::uint64_t done = 0, next_step = StepBytes;
    for (;;) {
        spng_row_info row{};
        if (const int error = spng_get_row_info(ctx, &row); error != 0) return spng_failure(error);
        const int error = spng_decode_row(ctx, mip.bytes.data() + row.row_num * mip.row_pitch, mip.row_pitch);
        if (error == SPNG_EOI) return {};
        if (error != 0) return spng_failure(error);
        done += mip.row_pitch;
        if (done >= next_step) {
            next_step = done + StepBytes;
            if (!job.checkpoint(std::min(1.0f, static_cast<float>(static_cast<double>(done) / work))))
                return Job::cancelled();
        }
    }
}

}  // namespace

Status PngDecoder::decode(DecodeJob& job) {
    const auto source = job.source();
    if (source.size() < sizeof(Signature) || std::memcmp(source.data(), Signature, sizeof(Signature)) != 0)
        return {Code::Corrupt, "PNG: no PNG signature", {.path = {}, .offset = 0}};
    if (holds(source, 12, 4) && std::memcmp(source.data() + 12, "CgBI", 4) == 0)
        return {Code::Unsupported, "PNG: Apple's CgBI variant, which is no PNG; convert it with pngcrush"};

    const Context context{spng_ctx_new(0)};
    if (!context) return {Code::OutOfMemory, "PNG: out of memory"};
    spng_ctx* ctx = context.get();
    // What ancillary chunks inflate to is bounded by the file itself.
    const auto chunk_limit =
        std::clamp<std::uint64_t>(2 * std::uint64_t{source.size()}, 16u << 20, 0x7fffffff);
    spng_set_image_limits(ctx, MaxTextureExtent, MaxTextureExtent);
    spng_set_chunk_limits(ctx, chunk_limit, chunk_limit);
    spng_set_crc_action(ctx, SPNG_CRC_ERROR, SPNG_CRC_DISCARD);
    if (const int error = spng_set_png_buffer(ctx, source.data(), source.size()); error != 0)
        return spng_failure(error);

    spng_ihdr header{};
    if (const int error = spng_get_ihdr(ctx, &header); error != 0) return spng_failure(error);
    if (auto fits = check_texels(job, "PNG", header.width, header.height); !fits) return fits;
    spng_trns transparency{};
    const int has_transparency = spng_get_trns(ctx, &transparency);
    if (has_transparency != SPNG_OK && has_transparency != SPNG_ECHUNKAVAIL)
        return spng_failure(has_transparency);
    const auto plan = plan_of(header, has_transparency == SPNG_OK);

    auto facts = color_of(ctx);
    apply_color_setting(job, facts);
    TextureDesc desc;
    desc.width = header.width;
    desc.height = header.height;
    desc.format = plan.format;
    desc.alpha_mode = plan.has_alpha ? AlphaMode::Straight : AlphaMode::None;
    describe(desc, facts);
    auto texture = new_texture(job, desc);
    if (!texture) return file_error("PNG", std::move(texture).error());
    if (auto rows = decode_rows(job, ctx, header, plan, texture->mip(0)); !rows) return rows;
    if (auto finished = finish(job, ctx); !finished) return finished;
    warn_of_chunks(job);
    return job.emit(texture->output());
}

}  // namespace sinter::texture_core
