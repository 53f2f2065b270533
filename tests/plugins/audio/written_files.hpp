// SPDX-License-Identifier: Apache-2.0
// Sound files that libsndfile writes to memory.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include <sndfile.h>

namespace sinter::test {

/// `samples`, interleaved and in the upper bits, as a file of that SF_FORMAT; `before` sets strings,
/// instruments, cues. Throws std::runtime_error when libsndfile has no such form.
std::vector<std::uint8_t> write_file(int format, int channels, int rate, const std::vector<int>& samples,
                                     const std::function<void(SNDFILE*)>& before = {});

/// Numbers that look random and use all 32 bits.
std::vector<int> noise(std::size_t count);

}  // namespace sinter::test
