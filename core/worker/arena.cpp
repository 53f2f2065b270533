// SPDX-License-Identifier: Apache-2.0
#include "arena.hpp"

#include <algorithm>
#include <cstring>

namespace sinter {

AlignedBuffer Arena::zeroed(std::size_t size, std::size_t alignment) {
    const auto begin = (next_ + alignment - 1) & ~(std::uint64_t{alignment} - 1);
    if (begin > memory_.capacity() || size > memory_.capacity() - begin) return {};
    const auto end = begin + size;
    if (end > granted_) {
        granted_ = grow_(end);
        if (end > granted_) return {};
    }
    // An earlier job's bytes may lie here; beyond `dirty_until_` the system gives zeroed pages.
    if (begin < dirty_until_) std::memset(at(begin), 0, std::min(end, dirty_until_) - begin);
    next_ = end;
    return AlignedBuffer::borrowed(at(begin), size);
}

}  // namespace sinter
