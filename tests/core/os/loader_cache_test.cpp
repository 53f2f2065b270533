// SPDX-License-Identifier: Apache-2.0
#include "os/loader_cache.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>

using namespace sinter;

namespace {

#if defined(__x86_64__)
constexpr std::uint32_t HostFlags = 0x0303;
#elif defined(__aarch64__)
constexpr std::uint32_t HostFlags = 0x0a03;
#else
constexpr std::uint32_t HostFlags = 0x0003;
#endif

/// A cache file, laid out by hand after glibc's dl-cache.h.
struct CacheFile {
    struct Entry {
        std::uint32_t flags;
        std::string soname;
        std::string path;
    };
    static void u32(std::string& out, std::uint32_t value) {
        for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift);
    }
    static std::string make(const std::vector<Entry>& entries, std::uint8_t byte_order = 2) {
        std::string strings;
        std::string table;
        const auto begin = static_cast<std::uint32_t>(48 + 24 * entries.size());
        const auto add = [&](const std::string& text) {
            u32(table, begin + static_cast<std::uint32_t>(strings.size()));
            strings += text + '\0';
        };
        for (const auto& entry : entries) {
            u32(table, entry.flags);
            add(entry.soname);
            add(entry.path);
            table.append(12, '\0');
        }
        std::string out = "glibc-ld.so.cache1.1";
        u32(out, static_cast<std::uint32_t>(entries.size()));
        u32(out, static_cast<std::uint32_t>(strings.size()));
        out += static_cast<char>(byte_order);
        out.append(19, '\0');
        return out + table + strings;
    }
};

Result<LoaderCache> parse(const std::string& bytes) {
    return LoaderCache::parse({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

const std::vector<CacheFile::Entry> three = {{HostFlags, "libb.so.1", "/lib/libb.so.1"},
                                             {0x0001, "libb.so.1", "/lib32/libb.so.1"},
                                             {HostFlags, "liba.so.2", "/opt/liba.so.2"}};

}  // namespace

BOOST_AUTO_TEST_SUITE(loader_cache)

BOOST_AUTO_TEST_CASE(finds_libraries_of_this_machines_kind) {
    const auto cache = parse(CacheFile::make(three));
    BOOST_TEST_REQUIRE(static_cast<bool>(cache));
    BOOST_TEST(cache->size() == 2u);
    BOOST_TEST(cache->find("libb.so.1") == "/lib/libb.so.1");
    BOOST_TEST(cache->find("liba.so.2") == "/opt/liba.so.2");
    BOOST_TEST(cache->find("liba.so") == "");
    BOOST_TEST(cache->find("") == "");
}

BOOST_AUTO_TEST_CASE(prefers_what_the_processor_can_run_best) {
    const auto variants = processor_variants();
    std::vector<CacheFile::Entry> entries = {{HostFlags, "libx.so", "/lib/glibc-hwcaps/x86-64-v99/libx.so"},
                                             {HostFlags, "libx.so", "/lib/libx.so"}};
    for (auto it = variants.rbegin(); it != variants.rend(); ++it)
        entries.push_back({HostFlags, "libx.so", "/lib/glibc-hwcaps/" + *it + "/libx.so"});
    const auto cache = parse(CacheFile::make(entries));
    BOOST_TEST_REQUIRE(static_cast<bool>(cache));
    BOOST_TEST(cache->find("libx.so") == entries.back().path);
}

BOOST_AUTO_TEST_CASE(takes_an_empty_cache) {
    const auto cache = parse(CacheFile::make({}));
    BOOST_TEST_REQUIRE(static_cast<bool>(cache));
    BOOST_TEST(cache->size() == 0u);
    BOOST_TEST(cache->find("liba.so.2") == "");
}

BOOST_AUTO_TEST_CASE(refuses_other_formats) {
    BOOST_TEST((parse("").code() == Code::Unsupported));
    BOOST_TEST((parse("ld.so-1.7.0" + std::string(100, '\0')).code() == Code::Unsupported));
    BOOST_TEST((parse(CacheFile::make(three, 3)).code() == Code::Unsupported));
}

BOOST_AUTO_TEST_CASE(refuses_counts_and_offsets_past_the_end) {
    auto bytes = CacheFile::make(three);
    auto many = bytes;
    many.replace(20, 4, "\xff\xff\xff\xff");
    const auto refused = parse(many);
    BOOST_TEST((refused.code() == Code::Corrupt));
    BOOST_TEST(refused.error().text == "ld.so.cache: too many entries for its size (4294967295)");
    auto outside = bytes;
    outside.replace(48 + 4, 4, "\xf0\xff\xff\xff");
    BOOST_TEST(parse(outside).error().text == "ld.so.cache: a name lies outside (entry 0)");
    // The last name is the last entry's path: without its end it is open.
    bytes.pop_back();
    BOOST_TEST(parse(bytes).error().text == "ld.so.cache: a name lies outside (entry 2)");
}

BOOST_AUTO_TEST_CASE(survives_every_truncation) {
    const auto bytes = CacheFile::make(three);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        BOOST_TEST_REQUIRE(!parse(std::string{bytes, 0, size}), size << " bytes");
}

BOOST_AUTO_TEST_CASE(reads_the_systems_own) {
    std::ifstream in{"/etc/ld.so.cache", std::ios::binary};
    if (!in) {
        BOOST_TEST_MESSAGE("SKIPPED: this system has no /etc/ld.so.cache");
        return;
    }
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    const auto cache = parse(bytes);
    BOOST_TEST_REQUIRE(static_cast<bool>(cache), cache.status().error().text);
    BOOST_TEST(cache->find("libc.so.6").ends_with("/libc.so.6"));
}

BOOST_AUTO_TEST_SUITE_END()
