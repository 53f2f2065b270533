// SPDX-License-Identifier: Apache-2.0
#include "os/loader_cache.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

namespace sinter {
namespace {

constexpr std::string_view Magic = "glibc-ld.so.cache1.1";
constexpr std::size_t HeaderSize = 48;
constexpr std::size_t EntrySize = 24;
// glibc's sysdeps/generic/ldconfig.h: the kind of file an entry is.
#if defined(__x86_64__)
constexpr std::uint32_t HostFlags = 0x0303;
#elif defined(__aarch64__)
constexpr std::uint32_t HostFlags = 0x0a03;
#else
constexpr std::uint32_t HostFlags = 0x0003;
#endif

std::uint32_t u32_at(std::span<const std::uint8_t> bytes, std::size_t offset) {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

/// The terminated string at `offset`, or nothing when it begins or ends outside.
std::optional<std::string> text_at(std::span<const std::uint8_t> bytes, std::uint32_t offset) {
    if (offset >= bytes.size()) return std::nullopt;
    const auto rest = bytes.subspan(offset);
    const auto end = std::ranges::find(rest, std::uint8_t{0});
    if (end == rest.end()) return std::nullopt;
    return std::string{rest.begin(), end};
}

/// Which of `variants` the path lies in: 0 is the best, variants.size() the plain library, none one that this
/// processor cannot run.
std::optional<std::size_t> rank_of(std::string_view path, const std::vector<std::string>& variants) {
    constexpr std::string_view marker = "/glibc-hwcaps/";
    const auto begin = path.find(marker);
    if (begin == std::string_view::npos) return variants.size();
    const auto name = path.substr(begin + marker.size());
    for (std::size_t i = 0; i < variants.size(); ++i) {
        if (name.starts_with(variants[i] + "/")) return i;
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> processor_variants() {
    std::vector<std::string> out;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4")) out.emplace_back("x86-64-v4");
    if (__builtin_cpu_supports("x86-64-v3")) out.emplace_back("x86-64-v3");
    if (__builtin_cpu_supports("x86-64-v2")) out.emplace_back("x86-64-v2");
#endif
    return out;
}

Result<LoaderCache> LoaderCache::parse(std::span<const std::uint8_t> bytes) {
    const auto corrupt = [](const std::string& what) {
        return Error{Code::Corrupt, "ld.so.cache: " + what, {}};
    };
    if (bytes.size() < HeaderSize || std::memcmp(bytes.data(), Magic.data(), Magic.size()) != 0)
        return {Code::Unsupported, "ld.so.cache: not of the format " + std::string{Magic}};
    const std::uint64_t count = u32_at(bytes, 20);
    const unsigned byte_order = bytes[28] & 3u;  // 0: not said, 2: little endian
    if (byte_order != 0 && byte_order != 2) return {Code::Unsupported, "ld.so.cache: not little endian"};
    if (count > (bytes.size() - HeaderSize) / EntrySize)
        return corrupt("too many entries for its size (" + std::to_string(count) + ")");

    LoaderCache cache;
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = HeaderSize + i * EntrySize;
        if (u32_at(bytes, at) != HostFlags) continue;
        auto soname = text_at(bytes, u32_at(bytes, at + 4));
        auto path = text_at(bytes, u32_at(bytes, at + 8));
        if (!soname || !path) return corrupt("a name lies outside (entry " + std::to_string(i) + ")");
        cache.entries_.push_back({std::move(*soname), std::move(*path)});
    }
    std::ranges::stable_sort(cache.entries_, {}, &Entry::soname);
    return cache;
}

std::string LoaderCache::find(std::string_view soname) const {
    const auto variants = processor_variants();
    std::string best;
    std::optional<std::size_t> best_rank;
    const auto found = std::ranges::equal_range(
        entries_, soname, {}, [](const Entry& entry) { return std::string_view{entry.soname}; });
    for (const auto& entry : found) {
        const auto rank = rank_of(entry.path, variants);
        if (rank && (!best_rank || *rank < *best_rank)) {
            best_rank = rank;
            best = entry.path;
        }
    }
    return best;
}

}  // namespace sinter
