// SPDX-License-Identifier: Apache-2.0
// exact_buffer: an AlignedBuffer whose slack behind the last byte may not be touched.
#pragma once

#include <algorithm>

#include "fuzz_target.hpp"
#include "os/address_sanitizer.hpp"
#include "os/aligned_buffer.hpp"

#ifdef SINTER_HAS_ASAN
#include <sanitizer/asan_interface.h>
#endif

namespace sinter::fuzz {

/// A copy of `input`. AlignedBuffer asks the heap for more than it gives, to align by hand: under
/// AddressSanitizer the rest is poisoned, so that reading one byte too far is seen.
[[nodiscard]] inline AlignedBuffer exact_buffer(std::span<const std::uint8_t> input) {
    auto out = AlignedBuffer::uninitialised(input.size());
    require(static_cast<bool>(out), "memory for the input");
    std::copy(input.begin(), input.end(), out.data());
#ifdef SINTER_HAS_ASAN
    // The block is 64 bytes larger than asked for, and begins up to 64 bytes before data(): one byte is
    // always left.
    __asan_poison_memory_region(out.data() + out.size(), 16);
#endif
    return out;
}

}  // namespace sinter::fuzz
