// SPDX-License-Identifier: Apache-2.0
// Material: a read-only view of a material asset's fields, found by name.
#pragma once

#include <cmath>

#include <sinter/abi/data.h>
#include <sinter/asset.hpp>

namespace sinter {

/// The fields of a material, as plugins/data_material/README.md lists them. A look-up is a binary search.
/// A question that does not fit the field (a number of a text, a field that is not there) has no answer:
/// nullopt. Threads: any. Lifetime: as long as what it views.
class Material {
  public:
    static constexpr AssetType type = AssetType::Material;

    Material() = default;
    /// Any bytes may be viewed: what points outside its table reads as nothing. `valid()` says whether all is
    /// well.
    explicit Material(AssetView asset)
        : asset_(asset), rows_(asset.rows<sinter_field_row>(SINTER_FIELD_TABLE)) {
        if (const auto* strings = asset.table(SINTER_STRING_TABLE); strings && strings->stride == 1)
            strings_ = {reinterpret_cast<const char*>(strings->rows), strings->count};
    }

    /// Every field has a name, in strict order, and a value that its kind allows. Kinds of later versions are
    /// let be.
    [[nodiscard]] bool valid() const noexcept {
        if (asset_.type() != type) return false;
        std::string_view last;
        for (std::uint32_t i = 0; i < rows_.size(); ++i) {
            const auto row = rows_[i];
            const auto name = slice(row.name_offset, row.name_size);
            if (name.empty() || (i > 0 && name <= last) || !fits(row)) return false;
            last = name;
        }
        return true;
    }

    [[nodiscard]] std::uint32_t size() const noexcept { return rows_.size(); }
    /// Name of field `index` < size(); empty when it lies outside the string table.
    [[nodiscard]] std::string_view name(std::uint32_t index) const noexcept {
        const auto row = rows_[index];
        return slice(row.name_offset, row.name_size);
    }
    /// Kind of field `index` < size(): SINTER_FIELD_…
    [[nodiscard]] sinter_field_kind kind(std::uint32_t index) const noexcept { return rows_[index].kind; }

    [[nodiscard]] std::optional<bool> boolean(std::string_view field) const noexcept {
        const auto row = find(field, SINTER_FIELD_BOOL);
        return row ? std::optional{row->number[0] != 0} : std::nullopt;
    }
    /// A field of one number.
    [[nodiscard]] std::optional<float> number(std::string_view field) const noexcept {
        const auto row = find(field, SINTER_FIELD_FLOAT);
        return row && row->count == 1 ? std::optional{row->number[0]} : std::nullopt;
    }
    /// A field of 1 to 4 numbers; those it does not have are 0.
    [[nodiscard]] std::optional<std::array<float, 4>> vector(std::string_view field) const noexcept {
        const auto row = find(field, SINTER_FIELD_FLOAT);
        if (!row || row->count == 0 || row->count > 4) return std::nullopt;
        std::array<float, 4> out{};
        std::copy_n(row->number, row->count, out.begin());
        return out;
    }
    [[nodiscard]] std::optional<std::string_view> text(std::string_view field) const noexcept {
        const auto row = find(field, SINTER_FIELD_STRING);
        if (!row || !inside(row->string_offset, row->string_size)) return std::nullopt;
        return slice(row->string_offset, row->string_size);
    }
    /// Index into the asset's dependencies.
    [[nodiscard]] std::optional<std::uint32_t> reference_index(std::string_view field) const noexcept {
        const auto row = find(field, SINTER_FIELD_REFERENCE);
        if (!row || row->dependency >= asset_.dependencies().size()) return std::nullopt;
        return row->dependency;
    }
    /// Logical path of the asset that the field refers to.
    [[nodiscard]] std::optional<std::string_view> reference(std::string_view field) const noexcept {
        const auto index = reference_index(field);
        return index ? std::optional{to_view(asset_.dependencies()[*index].path)} : std::nullopt;
    }
    [[nodiscard]] const AssetView& asset() const noexcept { return asset_; }

  private:
    [[nodiscard]] bool inside(std::uint32_t offset, std::uint32_t size) const noexcept {
        return offset <= strings_.size() && size <= strings_.size() - offset;
    }
    [[nodiscard]] std::string_view slice(std::uint32_t offset, std::uint32_t size) const noexcept {
        return inside(offset, size) ? std::string_view{strings_.data() + offset, size} : std::string_view{};
    }
    [[nodiscard]] bool fits(const sinter_field_row& row) const noexcept {
        switch (row.kind) {
            case SINTER_FIELD_BOOL:
                return row.number[0] == 0 || row.number[0] == 1;
            case SINTER_FIELD_FLOAT:
                return row.count >= 1 && row.count <= 4 &&
                       std::all_of(row.number, row.number + row.count,
                                   [](float value) { return std::isfinite(value); });
            case SINTER_FIELD_STRING:
                return inside(row.string_offset, row.string_size);
            case SINTER_FIELD_REFERENCE:
                return row.dependency < asset_.dependencies().size();
            default:
                return row.kind != 0;
        }
    }
    [[nodiscard]] std::optional<sinter_field_row> find(std::string_view field,
                                                       sinter_field_kind kind) const noexcept {
        std::uint32_t low = 0, high = rows_.size();
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            const auto row = rows_[middle];
            const auto name = slice(row.name_offset, row.name_size);
            if (name == field) return row.kind == kind ? std::optional{row} : std::nullopt;
            if (name < field)
                low = middle + 1;
            else
                high = middle;
        }
        return std::nullopt;
    }

    AssetView asset_;
    Rows<sinter_field_row> rows_;
    std::string_view strings_;
};

}  // namespace sinter
