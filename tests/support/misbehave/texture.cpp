// SPDX-License-Identifier: Apache-2.0
// Deeds of the decoder "misbehave_texture": an honest texture, and ones whose rows lie, before or after the
// host has looked at them.
#include <limits>
#include <string>

#include <sinter/texture_job.hpp>

#include "deed.hpp"

namespace sinter::misbehave {
namespace {

constexpr auto Most = std::numeric_limits<std::uint64_t>::max();

/// False: there is no lie of that name.
bool lie(std::string_view name, sinter_texture_row& row, sinter_texture_mip_row& mip) {
    if (name == "offset")
        mip.offset = 1;
    else if (name == "far_offset")
        mip.offset = Most - 15;
    else if (name == "size")
        mip.size = Most;
    else if (name == "chunk")
        mip.chunk = 1'000'000;
    else if (name == "pitch")
        mip.row_pitch = Most;
    else if (name == "mips")
        row.mips = std::numeric_limits<std::uint32_t>::max();
    else if (name == "no_mips")
        row.mips = 0;
    else if (name == "width")
        row.width = mip.width = 1u << 31;
    else if (name == "layers")
        row.layers = std::numeric_limits<std::uint32_t>::max();
    else if (name == "block")
        row.block_width = row.block_height = row.block_bytes = 0;
    else if (name == "format")
        row.format = 0xffff'ffffu;
    else
        return false;
    return true;
}

struct Made {
    Output output;
    sinter_texture_row* row = nullptr;
    sinter_texture_mip_row* mip = nullptr;
};

/// 16 x 16 texels, one level: the body's bytes over and over. Laid out by hand, to keep the rows' addresses.
Result<Made> make(const Scene& scene) {
    auto layout = layout_texture(TextureDesc{16, 16, Format::Rgba8Unorm});
    if (!layout) return std::move(layout).error();
    DecodeJob job{scene.job};
    auto output = job.new_asset(AssetType::Texture);
    if (!output) return std::move(output).error();
    auto rows = output->add_table<sinter_texture_row>(SINTER_TEXTURE_TABLE, SINTER_TEXTURE_VERSION, 1);
    if (!rows) return std::move(rows).error();
    auto mips =
        output->add_table<sinter_texture_mip_row>(SINTER_TEXTURE_MIP_TABLE, SINTER_TEXTURE_VERSION, 1);
    if (!mips) return std::move(mips).error();
    (*rows)[0] = layout->row;
    (*mips)[0] = layout->mips[0];
    auto chunk = output->add_chunk(SINTER_TEXTURE_CHUNK, layout->chunk_sizes[0], 64);
    if (!chunk) return std::move(chunk).error();
    for (std::size_t i = 0; i < chunk->size(); ++i)
        (*chunk)[i] = scene.body.empty() ? std::uint8_t{0} : scene.body[i % scene.body.size()];
    return Made{*output, rows->data(), mips->data()};
}

sinter_code emit(const Scene& scene, const Made& made) {
    return scene.host().emit(scene.self(), made.output.abi(), {});
}

sinter_code honest(const Scene& scene) {
    const auto made = make(scene);
    if (!made) return fail(scene, static_cast<sinter_code>(made.code()), made.error().text);
    return emit(scene, *made);
}

sinter_code lie_before(const Scene& scene) {
    auto made = make(scene);
    if (!made) return fail(scene, static_cast<sinter_code>(made.code()), made.error().text);
    if (!lie(scene.argument, *made->row, *made->mip)) return fail(scene, SINTER_UNSUPPORTED, "unknown lie");
    return emit(scene, *made);
}

/// The worker's own check has seen an honest texture: only the kernel can notice.
sinter_code lie_after(const Scene& scene) {
    auto made = make(scene);
    if (!made) return fail(scene, static_cast<sinter_code>(made.code()), made.error().text);
    const auto code = emit(scene, *made);
    if (!lie(scene.argument, *made->row, *made->mip)) return fail(scene, SINTER_UNSUPPORTED, "unknown lie");
    return code;
}

constexpr Deed Deeds[] = {
    {"texture", Harm::None, honest},
    {"texture_lie", Harm::None, lie_before},         // name
    {"texture_lie_late", Harm::Process, lie_after},  // name
};

}  // namespace

std::span<const Deed> texture_deeds() {
    return Deeds;
}

}  // namespace sinter::misbehave
