// SPDX-License-Identifier: Apache-2.0
// MemoryFile: bytes under a path, without a disk.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include "fuzz_target.hpp"

namespace sinter::fuzz {

/// Threads: any. Lifetime: the path is good as long as this lives.
class MemoryFile {
  public:
    explicit MemoryFile(std::span<const std::uint8_t> bytes) : file_(::memfd_create("fuzz", MFD_CLOEXEC)) {
        require(file_ >= 0, "a file in memory");
        while (!bytes.empty()) {
            const auto written = ::write(file_, bytes.data(), bytes.size());
            require(written > 0, "writing a file in memory");
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { ::close(file_); }

    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

  private:
    int file_;
};

}  // namespace sinter::fuzz
