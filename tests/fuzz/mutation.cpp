// SPDX-License-Identifier: Apache-2.0
#include "mutation.hpp"

#include <algorithm>
#include <cstring>

namespace sinter::fuzz {
namespace {

/// A whole number of 1, 2, 4 or 8 bytes of the kind that breaks arithmetic: around zero, powers of two, all
/// ones and the input's own size.
void put_number(Bytes& bytes, Random& random) {
    std::size_t width = std::size_t{1} << random.below(4);
    if (bytes.size() < width) width = 1;
    std::uint64_t value = 0;
    switch (random.below(5)) {
        case 0:
            value = random.below(4);
            break;
        case 1:
            value = ~std::uint64_t{0} - random.below(4);
            break;
        case 2:
            value = (std::uint64_t{1} << random.below(64)) - random.below(2);
            break;
        case 3:
            value = bytes.size() + random.below(17) - 8;
            break;
        default:
            value = random.next();
            break;
    }
    if (random.below(4) == 0) value = __builtin_bswap64(value) >> (64 - 8 * width);
    // Fields of binary formats are aligned; now and then something else is.
    auto at = random.below(bytes.size() - width + 1);
    if (random.below(4) != 0) at -= at % width;
    std::memcpy(bytes.data() + at, &value, width);
}

/// A piece of `other` inserted, or written over what stands there.
void put_piece(Bytes& bytes, const Bytes& other, Random& random) {
    if (other.empty()) return;
    const auto from = random.below(other.size());
    const auto size = 1 + random.below(std::min<std::size_t>(other.size() - from, 64));
    const auto at = random.below(bytes.size() + 1);
    const auto piece = std::span{other}.subspan(from, size);
    if (random.below(2) == 0) {
        // A copy: `other` may be `bytes` itself.
        const Bytes copy(piece.begin(), piece.end());
        bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at), copy.begin(), copy.end());
    } else {
        const auto kept = std::min(size, bytes.size() - at);
        if (kept != 0) std::memmove(bytes.data() + at, piece.data(), kept);
    }
}

/// Most changes leave every byte where it is: what shifts the rest is soon refused.
void change(Bytes& bytes, std::span<const Bytes> from, Random& random) {
    if (bytes.empty()) bytes.push_back(0);
    const auto at = random.below(bytes.size());
    const auto some = 1 + random.below(std::min<std::size_t>(bytes.size() - at, 64));
    const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    switch (random.below(16)) {
        case 0:
        case 1:
        case 2:
            bytes[at] ^= static_cast<std::uint8_t>(1u << random.below(8));
            break;
        case 3:
        case 4:
            bytes[at] = static_cast<std::uint8_t>(random.next());
            break;
        case 5:
        case 6:
        case 7:
        case 8:
        case 9:
            put_number(bytes, random);
            break;
        case 10:
            bytes.erase(begin, begin + static_cast<std::ptrdiff_t>(some));
            break;
        case 11:
            bytes.insert(begin, some, static_cast<std::uint8_t>(random.next()));
            break;
        case 12:
            put_piece(bytes, bytes, random);
            break;
        case 13:
            put_piece(bytes, from[random.below(from.size())], random);
            break;
        case 14:
            std::fill_n(begin, some, random.below(2) == 0 ? std::uint8_t{0} : std::uint8_t{0xFF});
            break;
        default:
            if (random.below(4) == 0) bytes.resize(at);
    }
}

}  // namespace

std::uint64_t Random::next() noexcept {
    state_ += 0x9E3779B97F4A7C15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
}

std::size_t Random::below(std::size_t limit) noexcept {
    return limit == 0 ? 0 : static_cast<std::size_t>(next() % limit);
}

Bytes mutate(std::span<const Bytes> from, Random& random, std::size_t max_bytes) {
    Bytes out = from[random.below(from.size())];
    do change(out, from, random);
    while (random.below(2) == 0);
    if (out.size() > max_bytes) out.resize(max_bytes);
    if (random.below(8) != 0) resign(out, random.next());
    return out;
}

}  // namespace sinter::fuzz
