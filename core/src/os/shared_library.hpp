// SPDX-License-Identifier: Apache-2.0
// SharedLibraries: where the dynamic loader finds a library, and which build of it that is.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "os/file.hpp"
#include "os/loader_cache.hpp"

namespace sinter {

/// Where libraries are looked for, in this order.
struct LibraryPlaces {
    std::vector<std::string> first;  ///< folders
    std::string cache_file;          ///< in the form of /etc/ld.so.cache; empty: none
    std::vector<std::string> last;   ///< folders

    /// Those of the dynamic loader: LD_LIBRARY_PATH as it is now, /etc/ld.so.cache, /lib and /usr/lib.
    static LibraryPlaces of_the_system();
};

/// Threads: any. Reads the loader's cache once, at the first question.
class SharedLibraries {
  public:
    explicit SharedLibraries(LibraryPlaces places = LibraryPlaces::of_the_system());

    /// The file that the loader would open for `soname` ("libpng16.so.16"). Errors: Absent, Invalid (a name
    /// that is empty or has a "/").
    [[nodiscard]] Result<std::string> path(std::string_view soname);

    /// The build-id of that file in hexadecimal; of a file without one, "xxh3-" and the hash of its bytes.
    /// Reads a file again only when its size, times or inode changed. Errors: those of `path` and of
    /// build_id().
    [[nodiscard]] Result<std::string> library_build_id(std::string_view soname);

  private:
    struct Known {
        FileStamp stamp;
        std::string build_id;
    };
    LibraryPlaces places_;
    std::vector<std::string> variants_;
    std::once_flag cache_read_;
    LoaderCache cache_;
    std::mutex mutex_;
    std::map<std::string, Known, std::less<>> known_;  // by path
};

}  // namespace sinter
