// SPDX-License-Identifier: Apache-2.0
// Script: a read-only view of a script's source, and of what is known of it without running it.
#pragma once

#include <sinter/abi/script.h>
#include <sinter/asset.hpp>

namespace sinter {

/// Threads: any. Lifetime: as long as what it views.
class Script {
  public:
    static constexpr AssetType type = AssetType::Script;
    static constexpr std::uint32_t NoFile = SINTER_SCRIPT_NO_FILE;

    struct Require {
        std::string_view name;              ///< as the source says it: "game.door"
        std::uint32_t line = 0;             ///< from 1
        std::uint32_t dependency = NoFile;  ///< index into the asset's dependencies
    };
    struct Global {
        std::string_view name;
        std::uint32_t line = 0;  ///< from 1
        bool in_function = false;
    };

    Script() = default;
    /// Any bytes may be viewed: what points outside its table reads as nothing. `valid()` says whether all is
    /// well.
    explicit Script(AssetView asset)
        : asset_(asset),
          requires_(asset.rows<sinter_script_require_row>(SINTER_SCRIPT_REQUIRE_TABLE)),
          functions_(asset.rows<sinter_script_function_row>(SINTER_SCRIPT_FUNCTION_TABLE)),
          globals_(asset.rows<sinter_script_global_row>(SINTER_SCRIPT_GLOBAL_TABLE)) {
        const auto rows = asset.rows<sinter_script_row>(SINTER_SCRIPT_TABLE);
        if (rows.size() == 1) row_ = rows[0];
        if (const auto* table = asset.table(SINTER_STRING_TABLE); table && table->stride == 1)
            strings_ = {reinterpret_cast<const char*>(table->rows), table->count};
    }

    /// There is one row, a source, and every index and name lies where it may.
    [[nodiscard]] bool valid() const noexcept {
        if (asset_.type() != type || row_.language == 0 || row_.chunk >= asset_.chunks().size() ||
            asset_.chunks()[row_.chunk].tag != SINTER_SCRIPT_CHUNK)
            return false;
        for (std::uint32_t i = 0; i < requires_.size(); ++i) {
            const auto row = requires_[i];
            if (!inside(row.name_offset, row.name_size) || row.name_size == 0) return false;
            if (row.dependency != NoFile && row.dependency >= asset_.dependencies().size()) return false;
        }
        for (std::uint32_t i = 0; i < functions_.size(); ++i)
            if (functions_[i].first_line > functions_[i].last_line) return false;
        for (std::uint32_t i = 0; i < globals_.size(); ++i)
            if (!inside(globals_[i].name_offset, globals_[i].name_size)) return false;
        return true;
    }

    /// The text, exactly as it is compiled; in no encoding of ours.
    [[nodiscard]] std::string_view source() const noexcept {
        if (row_.language == 0 || row_.chunk >= asset_.chunks().size()) return {};
        const auto bytes = asset_.chunks()[row_.chunk].bytes;
        return {reinterpret_cast<const char*>(bytes.data), static_cast<std::size_t>(bytes.size)};
    }
    [[nodiscard]] std::uint32_t lines() const noexcept { return row_.lines; }
    [[nodiscard]] sinter_script_language language() const noexcept { return row_.language; }
    /// Comments and blank space were taken out; line numbers are the source's.
    [[nodiscard]] bool stripped() const noexcept { return (row_.flags & SINTER_SCRIPT_STRIPPED) != 0; }

    [[nodiscard]] std::uint32_t require_count() const noexcept { return requires_.size(); }
    /// Script number `index` < require_count() that it asks for.
    [[nodiscard]] Require require(std::uint32_t index) const noexcept {
        const auto row = requires_[index];
        return {slice(row.name_offset, row.name_size), row.line, row.dependency};
    }
    [[nodiscard]] std::uint32_t function_count() const noexcept { return functions_.size(); }
    /// Function number `index` < function_count(); the first is the script itself.
    [[nodiscard]] sinter_script_function_row function(std::uint32_t index) const noexcept {
        return functions_[index];
    }
    [[nodiscard]] std::uint32_t global_count() const noexcept { return globals_.size(); }
    /// Global number `index` < global_count() that it writes.
    [[nodiscard]] Global global(std::uint32_t index) const noexcept {
        const auto row = globals_[index];
        return {slice(row.name_offset, row.name_size), row.line, row.is_function != 0};
    }
    [[nodiscard]] const AssetView& asset() const noexcept { return asset_; }

  private:
    [[nodiscard]] bool inside(std::uint32_t offset, std::uint32_t size) const noexcept {
        return offset <= strings_.size() && size <= strings_.size() - offset;
    }
    [[nodiscard]] std::string_view slice(std::uint32_t offset, std::uint32_t size) const noexcept {
        return inside(offset, size) ? strings_.substr(offset, size) : std::string_view{};
    }

    AssetView asset_;
    sinter_script_row row_{};
    Rows<sinter_script_require_row> requires_;
    Rows<sinter_script_function_row> functions_;
    Rows<sinter_script_global_row> globals_;
    std::string_view strings_;
};

}  // namespace sinter
