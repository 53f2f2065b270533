// SPDX-License-Identifier: Apache-2.0
#include "preview_animation_canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace sinter::cli {
namespace {

constexpr std::uint32_t LetterHeight = 7, LetterWidth = 5;

struct Letter {
    char name;
    std::array<std::uint8_t, LetterHeight> rows;  ///< the leftmost pixel in bit 4
};

constexpr Letter Letters[] = {{'0', {14, 17, 19, 21, 25, 17, 14}}, {'1', {4, 12, 4, 4, 4, 4, 14}},
                              {'2', {14, 17, 1, 6, 8, 16, 31}},    {'3', {30, 1, 1, 14, 1, 1, 30}},
                              {'4', {2, 6, 10, 18, 31, 2, 2}},     {'5', {31, 16, 30, 1, 1, 17, 14}},
                              {'6', {6, 8, 16, 30, 17, 17, 14}},   {'7', {31, 1, 2, 4, 4, 8, 8}},
                              {'8', {14, 17, 17, 14, 17, 17, 14}}, {'9', {14, 17, 17, 15, 1, 2, 12}},
                              {'A', {4, 10, 17, 17, 31, 17, 17}},  {'B', {30, 17, 17, 30, 17, 17, 30}},
                              {'C', {14, 17, 16, 16, 16, 17, 14}}, {'D', {28, 18, 17, 17, 17, 18, 28}},
                              {'E', {31, 16, 16, 30, 16, 16, 31}}, {'F', {31, 16, 16, 30, 16, 16, 16}},
                              {'G', {14, 17, 16, 19, 17, 17, 15}}, {'H', {17, 17, 17, 31, 17, 17, 17}},
                              {'I', {14, 4, 4, 4, 4, 4, 14}},      {'J', {7, 2, 2, 2, 2, 18, 12}},
                              {'K', {17, 18, 20, 24, 20, 18, 17}}, {'L', {16, 16, 16, 16, 16, 16, 31}},
                              {'M', {17, 27, 21, 21, 17, 17, 17}}, {'N', {17, 25, 21, 21, 19, 17, 17}},
                              {'O', {14, 17, 17, 17, 17, 17, 14}}, {'P', {30, 17, 17, 30, 16, 16, 16}},
                              {'Q', {14, 17, 17, 17, 21, 18, 13}}, {'R', {30, 17, 17, 30, 20, 18, 17}},
                              {'S', {15, 16, 16, 14, 1, 1, 30}},   {'T', {31, 4, 4, 4, 4, 4, 4}},
                              {'U', {17, 17, 17, 17, 17, 17, 14}}, {'V', {17, 17, 17, 17, 10, 10, 4}},
                              {'W', {17, 17, 17, 21, 21, 27, 17}}, {'X', {17, 17, 10, 4, 10, 17, 17}},
                              {'Y', {17, 17, 10, 4, 4, 4, 4}},     {'Z', {31, 1, 2, 4, 8, 16, 31}},
                              {'-', {0, 0, 0, 14, 0, 0, 0}},       {'+', {0, 4, 4, 31, 4, 4, 0}},
                              {'.', {0, 0, 0, 0, 0, 12, 12}},      {':', {0, 12, 12, 0, 12, 12, 0}},
                              {'_', {0, 0, 0, 0, 0, 0, 31}},       {'/', {1, 1, 2, 4, 8, 16, 16}},
                              {'(', {2, 4, 8, 8, 8, 4, 2}},        {')', {8, 4, 2, 2, 2, 4, 8}},
                              {'|', {4, 4, 4, 4, 4, 4, 4}},        {'#', {10, 10, 31, 10, 31, 10, 10}},
                              {'*', {0, 21, 14, 31, 14, 21, 0}},   {'$', {4, 15, 20, 14, 5, 30, 4}},
                              {',', {0, 0, 0, 0, 12, 4, 8}},       {' ', {0, 0, 0, 0, 0, 0, 0}}};
constexpr Letter Unknown = {'?', {0, 0, 0, 4, 0, 0, 0}};

const Letter& letter_of(char c) {
    const char capital = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    for (const auto& letter : Letters)
        if (letter.name == capital) return letter;
    return Unknown;
}

}  // namespace

Canvas::Canvas(std::uint32_t width, std::uint32_t height, Ink paper) : picture_{width, height, false, {}} {
    picture_.rgba.resize(std::size_t{width} * height * 4, 255);
    fill(0, 0, static_cast<float>(width), static_cast<float>(height), paper);
}

void Canvas::blend(std::int64_t x, std::int64_t y, Ink ink, float share) {
    if (x < 0 || y < 0 || x >= picture_.width || y >= picture_.height || !(share > 0)) return;
    auto* texel = picture_.rgba.data() +
                  (static_cast<std::size_t>(y) * picture_.width + static_cast<std::size_t>(x)) * 4;
    const float parts[] = {ink.r, ink.g, ink.b};
    share = std::min(share, 1.0F);
    for (std::size_t i = 0; i < 3; ++i)
        texel[i] =
            static_cast<std::uint8_t>(texel[i] + (parts[i] - static_cast<float>(texel[i])) * share + 0.5F);
}

void Canvas::fill(float x, float y, float width, float height, Ink ink, float share) {
    for (auto line = static_cast<std::int64_t>(y); line < static_cast<std::int64_t>(y + height); ++line)
        for (auto column = static_cast<std::int64_t>(x); column < static_cast<std::int64_t>(x + width);
             ++column)
            blend(column, line, ink, share);
}

void Canvas::line(float x0, float y0, float x1, float y1, float width, Ink ink, float share) {
    const float dx = x1 - x0, dy = y1 - y0, length = std::sqrt(dx * dx + dy * dy), reach = width / 2 + 1;
    if (!std::isfinite(length)) return;
    const auto first = [&](float a, float b) {
        return static_cast<std::int64_t>(std::floor(std::min(a, b) - reach));
    };
    const auto last = [&](float a, float b) {
        return static_cast<std::int64_t>(std::ceil(std::max(a, b) + reach));
    };
    for (auto y = first(y0, y1); y <= last(y0, y1); ++y)
        for (auto x = first(x0, x1); x <= last(x0, x1); ++x) {
            const float px = static_cast<float>(x) + 0.5F - x0, py = static_cast<float>(y) + 0.5F - y0;
            const float along = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0F, length) : 0;
            const float ax = px - (length > 0 ? dx / length * along : 0),
                        ay = py - (length > 0 ? dy / length * along : 0);
            blend(x, y, ink, share * std::min(width / 2 + 0.5F - std::sqrt(ax * ax + ay * ay), 1.0F));
        }
}

void Canvas::disc(float x, float y, float radius, Ink ink) {
    line(x, y, x, y, radius * 2, ink);
}

void Canvas::text(float x, float y, std::string_view words, Ink ink, std::size_t most) {
    const bool is_long = words.size() > most;
    for (std::size_t i = 0; i < std::min(words.size(), most); ++i) {
        const auto& letter = letter_of(is_long && i + 2 >= most ? '.' : words[i]);
        for (std::uint32_t row = 0; row < LetterHeight; ++row)
            for (std::uint32_t column = 0; column < LetterWidth; ++column)
                if ((letter.rows[row] >> (LetterWidth - 1 - column) & 1) != 0)
                    blend(static_cast<std::int64_t>(x) + static_cast<std::int64_t>(i) * (LetterWidth + 1) +
                              column,
                          static_cast<std::int64_t>(y) + row, ink, 1);
    }
}

Picture Canvas::take() && {
    return std::move(picture_);
}

}  // namespace sinter::cli
