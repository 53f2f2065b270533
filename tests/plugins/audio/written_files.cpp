// SPDX-License-Identifier: Apache-2.0
#include "written_files.hpp"

#include <stdexcept>

#include "support/sound_memory.hpp"

namespace sinter::test {

std::vector<std::uint8_t> write_file(int format, int channels, int rate, const std::vector<int>& samples,
                                     const std::function<void(SNDFILE*)>& before) {
    SoundMemory memory;
    auto io = SoundMemory::io();
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
