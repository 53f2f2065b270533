// SPDX-License-Identifier: Apache-2.0
#include "store/content_hash.hpp"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <vector>

namespace sinter {
namespace {

constexpr char Digits[] = "0123456789abcdef";

/// The algorithm, looked up once: doing so for every hash costs more than hashing a small file.
const EVP_MD* sha256() {
    static const EVP_MD* const algorithm = [] {
        // No openssl.cnf: it could put another implementation in. No clean-up at exit: other threads may
        // still hash.
        OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr);
        return EVP_MD_fetch(nullptr, "SHA256", nullptr);
    }();
    return algorithm;
}

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

/// The context of this thread that no hasher is using, or nothing.
Context& spare_context() {
    thread_local Context context;
    return context;
}

/// SHA-256 cannot fail on bytes; it can when libcrypto was built without it, and then nothing here works.
void must(bool succeeded) noexcept {
    if (!succeeded) std::abort();
}

int value_of(char digit) noexcept {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    return -1;
}

}  // namespace

std::string ContentHash::hex() const {
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        out += Digits[byte >> 4];
        out += Digits[byte & 15];
    }
    return out;
}

std::optional<ContentHash> ContentHash::from_hex(std::string_view text) noexcept {
    ContentHash out;
    if (text.size() != out.bytes.size() * 2) return std::nullopt;
    for (std::size_t i = 0; i < out.bytes.size(); ++i) {
        const int high = value_of(text[2 * i]);
        const int low = value_of(text[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        out.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return out;
}

ContentHasher::ContentHasher() : context_(spare_context().release()) {
    if (!context_) context_ = EVP_MD_CTX_new();
    must(context_ && EVP_DigestInit_ex2(context_, sha256(), nullptr) == 1);
}

ContentHasher::~ContentHasher() {
    spare_context().reset(context_);
}

void ContentHasher::update(ByteSpan bytes) noexcept {
    must(EVP_DigestUpdate(context_, bytes.data(), bytes.size()) == 1);
}

void ContentHasher::update(std::string_view text) noexcept {
    update(ByteSpan{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

ContentHash ContentHasher::finish() noexcept {
    ContentHash out;
    unsigned size = 0;
    must(EVP_DigestFinal_ex(context_, out.bytes.data(), &size) == 1 && size == out.bytes.size());
    return out;
}

ContentHash hash_bytes(ByteSpan bytes) {
    ContentHasher hasher;
    hasher.update(bytes);
    return hasher.finish();
}

ContentHash hash_bytes(std::string_view text) {
    ContentHasher hasher;
    hasher.update(text);
    return hasher.finish();
}

ContentHash hash_pieces(std::span<const ByteSpan> pieces) {
    ContentHasher hasher;
    for (const auto piece : pieces) hasher.update(piece);
    return hasher.finish();
}

Result<ContentHash> hash_file(const std::string& path) {
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
    if (!file) return system_error(path, "cannot open", errno);
    struct ::stat facts {};
    if (::fstat(file.get(), &facts) != 0) return system_error(path, "cannot look at it", errno);
    if (!S_ISREG(facts.st_mode)) return {Code::Invalid, path + ": not a regular file"};
    std::vector<std::uint8_t> part(256 * 1024);
    ContentHasher hasher;
    while (true) {
        const auto got = ::read(file.get(), part.data(), part.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_error(path, "cannot read", errno);
        if (got == 0) return hasher.finish();
        hasher.update(ByteSpan{part.data(), static_cast<std::size_t>(got)});
    }
}

}  // namespace sinter
