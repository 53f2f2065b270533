// SPDX-License-Identifier: Apache-2.0
// A texture as KTX 2.0 (Khronos KTX File Format 2.0): its levels as they lie in memory, with a Basic Data
// Format Descriptor (Khronos Data Format 1.3, section 5) made from the format.
#include <numeric>

#include <sinter/texture.hpp>

#include "export.hpp"

namespace sinter::cli {
namespace {

using Bytes = std::vector<std::uint8_t>;

// What the KTX2 decoder keeps of textures whose format has no number, or whose levels stay supercompressed:
// see plugins/texture_core/README.md.
constexpr std::uint32_t DescriptorTable = SINTER_TAG('K', 'D', 'F', 'D');
constexpr std::uint32_t GlobalDataChunk = SINTER_TAG('K', 'S', 'G', 'D');
constexpr std::uint32_t BasisLz = 1;

constexpr std::size_t HeaderBytes = 80, LevelRowBytes = 24;
constexpr std::uint32_t Alpha = 15;
constexpr std::uint32_t LinearSample = 0x10, SignedSample = 0x40, FloatSample = 0x80;
constexpr std::uint32_t AllBits = 0xffffffff, MinusOne = 0xbf800000, One = 0x3f800000;  // as floats: -1, 1

void put(Bytes& out, std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) out.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}
void pad_to(Bytes& out, std::size_t alignment) {
    while (out.size() % alignment != 0) out.push_back(0);
}

/// A channel, or a part of a block.
struct Sample {
    std::uint32_t bit_offset, bits, channel, lower, upper;
};
struct Model {
    std::uint32_t number;
    std::vector<Sample> samples;
};

Sample half_block(std::uint32_t offset, std::uint32_t channel, bool is_signed) {
    return {offset, 64, channel | (is_signed ? SignedSample : 0), is_signed ? 0x80000000u : 0u,
            is_signed ? 0x7fffffffu : AllBits};
}

/// Of block compressed formats: models 128 to 134 are BC1 to BC7, 161 is ETC2, 162 ASTC.
Model block_model(const FormatInfo& info) {
    const auto name = info.name;
    const std::uint32_t alpha = Alpha | (info.srgb ? LinearSample : 0);
    const bool is_signed = name.ends_with("SNORM");
    if (name.starts_with("BC1_")) return {128, {half_block(0, name.starts_with("BC1_RGBA") ? 1 : 0, false)}};
    if (name.starts_with("BC2_")) return {129, {half_block(0, alpha, false), half_block(64, 0, false)}};
    if (name.starts_with("BC3_")) return {130, {half_block(0, alpha, false), half_block(64, 0, false)}};
    if (name.starts_with("BC4_")) return {131, {half_block(0, 0, is_signed)}};
    if (name.starts_with("BC5_")) return {132, {half_block(0, 0, is_signed), half_block(64, 1, is_signed)}};
    if (name == "BC6H_UFLOAT") return {133, {{0, 128, FloatSample, 0, One}}};
    if (name == "BC6H_SFLOAT") return {133, {{0, 128, FloatSample | SignedSample, MinusOne, One}}};
    if (name.starts_with("BC7_")) return {134, {{0, 128, 0, 0, AllBits}}};
    if (name.starts_with("EAC_R11G11"))
        return {161, {half_block(0, 0, is_signed), half_block(64, 1, is_signed)}};
    if (name.starts_with("EAC_R11")) return {161, {half_block(0, 0, is_signed)}};
    if (name.starts_with("ETC2_R8G8B8A8"))
        return {161, {half_block(0, alpha, false), half_block(64, 2, false)}};
    if (name.starts_with("ETC2_R8G8B8A1"))
        return {161, {half_block(0, 2, false), half_block(0, alpha, false)}};
    if (name.starts_with("ETC2_R8G8B8")) return {161, {half_block(0, 2, false)}};
    if (name.starts_with("ASTC_")) return {162, {{0, 128, 0, 0, AllBits}}};
    return {0, {}};
}

/// Bytes of the numbers that a texel consists of; 0: a kind of numbers that has no model here.
std::uint32_t type_size_of(Numeric numeric) {
    switch (numeric) {
        case Numeric::Unorm8:
        case Numeric::Block:
            return 1;
        case Numeric::Unorm16:
        case Numeric::Half:
            return 2;
        case Numeric::Float:
            return 4;
        default:
            return 0;
    }
}

Model model_of(const FormatInfo& info) {
    if (info.numeric == Numeric::Block) return block_model(info);
    const auto size = type_size_of(info.numeric);
    if (size == 0) return {0, {}};
    const bool is_float = info.numeric == Numeric::Half || info.numeric == Numeric::Float;
    Model out{1, {}};
    for (std::uint32_t c = 0; c < info.channels; ++c) {
        std::uint32_t channel = c == 3 ? Alpha | (info.srgb ? LinearSample : 0) : c;
        if (info.bgr && c < 3) channel = 2 - c;
        if (is_float) channel |= FloatSample | SignedSample;
        out.samples.push_back({8 * size * c, 8 * size, channel, is_float ? MinusOne : 0,
                               is_float ? One : (size == 1 ? 0xffu : 0xffffu)});
    }
    return out;
}

/// Of formats that Sinter carries without a name: whole numbers and signed fractions of 8, 16, 32 and 64
/// bits, whose VkFormat numbers are in rows of one order, and ASTC with a high dynamic range.
Model unnamed_model(const sinter_texture_row& row) {
    constexpr std::uint32_t FirstAstcHdr = 1000066000, LastAstcHdr = 1000066013;
    if (row.format >= FirstAstcHdr && row.format <= LastAstcHdr)
        return {162, {{0, 128, FloatSample | SignedSample, MinusOne, One}}};
    enum Kind : std::uint8_t { Snorm = 1, Uint = 4, Sint = 5, Float = 6 };
    std::uint32_t first = 0, kind = 0, size = 0;
    if (row.format >= 9 &&
        row.format <= 50) {  // R8_UNORM, _SNORM, _USCALED, _SSCALED, _UINT, _SINT, _SRGB; R8G8 …
        first = 9, kind = (row.format - first) % 7, size = 1;
    } else if (row.format >= 70 && row.format <= 97) {
        first = 70, kind = (row.format - first) % 7, size = 2;
    } else if (row.format >= 98 && row.format <= 121) {  // R32_UINT, _SINT, _SFLOAT; … R64_UINT …
        kind = Uint + (row.format - 98) % 3;
        size = row.format < 110 ? 4 : 8;
    }
    if ((kind != Snorm && kind != Uint && kind != Sint && kind != Float) || row.block_bytes % size != 0)
        return {0, {}};
    const std::uint32_t count = row.block_bytes / size;
    const bool bgr =
        size == 1 && ((row.format >= 30 && row.format <= 36) || (row.format >= 44 && row.format <= 50));
    const std::uint32_t largest = size >= 4 ? 0x7fffffffu : (1u << (8 * size - 1)) - 1;
    Model out{1, {}};
    for (std::uint32_t c = 0; c < count && c < 4; ++c) {
        std::uint32_t channel = c == 3 ? Alpha : bgr ? 2 - c : c;
        std::uint32_t lower = 0, upper = 1;
        if (kind == Snorm) channel |= SignedSample, lower = 0u - largest, upper = largest;
        if (kind == Sint) channel |= SignedSample, lower = AllBits;
        if (kind == Float) channel |= FloatSample | SignedSample, lower = MinusOne, upper = One;
        out.samples.push_back({8 * size * c, 8 * size, channel, lower, upper});
    }
    return out;
}

Bytes descriptor_of(const Texture& texture, const Model& model, bool srgb) {
    const auto& row = texture.row();
    const auto size = 24 + 16 * model.samples.size();
    Bytes out;
    put(out, size + 4, 4);
    put(out, 0, 4);  // vendor Khronos, type basic
    put(out, 2, 2);
    put(out, size, 2);
    put(out, model.number, 1);
    put(out, 1, 1);  // primaries of BT.709
    put(out, srgb ? 2 : 1, 1);
    put(out, texture.alpha_mode() == AlphaMode::Premultiplied ? 1 : 0, 1);
    put(out, row.block_width - 1, 1);
    put(out, row.block_height - 1, 1);
    put(out, 0, 2);
    put(out, row.block_bytes, 8);  // of the first plane; there is no other
    for (const auto& sample : model.samples) {
        put(out, sample.bit_offset, 2);
        put(out, sample.bits - 1, 1);
        put(out, sample.channel, 1);
        put(out, 0, 4);
        put(out, sample.lower, 4);
        put(out, sample.upper, 4);
    }
    return out;
}

Bytes key_values(const Texture& texture) {
    const std::string_view orientation = texture.shape() == TextureShape::Line     ? "r"
                                         : texture.shape() == TextureShape::Volume ? "rdi"
                                                                                   : "rd";
    Bytes out;
    // In the order of their names, each value with a zero byte behind it.
    for (const auto& [key, value] :
         {std::pair<std::string_view, std::string_view>{"KTXorientation", orientation},
          {"KTXwriter", "Sinter"}}) {
        put(out, key.size() + value.size() + 2, 4);
        out.insert(out.end(), key.begin(), key.end());
        out.push_back(0);
        out.insert(out.end(), value.begin(), value.end());
        out.push_back(0);
        pad_to(out, 4);
    }
    return out;
}

std::span<const std::uint8_t> global_data_of(const AssetView& asset) {
    for (const auto& chunk : asset.chunks())
        if (chunk.tag == GlobalDataChunk)
            return {chunk.bytes.data, static_cast<std::size_t>(chunk.bytes.size)};
    return {};
}

struct Description {
    std::uint32_t format = 0, type_size = 1;
    std::size_t alignment = 1;
    Bytes descriptor;
};

/// Errors: Unsupported.
Result<Description> describe(const Texture& texture) {
    const auto& row = texture.row();
    Description out;
    const auto* kept = texture.asset().table(DescriptorTable);
    if (kept && (row.format == SINTER_FORMAT_UNDEFINED || row.supercompression != 0)) {
        out.format = row.format;
        out.descriptor.assign(kept->rows, kept->rows + std::size_t{kept->stride} * kept->count);
        // While levels were supercompressed, the size of a block could be left out.
        constexpr std::size_t BlockBytesAt = 20;
        if (row.supercompression == 0 && out.descriptor.size() > BlockBytesAt &&
            out.descriptor[BlockBytesAt] == 0)
            out.descriptor[BlockBytesAt] = static_cast<std::uint8_t>(row.block_bytes);
        if (const auto* info = format_info(texture.format())) out.type_size = type_size_of(info->numeric);
        out.alignment = row.supercompression != 0 ? 1 : std::lcm<std::size_t>(row.block_bytes, 4);
        return out;
    }
    // The format says the transfer function wherever it can.
    auto format = texture.format();
    if (texture.color_space() != ColorSpace::Unknown)
        format = with_srgb(format, texture.color_space() == ColorSpace::Srgb);
    const auto* info = format_info(format);
    const auto model = info ? model_of(*info) : unnamed_model(row);
    if (model.samples.empty() || row.supercompression != 0)
        return {Code::Unsupported,
                "export: KTX2: no descriptor for this format (" + name_of(texture.format()) + ")"};
    out.format = static_cast<std::uint32_t>(format);
    // Of numbers; blocks are bytes.
    out.type_size = model.number == 1 ? model.samples.front().bits / 8 : 1;
    out.descriptor =
        descriptor_of(texture, model, (info && info->srgb) || texture.color_space() == ColorSpace::Srgb);
    out.alignment = std::lcm<std::size_t>(row.block_bytes, 4);
    return out;
}

}  // namespace

Result<std::vector<ExportedFile>> export_texture(const AssetView& asset, const ExportOptions&) {
    const Texture texture{asset};
    if (!texture.valid()) return {Code::Corrupt, "export: the tables of the texture contradict each other"};
    const auto description = describe(texture);
    if (!description) return description.error();
    const auto& row = texture.row();
    const auto values = key_values(texture);
    const auto global =
        row.supercompression == BasisLz ? global_data_of(asset) : std::span<const std::uint8_t>{};

    const std::size_t descriptor_at = HeaderBytes + LevelRowBytes * row.mips;
    const std::size_t values_at = descriptor_at + description->descriptor.size();
    std::size_t end = values_at + values.size();
    const std::size_t global_at = global.empty() ? 0 : (end + 7) / 8 * 8;
    if (!global.empty()) end = global_at + global.size();
    std::vector<std::size_t> offsets(row.mips);
    for (std::uint32_t level = row.mips; level-- > 0;) {
        offsets[level] = (end + description->alignment - 1) / description->alignment * description->alignment;
        end = offsets[level] + texture.mip(level).bytes.size();
    }

    Bytes out;
    out.reserve(end);
    for (const std::uint8_t byte : {0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a})
        out.push_back(byte);
    const bool flat = texture.shape() == TextureShape::Line;
    for (const std::uint32_t word :
         {description->format, description->type_size, row.width, flat ? 0 : row.height,
          texture.shape() == TextureShape::Volume ? row.depth : 0, row.is_array != 0 ? row.layers : 0,
          row.faces, row.mips, row.supercompression, static_cast<std::uint32_t>(descriptor_at),
          static_cast<std::uint32_t>(description->descriptor.size()), static_cast<std::uint32_t>(values_at),
          static_cast<std::uint32_t>(values.size())})
        put(out, word, 4);
    put(out, global_at, 8);
    put(out, global.size(), 8);
    for (std::uint32_t level = 0; level < row.mips; ++level) {
        const auto size = texture.mip(level).bytes.size();
        put(out, offsets[level], 8);
        put(out, size, 8);
        put(out, row.supercompression == BasisLz ? 0 : size, 8);
    }
    out.insert(out.end(), description->descriptor.begin(), description->descriptor.end());
    out.insert(out.end(), values.begin(), values.end());
    if (!global.empty()) {
        pad_to(out, 8);
        out.insert(out.end(), global.begin(), global.end());
    }
    // The coarsest level first.
    for (std::uint32_t level = row.mips; level-- > 0;) {
        out.resize(offsets[level]);
        const auto bytes = texture.mip(level).bytes;
        out.insert(out.end(), bytes.begin(), bytes.end());
    }
    return std::vector{ExportedFile{".ktx2", std::move(out)}};
}

}  // namespace sinter::cli
