// SPDX-License-Identifier: Apache-2.0
#include "asset_reader.hpp"

#include <algorithm>

#include <sinter/material.hpp>
#include <sinter/texture.hpp>

#include "asset/artifact_reader.hpp"
#include "asset/artifact_writer.hpp"
#include "asset/facts.hpp"
#include "exact_buffer.hpp"

namespace sinter::fuzz {
namespace {

/// Written to, so that no compiler leaves a read out.
volatile std::uint64_t sink;

void read(std::span<const std::uint8_t> bytes) {
    std::uint64_t sum = 0;
    for (const auto byte : bytes) sum += byte;
    sink = sink + sum;
}
void read(std::string_view text) {
    read({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}
std::span<const std::uint8_t> rows_of(const sinter_table& table) {
    return {table.rows, std::size_t{table.stride} * table.count};
}

void read_texture(const Texture& texture) {
    require(texture.valid(), "a checked texture is valid");
    for (std::uint32_t i = 0; i < texture.mip_count(); ++i) {
        const auto mip = texture.mip(i);
        require((mip.width > 0 && mip.height > 0 && mip.depth > 0), "every level has a size");
        read(mip.bytes);
    }
}

void read_material(const Material& material) {
    sink = sink + material.valid();
    for (std::uint32_t i = 0; i < material.size(); ++i) {
        const auto name = material.name(i);
        read(name);
        sink = sink + material.kind(i) + material.boolean(name).value_or(false) +
               static_cast<bool>(material.number(name)) + static_cast<bool>(material.vector(name));
        read(material.text(name).value_or(""));
        read(material.reference(name).value_or(""));
    }
}

bool equal(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace

void read_whole(const AssetView& asset) {
    for (const auto& table : asset.tables()) read(rows_of(table));
    for (const auto& chunk : asset.chunks())
        read({chunk.bytes.data, static_cast<std::size_t>(chunk.bytes.size)});
    for (const auto& dependency : asset.dependencies()) read(to_view(dependency.path));
    if (asset.type() == AssetType::Texture) read_texture(Texture{asset});
    if (asset.type() == AssetType::Material) read_material(Material{asset});
    for (const auto& [name, value] : facts_of(asset)) read(name + sinter::to_text(value));
}

bool equal(const AssetView& a, const AssetView& b) {
    return a.type() == b.type() &&
           std::equal(a.tables().begin(), a.tables().end(), b.tables().begin(), b.tables().end(),
                      [](const auto& x, const auto& y) {
                          return x.tag == y.tag && x.version == y.version && x.stride == y.stride &&
                                 x.count == y.count && equal(rows_of(x), rows_of(y));
                      }) &&
           std::equal(a.chunks().begin(), a.chunks().end(), b.chunks().begin(), b.chunks().end(),
                      [](const auto& x, const auto& y) {
                          return x.tag == y.tag && x.alignment == y.alignment &&
                                 equal({x.bytes.data, static_cast<std::size_t>(x.bytes.size)},
                                       {y.bytes.data, static_cast<std::size_t>(y.bytes.size)});
                      }) &&
           std::equal(a.dependencies().begin(), a.dependencies().end(), b.dependencies().begin(),
                      b.dependencies().end(), [](const auto& x, const auto& y) {
                          return x.kind == y.kind && x.type == y.type && to_view(x.path) == to_view(y.path);
                      });
}

Bytes artifact_of(const AssetView& asset) {
    const auto written = write_artifact(asset);
    require(static_cast<bool>(written), "a checked asset can be written");
    Bytes out;
    for (const auto piece : written->pieces) out.insert(out.end(), piece.begin(), piece.end());
    require(out.size() == written->size_bytes, "an artifact is as long as its writer says");
    return out;
}

artifact::Checksum check_round_trip(const AssetView& asset) {
    const auto bytes = artifact_of(asset);
    const auto back = Artifact::verify(exact_buffer(bytes));
    require(static_cast<bool>(back), "what was written can be read");
    require(equal(asset, back->view()), "what was read is what was written");
    require(artifact_of(back->view()) == bytes, "the same asset gives the same bytes");
    return back->fingerprint();
}

}  // namespace sinter::fuzz
