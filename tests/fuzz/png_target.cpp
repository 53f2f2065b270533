// SPDX-License-Identifier: Apache-2.0
// Fuzzes the PNG decoder. Chunks get their right checksums again (W3C PNG, 2003, section 5.3), so that what
// lies in them is looked at.
#include <array>
#include <cstring>

#include "decoder_check.hpp"
#include "picture_seeds.hpp"

namespace sinter::fuzz {
namespace {

/// CRC-32 of ISO 3309, as PNG's annex D defines it.
std::uint32_t crc(std::span<const std::uint8_t> bytes) {
    static const auto table = [] {
        std::array<std::uint32_t, 256> out{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ (value % 2 != 0 ? 0xEDB88320 : 0);
            out[i] = value;
        }
        return out;
    }();
    std::uint32_t value = ~0u;
    for (const auto byte : bytes) value = table[(value ^ byte) & 255] ^ (value >> 8);
    return ~value;
}

std::uint32_t big_endian(std::span<const std::uint8_t> bytes) {
    std::uint32_t value;
    std::memcpy(&value, bytes.data(), sizeof value);
    return __builtin_bswap32(value);
}

}  // namespace

std::vector<Bytes> seeds() {
    return png_seeds();
}

void resign(std::span<std::uint8_t> input, std::uint64_t) {
    constexpr std::size_t Signature = 8, Head = 8, Tail = 4;
    if (input.size() < Signature) return;
    for (auto rest = input.subspan(Signature); rest.size() >= Head + Tail;) {
        const std::uint64_t size = big_endian(rest);
        if (size > rest.size() - Head - Tail) return;
        const auto checked = static_cast<std::size_t>(4 + size);
        const auto sum = __builtin_bswap32(crc(rest.subspan(4, checked)));
        std::memcpy(rest.data() + 4 + checked, &sum, sizeof sum);
        rest = rest.subspan(4 + checked + Tail);
    }
}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const char* const spaces[] = {"auto", "srgb", "linear"};
    sinter::fuzz::check_decoder({"png", "textures/a.png", {{"color_space", std::string{spaces[size % 3]}}}},
                                {data, size});
    return 0;
}
