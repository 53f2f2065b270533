// SPDX-License-Identifier: Apache-2.0
#include <sinter/core/asset_id.hpp>

#include <array>
#include <charconv>

#include <xxhash.h>

namespace sinter {

AssetId AssetId::of(std::string_view path_and_label) noexcept {
    const std::uint64_t hash = XXH3_64bits(path_and_label.data(), path_and_label.size());
    return {hash != 0 ? hash : 1};
}

std::string AssetId::text() const {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    const auto count = static_cast<std::size_t>(end - digits.data());
    return std::string(16 - count, '0') + std::string(digits.data(), count);
}

}  // namespace sinter
