// SPDX-License-Identifier: Apache-2.0
// Fuzzes the PNG decoder. Chunks get their right checksums again (W3C PNG, 2003, section 5.3), so that what
// lies in them is looked at.
#include <algorithm>
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
void put_big_endian(std::span<std::uint8_t> bytes, std::uint32_t value) {
    value = __builtin_bswap32(value);
    std::memcpy(bytes.data(), &value, sizeof value);
}

/// Length, type and checksum.
constexpr std::size_t ChunkBytes = 12;

bool is_chunk_type(std::span<const std::uint8_t> type) {
    constexpr std::array<std::string_view, 9> Types{"IHDR", "PLTE", "IDAT", "IEND", "tRNS",
                                                    "gAMA", "sRGB", "iCCP", "cHRM"};
    return std::find(Types.begin(), Types.end(), to_text(type.first(4))) != Types.end();
}
/// Whether a chunk of `size` bytes at the start of `rest` ends where the file does, or another chunk begins.
bool leads_to_chunk(std::span<const std::uint8_t> rest, std::uint64_t size) {
    if (size > rest.size() - ChunkBytes) return false;
    const auto next = rest.subspan(ChunkBytes + static_cast<std::size_t>(size));
    return next.empty() || (next.size() >= ChunkBytes && is_chunk_type(next.subspan(4)));
}
std::uint64_t size_to_next_chunk(std::span<const std::uint8_t> rest) {
    for (std::size_t next = ChunkBytes; next + ChunkBytes <= rest.size(); ++next)
        if (is_chunk_type(rest.subspan(next + 4))) return next - ChunkBytes;
    return rest.size() - ChunkBytes;
}

}  // namespace

std::vector<Bytes> seeds() {
    return png_seeds();
}

void resign(std::span<std::uint8_t> input, std::uint64_t choice) {
    constexpr std::array<std::uint8_t, 8> Signature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    if (input.size() < Signature.size()) return;
    // A file of another format is left as it is.
    std::size_t right = 0;
    for (std::size_t i = 0; i < Signature.size(); ++i) right += input[i] == Signature[i];
    if (right < 5) return;
    std::copy(Signature.begin(), Signature.end(), input.begin());
    for (auto rest = input.subspan(Signature.size()); rest.size() >= ChunkBytes;) {
        std::uint64_t size = big_endian(rest);
        // Where bytes were inserted or taken away, the chunk's length no longer leads to the next chunk.
        if (choice % 2 == 0 && !leads_to_chunk(rest, size)) {
            size = size_to_next_chunk(rest);
            put_big_endian(rest, static_cast<std::uint32_t>(size));
        }
        if (size > rest.size() - ChunkBytes) return;
        const auto checked = static_cast<std::size_t>(4 + size);
        put_big_endian(rest.subspan(4 + checked), crc(rest.subspan(4, checked)));
        rest = rest.subspan(ChunkBytes + static_cast<std::size_t>(size));
    }
}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const char* const spaces[] = {"auto", "srgb", "linear"};
    sinter::fuzz::check_decoder(
        {"png",
         "textures/a.png",
         {{"color_space", std::string{spaces[size % 3]}}, {"max_megatexels", std::int64_t{256}}}},
        {data, size});
    return 0;
}
