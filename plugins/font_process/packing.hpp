// SPDX-License-Identifier: Apache-2.0
// pack: rectangles onto pages, the most wanted first.
#pragma once

#include <vector>

#include <sinter/status.hpp>

namespace sinter {

/// A rectangle to place, and where it came to lie.
struct PackItem {
    std::uint32_t width = 0, height = 0;  ///< texels, not 0
    std::uint32_t rank = 0;               ///< lower ones are placed before any higher one
    std::uint32_t page = 0, x = 0, y = 0;
};
struct PageSize {
    std::uint32_t width, height;
};

/// Places every item, `padding` texels apart, on pages of at most `page_size` texels along an edge: by rank,
/// then the tallest first, each on the first page with room, at the lowest place its skyline leaves (J.
/// Jylänki, "A thousand ways to pack the bin", 2010, section 4). What fits on one page gets the narrowest
/// power of two; the last page is cut to the multiple of 4 that is used. The result depends on the items and
/// their order alone. Errors: TooLarge (an item over the page size; over 1024 pages).
[[nodiscard]] Result<std::vector<PageSize>> pack(std::vector<PackItem>& items, std::uint32_t page_size,
                                                 std::uint32_t padding);

}  // namespace sinter
