// SPDX-License-Identifier: Apache-2.0
// The number types of texels, and the formats made of them.
#pragma once

#include <sinter/texture.hpp>

namespace sinter::texture_oiio {

enum class Element : std::uint8_t { U8, U16, U32, S8, S16, S32, Half, Float, Double };

/// Bytes of one number.
constexpr std::uint32_t size_of(Element element) noexcept {
    switch (element) {
        case Element::U8:
        case Element::S8:
            return 1;
        case Element::U16:
        case Element::S16:
        case Element::Half:
            return 2;
        case Element::Double:
            return 8;
        default:
            return 4;
    }
}

/// The VkFormat of 1 to 4 such numbers: UNORM for U8 and U16, UINT for U32 and SINT for signed ones, whose
/// values are identifiers or measures that no filter may mix, SFLOAT for the others. There is none of Double.
constexpr std::uint32_t vk_format(Element element, std::uint32_t channels) noexcept {
    // Numbers of Vulkan 1.3, section 34.1; three channels of 8 bits come before their BGR kin.
    constexpr std::uint32_t eight_bit[] = {9, 16, 23, 37}, signed_eight_bit[] = {14, 21, 28, 42};
    const std::uint32_t i = channels - 1;
    switch (element) {
        case Element::U8:
            return eight_bit[i];
        case Element::S8:
            return signed_eight_bit[i];
        case Element::U16:
            return 70 + 7 * i;
        case Element::S16:
            return 75 + 7 * i;
        case Element::Half:
            return 76 + 7 * i;
        case Element::U32:
            return 98 + 3 * i;
        case Element::S32:
            return 99 + 3 * i;
        default:
            return 100 + 3 * i;
    }
}

/// Integers that are no fractions of 1: their texels are data.
constexpr bool is_plain_integer(Element element) noexcept {
    return element == Element::U32 || element == Element::S8 || element == Element::S16 ||
           element == Element::S32;
}

/// Puts the format of `channels` such numbers into `desc`.
inline void set_format(TextureDesc& desc, Element element, std::uint32_t channels) noexcept {
    desc.format = static_cast<Format>(vk_format(element, channels));
    desc.channels = channels;
    desc.block_bytes = size_of(element) * channels;  // for those that the SDK carries by number only
}

}  // namespace sinter::texture_oiio
