// SPDX-License-Identifier: Apache-2.0
// AssetId: 64 bits that name a product.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sinter {

/// Names one product: born from its logical path ("characters/fox.glb") and label ("Walk").
struct AssetId {
    std::uint64_t value = 0;  ///< 0: none

    /// The id of "path" or "path#label". XXH3-64 of those bytes, never 0.
    [[nodiscard]] static AssetId of(std::string_view path_and_label) noexcept;
    /// 16 lower-case hexadecimal digits.
    [[nodiscard]] std::string text() const;

    auto operator<=>(const AssetId&) const = default;
};

}  // namespace sinter

template <>
struct std::hash<sinter::AssetId> {
    std::size_t operator()(sinter::AssetId id) const noexcept { return static_cast<std::size_t>(id.value); }
};
