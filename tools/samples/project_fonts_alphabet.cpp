// SPDX-License-Identifier: Apache-2.0
#include "project_fonts_alphabet.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sinter::samples {
namespace {

struct Direction {
    double x, y;
};
/// Of a sixteenth of a turn each.
constexpr double C1 = 0.92387953251128674, C2 = 0.70710678118654752, C3 = 0.38268343236508977;
constexpr Direction Sixteenths[16] = {{1, 0},    {C1, C3},  {C2, C2},  {C3, C1},   {0, 1},     {-C3, C1},
                                      {-C2, C2}, {-C1, C3}, {-1, 0},   {-C1, -C3}, {-C2, -C2}, {-C3, -C1},
                                      {0, -1},   {C3, -C1}, {C2, -C2}, {C1, -C3}};
/// A control point between two octants lies this much farther out than the circle.
constexpr double ControlReach = 1.0823922002923940;

/// Heights of the alphabet's lines, pulled in by half a stroke.
double height_of(double y, double half) {
    constexpr double Lines[] = {-200, 0, 500, 700};
    const double drawn[] = {-200 + half, half, 500 - half, 700 - half};
    std::size_t i = 0;
    while (i < 2 && y > Lines[i + 1]) ++i;
    return drawn[i] + (y - Lines[i]) / (Lines[i + 1] - Lines[i]) * (drawn[i + 1] - drawn[i]);
}

/// Quarter by quarter around an ellipse, from one octant to another, in either direction; without the last
/// point.
void add_arc(GlyphContour& out, double cx, double cy, double rx, double ry, int from, int to) {
    const int step = to > from ? 1 : -1;
    for (int octant = from; octant != to; octant += step) {
        const auto on = Sixteenths[(octant * 2 + 32) % 16], off = Sixteenths[(octant * 2 + step + 32) % 16];
        out.push_back({cx + rx * on.x, cy + ry * on.y, true});
        out.push_back({cx + rx * off.x * ControlReach, cy + ry * off.y * ControlReach, false});
    }
}

class Pen {
  public:
    Pen(double thickness, double left) : half_(thickness / 2), left_(left) {}

    void dot(double x, double y, double radius) {
        GlyphContour circle;
        add_arc(circle, left_ + x, y, radius, radius, 8, 0);
        shape_.contours.push_back(std::move(circle));
    }
    void line(double x0, double y0, double x1, double y1) {
        const double dx = x1 - x0, dy = y1 - y0, length = std::sqrt(dx * dx + dy * dy);
        const double nx = -dy / length * half_, ny = dx / length * half_;
        const double a = left_ + x0, b = left_ + x1;
        shape_.contours.push_back({{a + nx, y0 + ny, true},
                                   {b + nx, y1 + ny, true},
                                   {b - nx, y1 - ny, true},
                                   {a - nx, y0 - ny, true}});
        dot(x0, y0, half_);
        dot(x1, y1, half_);
    }
    void arc(double cx, double cy, double rx, double ry, int from, int to) {
        const double inner_x = std::max(rx - half_, 2.0), inner_y = std::max(ry - half_, 2.0);
        GlyphContour outer;
        add_arc(outer, left_ + cx, cy, rx + half_, ry + half_, to, from);
        if (to - from == 8) {
            GlyphContour inner;
            add_arc(inner, left_ + cx, cy, inner_x, inner_y, from, to);
            shape_.contours.push_back(std::move(outer));
            shape_.contours.push_back(std::move(inner));
            return;
        }
        const auto first = Sixteenths[(from * 2 + 32) % 16], last = Sixteenths[(to * 2 + 32) % 16];
        outer.push_back({left_ + cx + (rx + half_) * first.x, cy + (ry + half_) * first.y, true});
        add_arc(outer, left_ + cx, cy, inner_x, inner_y, from, to);
        outer.push_back({left_ + cx + inner_x * last.x, cy + inner_y * last.y, true});
        shape_.contours.push_back(std::move(outer));
        dot(cx + rx * first.x, cy + ry * first.y, half_);
        dot(cx + rx * last.x, cy + ry * last.y, half_);
    }
    [[nodiscard]] GlyphShape finish(double advance) {
        shape_.advance = advance;
        return std::move(shape_);
    }

  private:
    double half_, left_;
    GlyphShape shape_;
};

/// Takes a word off the front.
std::string_view take(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" ;"), text.size()));
    const auto word = text.substr(0, text.find_first_of(" ;"));
    text.remove_prefix(word.size());
    return word;
}
double take_number(std::string_view& text) {
    const auto word = take(text);
    double out = 0;
    std::from_chars(word.data(), word.data() + word.size(), out);
    return out;
}

}  // namespace

const std::vector<Letter>& alphabet() {
    static const std::vector<Letter> letters = {
        {U' ', 130, ""},
        {U'!', 0, "l 0 230 0 700; d 0 0"},
        {U'"', 140, "l 0 540 0 700; l 140 540 140 700"},
        {U'#', 460, "l 100 60 180 640; l 290 60 370 640; l 20 460 460 460; l 0 240 440 240"},
        {U'$', 400, "a 200 505 200 145 1 6; a 200 195 200 165 -3 2; l 200 -60 200 760"},
        {U'%', 600, "a 130 570 130 130 0 8; a 470 130 130 130 0 8; l 90 0 510 700"},
        {U'&', 500, "a 210 560 140 140 0 8; a 200 200 200 200 2 8; l 110 450 500 0; l 400 200 470 330"},
        {U'\'', 0, "l 0 540 0 700"},
        {U'(', 160, "a 300 300 300 560 3 5"},
        {U')', 160, "a -140 300 300 560 -1 1"},
        {U'*', 300, "l 150 420 150 700; l 20 490 280 630; l 20 630 280 490"},
        {U'+', 400, "l 0 300 400 300; l 200 100 200 500"},
        {U',', 60, "l 50 10 0 -110"},
        {U'-', 240, "l 0 270 240 270"},
        {U'.', 0, "d 0 0"},
        {U'/', 320, "l 0 -80 320 740"},
        {U'0', 440, "a 220 350 220 350 0 8"},
        {U'1', 180, "l 0 560 170 700; l 170 700 170 0"},
        {U'2', 420, "a 210 490 210 210 -1 4; l 358 341 0 0; l 0 0 420 0"},
        {U'3', 420, "a 205 530 185 170 -2 3; a 210 180 210 180 -3 2"},
        {U'4', 480, "l 360 0 360 700; l 360 700 0 210; l 0 210 480 210"},
        {U'5', 420, "l 380 700 60 700; l 60 700 44 376; a 200 220 220 220 -3 3"},
        {U'6', 440, "a 220 220 220 220 0 8; l 24 320 270 700"},
        {U'7', 420, "l 0 700 420 700; l 420 700 120 0"},
        {U'8', 420, "a 210 530 180 170 0 8; a 210 180 210 180 0 8"},
        {U'9', 440, "a 220 480 220 220 0 8; l 416 380 170 0"},
        {U':', 0, "d 0 0; d 0 400"},
        {U';', 60, "d 50 400; l 50 10 0 -110"},
        {U'<', 380, "l 380 540 0 300; l 0 300 380 60"},
        {U'=', 400, "l 0 390 400 390; l 0 210 400 210"},
        {U'>', 380, "l 0 540 380 300; l 380 300 0 60"},
        {U'?', 380, "a 190 510 190 190 -2 4; l 190 320 190 230; d 190 0"},
        {U'@', 660,
         "a 330 300 330 380 -1 8; a 330 290 150 160 0 8; l 480 450 480 250; a 570 250 90 120 4 8; l 660 250 "
         "660 300"},
        {U'A', 560, "l 0 0 280 700; l 280 700 560 0; l 100 240 460 240"},
        {U'B', 460,
         "l 0 0 0 700; l 0 700 250 700; a 250 530 190 170 -2 2; l 0 360 250 360; a 250 180 210 180 -2 2; l 0 "
         "0 250 0"},
        {U'C', 530, "a 310 350 310 350 1 7"},
        {U'D', 520, "l 0 0 0 700; l 0 700 200 700; a 200 350 320 350 -2 2; l 0 0 200 0"},
        {U'E', 420, "l 0 0 0 700; l 0 700 420 700; l 0 360 360 360; l 0 0 420 0"},
        {U'F', 400, "l 0 0 0 700; l 0 700 400 700; l 0 360 340 360"},
        {U'G', 620, "a 310 350 310 350 1 8; l 620 350 370 350"},
        {U'H', 520, "l 0 0 0 700; l 520 0 520 700; l 0 360 520 360"},
        {U'I', 0, "l 0 0 0 700"},
        {U'J', 340, "l 340 700 340 180; a 170 180 170 180 4 8"},
        {U'K', 480, "l 0 0 0 700; l 0 270 450 700; l 150 413 480 0"},
        {U'L', 400, "l 0 700 0 0; l 0 0 400 0"},
        {U'M', 640, "l 0 0 0 700; l 0 700 320 200; l 320 200 640 700; l 640 700 640 0"},
        {U'N', 520, "l 0 0 0 700; l 0 700 520 0; l 520 0 520 700"},
        {U'O', 640, "a 320 350 320 350 0 8"},
        {U'P', 440, "l 0 0 0 700; l 0 700 240 700; a 240 510 200 190 -2 2; l 0 320 240 320"},
        {U'Q', 640, "a 320 350 320 350 0 8; l 420 190 620 0"},
        {U'R', 450, "l 0 0 0 700; l 0 700 240 700; a 240 510 200 190 -2 2; l 0 320 240 320; l 220 320 450 0"},
        {U'S', 460, "a 230 525 230 175 1 6; a 230 175 230 175 -3 2"},
        {U'T', 520, "l 0 700 520 700; l 260 0 260 700"},
        {U'U', 520, "l 0 700 0 260; a 260 260 260 260 4 8; l 520 260 520 700"},
        {U'V', 560, "l 0 700 280 0; l 280 0 560 700"},
        {U'W', 800, "l 0 700 200 0; l 200 0 400 620; l 400 620 600 0; l 600 0 800 700"},
        {U'X', 520, "l 0 0 520 700; l 0 700 520 0"},
        {U'Y', 520, "l 0 700 260 340; l 520 700 260 340; l 260 340 260 0"},
        {U'Z', 500, "l 0 700 500 700; l 500 700 0 0; l 0 0 500 0"},
        {U'[', 140, "l 0 -100 0 740; l 0 740 140 740; l 0 -100 140 -100"},
        {U'\\', 320, "l 320 -80 0 740"},
        {U']', 140, "l 140 -100 140 740; l 0 740 140 740; l 0 -100 140 -100"},
        {U'^', 340, "l 0 440 170 700; l 170 700 340 440"},
        {U'_', 460, "l 0 -100 460 -100"},
        {U'`', 110, "l 0 700 110 600"},
        {U'a', 420, "a 210 250 210 250 0 8; l 420 500 420 0"},
        {U'b', 420, "l 0 0 0 700; a 210 250 210 250 0 8"},
        {U'c', 370, "a 210 250 210 250 1 7"},
        {U'd', 420, "a 210 250 210 250 0 8; l 420 700 420 0"},
        {U'e', 420, "a 210 250 210 250 0 7; l 0 250 420 250"},
        {U'f', 250, "a 250 550 150 150 2 4; l 100 550 100 0; l 0 470 230 470"},
        {U'g', 420, "a 210 250 210 250 0 8; l 420 500 420 0; a 210 0 210 200 5 8"},
        {U'h', 400, "l 0 0 0 700; a 200 300 200 200 0 4; l 400 300 400 0"},
        {U'i', 0, "l 0 0 0 500; d 0 690"},
        {U'j', 110, "l 110 500 110 -60; a -10 -60 120 140 6 8; d 110 690"},
        {U'k', 360, "l 0 0 0 700; l 0 180 330 500; l 108 285 360 0"},
        {U'l', 0, "l 0 0 0 700"},
        {U'm', 640,
         "l 0 0 0 500; a 160 340 160 160 0 4; l 320 340 320 0; a 480 340 160 160 0 4; l 640 340 640 0"},
        {U'n', 400, "l 0 0 0 500; a 200 300 200 200 0 4; l 400 300 400 0"},
        {U'o', 420, "a 210 250 210 250 0 8"},
        {U'p', 420, "l 0 500 0 -200; a 210 250 210 250 0 8"},
        {U'q', 420, "a 210 250 210 250 0 8; l 420 500 420 -200"},
        {U'r', 230, "l 0 0 0 500; a 220 280 220 220 2 4"},
        {U's', 360, "a 180 375 180 125 1 6; a 180 125 180 125 -3 2"},
        {U't', 250, "l 100 680 100 150; a 250 150 150 150 4 6; l 0 480 230 480"},
        {U'u', 400, "l 0 500 0 200; a 200 200 200 200 4 8; l 400 500 400 0"},
        {U'v', 400, "l 0 500 200 0; l 200 0 400 500"},
        {U'w', 620, "l 0 500 155 0; l 155 0 310 460; l 310 460 465 0; l 465 0 620 500"},
        {U'x', 380, "l 0 0 380 500; l 0 500 380 0"},
        {U'y', 400, "l 0 500 200 0; l 400 500 120 -200"},
        {U'z', 380, "l 0 500 380 500; l 380 500 0 0; l 0 0 380 0"},
        {U'{', 180,
         "a 180 580 100 160 2 4; l 80 580 80 420; a 0 420 80 120 6 8; a 0 180 80 120 0 2; l 80 180 80 20; a "
         "180 20 100 160 4 6"},
        {U'|', 0, "l 0 -100 0 740"},
        {U'}', 180,
         "a 0 580 100 160 0 2; l 100 580 100 420; a 180 420 80 120 4 6; a 180 180 80 120 2 4; l 100 180 100 "
         "20; a 0 20 100 160 6 8"},
        {U'~', 400, "a 100 280 100 70 0 4; a 300 280 100 70 4 8"},
        {U'\u00A8', 200, "d 0 690; d 200 690"},
        {U'\u00B4', 110, "l 0 600 110 700"},
        {U'\u00DF', 400, "l 0 0 0 520; a 180 520 180 180 -2 4; l 180 340 210 340; a 210 170 190 170 -3 2"},
    };
    return letters;
}

GlyphShape draw_letter(const Letter& letter, double thickness) {
    const double half = thickness / 2, bearing = 70 - thickness / 5 + half;
    Pen pen{thickness, bearing};
    const auto height = [&](double y) { return height_of(y, half); };
    for (auto rest = letter.strokes;;) {
        const auto kind = take(rest);
        if (kind.empty()) break;
        if (kind == "l") {
            const double x0 = take_number(rest), y0 = take_number(rest), x1 = take_number(rest),
                         y1 = take_number(rest);
            pen.line(x0, height(y0), x1, height(y1));
        } else if (kind == "a") {
            const double cx = take_number(rest), cy = take_number(rest), rx = take_number(rest),
                         ry = take_number(rest);
            const auto from = static_cast<int>(take_number(rest)), to = static_cast<int>(take_number(rest));
            const double top = height(cy + ry), bottom = height(cy - ry);
            pen.arc(cx, (top + bottom) / 2, rx, (top - bottom) / 2, from, to);
        } else {
            const double x = take_number(rest), y = take_number(rest);
            pen.dot(x, height(y), thickness * 0.62);
        }
    }
    return pen.finish(letter.width + 2 * bearing);
}

}  // namespace sinter::samples
