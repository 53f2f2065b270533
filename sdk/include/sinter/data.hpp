// SPDX-License-Identifier: Apache-2.0
// FieldTree: a read-only view of a data asset's values; FieldView: one of them; Data: an asset of no other
// type.
#pragma once

#include <cmath>

#include <sinter/abi/data.h>
#include <sinter/asset.hpp>

namespace sinter {

namespace detail {

/// The tables of a data asset. What points outside of its table reads as nothing.
struct FieldTables {
    AssetView asset;
    Rows<sinter_field_row> rows;
    Rows<float> numbers;
    std::string_view strings;

    FieldTables() = default;
    explicit FieldTables(AssetView from)
        : asset(from),
          rows(from.rows<sinter_field_row>(SINTER_FIELD_TABLE)),
          numbers(from.rows<float>(SINTER_NUMBER_TABLE)) {
        if (const auto* table = from.table(SINTER_STRING_TABLE); table && table->stride == 1)
            strings = {reinterpret_cast<const char*>(table->rows), table->count};
    }
    [[nodiscard]] bool inside(std::uint32_t offset, std::uint32_t size) const noexcept {
        return offset <= strings.size() && size <= strings.size() - offset;
    }
    [[nodiscard]] std::string_view slice(std::uint32_t offset, std::uint32_t size) const noexcept {
        return inside(offset, size) ? strings.substr(offset, size) : std::string_view{};
    }
};

}  // namespace detail

/// One value of a data asset, or nothing. A question that does not fit the value has no answer: nullopt, or a
/// view of nothing. Names are found by binary search. Threads: any. Lifetime: as long as the asset.
class FieldView {
  public:
    static constexpr std::uint32_t MaxNumbers = 16;

    FieldView() = default;
    /// False: there is no such value.
    explicit operator bool() const noexcept { return kind_ != 0; }
    /// SINTER_FIELD_…; 0 for nothing. May be one of a later version.
    [[nodiscard]] sinter_field_kind kind() const noexcept { return kind_; }
    /// Empty for the root and for items of an array.
    [[nodiscard]] std::string_view name() const noexcept {
        return tables_.slice(row_.name_offset, row_.name_size);
    }

    [[nodiscard]] std::optional<bool> boolean() const noexcept {
        return kind_ == SINTER_FIELD_BOOL ? std::optional{row_.number[0] != 0} : std::nullopt;
    }
    [[nodiscard]] std::optional<std::int64_t> integer() const noexcept {
        return kind_ == SINTER_FIELD_INTEGER ? std::optional{row_.integer} : std::nullopt;
    }
    /// A double, an integer, or a vector of one.
    [[nodiscard]] std::optional<double> number() const noexcept {
        if (kind_ == SINTER_FIELD_DOUBLE) return row_.real;
        if (kind_ == SINTER_FIELD_INTEGER) return static_cast<double>(row_.integer);
        if (kind_ == SINTER_FIELD_FLOAT && row_.count == 1) return row_.number[0];
        return std::nullopt;
    }
    /// A vector of 1 to 4 floats; those it does not have are 0.
    [[nodiscard]] std::optional<std::array<float, 4>> vector() const noexcept {
        std::array<float, 4> out{};
        if (row_.count > 4 || numbers(out) == 0) return std::nullopt;
        return out;
    }
    /// Copies as many floats of a vector as fit. Returns how many the vector has: 0 to MaxNumbers.
    std::uint32_t numbers(std::span<float> out) const noexcept {
        if (kind_ != SINTER_FIELD_FLOAT || row_.count > MaxNumbers) return 0;
        if (row_.count > 4 &&
            (row_.first > tables_.numbers.size() || row_.count > tables_.numbers.size() - row_.first))
            return 0;
        for (std::uint32_t i = 0; i < row_.count && i < out.size(); ++i)
            out[i] = row_.count > 4 ? tables_.numbers[row_.first + i] : row_.number[i];
        return row_.count;
    }
    /// A string, or the word of a choice.
    [[nodiscard]] std::optional<std::string_view> text() const noexcept {
        if ((kind_ != SINTER_FIELD_STRING && kind_ != SINTER_FIELD_ENUM) ||
            !tables_.inside(row_.string_offset, row_.string_size))
            return std::nullopt;
        return tables_.slice(row_.string_offset, row_.string_size);
    }
    /// Number of a choice among those of its schema, from 0.
    [[nodiscard]] std::optional<std::int64_t> choice() const noexcept {
        return kind_ == SINTER_FIELD_ENUM ? std::optional{row_.integer} : std::nullopt;
    }
    /// Index into the asset's dependencies.
    [[nodiscard]] std::optional<std::uint32_t> reference_index() const noexcept {
        if (kind_ != SINTER_FIELD_REFERENCE || row_.dependency >= tables_.asset.dependencies().size())
            return std::nullopt;
        return row_.dependency;
    }
    /// Logical path of the asset that is referred to.
    [[nodiscard]] std::optional<std::string_view> reference() const noexcept {
        const auto index = reference_index();
        return index ? std::optional{to_view(tables_.asset.dependencies()[*index].path)} : std::nullopt;
    }

    /// Children of an array or object.
    [[nodiscard]] std::uint32_t size() const noexcept { return child_count_; }
    /// Child number `index`, in the order of the array or of the names; nothing beyond size().
    [[nodiscard]] FieldView operator[](std::uint32_t index) const noexcept {
        return index < child_count_ ? FieldView{tables_, first_child_ + index} : FieldView{};
    }
    /// The child of that name, of an object.
    [[nodiscard]] FieldView operator[](std::string_view name) const noexcept {
        std::uint32_t low = 0, high = kind_ == SINTER_FIELD_OBJECT ? child_count_ : 0;
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            const auto row = tables_.rows[first_child_ + middle];
            const auto found = tables_.slice(row.name_offset, row.name_size);
            if (found == name) return (*this)[middle];
            if (found < name)
                low = middle + 1;
            else
                high = middle;
        }
        return {};
    }

  private:
    friend class FieldTree;
    FieldView(const detail::FieldTables& tables, std::uint32_t index)
        : tables_(tables), row_(tables.rows[index]) {
        kind_ = row_.kind;
        if (kind_ != SINTER_FIELD_ARRAY && kind_ != SINTER_FIELD_OBJECT) return;
        // Children lie behind their parent: whoever follows them comes to an end.
        if (row_.first > index && row_.first <= tables.rows.size() &&
            row_.count <= tables.rows.size() - row_.first) {
            first_child_ = row_.first;
            child_count_ = row_.count;
        }
    }
    FieldView(const detail::FieldTables& tables, sinter_field_kind kind, std::uint32_t count)
        : tables_(tables), kind_(kind), child_count_(std::min(count, tables.rows.size())) {}

    detail::FieldTables tables_;
    sinter_field_row row_{};
    sinter_field_kind kind_ = 0;
    std::uint32_t first_child_ = 0;
    std::uint32_t child_count_ = 0;
};

/// The values of a data asset of any type: see sinter/abi/data.h. Any bytes may be viewed: what points
/// outside its table reads as nothing. `valid()` says whether all is well; only then is the depth bounded for
/// those who recurse. Threads: any. Lifetime: as long as what it views.
class FieldTree {
  public:
    FieldTree() = default;
    explicit FieldTree(AssetView asset) : tables_(asset) {
        const auto head = asset.rows<sinter_data_row>(SINTER_DATA_TABLE);
        has_one_head_ = head.size() <= 1;
        if (head.empty()) {
            head_.root_kind = SINTER_FIELD_OBJECT;
            head_.root_count = tables_.rows.size();
        } else {
            head_ = head[0];
        }
    }

    [[nodiscard]] FieldView root() const noexcept {
        if (is_container(head_.root_kind)) return {tables_, head_.root_kind, head_.root_count};
        return tables_.rows.empty() ? FieldView{} : FieldView{tables_, 0};
    }
    /// Name of the schema; empty when there is none: typed by its values.
    [[nodiscard]] std::string_view schema() const noexcept {
        return tables_.slice(head_.schema_offset, head_.schema_size);
    }
    /// Logical path of the file that declares the schema; empty when it ships with Sinter, or there is none.
    [[nodiscard]] std::string_view schema_path() const noexcept {
        return tables_.slice(head_.schema_path_offset, head_.schema_path_size);
    }
    [[nodiscard]] std::uint32_t schema_version() const noexcept { return head_.schema_version; }
    /// Every field with a default has a value.
    [[nodiscard]] bool complete() const noexcept { return head_.complete == 1; }
    /// Values below the root, of all depths.
    [[nodiscard]] std::uint32_t size() const noexcept { return tables_.rows.size(); }
    [[nodiscard]] const AssetView& asset() const noexcept { return tables_.asset; }

    /// The rows form one tree as sinter/abi/data.h says, no deeper than SINTER_DATA_MAX_DEPTH, and every
    /// value is one that its kind allows. Kinds of later versions are let be. One pass, no memory.
    [[nodiscard]] bool valid() const noexcept {
        const auto& rows = tables_.rows;
        if (!has_one_head_ || !tables_.inside(head_.schema_offset, head_.schema_size) ||
            !tables_.inside(head_.schema_path_offset, head_.schema_path_size) || head_.root_kind == 0)
            return false;
        if (!is_container(head_.root_kind) &&
            (head_.root_count != 1 || rows.size() != 1 || rows[0].kind != head_.root_kind))
            return false;
        if (head_.root_count > rows.size()) return false;
        if (!siblings_fit(0, head_.root_count, head_.root_kind == SINTER_FIELD_OBJECT)) return false;
        std::uint32_t next = head_.root_count, end_of_level = next, depth = 1;
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
            if (i >= next) return false;  // nobody's child
            if (i == end_of_level) {
                end_of_level = next;
                ++depth;
            }
            const auto row = rows[i];
            if (!fits(row)) return false;
            if (!is_container(row.kind)) continue;
            if (depth + 1 > SINTER_DATA_MAX_DEPTH) return false;
            if (row.count == 0) {
                if (row.first != 0) return false;
                continue;
            }
            if (row.first != next || row.count > rows.size() - next) return false;
            if (!siblings_fit(next, row.count, row.kind == SINTER_FIELD_OBJECT)) return false;
            next += row.count;
        }
        return next == rows.size();
    }

  private:
    static constexpr bool is_container(sinter_field_kind kind) noexcept {
        return kind == SINTER_FIELD_ARRAY || kind == SINTER_FIELD_OBJECT;
    }
    [[nodiscard]] bool siblings_fit(std::uint32_t first, std::uint32_t count, bool named) const noexcept {
        std::string_view last;
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto row = tables_.rows[first + i];
            if (!tables_.inside(row.name_offset, row.name_size)) return false;
            const auto name = tables_.slice(row.name_offset, row.name_size);
            if (named ? i > 0 && name <= last : !name.empty()) return false;
            last = name;
        }
        return true;
    }
    [[nodiscard]] bool fits(const sinter_field_row& row) const noexcept {
        switch (row.kind) {
            case SINTER_FIELD_BOOL:
                return row.number[0] == 0 || row.number[0] == 1;
            case SINTER_FIELD_FLOAT: {
                const auto finite = [](float value) { return std::isfinite(value); };
                if (row.count == 0 || row.count > FieldView::MaxNumbers) return false;
                if (row.count <= 4) return std::all_of(row.number, row.number + row.count, finite);
                if (row.first > tables_.numbers.size() || row.count > tables_.numbers.size() - row.first)
                    return false;
                for (std::uint32_t i = 0; i < row.count; ++i)
                    if (!finite(tables_.numbers[row.first + i])) return false;
                return true;
            }
            case SINTER_FIELD_ENUM:
                return row.integer >= 0 && tables_.inside(row.string_offset, row.string_size);
            case SINTER_FIELD_STRING:
                return tables_.inside(row.string_offset, row.string_size);
            case SINTER_FIELD_REFERENCE:
                return row.dependency < tables_.asset.dependencies().size();
            default:
                return row.kind != 0;
        }
    }

    detail::FieldTables tables_;
    sinter_data_row head_{};
    bool has_one_head_ = true;
};

/// Data of no other type: of a schema of the project's own, or typed by its values.
class Data : public FieldTree {
  public:
    static constexpr AssetType type = AssetType::Data;

    Data() = default;
    explicit Data(AssetView asset) : FieldTree(asset) {}
    [[nodiscard]] bool valid() const noexcept { return asset().type() == type && FieldTree::valid(); }
};

}  // namespace sinter
