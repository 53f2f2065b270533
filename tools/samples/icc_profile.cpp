// SPDX-License-Identifier: Apache-2.0
// A minimal ICC profile, version 2 (ICC.1:2001-04): header, and the nine tags a display profile needs.
#include <array>
#include <string_view>

#include "png_writer.hpp"

namespace sinter::samples {
namespace {

/// ICC numbers are big endian.
struct BigEndian {
    Bytes bytes;

    void u16(std::uint32_t v) {
        bytes.push_back(static_cast<std::uint8_t>(v >> 8));
        bytes.push_back(static_cast<std::uint8_t>(v));
    }
    void u32(std::uint32_t v) { u16(v >> 16), u16(v & 0xFFFF); }
    void tag(std::string_view v) { bytes.insert(bytes.end(), v.begin(), v.end()); }
    /// s15Fixed16Number; the values here are positive.
    void fixed(double v) { u32(static_cast<std::uint32_t>(v * 65536 + 0.5)); }
};

Bytes xyz(double x, double y, double z) {
    BigEndian out;
    out.tag("XYZ ");
    out.u32(0);
    out.fixed(x), out.fixed(y), out.fixed(z);
    return out.bytes;
}

Bytes curve(double gamma) {
    BigEndian out;
    out.tag("curv");
    out.u32(0);
    out.u32(1);
    out.u16(static_cast<std::uint32_t>(gamma * 256 + 0.5));
    out.u16(0);
    return out.bytes;
}

Bytes description(std::string_view text) {
    BigEndian out;
    out.tag("desc");
    out.u32(0);
    out.u32(static_cast<std::uint32_t>(text.size()) + 1);
    out.tag(text);
    // The end of the text, then empty Unicode (8 bytes) and script (70 bytes) forms of it.
    out.bytes.resize(out.bytes.size() + 1 + 8 + 70);
    out.bytes.resize((out.bytes.size() + 3) / 4 * 4);
    return out.bytes;
}

Bytes copyright() {
    BigEndian out;
    out.tag("text");
    out.u32(0);
    out.tag("No copyright");
    out.bytes.resize(24);
    return out.bytes;
}

}  // namespace

Bytes make_icc_profile(double gamma) {
    struct Tag {
        std::string_view name;
        Bytes data;
    };
    // sRGB's white and primaries, adapted to D50 as a profile wants them.
    const std::array<Tag, 9> tags{{{"desc", description("Sinter sample")},
                                   {"cprt", copyright()},
                                   {"wtpt", xyz(0.9642, 1.0, 0.8249)},
                                   {"rXYZ", xyz(0.4360, 0.2225, 0.0139)},
                                   {"gXYZ", xyz(0.3851, 0.7169, 0.0971)},
                                   {"bXYZ", xyz(0.1431, 0.0606, 0.7139)},
                                   {"rTRC", curve(gamma)},
                                   {"gTRC", curve(gamma)},
                                   {"bTRC", curve(gamma)}}};
    std::uint32_t offset = 128 + 4 + 12 * static_cast<std::uint32_t>(tags.size());
    BigEndian directory;
    BigEndian data;
    directory.u32(static_cast<std::uint32_t>(tags.size()));
    for (const Tag& tag : tags) {
        directory.tag(tag.name);
        directory.u32(offset);
        directory.u32(static_cast<std::uint32_t>(tag.data.size()));
        data.bytes.insert(data.bytes.end(), tag.data.begin(), tag.data.end());
        offset += static_cast<std::uint32_t>(tag.data.size());
    }
    BigEndian out;
    out.u32(offset);
    out.u32(0);
    out.u32(0x02100000);
    out.tag("mntrRGB XYZ ");
    // Made at noon on the first day of 2026: a fixed date keeps the bytes the same.
    for (const std::uint32_t part : {2026U, 1U, 1U, 12U, 0U, 0U}) out.u16(part);
    out.tag("acsp");
    out.bytes.resize(68);
    out.fixed(0.9642), out.fixed(1.0), out.fixed(0.8249);
    out.bytes.resize(128);
    out.bytes.insert(out.bytes.end(), directory.bytes.begin(), directory.bytes.end());
    out.bytes.insert(out.bytes.end(), data.bytes.begin(), data.bytes.end());
    return out.bytes;
}

}  // namespace sinter::samples
