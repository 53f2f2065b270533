// SPDX-License-Identifier: Apache-2.0
// LoaderCache: the dynamic loader's list of installed libraries, /etc/ld.so.cache.
//
// Format "glibc-ld.so.cache1.1" (glibc 2.2 and later; what ldconfig writes): a header of 48 bytes, `count`
// entries of 24 bytes, strings. All offsets count from the start of the file.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sinter/status.hpp>

namespace sinter {

/// Lifetime: its own copy of the bytes. Threads: const after parse.
class LoaderCache {
  public:
    LoaderCache() = default;
    /// Errors: Corrupt, Unsupported (an older format, another byte order). Every offset is checked.
    static Result<LoaderCache> parse(std::span<const std::uint8_t> bytes);

    /// Path of the library that the loader would take on this processor, or empty. A variant below
    /// glibc-hwcaps/ wins when the processor can run it.
    [[nodiscard]] std::string find(std::string_view soname) const;
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

  private:
    struct Entry {
        std::string soname;
        std::string path;
    };
    std::vector<Entry> entries_;  // of this machine's kind; sorted by soname, in the file's order within one
};

/// Folders below glibc-hwcaps/ whose libraries this processor can run, best first.
[[nodiscard]] std::vector<std::string> processor_variants();

}  // namespace sinter
