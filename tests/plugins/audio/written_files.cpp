// SPDX-License-Identifier: Apache-2.0
#include "written_files.hpp"

#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace sinter::test {
namespace {

struct MemoryFile {
    std::vector<std::uint8_t> bytes;
    std::size_t at = 0;
};

}  // namespace

std::vector<std::uint8_t> write_file(int format, int channels, int rate, const std::vector<int>& samples,
                                     const std::function<void(SNDFILE*)>& before) {
    MemoryFile memory;
    SF_VIRTUAL_IO io{
        [](void* self) { return static_cast<sf_count_t>(static_cast<MemoryFile*>(self)->bytes.size()); },
        [](sf_count_t offset, int whence, void* self) {
            auto& file = *static_cast<MemoryFile*>(self);
            const std::size_t from = whence == SEEK_SET   ? 0
                                     : whence == SEEK_CUR ? file.at
                                                          : file.bytes.size();
            file.at = from + static_cast<std::size_t>(offset);
            return static_cast<sf_count_t>(file.at);
        },
        [](void* data, sf_count_t size, void* self) {
            auto& file = *static_cast<MemoryFile*>(self);
            const auto count = std::min(static_cast<std::size_t>(size), file.bytes.size() - file.at);
            std::memcpy(data, file.bytes.data() + file.at, count);
            file.at += count;
            return static_cast<sf_count_t>(count);
        },
        [](const void* data, sf_count_t size, void* self) {
            auto& file = *static_cast<MemoryFile*>(self);
            const auto count = static_cast<std::size_t>(size);
            if (file.bytes.size() < file.at + count) file.bytes.resize(file.at + count);
            std::memcpy(file.bytes.data() + file.at, data, count);
            file.at += count;
            return size;
        },
        [](void* self) { return static_cast<sf_count_t>(static_cast<MemoryFile*>(self)->at); }};
    SF_INFO info{};
    info.channels = channels;
    info.samplerate = rate;
    info.format = format;
    SNDFILE* file = sf_open_virtual(&io, SFM_WRITE, &info, &memory);
    if (!file) throw std::runtime_error{sf_strerror(nullptr)};
    if (before) before(file);
    sf_writef_int(file, samples.data(), static_cast<sf_count_t>(samples.size()) / channels);
    sf_close(file);
    return std::move(memory.bytes);
}

std::vector<int> noise(std::size_t count) {
    std::vector<int> out;
    std::uint64_t state = 88172645463325252U;
    for (std::size_t i = 0; i < count; ++i) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        out.push_back(static_cast<int>(static_cast<std::uint32_t>(state >> 32)));
    }
    return out;
}

}  // namespace sinter::test
