// SPDX-License-Identifier: Apache-2.0
// A strip for each channel: its values over time, its keys as dots.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

#include <sinter/animation.hpp>

#include "preview.hpp"
#include "preview_animation_canvas.hpp"

namespace sinter::cli {
namespace {

constexpr std::uint32_t Width = 960, StripHeight = 78, HeaderHeight = 38, FooterHeight = 22;
constexpr std::size_t MostStrips = 14;
constexpr std::size_t MostCurves = 16, MostDots = 240;
constexpr float Left = 196, Right = 944;
constexpr std::uint32_t LabelLetters = 28;
constexpr Ink Paper = {246, 247, 249}, Strip = {255, 255, 255}, Rule = {222, 225, 230}, Words = {52, 58, 66},
              Quiet = {128, 135, 145};
constexpr Ink Curves[] = {{214, 64, 58},  {58, 150, 72},  {52, 104, 196}, {128, 128, 136},
                          {214, 140, 36}, {140, 82, 178}, {40, 158, 168}, {168, 96, 66}};

std::string number_text(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

struct Range {
    float low = 0, high = 0;
};

/// Of what a channel shows, over the keys and between them.
class ChannelCurve {
  public:
    ChannelCurve(const Animation& animation, const sinter_animation_channel_row& channel)
        : animation_(animation), channel_(channel) {
        const auto& row = animation.row();
        const float length = row.end_seconds - row.start_seconds;
        constexpr auto Columns = static_cast<std::size_t>(Right - Left) + 1;
        for (std::size_t i = 0; i < Columns; ++i) {
            const float t =
                row.start_seconds + length * static_cast<float>(i) / static_cast<float>(Columns - 1);
            columns_.push_back(animation.sample(channel, t));
        }
        bool first = true;
        for (const auto& column : columns_)
            for (std::size_t i = 0; i < shown(); ++i) {
                if (!std::isfinite(column[i])) continue;
                range_.low = first ? column[i] : std::min(range_.low, column[i]);
                range_.high = first ? column[i] : std::max(range_.high, column[i]);
                first = false;
            }
    }

    [[nodiscard]] std::size_t shown() const { return std::min<std::size_t>(channel_.components, MostCurves); }
    [[nodiscard]] const Range& range() const { return range_; }

    void draw(Canvas& canvas, float top) const {
        const float from = top + 10, to = top + static_cast<float>(StripHeight) - 14;
        // What hardly moves is a calm line in the middle.
        const float middle = (range_.low + range_.high) / 2;
        const float least = std::max(std::abs(middle) * 1e-4F, 1e-6F);
        const float half = std::max((range_.high - range_.low) / 2, least);
        const auto y_of = [&](float value) {
            return (from + to) / 2 - (value - middle) / half * (to - from) / 2;
        };
        if (range_.low < 0 && range_.high > 0) canvas.line(Left, y_of(0), Right, y_of(0), 1, Rule);
        for (std::size_t i = shown(); i-- > 0;) {
            const auto ink = Curves[i % std::size(Curves)];
            for (std::size_t x = 1; x < columns_.size(); ++x) {
                const float a = columns_[x - 1][i], b = columns_[x][i];
                if (!std::isfinite(a) || !std::isfinite(b)) continue;
                const float at = Left + static_cast<float>(x);
                canvas.line(at - 1, y_of(a), at, y_of(b), 1.5F, ink);
            }
            draw_keys(canvas, i, ink, y_of);
        }
    }

  private:
    template <class Y>
    void draw_keys(Canvas& canvas, std::size_t component, Ink ink, Y&& y_of) const {
        const auto times = animation_.times(channel_);
        if (times.size() > MostDots) return;
        const auto& row = animation_.row();
        const float length = row.end_seconds - row.start_seconds;
        for (const float time : times) {
            const float share = length > 0 ? (time - row.start_seconds) / length : 0;
            const auto value = animation_.sample(channel_, time);
            if (std::isfinite(value[component]))
                canvas.disc(Left + share * (Right - Left), y_of(value[component]),
                            times.size() > 60 ? 1.5F : 2.3F, ink);
        }
    }

    const Animation& animation_;
    sinter_animation_channel_row channel_;
    std::vector<std::vector<float>> columns_;
    Range range_;
};

void draw_times(Canvas& canvas, const sinter_animation_row& row, float top, float bottom) {
    constexpr int Steps = 8;
    for (int i = 0; i <= Steps; ++i) {
        const float share = static_cast<float>(i) / Steps, x = Left + share * (Right - Left);
        canvas.line(x, top, x, bottom, 1, Rule);
        const auto text = number_text(static_cast<double>(row.start_seconds +
                                                          share * (row.end_seconds - row.start_seconds))) +
                          " s";
        const float width = static_cast<float>(text.size()) * 6;
        canvas.text(std::min(x - width / 2, static_cast<float>(Width) - width - 4), bottom + 7, text, Quiet);
    }
}

/// Those that move most come first when not all have a place; then in the order of the rows.
std::vector<std::size_t> chosen(const std::vector<float>& movement) {
    std::vector<std::size_t> out(movement.size());
    std::iota(out.begin(), out.end(), std::size_t{0});
    std::stable_sort(out.begin(), out.end(),
                     [&](std::size_t a, std::size_t b) { return movement[a] > movement[b]; });
    out.resize(std::min(out.size(), MostStrips));
    std::ranges::sort(out);
    return out;
}

/// How far a channel's keys lie apart; as much of it as is quickly seen.
float movement_of(const Animation& animation, const sinter_animation_channel_row& channel) {
    const auto values = animation.values(channel);
    const std::size_t width = channel.components;
    float most = 0;
    for (std::size_t i = width; i < std::min<std::size_t>(values.size(), 65536); ++i) {
        const float moved = std::abs(values[i] - values[i % width]);
        if (std::isfinite(moved)) most = std::max(most, moved);
    }
    return most;
}

}  // namespace

Result<Picture> draw_animation(const AssetView& asset) {
    const Animation animation{asset};
    if (!animation.valid()) return {Code::Corrupt, "preview: the tables of the animation do not agree"};
    const auto& row = animation.row();
    std::vector<float> movement;
    for (std::uint32_t i = 0; i < animation.channels.size(); ++i)
        movement.push_back(movement_of(animation, animation.channels[i]));
    const auto shown = chosen(movement);

    const auto strips = static_cast<std::uint32_t>(std::max<std::size_t>(shown.size(), 1));
    Canvas canvas{Width, HeaderHeight + strips * StripHeight + FooterHeight, Paper};
    canvas.text(14, 10, animation.text(row.name).empty() ? "animation" : animation.text(row.name), Words, 90);
    std::string about = std::to_string(animation.channels.size()) + " channels";
    if (shown.size() < animation.channels.size())
        about += ", the " + std::to_string(shown.size()) + " that move most";
    canvas.text(14, 23, about + "   x red  y green  z blue  w grey", Quiet);
    const auto bottom = static_cast<float>(HeaderHeight + strips * StripHeight);
    for (std::size_t i = 0; i < shown.size(); ++i)
        canvas.fill(Left, static_cast<float>(HeaderHeight + i * StripHeight) + 2, Right - Left + 1,
                    StripHeight - 4, Strip);
    draw_times(canvas, row, HeaderHeight, bottom);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const auto channel = animation.channels[static_cast<std::uint32_t>(shown[i])];
        const float top = static_cast<float>(HeaderHeight + i * StripHeight);
        const ChannelCurve curve{animation, channel};
        const auto name = animation.text(channel.node_name);
        canvas.text(14, top + 10, name.empty() ? "node " + std::to_string(channel.node) : std::string{name},
                    Words, LabelLetters);
        canvas.text(14, top + 23, path_name(channel.path), Words);
        canvas.text(14, top + 36,
                    std::string{interpolation_name(channel.interpolation)} + ", " +
                        std::to_string(channel.key_count) + " keys",
                    Quiet);
        canvas.text(14, top + 49, number_text(curve.range().low) + " to " + number_text(curve.range().high),
                    Quiet);
        curve.draw(canvas, top);
    }
    return std::move(canvas).take();
}

}  // namespace sinter::cli
