// SPDX-License-Identifier: Apache-2.0
// SoundMemory: a file in memory that libsndfile reads or writes.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstring>

#include <sndfile.h>

#include "byte_vector.hpp"

namespace sinter::test {

struct SoundMemory {
    ByteVector bytes;
    std::size_t at = 0;

    /// For sf_open_virtual, whose last argument is then the SoundMemory.
    static SF_VIRTUAL_IO io() {
        return {[](void* self) { return static_cast<sf_count_t>(of(self).bytes.size()); },
                [](sf_count_t offset, int whence, void* self) {
                    auto& file = of(self);
                    const std::size_t from = whence == SEEK_SET   ? 0
                                             : whence == SEEK_CUR ? file.at
                                                                  : file.bytes.size();
                    file.at = from + static_cast<std::size_t>(offset);
                    return static_cast<sf_count_t>(file.at);
                },
                [](void* data, sf_count_t size, void* self) {
                    auto& file = of(self);
                    const auto count = std::min(static_cast<std::size_t>(size), file.bytes.size() - file.at);
                    std::memcpy(data, file.bytes.data() + file.at, count);
                    file.at += count;
                    return static_cast<sf_count_t>(count);
                },
                [](const void* data, sf_count_t size, void* self) {
                    auto& file = of(self);
                    const auto count = static_cast<std::size_t>(size);
                    if (file.bytes.size() < file.at + count) file.bytes.resize(file.at + count);
                    std::memcpy(file.bytes.data() + file.at, data, count);
                    file.at += count;
                    return size;
                },
                [](void* self) { return static_cast<sf_count_t>(of(self).at); }};
    }

  private:
    static SoundMemory& of(void* self) { return *static_cast<SoundMemory*>(self); }
};

}  // namespace sinter::test
