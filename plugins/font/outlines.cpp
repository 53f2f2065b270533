// SPDX-License-Identifier: Apache-2.0
#include "outlines.hpp"

#include FT_OUTLINE_H

#include <cmath>

namespace sinter {
namespace {

constexpr std::size_t MostPoints = std::size_t{1} << 24;
constexpr FT_Pos FarthestFontUnit = Font::FarthestPoint / 64;

/// Takes an outline apart. Coordinates come in 1/64 font unit: `shift` below makes them, before FreeType
/// halves the way between two control points.
struct Collector {
    std::vector<sinter_font_point>& points;
    bool open = false;
    bool within = true;  ///< all coordinates are

    void add(const FT_Vector& at, sinter_font_point_kind kind) {
        constexpr FT_Pos Farthest = Font::FarthestPoint;
        within = within && at.x >= -Farthest && at.x <= Farthest && at.y >= -Farthest && at.y <= Farthest;
        points.push_back({static_cast<std::int32_t>(at.x), static_cast<std::int32_t>(at.y), kind});
    }
};

const FT_Outline_Funcs Functions = {
    [](const FT_Vector* to, void* user) -> int {
        static_cast<Collector*>(user)->add(*to, SINTER_FONT_MOVE);
        return 0;
    },
    [](const FT_Vector* to, void* user) -> int {
        static_cast<Collector*>(user)->add(*to, SINTER_FONT_ON);
        return 0;
    },
    [](const FT_Vector* control, const FT_Vector* to, void* user) -> int {
        static_cast<Collector*>(user)->add(*control, SINTER_FONT_QUADRATIC);
        static_cast<Collector*>(user)->add(*to, SINTER_FONT_ON);
        return 0;
    },
    [](const FT_Vector* first, const FT_Vector* second, const FT_Vector* to, void* user) -> int {
        static_cast<Collector*>(user)->add(*first, SINTER_FONT_CUBIC);
        static_cast<Collector*>(user)->add(*second, SINTER_FONT_CUBIC);
        static_cast<Collector*>(user)->add(*to, SINTER_FONT_ON);
        return 0;
    },
    6,
    0};

struct Interval {
    double low = HUGE_VAL, high = -HUGE_VAL;
    void add(double v) {
        low = std::min(low, v);
        high = std::max(high, v);
    }
    void add_quadratic(double a, double b, double c) {
        const double bend = a - 2 * b + c;
        const double t = bend != 0 ? (a - b) / bend : 0;
        if (t > 0 && t < 1) add(a + t * (2 * (b - a) + t * bend));
    }
    void add_cubic(double a, double b, double c, double d) {
        // The derivative's coefficients over 3: q t² + 2 h t + r.
        const double r = b - a, h = c - 2 * b + a, q = d - 3 * c + 3 * b - a;
        const auto at = [&](double t) {
            if (t > 0 && t < 1) add(a + t * (3 * r + t * (3 * h + t * q)));
        };
        if (q == 0) {
            if (h != 0) at(-r / (2 * h));
            return;
        }
        const double under = h * h - q * r;
        if (under < 0) return;
        const double root = std::sqrt(under);
        at((-h + root) / q);
        at((-h - root) / q);
    }
};

/// Bounds of the curves themselves, not of their control points; in the points' unit.
void exact_bounds(std::span<const sinter_font_point> points, Interval& x, Interval& y) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& p = points[i];
        if (p.kind == SINTER_FONT_MOVE || p.kind == SINTER_FONT_ON) {
            x.add(p.x);
            y.add(p.y);
        } else if (p.kind == SINTER_FONT_QUADRATIC) {
            x.add_quadratic(points[i - 1].x, p.x, points[i + 1].x);
            y.add_quadratic(points[i - 1].y, p.y, points[i + 1].y);
        } else if (points[i - 1].kind != SINTER_FONT_CUBIC) {
            x.add_cubic(points[i - 1].x, p.x, points[i + 1].x, points[i + 2].x);
            y.add_cubic(points[i - 1].y, p.y, points[i + 1].y, points[i + 2].y);
        }
    }
}

/// Whether anything can be filled: a contour of one or two straight points is none.
bool draws(std::span<const sinter_font_point> points) {
    std::size_t run = 0;
    for (const auto& p : points) {
        run = p.kind == SINTER_FONT_MOVE ? 1 : run + 1;
        if (run > 2) return true;
    }
    return false;
}

}  // namespace

Status read_outlines(DecodeJob& job, const FontFace& font, FontDraft& draft,
                     std::vector<sinter_font_point>& points) {
    const auto face = font.freetype();
    const auto count = static_cast<std::uint32_t>(face->num_glyphs);
    draft.glyphs.resize(count);
    std::uint32_t bad = 0;
    std::string first_reason;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (i % 128 == 0 && !job.checkpoint(static_cast<float>(i) / static_cast<float>(count)))
            return Job::cancelled();
        auto& row = draft.glyphs[i];
        row.glyph = i;
        row.page = SINTER_FONT_NONE;
        const auto first = points.size();
        auto error = FT_Load_Glyph(face, i, FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP | FT_LOAD_IGNORE_TRANSFORM);
        if (FT_ERROR_BASE(error) == FT_Err_Out_Of_Memory)
            return freetype_status(error, "glyph " + std::to_string(i));
        Collector collector{points};
        if (error == 0 && face->glyph->format == FT_GLYPH_FORMAT_OUTLINE) {
            auto& outline = face->glyph->outline;
            // FreeType shifts without a look at what is lost.
            for (int p = 0; p < outline.n_points; ++p)
                collector.within = collector.within && std::abs(outline.points[p].x) <= FarthestFontUnit &&
                                   std::abs(outline.points[p].y) <= FarthestFontUnit;
            if (collector.within) error = FT_Outline_Decompose(&outline, &Functions, &collector);
        }
        if (error != 0 || !collector.within) {
            if (bad++ == 0)
                first_reason = error != 0 ? freetype_status(error, "glyph " + std::to_string(i)).error().text
                                          : "glyph " + std::to_string(i) + ": a point is too far out";
            points.resize(first);
            continue;
        }
        if (points.size() > MostPoints)
            return {Code::TooLarge, "font: its outlines have more than 16777216 points (up to glyph " +
                                        std::to_string(i) + ")"};
        row.advance = font.em(static_cast<double>(face->glyph->metrics.horiAdvance));
        const std::span own{points.data() + first, points.size() - first};
        if (!draws(own)) {
            points.resize(first);
            continue;
        }
        Interval x, y;
        exact_bounds(own, x, y);
        row.first_point = static_cast<std::uint32_t>(first);
        row.point_count = static_cast<std::uint32_t>(own.size());
        row.ink[0] = font.em(x.low / 64);
        row.ink[1] = font.em(y.low / 64);
        row.ink[2] = font.em(x.high / 64);
        row.ink[3] = font.em(y.high / 64);
    }
    if (bad != 0)
        job.warn("font: " + std::to_string(bad) + " of " + std::to_string(count) +
                 " glyphs are damaged and left empty (" + first_reason + ")");
    return {};
}

}  // namespace sinter
