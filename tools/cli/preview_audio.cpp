// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include "preview.hpp"
#include "waveform.hpp"

namespace sinter::cli {
namespace {

struct Ink {
    double r, g, b;
};
constexpr Ink Paper{0.075, 0.085, 0.11}, Lane{0.10, 0.115, 0.15}, Grid{0.16, 0.18, 0.23},
    Axis{0.55, 0.60, 0.70}, Peaks{0.20, 0.50, 0.75}, Body{0.45, 0.80, 1.0}, Middle{0.30, 0.36, 0.45},
    LoopInk{0.98, 0.72, 0.25}, CueInk{0.60, 0.90, 0.45}, ClipInk{1.0, 0.32, 0.30};

constexpr std::uint32_t Width = 1280, Margin = 16, LaneHeight = 150, Gap = 10, AxisHeight = 34, MostLanes = 8;

/// Digits and the few letters of the axis, 5 columns of 7 bits each, the top at bit 0; drawn for this
/// program.
constexpr std::string_view Letters = "0123456789.smhkHz";
constexpr std::uint8_t Shapes[][5] = {
    {0x3E, 0x51, 0x49, 0x45, 0x3E}, {0x00, 0x42, 0x7F, 0x40, 0x00}, {0x62, 0x51, 0x49, 0x49, 0x46},
    {0x22, 0x41, 0x49, 0x49, 0x36}, {0x18, 0x14, 0x12, 0x7F, 0x10}, {0x27, 0x45, 0x45, 0x45, 0x39},
    {0x3E, 0x49, 0x49, 0x49, 0x32}, {0x01, 0x71, 0x09, 0x05, 0x03}, {0x36, 0x49, 0x49, 0x49, 0x36},
    {0x26, 0x49, 0x49, 0x49, 0x3E}, {0x00, 0x60, 0x60, 0x00, 0x00}, {0x48, 0x54, 0x54, 0x54, 0x24},
    {0x7C, 0x04, 0x78, 0x04, 0x78}, {0x7F, 0x08, 0x04, 0x04, 0x78}, {0x7F, 0x10, 0x28, 0x44, 0x00},
    {0x7F, 0x08, 0x08, 0x08, 0x7F}, {0x44, 0x64, 0x54, 0x4C, 0x44},
};

class Canvas {
  public:
    Canvas(std::uint32_t width, std::uint32_t height) : picture_{width, height, false, {}} {
        picture_.rgba.resize(std::size_t{width} * height * 4, 255);
        fill(0, 0, width, height, Paper, 1);
    }
    /// `cover` 0..1 of the pixel is inked.
    void dot(std::uint32_t x, std::uint32_t y, Ink ink, double cover) {
        if (x >= picture_.width || y >= picture_.height || cover <= 0) return;
        auto* at = &picture_.rgba[(std::size_t{y} * picture_.width + x) * 4];
        const std::array<double, 3> channels{ink.r, ink.g, ink.b};
        for (std::size_t i = 0; i < 3; ++i)
            at[i] =
                static_cast<std::uint8_t>(at[i] + (channels[i] * 255 - at[i]) * std::min(cover, 1.0) + 0.5);
    }
    void fill(std::uint32_t x, std::uint32_t y, std::uint32_t w, std::uint32_t h, Ink ink, double cover) {
        for (std::uint32_t row = y; row < y + h; ++row)
            for (std::uint32_t column = x; column < x + w; ++column) dot(column, row, ink, cover);
    }
    /// From `top` to `bottom`, with softened ends.
    void column(std::uint32_t x, double top, double bottom, Ink ink, double cover) {
        for (auto y = static_cast<std::int64_t>(std::floor(top));
             y < static_cast<std::int64_t>(std::ceil(bottom)); ++y) {
            const auto inside =
                std::min(bottom, static_cast<double>(y + 1)) - std::max(top, static_cast<double>(y));
            if (y >= 0) dot(x, static_cast<std::uint32_t>(y), ink, cover * inside);
        }
    }
    void text(std::uint32_t x, std::uint32_t y, std::string_view text, Ink ink) {
        for (const char letter : text) {
            const auto index = Letters.find(letter);
            for (std::uint32_t i = 0; index != std::string_view::npos && i < 5; ++i)
                for (std::uint32_t bit = 0; bit < 7; ++bit)
                    if ((Shapes[index][i] >> bit & 1) != 0) fill(x + 2 * i, y + 2 * bit, 2, 2, ink, 1);
            x += letter == ' ' ? 8 : 12;
        }
    }
    [[nodiscard]] Picture take() { return std::move(picture_); }

  private:
    Picture picture_;
};

/// 1, 2 or 5 times a power of ten, so that `seconds` has 5 to 12 of it.
double tick_of(double seconds) {
    double tick = 1e-6;
    for (int i = 0; seconds / tick > 12; ++i) tick *= i % 3 == 1 ? 2.5 : 2.0;
    return tick;
}

std::string time_text(double seconds, double tick) {
    char text[32];
    if (tick >= 1)
        std::snprintf(text, sizeof text, "%.0fs", seconds);
    else if (tick >= 0.1)
        std::snprintf(text, sizeof text, "%.1fs", seconds);
    else if (tick >= 0.01)
        std::snprintf(text, sizeof text, "%.2fs", seconds);
    else
        std::snprintf(text, sizeof text, tick >= 0.001 ? "%.0fms" : "%.2fms", seconds * 1000);
    return text;
}

class Drawing {
  public:
    explicit Drawing(const Audio& sound)
        : sound_(sound),
          lanes_(std::min(sound.channels(), MostLanes)),
          canvas_(Width, Margin * 2 + lanes_ * LaneHeight + (lanes_ - 1) * Gap + AxisHeight) {}

    Picture draw(const std::vector<WaveformColumn>& columns) {
        for (std::uint32_t lane = 0; lane < lanes_; ++lane) paper(lane);
        axis();
        tint_loop();
        for (std::uint32_t lane = 0; lane < lanes_; ++lane) wave(lane, columns);
        mark_loop();
        for (std::uint32_t i = 0; i < std::min(sound_.cues().size(), 256u); ++i) cue(sound_.cues()[i].frame);
        return canvas_.take();
    }
    static constexpr std::uint32_t columns() { return Width - 2 * Margin; }

  private:
    [[nodiscard]] static std::uint32_t top(std::uint32_t lane) { return Margin + lane * (LaneHeight + Gap); }
    [[nodiscard]] std::uint32_t bottom() const { return top(lanes_ - 1) + LaneHeight; }
    [[nodiscard]] std::uint32_t x_of(double frame) const {
        const double frames = static_cast<double>(std::max<std::uint64_t>(sound_.frames(), 1));
        return Margin + static_cast<std::uint32_t>(std::min(frame / frames, 1.0) * (columns() - 1));
    }
    void paper(std::uint32_t lane) {
        canvas_.fill(Margin, top(lane), columns(), LaneHeight, Lane, 1);
        // Half of full scale, -6 dBFS.
        canvas_.fill(Margin, top(lane) + LaneHeight / 4, columns(), 1, Grid, 1);
        canvas_.fill(Margin, top(lane) + LaneHeight * 3 / 4, columns(), 1, Grid, 1);
        canvas_.fill(Margin, top(lane) + LaneHeight / 2, columns(), 1, Middle, 1);
    }
    void axis() {
        const double seconds = sound_.seconds();
        if (seconds <= 0) return;
        const double tick = tick_of(seconds);
        for (int i = 0; i * tick <= seconds; ++i) {
            const auto x = x_of(i * tick * sound_.sample_rate());
            for (std::uint32_t lane = 0; lane < lanes_; ++lane)
                canvas_.fill(x, top(lane), 1, LaneHeight, Grid, 1);
            canvas_.fill(x, bottom() + 4, 1, 6, Axis, 1);
            const auto text = time_text(i * tick, tick);
            const auto width = static_cast<std::uint32_t>(text.size()) * 12;
            canvas_.text(std::clamp(x, Margin + width / 2, Width - Margin - width / 2) - width / 2,
                         bottom() + 14, text, Axis);
        }
    }
    void wave(std::uint32_t lane, const std::vector<WaveformColumn>& list) {
        const double middle = top(lane) + LaneHeight / 2.0, scale = LaneHeight / 2.0 - 1;
        for (std::uint32_t x = 0; x < columns(); ++x) {
            const auto& c = list[std::size_t{lane} * columns() + x];
            const double high = std::clamp(static_cast<double>(c.high), -1.0, 1.0),
                         low = std::clamp(static_cast<double>(c.low), -1.0, 1.0);
            const double first = middle - high * scale, last = middle - low * scale;
            canvas_.column(Margin + x, std::min(first, (first + last) / 2 - 0.7),
                           std::max(last, (first + last) / 2 + 0.7), Peaks, 1);
            const double rms = std::min(static_cast<double>(c.rms), 1.0);
            canvas_.column(Margin + x, std::max(first, middle - rms * scale),
                           std::min(last, middle + rms * scale), Body, 0.9);
            if (c.high >= 1.0F) canvas_.fill(Margin + x, top(lane), 1, 4, ClipInk, 1);
            if (c.low <= -1.0F) canvas_.fill(Margin + x, top(lane) + LaneHeight - 4, 1, 4, ClipInk, 1);
        }
    }
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> loop_columns() const {
        return {x_of(static_cast<double>(sound_.row().loop_start)),
                x_of(static_cast<double>(sound_.row().loop_end))};
    }
    void tint_loop() {
        if (!sound_.loops()) return;
        const auto [begin, end] = loop_columns();
        for (std::uint32_t lane = 0; lane < lanes_; ++lane)
            canvas_.fill(begin, top(lane), end - begin, LaneHeight, LoopInk, 0.12);
    }
    void mark_loop() {
        if (!sound_.loops()) return;
        const auto [begin, end] = loop_columns();
        for (const auto x : {begin, end}) {
            canvas_.fill(x, Margin / 2, 2, bottom() - Margin / 2, LoopInk, 0.9);
            // A flag that points into the loop.
            for (std::uint32_t i = 0; i < 8; ++i)
                canvas_.fill(x == begin ? x + 2 : x - (8 - i), Margin / 2 + i, 8 - i, 1, LoopInk, 1);
        }
    }
    void cue(std::uint64_t frame) {
        const auto x = x_of(static_cast<double>(frame));
        for (std::uint32_t y = Margin / 2; y < bottom(); y += 6) canvas_.fill(x, y, 1, 3, CueInk, 0.9);
    }

    const Audio& sound_;
    std::uint32_t lanes_;
    Canvas canvas_;
};

}  // namespace

Result<Picture> draw_audio(const AssetView& asset) {
    const Audio sound{asset};
    if (!sound.valid()) return {Code::Corrupt, "preview: the tables of the sound do not agree"};
    const auto columns = waveform_of(sound, Drawing::columns());
    if (!columns) return columns.error();
    return Drawing{sound}.draw(*columns);
}

}  // namespace sinter::cli
