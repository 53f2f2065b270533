// SPDX-License-Identifier: Apache-2.0
#include "kerning.hpp"

#include <hb-ot.h>

#include <map>

namespace sinter {
namespace {

constexpr std::size_t MostGlyphs = 4096, MostPairs = std::size_t{1} << 22;
/// Of one call of HarfBuzz: long enough that the call costs little, short enough for a checkpoint.
constexpr std::size_t PairsAtOnce = 2048;
constexpr hb_tag_t Kern = HB_TAG('k', 'e', 'r', 'n');

/// A glyph and one character that stands for it.
struct Letter {
    std::uint32_t code_point;
    std::uint32_t glyph;
    hb_position_t advance;
};

/// Glyphs that a kerning lookup mentions; null: any may be kerned.
HarfBuzz<hb_set_t> kerned_glyphs(hb_face_t* face) {
    HarfBuzz<hb_set_t> lookups{hb_set_create()};
    const hb_tag_t features[] = {Kern, HB_TAG_NONE};
    hb_ot_layout_collect_lookups(face, HB_OT_TAG_GPOS, nullptr, nullptr, features, lookups.get());
    if (hb_set_is_empty(lookups.get())) return nullptr;
    HarfBuzz<hb_set_t> glyphs{hb_set_create()};
    for (hb_codepoint_t lookup = HB_SET_VALUE_INVALID; hb_set_next(lookups.get(), &lookup);)
        hb_ot_layout_lookup_collect_glyphs(face, HB_OT_TAG_GPOS, lookup, glyphs.get(), glyphs.get(),
                                           glyphs.get(), nullptr);
    return glyphs;
}

bool is_letter(std::uint32_t code_point) {
    auto* unicode = hb_unicode_funcs_get_default();
    switch (hb_unicode_general_category(unicode, code_point)) {
        case HB_UNICODE_GENERAL_CATEGORY_CONTROL:
        case HB_UNICODE_GENERAL_CATEGORY_FORMAT:
        case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
        case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
        case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
            return false;
        default:
            return true;
    }
}

/// The characters by script; those of no script of their own go with each.
struct Groups {
    std::map<hb_script_t, std::vector<Letter>> scripts;
    std::vector<Letter> common;
};

Groups group_letters(const FontFace& face, const Characters& characters, const FontDraft& draft) {
    Groups out;
    const auto wanted = kerned_glyphs(face.harfbuzz());
    std::vector<bool> taken(draft.glyphs.size());
    const auto is_asked_for = [&](std::uint32_t code_point) {
        return characters.mapped || characters.all ||
               std::any_of(characters.ranges.begin(), characters.ranges.end(),
                           [&](const CharacterRange& range) {
                               return code_point >= range.first && code_point <= range.last;
                           });
    };
    for (const auto& [code_point, glyph] : draft.code_points) {
        if (glyph == 0 || taken[glyph] || !is_asked_for(code_point) || !is_letter(code_point)) continue;
        if (wanted && !hb_set_has(wanted.get(), glyph)) continue;
        taken[glyph] = true;
        const auto script = hb_unicode_script(hb_unicode_funcs_get_default(), code_point);
        const Letter letter{code_point, glyph, hb_font_get_glyph_h_advance(face.shaper(), glyph)};
        if (script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN)
            out.common.push_back(letter);
        else if (hb_script_get_horizontal_direction(script) != HB_DIRECTION_RTL)
            out.scripts[script].push_back(letter);
    }
    if (out.scripts.empty() && !out.common.empty()) out.scripts[HB_SCRIPT_LATIN] = {};
    return out;
}

/// Shapes pairs with a missing glyph between each two, so that they do not meet.
class PairShaper {
  public:
    explicit PairShaper(const FontFace& face) : face_(face), buffer_(hb_buffer_create()) {
        for (const char* off :
             {"liga", "clig", "calt", "rlig", "ccmp", "locl", "rclt", "mark", "mkmk", "dist", "dlig"})
            features_.push_back(
                {hb_tag_from_string(off, -1), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END});
    }
    void begin(hb_script_t script) { script_ = script; }
    void add(const Letter& left, const Letter& right) { pairs_.emplace_back(left, right); }
    [[nodiscard]] std::size_t waiting() const { return pairs_.size(); }

    /// Appends what the waiting pairs are kerned by. Errors: OutOfMemory.
    Status flush(FontDraft& draft) {
        hb_buffer_clear_contents(buffer_.get());
        hb_buffer_set_script(buffer_.get(), script_);
        hb_buffer_set_direction(buffer_.get(), HB_DIRECTION_LTR);
        hb_buffer_set_language(buffer_.get(), hb_language_from_string("en", -1));
        hb_buffer_set_flags(buffer_.get(), HB_BUFFER_FLAG_PRESERVE_DEFAULT_IGNORABLES);
        for (const auto& [left, right] : pairs_) {
            hb_buffer_add(buffer_.get(), left.code_point, 0);
            hb_buffer_add(buffer_.get(), right.code_point, 0);
            hb_buffer_add(buffer_.get(), Nothing, 0);
        }
        hb_buffer_set_content_type(buffer_.get(), HB_BUFFER_CONTENT_TYPE_UNICODE);
        hb_shape(face_.shaper(), buffer_.get(), features_.data(), static_cast<unsigned>(features_.size()));
        if (!hb_buffer_allocation_successful(buffer_.get()))
            return {Code::OutOfMemory, "kerning: HarfBuzz was refused its memory"};
        unsigned count = 0, places = 0;
        const auto* infos = hb_buffer_get_glyph_infos(buffer_.get(), &count);
        const auto* positions = hb_buffer_get_glyph_positions(buffer_.get(), &places);
        // A font may split a character in spite of all; then its pairs are not plain pairs.
        if (count == pairs_.size() * 3 && places == count) {
            for (std::size_t i = 0; i < pairs_.size(); ++i) {
                const auto& [left, right] = pairs_[i];
                if (infos[i * 3].codepoint != left.glyph || infos[i * 3 + 1].codepoint != right.glyph)
                    continue;
                // Of the pair as a whole: for a kern table HarfBuzz gives a half to each glyph.
                const auto extra = positions[i * 3].x_advance - left.advance +
                                   positions[i * 3 + 1].x_advance - right.advance;
                if (extra != 0)
                    draft.kerning.push_back(
                        {left.glyph, right.glyph, face_.em(static_cast<double>(extra) / FontFace::Scale)});
            }
        }
        pairs_.clear();
        if (draft.kerning.size() > MostPairs)
            return {Code::TooLarge, "kerning: more than 4194304 pairs; ask for fewer characters"};
        return {};
    }

  private:
    /// A code point that is no character (Unicode 15, section 23.7), so that no font gives it a glyph.
    static constexpr hb_codepoint_t Nothing = 0x10FFFF;
    const FontFace& face_;
    HarfBuzz<hb_buffer_t> buffer_;
    hb_script_t script_ = HB_SCRIPT_LATIN;
    std::vector<hb_feature_t> features_;
    std::vector<std::pair<Letter, Letter>> pairs_;
};

}  // namespace

Status read_kerning(DecodeJob& job, const FontFace& face, const Characters& characters, FontDraft& draft) {
    if ((draft.row.flags & SINTER_FONT_HAS_KERNING) == 0) return {};
    const auto groups = group_letters(face, characters, draft);
    PairShaper shaper{face};
    bool first = true;
    for (const auto& group : groups.scripts) {
        const auto& own = group.second;
        shaper.begin(group.first);
        const auto count = own.size() + groups.common.size();
        if (count > MostGlyphs)
            return {Code::TooLarge, "kerning: over 4096 glyphs of one script; ask for fewer characters (" +
                                        std::to_string(count) + ")"};
        const auto letter = [&](std::size_t i) {
            return i < own.size() ? own[i] : groups.common[i - own.size()];
        };
        for (std::size_t left = 0; left < count; ++left) {
            for (std::size_t right = 0; right < count; ++right) {
                // Pairs without a script are the same in each: the first takes them.
                if (left >= own.size() && right >= own.size() && !first) continue;
                shaper.add(letter(left), letter(right));
                if (shaper.waiting() < PairsAtOnce) continue;
                if (auto done = shaper.flush(draft); !done) return done;
                if (!job.checkpoint(0.5f)) return Job::cancelled();
            }
        }
        if (auto done = shaper.flush(draft); !done) return done;
        first = false;
    }
    std::sort(draft.kerning.begin(), draft.kerning.end(), [](const auto& a, const auto& b) {
        return a.left != b.left ? a.left < b.left : a.right < b.right;
    });
    return {};
}

}  // namespace sinter
