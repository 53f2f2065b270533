// SPDX-License-Identifier: Apache-2.0
// ContentHash: SHA-256 (FIPS 180-4) of some bytes, their address in the object store.
#pragma once

#include <array>
#include <compare>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "os/file.hpp"

struct evp_md_ctx_st;

namespace sinter {

struct ContentHash {
    std::array<std::uint8_t, 32> bytes{};

    /// 64 lower-case hexadecimal digits.
    [[nodiscard]] std::string hex() const;
    /// Exactly 64 lower-case digits, or nothing.
    [[nodiscard]] static std::optional<ContentHash> from_hex(std::string_view text) noexcept;
    auto operator<=>(const ContentHash&) const = default;
};

/// SHA-256 over bytes that come in pieces. Each thread keeps one context for the next hasher, so that hashing
/// many small things allocates nothing.
/// Threads: one at a time.
class ContentHasher {
  public:
    ContentHasher();
    ContentHasher(const ContentHasher&) = delete;
    ContentHasher& operator=(const ContentHasher&) = delete;
    ~ContentHasher();

    void update(ByteSpan bytes) noexcept;
    void update(std::string_view text) noexcept;
    /// Once, at the end.
    [[nodiscard]] ContentHash finish() noexcept;

  private:
    evp_md_ctx_st* context_;  // OpenSSL's EVP_MD_CTX
};

/// Thread: any.
[[nodiscard]] ContentHash hash_bytes(ByteSpan bytes);
[[nodiscard]] ContentHash hash_bytes(std::string_view text);
/// Of the pieces put together.
[[nodiscard]] ContentHash hash_pieces(std::span<const ByteSpan> pieces);
/// Of a regular file, read in parts: needs little memory whatever its size. Errors: Absent, Invalid (not a
/// regular file), Io.
[[nodiscard]] Result<ContentHash> hash_file(const std::string& path);

}  // namespace sinter

template <>
struct std::hash<sinter::ContentHash> {
    std::size_t operator()(const sinter::ContentHash& content) const noexcept {
        std::size_t out = 0;
        std::memcpy(&out, content.bytes.data(), sizeof out);
        return out;
    }
};
