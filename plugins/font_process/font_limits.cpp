// SPDX-License-Identifier: Apache-2.0
#include "font_limits.hpp"

#include <cstdio>

#include "selection.hpp"

namespace sinter {
namespace {

/// Missing characters that a text names; the rest is counted.
constexpr std::size_t MostNamed = 12;
/// Of glyphs that stick out of the line this share is taken as accents and ornaments.
constexpr double TallShare = 0.25;

std::string code_point_text(std::uint32_t code_point) {
    char text[16];
    std::snprintf(text, sizeof(text), "U+%04X", code_point);
    return text;
}

struct PageFigures {
    double texels = 0;       ///< of all pages
    double used = 0;         ///< of the rectangles on them
    std::uint32_t edge = 0;  ///< the longest
};
PageFigures figures_of(const Font& font) {
    PageFigures out;
    for (std::uint32_t i = 0; i < font.pages().size(); ++i) {
        const auto page = font.pages()[i];
        out.texels += static_cast<double>(page.width) * page.height;
        out.edge = std::max({out.edge, page.width, page.height});
    }
    for (std::uint32_t i = 0; i < font.glyphs().size(); ++i) {
        const auto glyph = font.glyphs()[i];
        out.used += static_cast<double>(glyph.width) * glyph.height;
    }
    return out;
}

class FontChecks {
  public:
    FontChecks(ValidateJob& job, const Font& font) : job_(job), font_(font), figures_(figures_of(font)) {}

    Status missing() {
        const auto severity = job_.setting_string("missing");
        auto characters = parse_characters(job_.setting_string("characters"));
        if (!characters) return std::move(characters).error();
        auto texts = read_texts(job_);
        if (!texts) return std::move(texts).error();
        std::vector<std::uint32_t> lost;
        const auto look_for = [&](std::uint32_t code_point) {
            if (!font_.find(code_point)) lost.push_back(code_point);
        };
        for (const auto& [first, last] : characters->ranges)
            for (auto code_point = first; code_point <= last; ++code_point) look_for(code_point);
        for (const auto& text : *texts)
            for (const auto code_point : text) look_for(code_point);
        std::sort(lost.begin(), lost.end());
        lost.erase(std::unique(lost.begin(), lost.end()), lost.end());
        job_.stat("missing_characters", static_cast<double>(lost.size()));
        if (lost.empty() || !font_.fallbacks().empty()) return {};
        std::string names;
        for (std::size_t i = 0; i < std::min(lost.size(), MostNamed); ++i)
            names += (i == 0 ? "" : " ") + code_point_text(lost[i]);
        if (lost.size() > MostNamed) names += " ...";
        say(severity, std::to_string(lost.size()) + " characters are missing (" + names +
                          "); draw more with font_distance_field's characters, or name a fallback");
        return {};
    }

    void kerning() {
        if (!font_.kerning().empty() || (font_.row().flags & SINTER_FONT_FIXED_PITCH) != 0) return;
        const bool source_kerns = (font_.row().flags & SINTER_FONT_HAS_KERNING) != 0;
        say(job_.setting_string("kerning"),
            source_kerns
                ? "the font kerns, but no pair of the drawn characters does; see the decoder's kerning"
                : "the font has no kerning");
    }

    void embedding() {
        const auto severity = job_.setting_string("embedding");
        const auto bits = font_.row().embedding;
        const auto tell = [&](std::uint32_t bit, const char* text) {
            if ((bits & bit) != 0)
                say(severity, "its owner " + std::string{text} + " (OS/2 fsType); ask for a licence");
        };
        // Of several the least restrictive counts (OpenType 1.9, "OS/2", fsType).
        const bool allowed = (bits & SINTER_FONT_EMBEDDING_EDITABLE) != 0;
        if (!allowed && (bits & SINTER_FONT_EMBEDDING_PREVIEW) != 0)
            tell(SINTER_FONT_EMBEDDING_PREVIEW, "allows embedding for preview and print only");
        else if (!allowed)
            tell(SINTER_FONT_EMBEDDING_RESTRICTED, "forbids embedding");
        tell(SINTER_FONT_EMBEDDING_NO_SUBSETTING, "forbids to embed a part of it");
        tell(SINTER_FONT_EMBEDDING_BITMAP_ONLY, "allows to embed bitmaps only");
    }

    void metrics() {
        const auto severity = job_.setting_string("metrics");
        const auto& row = font_.row();
        if (!(row.ascent > 0)) say(severity, "the ascent is not above the baseline (" + em(row.ascent) + ")");
        if (row.descent > 0) say(severity, "the descent is above the baseline (" + em(row.descent) + ")");
        if (row.ascent - row.descent > 4 || row.line_gap > 4 || row.line_gap < 0)
            say(severity, "lines would be unusually far apart (ascent " + em(row.ascent) + ", descent " +
                              em(row.descent) + ", gap " + em(row.line_gap) + ")");
        double drawn = 0, tall = 0, wide = 0;
        for (std::uint32_t i = 0; i < font_.glyphs().size(); ++i) {
            const auto glyph = font_.glyphs()[i];
            if (glyph.ink[0] == glyph.ink[2]) continue;
            ++drawn;
            if (glyph.ink[3] > row.ascent + 0.01f || glyph.ink[1] < row.descent - 0.01f) ++tall;
            if (glyph.advance < 0) ++wide;
        }
        if (drawn > 0 && tall > drawn * TallShare)
            say(severity, "lines would overlap: " + std::to_string(static_cast<int>(tall)) + " of " +
                              std::to_string(static_cast<int>(drawn)) +
                              " glyphs stick out above the ascent or below the descent");
        if (wide > 0)
            say(severity, std::to_string(static_cast<int>(wide)) + " glyphs have a negative advance");
    }

    void shaping() {
        const auto& row = font_.row();
        if ((row.flags & SINTER_FONT_NEEDS_SHAPING) == 0 || (row.flags & SINTER_FONT_HAS_FIELD) == 0) return;
        const auto severity = job_.setting_string("shaping");
        if (!needs_shaping_here()) return;
        if (row.layout_chunk == SINTER_FONT_NONE)
            say(severity,
                "its scripts must be shaped, but its layout tables were dropped; set font_distance_field's "
                "layout = true");
        else if (font_.glyphs().size() < row.glyph_count)
            say(severity, "its scripts must be shaped with glyphs that were not drawn (" +
                              std::to_string(font_.glyphs().size()) + " of " +
                              std::to_string(row.glyph_count) +
                              "); set font_distance_field's characters to \"all\"");
    }

    void pages() {
        const auto severity = job_.setting_string("pages");
        const auto most = job_.setting_integer("max_pages"), kib = job_.setting_integer("max_kib");
        const auto edge = job_.platform_integer("max_texture_size").value_or(0);
        const auto count = static_cast<std::int64_t>(font_.pages().size());
        if (most > 0 && count > most)
            say(severity, "more than " + std::to_string(most) + " pages (" + std::to_string(count) +
                              "); draw fewer characters or a smaller size");
        if (kib > 0 && figures_.texels > static_cast<double>(kib) * 1024)
            say(severity, "its pages take more than " + std::to_string(kib) + " KiB (" +
                              std::to_string(static_cast<std::int64_t>(figures_.texels / 1024)) + ")");
        if (edge > 0 && figures_.edge > edge)
            say(severity, "a page is larger than the platform's max_texture_size of " + std::to_string(edge) +
                              " (" + std::to_string(figures_.edge) + ")");
    }

    void stats() {
        job_.stat("glyphs", font_.glyphs().size());
        job_.stat("code_points", font_.code_points().size());
        job_.stat("kerning_pairs", font_.kerning().size());
        job_.stat("pages", font_.pages().size());
        job_.stat("gpu_bytes", figures_.texels);
        job_.stat("page_fill", figures_.texels > 0 ? figures_.used / figures_.texels : 0);
        double stored = 0;
        for (const auto& chunk : font_.asset().chunks()) stored += static_cast<double>(chunk.bytes.size);
        constexpr std::int64_t DefaultBandwidth = 500;
        const auto bandwidth = job_.platform_integer("disk_bandwidth_mib_s").value_or(DefaultBandwidth);
        if (bandwidth > 0)
            job_.stat("load_time_estimate_ms", stored / (static_cast<double>(bandwidth) * 1048576) * 1000);
    }

  private:
    /// Whether a drawn character is of a script beyond those that need no shaping.
    [[nodiscard]] bool needs_shaping_here() const {
        // Hebrew to Hangul Jamo, Philippine scripts to Ol Chiki, Syloti Nagri to Meetei Mayek, Arabic forms,
        // Brahmi and on.
        constexpr CharacterRange Shaped[] = {{0x0590, 0x109F},  {0x1700, 0x1CFF}, {0xA800, 0xABFF},
                                             {0xFB1D, 0xFDFF},  {0xFE70, 0xFEFE}, {0x10A00, 0x11FFF},
                                             {0x1E900, 0x1E95F}};
        for (std::uint32_t i = 0; i < font_.code_points().size(); ++i) {
            const auto code_point = font_.code_points()[i].code_point;
            for (const auto& [first, last] : Shaped)
                if (code_point >= first && code_point <= last) return true;
        }
        return false;
    }
    static std::string em(float value) {
        char text[32];
        std::snprintf(text, sizeof(text), "%.3g em", static_cast<double>(value));
        return text;
    }
    void say(std::string_view severity, const std::string& text) {
        if (severity == "error")
            job_.reject("font: " + text);
        else if (severity == "warn")
            job_.warn("font: " + text);
    }

    ValidateJob& job_;
    const Font& font_;
    PageFigures figures_;
};

}  // namespace

Status FontLimits::validate(ValidateJob& job) {
    const Font font{job.input()};
    if (!font.valid()) {
        job.reject("font: the tables do not agree");
        return {};
    }
    FontChecks checks{job, font};
    if (auto done = checks.missing(); !done) return done;
    checks.kerning();
    checks.embedding();
    checks.metrics();
    checks.shaping();
    checks.pages();
    checks.stats();
    return {};
}

}  // namespace sinter
