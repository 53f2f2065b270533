// SPDX-License-Identifier: Apache-2.0
// The tests every decoder passes, over a small sample of its format.
#pragma once

#include <boost/test/unit_test.hpp>

#include "support/decoded_texture.hpp"

namespace sinter::test {

/// Every prefix of the sample is refused with a text, or, where `may_decode(prefix size)`, decoded with a
/// warning.
template <class MayDecode>
void check_every_prefix(std::string_view decoder, const ByteVector& sample, MayDecode&& may_decode) {
    for (std::size_t size = 0; size < sample.size(); ++size) {
        BOOST_TEST_CONTEXT(size << " of " << sample.size() << " bytes") {
            // A copy of its own, so that a sanitizer sees the first byte read behind it.
            const ByteVector prefix{sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(size)};
            const auto result = decode(decoder, prefix);
            if (result.status) {
                BOOST_TEST(may_decode(size));
                BOOST_TEST(!warnings_of(result).empty());
            } else {
                BOOST_TEST(
                    (result.status.code() == Code::Corrupt || result.status.code() == Code::Unsupported));
                BOOST_TEST(!result.status.error().text.empty());
            }
        }
    }
}

/// Every byte of the sample set to each of a few values in turn: a status comes back, of the kind a file may
/// cause.
inline void check_every_byte_damaged(std::string_view decoder, const ByteVector& sample) {
    for (std::size_t i = 0; i < sample.size(); ++i) {
        for (const int value : {0x00, 0x7f, 0x80, 0xff}) {
            auto damaged = sample;
            damaged[i] = static_cast<std::uint8_t>(value);
            const auto result = decode(decoder, damaged, {.memory_limit = 64 << 20});
            if (result.status) continue;
            BOOST_TEST((result.status.code() != Code::Internal && result.status.code() != Code::Contract),
                       "byte " << i << " set to " << value << ": " << result.status.error().text);
        }
    }
}

inline void check_refuses_other_magic(std::string_view decoder, ByteVector sample) {
    sample[0] ^= 0x20;
    BOOST_TEST(decode(decoder, sample).status.code() == Code::Corrupt);
    BOOST_TEST(decode(decoder, counting_bytes(1000)).status.code() == Code::Corrupt);
    BOOST_TEST(decode(decoder, {}).status.code() == Code::Corrupt);
}

/// Bytes behind the end change nothing but bring a warning.
inline void check_extra_bytes(std::string_view decoder, ByteVector sample) {
    const auto plain = level_of(decode(decoder, sample));
    const auto extra = counting_bytes(100);
    sample.insert(sample.end(), extra.begin(), extra.end());
    const auto result = decode(decoder, sample);
    BOOST_TEST(level_of(result) == plain);
    BOOST_TEST(warns_of(result, "100 bytes after the end are ignored"));
}

/// `sample` decodes to over a mebibyte: it passes several checkpoints, and stops at each.
inline void check_cancelled_midway(std::string_view decoder, const ByteVector& sample) {
    for (const std::size_t checkpoints : {0, 1, 2}) {
        const auto result = decode(decoder, sample, {.checkpoints_allowed = checkpoints});
        BOOST_TEST(result.status.code() == Code::Cancelled);
        BOOST_TEST(result.products.empty());
    }
}

/// `sample` makes tables and texels of over 200 bytes together.
inline void check_refused_memory(std::string_view decoder, const ByteVector& sample) {
    for (const std::uint64_t limit : {0, 100, 200})
        BOOST_TEST(decode(decoder, sample, {.memory_limit = limit}).status.code() == Code::OutOfMemory);
}

}  // namespace sinter::test
