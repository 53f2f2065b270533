// SPDX-License-Identifier: Apache-2.0
#include "os/shared_library.hpp"

#include <xxhash.h>

#include <cstdlib>

#include "os/elf.hpp"

namespace sinter {
namespace {

constexpr std::uint64_t MaxCacheBytes = 64u << 20;
constexpr std::uint64_t MaxLibraryBytes = 4ull << 30;

std::vector<std::string> split_folders(std::string_view list) {
    std::vector<std::string> out;
    while (true) {
        const auto end = list.find_first_of(":;");
        const auto part = list.substr(0, end);
        out.emplace_back(part.empty() ? "." : part);  // an empty part is the working folder
        if (end == std::string_view::npos) return out;
        list.remove_prefix(end + 1);
    }
}

/// Stands for the build-id of a library that was linked without one.
Result<std::string> hash_of_bytes(const std::string& path) {
    const auto file = read_file(path, MaxLibraryBytes);
    if (!file) return file.error();
    const auto hash = XXH3_128bits(file->bytes.data(), file->bytes.size());
    constexpr char digits[] = "0123456789abcdef";
    std::string out = "xxh3-";
    for (const auto half : {hash.high64, hash.low64}) {
        for (int shift = 60; shift >= 0; shift -= 4) out += digits[(half >> shift) & 15];
    }
    return out;
}

}  // namespace

LibraryPlaces LibraryPlaces::of_the_system() {
    LibraryPlaces out;
    if (const char* list = std::getenv("LD_LIBRARY_PATH"); list && *list) out.first = split_folders(list);
    out.cache_file = "/etc/ld.so.cache";
#if defined(__x86_64__)
    out.last = {"/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"};
#elif defined(__aarch64__)
    out.last = {"/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu"};
#endif
    for (const auto* folder : {"/lib64", "/usr/lib64", "/lib", "/usr/lib"}) out.last.emplace_back(folder);
    return out;
}

SharedLibraries::SharedLibraries(LibraryPlaces places)
    : places_(std::move(places)), variants_(processor_variants()) {}

Result<std::string> SharedLibraries::path(std::string_view soname) {
    if (soname.empty() || soname.find('/') != std::string_view::npos ||
        soname.find('\0') != std::string_view::npos)
        return {Code::Invalid, "not the name of a library (" + std::string{soname} + ")"};
    const std::string name{soname};
    const auto look_in = [&](const std::vector<std::string>& folders) -> std::string {
        for (const auto& folder : folders) {
            for (const auto& variant : variants_) {
                auto tuned = folder + "/glibc-hwcaps/" + variant + "/" + name;
                if (stamp_of(tuned)) return tuned;
            }
            auto plain = folder + "/" + name;
            if (stamp_of(plain)) return plain;
        }
        return {};
    };
    if (auto found = look_in(places_.first); !found.empty()) return found;
    std::call_once(cache_read_, [&] {
        if (places_.cache_file.empty()) return;
        // A damaged or foreign cache is none: the folders are still there.
        if (const auto file = read_file(places_.cache_file, MaxCacheBytes)) {
            if (auto cache = LoaderCache::parse(file->bytes.bytes())) cache_ = *std::move(cache);
        }
    });
    if (auto found = cache_.find(soname); !found.empty() && stamp_of(found)) return found;
    if (auto found = look_in(places_.last); !found.empty()) return found;
    return {Code::Absent, name + ": no such library is installed"};
}

Result<std::string> SharedLibraries::library_build_id(std::string_view soname) {
    auto file = path(soname);
    if (!file) return file;
    const auto stamp = stamp_of(*file);
    if (!stamp) return stamp.error();
    {
        const std::lock_guard lock{mutex_};
        if (const auto known = known_.find(*file); known != known_.end() && known->second.stamp == *stamp)
            return known->second.build_id;
    }
    auto id = build_id(*file);
    if (id.code() == Code::Absent) id = hash_of_bytes(*file);
    if (!id) return id;
    const std::lock_guard lock{mutex_};
    known_[*file] = {*stamp, *id};
    return id;
}

}  // namespace sinter
