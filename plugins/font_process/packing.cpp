// SPDX-License-Identifier: Apache-2.0
#include "packing.hpp"

#include <algorithm>
#include <optional>

namespace sinter {
namespace {

constexpr std::size_t MostPages = 1024;
constexpr std::uint32_t SmallestPage = 32;

/// A page being filled: the upper edge of what lies on it, from left to right. "Up" is towards larger y.
class Skyline {
  public:
    Skyline(std::uint32_t width, std::uint32_t height)
        : width_(width), height_(height), steps_{{0, width, 0}} {}

    /// Takes the lowest place, of those the leftmost; false when there is none.
    bool place(std::uint32_t width, std::uint32_t height, std::uint32_t& x, std::uint32_t& y) {
        std::size_t best = steps_.size();
        std::uint32_t best_top = UINT32_MAX;
        for (std::size_t i = 0; i < steps_.size(); ++i) {
            const auto base = base_at(i, width);
            if (!base || *base > height_ || height > height_ - *base || *base + height >= best_top) continue;
            best = i;
            best_top = *base + height;
        }
        if (best == steps_.size()) return false;
        x = steps_[best].x;
        y = best_top - height;
        raise(best, width, best_top);
        used_ = std::max(used_, best_top);
        return true;
    }
    [[nodiscard]] std::uint32_t used_height() const { return used_; }

  private:
    struct Step {
        std::uint32_t x, width, top;
    };
    /// The highest step under a rectangle that begins at step `first`; nothing when it sticks out.
    [[nodiscard]] std::optional<std::uint32_t> base_at(std::size_t first, std::uint32_t width) const {
        if (width > width_ || steps_[first].x > width_ - width) return std::nullopt;
        std::uint32_t base = 0;
        for (std::uint32_t covered = 0; covered < width; ++first) {
            base = std::max(base, steps_[first].top);
            covered += steps_[first].width;
        }
        return base;
    }
    void raise(std::size_t at, std::uint32_t width, std::uint32_t top) {
        const Step raised{steps_[at].x, width, top};
        auto rest = width;
        auto end = at;
        while (end < steps_.size() && steps_[end].width <= rest) rest -= steps_[end++].width;
        if (rest != 0) {
            steps_[end].x += rest;
            steps_[end].width -= rest;
        }
        steps_.erase(steps_.begin() + static_cast<std::ptrdiff_t>(at),
                     steps_.begin() + static_cast<std::ptrdiff_t>(end));
        steps_.insert(steps_.begin() + static_cast<std::ptrdiff_t>(at), raised);
        if (at + 1 < steps_.size() && steps_[at + 1].top == top) join(at);
        if (at > 0 && steps_[at - 1].top == top) join(at - 1);
    }
    void join(std::size_t first) {
        steps_[first].width += steps_[first + 1].width;
        steps_.erase(steps_.begin() + static_cast<std::ptrdiff_t>(first + 1));
    }

    std::uint32_t width_, height_, used_ = 0;
    std::vector<Step> steps_;
};

/// Fills pages of one size; false when one page was not enough and `single` was asked for.
bool fill(std::vector<PackItem>& items, const std::vector<std::size_t>& order, PageSize size,
          std::uint32_t padding, bool single, std::vector<Skyline>& pages) {
    pages.clear();
    // The gap behind the last item of a row may lie outside.
    const PageSize padded{size.width + padding, size.height + padding};
    for (const auto index : order) {
        auto& item = items[index];
        for (item.page = 0;; ++item.page) {
            if (item.page == pages.size()) {
                if ((single && !pages.empty()) || pages.size() == MostPages) return false;
                pages.emplace_back(padded.width, padded.height);
            }
            if (pages[item.page].place(item.width + padding, item.height + padding, item.x, item.y)) break;
        }
    }
    return true;
}

/// What of a page is used, in multiples of 4, which block compression needs.
PageSize cut(PageSize size, const Skyline& page, std::uint32_t padding) {
    return {size.width, std::min(size.height, (page.used_height() - padding + 3) / 4 * 4)};
}

}  // namespace

Result<std::vector<PageSize>> pack(std::vector<PackItem>& items, std::uint32_t page_size,
                                   std::uint32_t padding) {
    std::uint64_t area = 0;
    for (const auto& item : items) {
        if (item.width > page_size || item.height > page_size)
            return {Code::TooLarge, "pages: a glyph needs " + std::to_string(item.width) + "x" +
                                        std::to_string(item.height) + " texels, a page has at most " +
                                        std::to_string(page_size)};
        area += std::uint64_t{item.width} * item.height;
    }
    if (items.empty()) return std::vector<PageSize>{};
    std::vector<std::size_t> order(items.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto &left = items[a], &right = items[b];
        if (left.rank != right.rank) return left.rank < right.rank;
        return left.height != right.height ? left.height > right.height : left.width > right.width;
    });

    std::vector<Skyline> pages;
    for (std::uint32_t edge = SmallestPage; edge <= page_size; edge *= 2) {
        for (const auto size : {PageSize{edge, edge / 2}, PageSize{edge, edge}}) {
            if (std::uint64_t{size.width} * size.height < area) continue;
            const bool fits = std::all_of(items.begin(), items.end(), [&](const PackItem& item) {
                return item.width <= size.width && item.height <= size.height;
            });
            if (fits && fill(items, order, size, padding, true, pages))
                return std::vector{cut(size, pages[0], padding)};
        }
    }
    if (!fill(items, order, {page_size, page_size}, padding, false, pages))
        return {Code::TooLarge, "pages: more than 1024; ask for fewer characters or a smaller size"};
    std::vector<PageSize> sizes(pages.size(), {page_size, page_size});
    sizes.back() = cut(sizes.back(), pages.back(), padding);
    return sizes;
}

}  // namespace sinter
