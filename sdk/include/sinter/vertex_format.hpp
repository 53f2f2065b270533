// SPDX-License-Identifier: Apache-2.0
// VertexFormat: what a VkFormat means as a vertex attribute, and its values as floats.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>

namespace sinter {

/// How the bits of a component become a number (Vulkan 1.3, section 34.1.1).
enum class VertexNumeric : std::uint8_t { Unorm, Snorm, Uscaled, Sscaled, Uint, Sint, Sfloat };

/// A format whose components lie one behind the other, or 2-10-10-10 packed into 32 bits with red lowest.
struct VertexFormat {
    std::uint32_t components = 0;       ///< 1 to 4
    std::uint32_t component_bytes = 0;  ///< 1, 2 or 4; packed: 0
    VertexNumeric numeric = VertexNumeric::Sfloat;

    [[nodiscard]] constexpr bool packed() const noexcept { return component_bytes == 0; }
    [[nodiscard]] constexpr std::uint32_t bytes() const noexcept {
        return packed() ? 4 : components * component_bytes;
    }
    [[nodiscard]] constexpr bool is_integer() const noexcept {
        return numeric == VertexNumeric::Uint || numeric == VertexNumeric::Sint;
    }
    bool operator==(const VertexFormat&) const = default;
};

/// VkFormat of that layout; 0 (VK_FORMAT_UNDEFINED) where there is none: 8-bit floats, normalised or scaled
/// 32-bit integers, packed ones that are neither UNORM nor SNORM.
constexpr std::uint32_t vk_format_of(VertexFormat format) noexcept {
    const auto numeric = static_cast<std::uint32_t>(format.numeric);
    if (format.components < 1 || format.components > 4) return 0;
    const std::uint32_t step = format.components - 1;
    switch (format.component_bytes) {
        case 0:
            return format.components == 4 && numeric <= 1 ? 64 + numeric : 0;
        // RGBA follows BGR, which vertices do not use: 9, 16, 23, 37.
        case 1:
            return numeric > 5 ? 0 : (step == 3 ? 37 : 9 + 7 * step) + numeric;
        case 2:
            return 70 + 7 * step + numeric;
        case 4:
            return numeric < 4 ? 0 : 98 + 3 * step + (numeric - 4);
        default:
            return 0;
    }
}

/// The layout of a VkFormat; nothing for one that no attribute may have.
constexpr std::optional<VertexFormat> vertex_format_of(std::uint32_t vk_format) noexcept {
    for (const std::uint32_t bytes : {0u, 1u, 2u, 4u})
        for (std::uint32_t components = 1; components <= 4; ++components)
            for (std::uint32_t numeric = 0; numeric <= 6; ++numeric) {
                const VertexFormat format{components, bytes, static_cast<VertexNumeric>(numeric)};
                if (vk_format != 0 && vk_format_of(format) == vk_format) return format;
            }
    return std::nullopt;
}

/// The bits of an IEEE 754 half as a float; exact.
inline float float_of_half(std::uint16_t half) noexcept {
    const std::uint32_t sign = std::uint32_t{half & 0x8000u} << 16;
    const std::uint32_t exponent = (half >> 10) & 31u;
    const std::uint32_t fraction = half & 1023u;
    if (exponent == 0) {
        const float small = static_cast<float>(fraction) * 0x1p-24f;
        return sign ? -small : small;
    }
    const std::uint32_t wide = exponent == 31 ? 255u : exponent + 112;
    return std::bit_cast<float>(sign | wide << 23 | fraction << 13);
}

namespace detail {

template <class Integer>
float component_of(const std::uint8_t* bytes, bool normalised) noexcept {
    Integer raw;
    std::memcpy(&raw, bytes, sizeof raw);
    if (!normalised) return static_cast<float>(raw);
    const float value = static_cast<float>(raw) / static_cast<float>(std::numeric_limits<Integer>::max());
    return value < -1.0F ? -1.0F : value;
}

}  // namespace detail

/// Component `index` < format.components of the attribute whose `format.bytes()` bytes begin at `bytes`, as
/// the GPU reads it: UNORM from 0 to 1, SNORM from -1 to 1, integers rounded to float.
inline float component_of(VertexFormat format, const std::uint8_t* bytes, std::uint32_t index) noexcept {
    const bool normalised = format.numeric == VertexNumeric::Unorm || format.numeric == VertexNumeric::Snorm;
    const bool is_signed = format.numeric == VertexNumeric::Snorm ||
                           format.numeric == VertexNumeric::Sscaled || format.numeric == VertexNumeric::Sint;
    if (format.packed()) {
        std::uint32_t word;
        std::memcpy(&word, bytes, sizeof word);
        const std::uint32_t bits = index == 3 ? 2 : 10;
        const std::uint32_t raw = (word >> (10 * index)) & ((1u << bits) - 1);
        if (!is_signed) return static_cast<float>(raw) / static_cast<float>((1u << bits) - 1);
        const auto most = static_cast<std::int32_t>(1u << (bits - 1));
        const auto value = static_cast<std::int32_t>(raw) - (raw >= (1u << (bits - 1)) ? 2 * most : 0);
        return std::max(static_cast<float>(value) / static_cast<float>(most - 1), -1.0F);
    }
    const auto* at = bytes + std::size_t{index} * format.component_bytes;
    switch (format.component_bytes) {
        case 1:
            return is_signed ? detail::component_of<std::int8_t>(at, normalised)
                             : detail::component_of<std::uint8_t>(at, normalised);
        case 2: {
            if (format.numeric == VertexNumeric::Sfloat) {
                std::uint16_t half;
                std::memcpy(&half, at, sizeof half);
                return float_of_half(half);
            }
            return is_signed ? detail::component_of<std::int16_t>(at, normalised)
                             : detail::component_of<std::uint16_t>(at, normalised);
        }
        default: {
            if (format.numeric == VertexNumeric::Sfloat) {
                float value;
                std::memcpy(&value, at, sizeof value);
                return value;
            }
            return is_signed ? detail::component_of<std::int32_t>(at, false)
                             : detail::component_of<std::uint32_t>(at, false);
        }
    }
}

}  // namespace sinter
