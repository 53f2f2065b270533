// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdio>

#include <sinter/animation.hpp>

#include "limits.hpp"

namespace sinter::models {
namespace {

constexpr std::int64_t DefaultBandwidth = 500;

struct AnimationFigures {
    double keys = 0, bytes = 0, not_finite = 0, not_unit = 0, nameless = 0;
};

AnimationFigures figures_of(const Animation& animation) {
    AnimationFigures out;
    for (std::uint32_t i = 0; i < animation.channels.size(); ++i) {
        const auto channel = animation.channels[i];
        const auto values = animation.values(channel);
        out.keys += channel.key_count;
        out.bytes += 4.0 * (static_cast<double>(values.size()) + channel.key_count);
        if (animation.text(channel.node_name).empty()) ++out.nameless;
        for (const float value : values)
            if (!std::isfinite(value)) ++out.not_finite;
        if (channel.path != SINTER_ANIMATION_ROTATION) continue;
        const bool cubic = channel.interpolation == SINTER_INTERPOLATION_CUBIC;
        for (std::size_t at = cubic ? 4 : 0; at + 4 <= values.size(); at += cubic ? 12 : 4) {
            float squared = 0;
            for (std::size_t k = 0; k < 4; ++k) squared += values[at + k] * values[at + k];
            if (!(std::fabs(squared - 1) < 0.01f)) ++out.not_unit;
        }
    }
    return out;
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

}  // namespace

Status AnimationLimits::validate(ValidateJob& job) {
    const Animation animation{job.input()};
    if (!animation.valid())
        return {Code::Corrupt, "animation_limits: the animation's tables contradict each other"};
    const auto say = [&](std::string_view severity, const std::string& what) {
        if (severity == "error") job.reject("animation_limits: " + what);
        if (severity == "warn") job.warn("animation_limits: " + what);
    };
    const auto figures = figures_of(animation);
    const double seconds = double{animation.row().end_seconds} - animation.row().start_seconds;

    const auto budgets = job.setting_string("budgets");
    const auto most_keys = job.setting_integer("max_keys");
    if (most_keys > 0 && figures.keys > static_cast<double>(most_keys))
        say(budgets, number(figures.keys) + " keys, over max_keys = " + std::to_string(most_keys) +
                         "; raise animation_reduce's tolerances, or bake fewer");
    const auto most_seconds = job.setting_float("max_seconds");
    if (most_seconds > 0 && seconds > most_seconds)
        say(budgets, number(seconds) + " s long, over max_seconds = " + number(most_seconds) + "; split it");
    const auto data = job.setting_string("data");
    if (figures.not_finite > 0) say(data, number(figures.not_finite) + " values that are no finite numbers");
    if (figures.not_unit > 0)
        say(data, number(figures.not_unit) +
                      " rotations that are no unit quaternions; add the step animation_reduce");
    if (animation.channels.empty()) say(job.setting_string("empty"), "it moves nothing");
    if (figures.nameless > 0)
        say(job.setting_string("names"),
            number(figures.nameless) +
                " channels move nodes without a name, which no other model can take over");

    const auto given = job.platform_integer("disk_bandwidth_mib_s").value_or(0);
    const auto bandwidth = static_cast<double>(given > 0 ? given : DefaultBandwidth) * 1048576;
    job.stat("seconds", seconds);
    job.stat("channels", animation.channels.size());
    job.stat("keys", figures.keys);
    job.stat("key_bytes", figures.bytes);
    job.stat("load_time_estimate_ms", figures.bytes / bandwidth * 1000);
    return {};
}

}  // namespace sinter::models
