// SPDX-License-Identifier: Apache-2.0
// Asset: a read-only view of an asset's tables, chunks and dependencies, wherever they lie.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <span>
#include <type_traits>

#include <sinter/abi/asset.h>
#include <sinter/status.hpp>

namespace sinter {

enum class AssetType : std::uint32_t {
    Unknown = 0,
    Texture = SINTER_TEXTURE,
    Model = SINTER_MODEL,
    Animation = SINTER_ANIMATION,
    Audio = SINTER_AUDIO,
    Shader = SINTER_SHADER,
    Material = SINTER_MATERIAL,
    ParticleSystem = SINTER_PARTICLE_SYSTEM,
    Font = SINTER_FONT,
    Ui = SINTER_UI,
    Data = SINTER_DATA,
    Script = SINTER_SCRIPT,
    EmbeddedFile = SINTER_EMBEDDED_FILE,  ///< not an asset yet; never at rest
};

/// Names as TOML and JSON spell them, indexed by number.
inline constexpr std::array<std::string_view, 12> AssetTypeNames = {
    "unknown", "texture", "model", "animation", "audio", "shader", "material", "particle_system", "font", "ui",
    "data", "script"};

constexpr std::string_view name_of(AssetType type) noexcept {
    const auto index = static_cast<std::size_t>(type);
    return index < AssetTypeNames.size() ? AssetTypeNames[index] : AssetTypeNames[0];
}

/// AssetType::Unknown for a name that is none.
constexpr AssetType asset_type_of(std::string_view name) noexcept {
    for (std::size_t i = 1; i < AssetTypeNames.size(); ++i)
        if (AssetTypeNames[i] == name) return static_cast<AssetType>(i);
    return AssetType::Unknown;
}

/// Rows of a table read as `Row`, whatever version wrote them. Row is a C struct without padding.
template <class Row>
class Rows {
    static_assert(std::is_trivially_copyable_v<Row> && std::is_standard_layout_v<Row>);

  public:
    Rows() = default;
    explicit Rows(const sinter_table& table) : table_(table) {}
    [[nodiscard]] std::uint32_t size() const noexcept { return table_.count; }
    [[nodiscard]] bool empty() const noexcept { return table_.count == 0; }
    /// Row `index` < size(): what the table does not hold is zero.
    [[nodiscard]] Row operator[](std::uint32_t index) const noexcept {
        assert(index < table_.count && "Rows: index out of range");
        Row row{};
        std::memcpy(&row, table_.rows + std::size_t{index} * table_.stride,
                    std::min<std::size_t>(sizeof(Row), table_.stride));
        return row;
    }

  private:
    sinter_table table_{};
};

/// A read-only view of an asset.
/// Threads: any. Lifetime: as long as what it views.
class AssetView {
  public:
    AssetView() = default;
    explicit AssetView(const sinter_asset& asset) : asset_(asset) {}

    [[nodiscard]] AssetType type() const noexcept { return static_cast<AssetType>(asset_.type); }
    [[nodiscard]] std::span<const sinter_table> tables() const noexcept {
        return {asset_.tables, asset_.table_count};
    }
    [[nodiscard]] std::span<const sinter_chunk> chunks() const noexcept {
        return {asset_.chunks, asset_.chunk_count};
    }
    [[nodiscard]] std::span<const sinter_dependency> dependencies() const noexcept {
        return {asset_.dependencies, asset_.dependency_count};
    }
    /// The table of that tag, or nullptr.
    [[nodiscard]] const sinter_table* table(std::uint32_t tag) const noexcept {
        for (const auto& table : tables())
            if (table.tag == tag) return &table;
        return nullptr;
    }
    /// Rows of the table of that tag; none when it is missing.
    template <class Row>
    [[nodiscard]] Rows<Row> rows(std::uint32_t tag) const noexcept {
        const auto* found = table(tag);
        return found ? Rows<Row>{*found} : Rows<Row>{};
    }
    /// Bytes [offset, offset + size) of a chunk; empty when they do not lie inside it.
    [[nodiscard]] std::span<const std::uint8_t> bytes(std::uint32_t chunk, std::uint64_t offset,
                                                      std::uint64_t size) const noexcept {
        if (chunk >= asset_.chunk_count) return {};
        const sinter_bytes all = asset_.chunks[chunk].bytes;
        if (offset > all.size || size > all.size - offset) return {};
        return {all.data + offset, static_cast<std::size_t>(size)};
    }
    [[nodiscard]] const sinter_asset& abi() const noexcept { return asset_; }

  private:
    sinter_asset asset_{};
};

}  // namespace sinter
