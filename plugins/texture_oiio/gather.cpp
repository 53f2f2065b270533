// SPDX-License-Identifier: Apache-2.0
#include "gather.hpp"

// The header alone: its table of halves would be one more library.
#define IMATH_HALF_NO_LOOKUP_TABLE
#include <OpenImageIO/half.h>

#include <algorithm>
#include <limits>

namespace sinter::texture_oiio {
namespace {

template <class T>
T load(const std::uint8_t* from) {
    T value;
    std::memcpy(&value, from, sizeof(value));
    return value;
}
template <class T>
void store(std::uint8_t* to, T value) {
    std::memcpy(to, &value, sizeof(value));
}

/// Copies numbers of `Size` bytes: `step_in` and `step_out` bytes apart.
template <std::uint32_t Size>
void copy_channel(const std::uint8_t* in, std::uint32_t step_in, std::uint8_t* out, std::uint32_t step_out,
                  std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i, in += step_in, out += step_out) std::memcpy(out, in, Size);
}

float to_float(const std::uint8_t* from, Element element) {
    switch (element) {
        case Element::U8:
            return *from;
        case Element::S8:
            return static_cast<float>(load<std::int8_t>(from));
        case Element::U16:
            return load<std::uint16_t>(from);
        case Element::S16:
            return load<std::int16_t>(from);
        case Element::U32:
            return static_cast<float>(load<std::uint32_t>(from));
        case Element::S32:
            return static_cast<float>(load<std::int32_t>(from));
        case Element::Half:
            return static_cast<float>(load<half>(from));
        case Element::Float:
            return load<float>(from);
        case Element::Double:
            return static_cast<float>(load<double>(from));
    }
    return 0;
}

void fill_opaque(std::uint8_t* out, std::uint32_t step, std::uint32_t count, Element element) {
    for (std::uint32_t i = 0; i < count; ++i, out += step) {
        if (element == Element::Half)
            store(out, half(1.0f));
        else if (element == Element::Float)
            store(out, 1.0f);
        else
            std::memset(out, 0xff, size_of(element));
    }
}

template <class T>
void divide_unorm(std::uint8_t* texels, std::uint32_t count) {
    constexpr std::uint64_t largest = std::numeric_limits<T>::max();
    for (std::uint32_t i = 0; i < count; ++i, texels += 4 * sizeof(T)) {
        const std::uint64_t alpha = load<T>(texels + 3 * sizeof(T));
        if (alpha == 0 || alpha == largest) continue;
        for (std::uint32_t c = 0; c < 3; ++c) {
            const std::uint64_t color = load<T>(texels + c * sizeof(T));
            store(texels + c * sizeof(T),
                  static_cast<T>(std::min(largest, (color * largest + alpha / 2) / alpha)));
        }
    }
}

template <class T>
void divide_float(std::uint8_t* texels, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i, texels += 4 * sizeof(T)) {
        const auto alpha = static_cast<float>(load<T>(texels + 3 * sizeof(T)));
        // Also false for what is no number.
        if (!(alpha > 0) || alpha == 1.0f) continue;
        for (std::uint32_t c = 0; c < 3; ++c)
            store(texels + c * sizeof(T), T(static_cast<float>(load<T>(texels + c * sizeof(T))) / alpha));
    }
}

}  // namespace

PixelLayout pixel_layout(const OIIO::ImageSpec& spec) {
    PixelLayout out;
    for (int channel = 0; channel < spec.nchannels; ++channel) {
        const auto type = spec.channelformat(channel);
        out.channels.push_back({out.size, element_of(type).value_or(Element::U8)});
        out.size += static_cast<std::uint32_t>(type.size());
    }
    return out;
}

void gather_row(Bytes row, const PixelLayout& layout, const Plane& plane, std::uint32_t width,
                std::uint8_t* out) {
    const std::uint32_t size = size_of(plane.element), texel = size * plane.count;
    assert(row.size() >= std::size_t{width} * layout.size && "gather_row: a short row");
    for (std::uint32_t i = 0; i < plane.count; ++i) {
        std::uint8_t* to = out + i * size;
        if (plane.source[i] == Plane::Opaque) {
            fill_opaque(to, texel, width, plane.element);
            continue;
        }
        const auto& channel = layout.channels[static_cast<std::size_t>(plane.source[i])];
        const std::uint8_t* from = row.data() + channel.offset;
        if (channel.element != plane.element) {
            for (std::uint32_t x = 0; x < width; ++x, from += layout.size, to += texel)
                store(to, to_float(from, channel.element));
        } else if (size == 1) {
            copy_channel<1>(from, layout.size, to, texel, width);
        } else if (size == 2) {
            copy_channel<2>(from, layout.size, to, texel, width);
        } else {
            copy_channel<4>(from, layout.size, to, texel, width);
        }
    }
}

void divide_by_alpha(std::uint8_t* texels, std::uint32_t count, Element element) {
    switch (element) {
        case Element::U8:
            return divide_unorm<std::uint8_t>(texels, count);
        case Element::U16:
            return divide_unorm<std::uint16_t>(texels, count);
        case Element::Half:
            return divide_float<half>(texels, count);
        case Element::Float:
            return divide_float<float>(texels, count);
        default:
            return;  // plain integers are no colours
    }
}

}  // namespace sinter::texture_oiio
