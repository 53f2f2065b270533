// SPDX-License-Identifier: Apache-2.0
#include "treatment.hpp"

namespace sinter::texels {
namespace {

/// The row says of its blocks what the format's number says.
bool agrees(const sinter_texture_row& row, const FormatInfo& info) {
    return row.block_width == info.block_width && row.block_height == info.block_height &&
           row.block_depth == 1 && row.block_bytes == info.block_bytes;
}

bool decide_srgb(std::string_view setting, const Texture& input, const FormatInfo& info) {
    if (setting != "auto") return setting == "srgb";
    if (input.color_space() != ColorSpace::Unknown) return input.color_space() == ColorSpace::Srgb;
    return info.srgb || (info.numeric == Numeric::Unorm8 && info.channels >= 3);
}

}  // namespace

Result<Texture> checked_input(const ProcessJob& job, std::string_view who) {
    const auto asset = job.input();
    const auto refuse = [&](Code code, std::string_view what) {
        return Result<Texture>{code, std::string{who} + ": " + std::string{what}};
    };
    for (const auto tag : {SINTER_TEXTURE_TABLE, SINTER_TEXTURE_MIP_TABLE}) {
        const auto* table = asset.table(tag);
        if (!table || table->count == 0) return refuse(Code::Corrupt, "the asset has no texture tables");
        if (table->version > SINTER_TEXTURE_VERSION)
            return refuse(Code::Unsupported, "the texture's tables are newer than this step (version " +
                                                 std::to_string(table->version) + ")");
    }
    const Texture texture{asset};
    const auto& row = texture.row();
    const auto* info = format_info(texture.format());
    if (!texture.valid() || asset.table(SINTER_TEXTURE_TABLE)->count != 1 ||
        row.shape > SINTER_TEXTURE_CUBE || row.faces != (texture.shape() == TextureShape::Cube ? 6u : 1u) ||
        (info && !agrees(row, *info)))
        return refuse(Code::Corrupt, "the texture's tables contradict each other");
    if (const auto layout = layout_texture(texture.desc()); !layout)
        return refuse(layout.code(), layout.error().text);
    return texture;
}

Treatment treatment_of(ProcessJob& job, const Texture& input) {
    Treatment out;
    const auto* info = format_info(input.format());
    const auto color_space = job.setting_string("color_space");
    const auto normal_map = job.setting_string("normal_map");
    out.filter = job.setting_string("filter") == "kaiser" ? Filter::Kaiser : Filter::Box;
    out.edge = job.setting_string("edge") == "wrap" ? Edge::Wrap : Edge::Clamp;
    if (!info || info->numeric == Numeric::Block || info->numeric == Numeric::Other ||
        (input.row().flags & SINTER_TEXTURE_SUPERCOMPRESSED) != 0)
        return out;
    out.info = info;
    const bool flagged = (input.row().flags & SINTER_TEXTURE_NORMAL_MAP) != 0;
    // One channel holds no vector; a height map under that name is still no colour.
    const bool normals = normal_map == "yes" || (normal_map == "auto" && flagged);
    out.normal_map = normals && info->channels >= 2;
    if (out.normal_map)
        out.meaning = Meaning::Normals;
    else if (input.alpha_mode() == AlphaMode::Straight && info->channels == 4)
        out.meaning = Meaning::Weighted;
    out.srgb = !normals && decide_srgb(color_space, input, *info);
    if (normals && color_space == "srgb")
        job.warn(
            "a normal map is no colour: color_space = \"srgb\" is ignored; set normal_map = \"no\" if it is "
            "one");
    return out;
}

TextureDesc Treatment::apply(TextureDesc desc) const {
    desc.color_space = srgb ? ColorSpace::Srgb : ColorSpace::Linear;
    desc.format = with_srgb(desc.format, srgb);
    desc.flags =
        normal_map ? desc.flags | SINTER_TEXTURE_NORMAL_MAP : desc.flags & ~SINTER_TEXTURE_NORMAL_MAP;
    return desc;
}

SourceLevel source_level(const TextureMip& mip) {
    return {{mip.width, mip.height, mip.depth}, mip.bytes.data(), nullptr};
}
TargetLevel target_level(const NewTexture::Mip& mip) {
    return {{mip.width, mip.height, mip.depth}, mip.bytes.data(), nullptr};
}

Status copy_bytes(ProcessJob& job, std::span<const std::uint8_t> from, std::span<std::uint8_t> to,
                  float progress) {
    constexpr std::size_t Piece = std::size_t{1} << 20;
    return job.parallel_for((from.size() + Piece - 1) / Piece, [&](std::uint64_t index) -> Status {
        if (!job.checkpoint(progress)) return Job::cancelled();
        const auto at = static_cast<std::size_t>(index) * Piece;
        std::memcpy(to.data() + at, from.data() + at, std::min(Piece, from.size() - at));
        return {};
    });
}

}  // namespace sinter::texels
