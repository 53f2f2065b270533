// SPDX-License-Identifier: Apache-2.0
#include "selection.hpp"

namespace sinter {
namespace {

constexpr std::uint32_t Unwanted = UINT32_MAX;

class Chooser {
  public:
    explicit Chooser(const Font& font) : font_(font), ranks_(font.glyphs().size(), Unwanted) {}

    void glyph(std::uint32_t row) {
        if (ranks_[row] == Unwanted) ranks_[row] = rank_;
    }
    void code_point(std::uint32_t index) {
        glyph(font_.code_points()[index].glyph);
        if (taken_.empty()) taken_.resize(font_.code_points().size());
        taken_[index] = true;
    }
    void range(std::uint32_t first, std::uint32_t last) {
        for (auto i = index_of(first); i < font_.code_points().size(); ++i) {
            if (font_.code_points()[i].code_point > last) break;
            code_point(i);
        }
    }
    void next_rank() { ++rank_; }

    [[nodiscard]] Selection finish() const {
        Selection out;
        for (std::uint32_t i = 0; i < ranks_.size(); ++i)
            if (ranks_[i] != Unwanted) out.glyphs.push_back({i, ranks_[i]});
        for (std::uint32_t i = 0; i < taken_.size(); ++i)
            if (taken_[i]) out.code_points.push_back(font_.code_points()[i]);
        return out;
    }

  private:
    /// Of the first row at or behind a code point.
    [[nodiscard]] std::uint32_t index_of(std::uint32_t code_point) const {
        std::uint32_t first = 0, last = font_.code_points().size();
        while (first < last) {
            const auto middle = first + (last - first) / 2;
            if (font_.code_points()[middle].code_point < code_point)
                first = middle + 1;
            else
                last = middle;
        }
        return first;
    }

    const Font& font_;
    std::vector<std::uint32_t> ranks_;
    std::vector<bool> taken_;
    std::uint32_t rank_ = 0;
};

}  // namespace

Selection select_glyphs(const Font& font, const Characters& characters,
                        const std::vector<std::vector<std::uint32_t>>& texts) {
    Chooser chooser{font};
    if (font.row().missing_glyph != SINTER_FONT_NONE) chooser.glyph(font.row().missing_glyph);
    for (const auto& [first, last] : characters.ranges) {
        chooser.range(first, last);
        chooser.next_rank();
    }
    for (const auto& text : texts) {
        for (const auto code_point : text) chooser.range(code_point, code_point);
        chooser.next_rank();
    }
    if (characters.mapped || characters.all) chooser.range(0, 0x10FFFF);
    chooser.next_rank();
    if (characters.all)
        for (std::uint32_t i = 0; i < font.glyphs().size(); ++i) chooser.glyph(i);
    return chooser.finish();
}

Result<std::vector<std::vector<std::uint32_t>>> read_texts(Job& job) {
    std::vector<std::vector<std::uint32_t>> out;
    for (const auto& entry : job.setting_strings("texts")) {
        const auto path = to_view(entry);
        const auto bytes = job.read(path);
        if (!bytes) return {Code::Invalid, "texts: " + bytes.error().text};
        auto text = characters_of_text({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
        if (!text) {
            auto error = std::move(text).error();
            error.where.path = path;
            return error;
        }
        out.push_back(*std::move(text));
    }
    return out;
}

}  // namespace sinter
