// SPDX-License-Identifier: Apache-2.0
// Material: a read-only view of a material asset's fields, found by name.
#pragma once

#include <sinter/data.hpp>

namespace sinter {

/// The fields of a material, as plugins/data/README.md lists them. A look-up is a binary search. A question
/// that does not fit the field (a number of a text, a field that is not there) has no answer: nullopt.
/// Threads: any. Lifetime: as long as what it views.
class Material {
  public:
    static constexpr AssetType type = AssetType::Material;

    Material() = default;
    /// Any bytes may be viewed: what points outside its table reads as nothing. `valid()` says whether all is
    /// well.
    explicit Material(AssetView asset) : tree_(asset), root_(tree_.root()) {}

    /// A valid tree whose root is an object, and every field of the root has a name.
    [[nodiscard]] bool valid() const noexcept {
        return tree_.asset().type() == type && tree_.valid() && root_.kind() == SINTER_FIELD_OBJECT &&
               (root_.size() == 0 || !root_[std::uint32_t{0}].name().empty());
    }

    [[nodiscard]] std::uint32_t size() const noexcept { return root_.size(); }
    /// Name of field `index`; empty beyond size().
    [[nodiscard]] std::string_view name(std::uint32_t index) const noexcept { return root_[index].name(); }
    /// Kind of field `index`: SINTER_FIELD_…; 0 beyond size().
    [[nodiscard]] sinter_field_kind kind(std::uint32_t index) const noexcept { return root_[index].kind(); }
    /// Field `index`, or nothing.
    [[nodiscard]] FieldView field(std::uint32_t index) const noexcept { return root_[index]; }
    /// The field of that name, or nothing.
    [[nodiscard]] FieldView field(std::string_view name) const noexcept { return root_[name]; }

    [[nodiscard]] std::optional<bool> boolean(std::string_view name) const noexcept {
        return root_[name].boolean();
    }
    /// A field of one number.
    [[nodiscard]] std::optional<float> number(std::string_view name) const noexcept {
        const auto value = root_[name].number();
        return value ? std::optional{static_cast<float>(*value)} : std::nullopt;
    }
    /// A field of 1 to 4 numbers; those it does not have are 0.
    [[nodiscard]] std::optional<std::array<float, 4>> vector(std::string_view name) const noexcept {
        return root_[name].vector();
    }
    /// A text, or the word of a choice.
    [[nodiscard]] std::optional<std::string_view> text(std::string_view name) const noexcept {
        return root_[name].text();
    }
    /// Index into the asset's dependencies.
    [[nodiscard]] std::optional<std::uint32_t> reference_index(std::string_view name) const noexcept {
        return root_[name].reference_index();
    }
    /// Logical path of the asset that the field refers to.
    [[nodiscard]] std::optional<std::string_view> reference(std::string_view name) const noexcept {
        return root_[name].reference();
    }
    [[nodiscard]] const FieldTree& tree() const noexcept { return tree_; }
    [[nodiscard]] const AssetView& asset() const noexcept { return tree_.asset(); }

  private:
    FieldTree tree_;
    FieldView root_;
};

}  // namespace sinter
