// SPDX-License-Identifier: Apache-2.0
#include "animation_reduce.hpp"

#include <sinter/animation_job.hpp>

#include "keys.hpp"

namespace sinter::models {
namespace {

struct Tolerances {
    float metres = 0, radians = 0, factor = 0;

    [[nodiscard]] float of(sinter_animation_path path) const {
        switch (path) {
            case SINTER_ANIMATION_TRANSLATION:
                return metres;
            case SINTER_ANIMATION_ROTATION:
                return radians;
            default:
                return factor;
        }
    }
};

Keys keys_of(const Animation& animation, const sinter_animation_channel_row& row, float scale) {
    Keys out;
    out.path = row.path;
    out.interpolation = row.interpolation;
    out.components = row.components;
    const auto times = animation.times(row);
    const auto values = animation.values(row);
    out.times.assign(times.begin(), times.end());
    out.values.assign(values.begin(), values.end());
    if (row.path == SINTER_ANIMATION_TRANSLATION && scale != 1)
        for (auto& value : out.values) value *= scale;
    return out;
}

}  // namespace

Status AnimationReduce::process(ProcessJob& job) {
    const Animation animation{job.input()};
    for (const auto tag : {SINTER_ANIMATION_TABLE, SINTER_ANIMATION_CHANNEL_TABLE})
        if (const auto* table = job.input().table(tag); table && table->version > SINTER_ANIMATION_VERSION)
            return {Code::Unsupported,
                    "animation_reduce: the animation's tables are newer than this step (version " +
                        std::to_string(table->version) + ")"};
    if (!animation.valid())
        return {Code::Corrupt, "animation_reduce: the animation's tables contradict each other"};
    const Tolerances tolerances{static_cast<float>(job.setting_float("metres")),
                                static_cast<float>(job.setting_float("radians")),
                                static_cast<float>(job.setting_float("factor"))};
    const auto scale = static_cast<float>(job.setting_float("scale"));

    const auto count = animation.channels.size();
    std::vector<Keys> channels(count);
    std::vector<float> errors(count);
    const auto done = job.parallel_for(count, [&](std::uint64_t index) -> Status {
        if (!job.checkpoint(0.9f * static_cast<float>(index) / static_cast<float>(count)))
            return Job::cancelled();
        const auto row = animation.channels[static_cast<std::uint32_t>(index)];
        auto& keys = channels[static_cast<std::size_t>(index)];
        keys = keys_of(animation, row, scale);
        make_continuous(keys);
        const float before = row.path == SINTER_ANIMATION_TRANSLATION ? row.error * scale : row.error;
        errors[static_cast<std::size_t>(index)] = before + reduce(keys, tolerances.of(row.path));
        return {};
    });
    if (!done) return done;

    AnimationTables tables;
    tables.row = animation.row();
    tables.row.name = tables.texts.add(animation.text(animation.row().name));
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto row = animation.channels[i];
        tables.add_channel(row.node, animation.text(row.node_name), row.path, row.interpolation,
                           row.components, static_cast<std::uint32_t>(channels[i].times.size()));
        tables.channels.back().error = errors[i];
    }
    if (!job.checkpoint(0.95f)) return Job::cancelled();
    auto made = new_animation(job, tables);
    if (!made) return std::move(made).error();
    for (std::uint32_t i = 0; i < count; ++i) {
        std::copy(channels[i].times.begin(), channels[i].times.end(), made->times(i).begin());
        std::copy(channels[i].values.begin(), channels[i].values.end(), made->values(i).begin());
    }
    return job.emit(made->output());
}

}  // namespace sinter::models
