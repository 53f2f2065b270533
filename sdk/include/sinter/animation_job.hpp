// SPDX-License-Identifier: Apache-2.0
// What a plugin that makes animations adds to its job: channels laid out at once, and memory to write keys
// into.
#pragma once

#include <sinter/animation.hpp>
#include <sinter/text_table.hpp>

namespace sinter {

/// The rows of an animation being made. Times and values of all channels go into one chunk.
struct AnimationTables {
    sinter_animation_row row{};
    TextTable texts;
    std::vector<sinter_animation_channel_row> channels;
    std::uint64_t chunk_size = 0;  ///< bytes

    AnimationTables() { row.model = SINTER_MODEL_NONE; }
    /// `components` numbers for each of `key_count` keys, thrice for a cubic one. Row of the channel.
    std::uint32_t add_channel(std::uint32_t node, std::string_view node_name, sinter_animation_path path,
                              sinter_interpolation interpolation, std::uint32_t components,
                              std::uint32_t key_count) {
        sinter_animation_channel_row channel{};
        channel.node = node;
        channel.node_name = texts.add(node_name);
        channel.path = path;
        channel.interpolation = interpolation;
        channel.components = components;
        channel.key_count = key_count;
        channel.times_offset = append(key_count);
        channel.values_offset = append(std::uint64_t{key_count} * components *
                                       (interpolation == SINTER_INTERPOLATION_CUBIC ? 3 : 1));
        channels.push_back(channel);
        return static_cast<std::uint32_t>(channels.size() - 1);
    }

  private:
    std::uint64_t append(std::uint64_t floats) {
        const std::uint64_t offset = (chunk_size + 15) & ~std::uint64_t{15};
        chunk_size = offset + floats * sizeof(float);
        return offset;
    }
};

/// An animation being made: tables written, keys zeroed and writable until `emit`.
class NewAnimation {
  public:
    /// Lays `tables` out in `output`. Errors: OutOfMemory.
    static Result<NewAnimation> in(Output output, const AnimationTables& tables) {
        NewAnimation animation;
        animation.output_ = output;
        auto head = animation.output_.add_table<sinter_animation_row>(SINTER_ANIMATION_TABLE,
                                                                      SINTER_ANIMATION_VERSION, 1);
        if (!head) return std::move(head).error();
        animation.row_ = *head;
        animation.row_[0] = tables.row;
        auto channels = animation.output_.add_table<sinter_animation_channel_row>(
            SINTER_ANIMATION_CHANNEL_TABLE, SINTER_ANIMATION_VERSION,
            static_cast<std::uint32_t>(tables.channels.size()));
        if (!channels) return std::move(channels).error();
        std::copy(tables.channels.begin(), tables.channels.end(), channels->begin());
        animation.channels_ = *channels;
        if (auto written = tables.texts.write_to(animation.output_); !written)
            return std::move(written).error();
        if (tables.chunk_size != 0) {
            auto chunk = animation.output_.add_chunk(SINTER_ANIMATION_CHUNK, tables.chunk_size);
            if (!chunk) return std::move(chunk).error();
            animation.keys_ = *chunk;
        }
        return animation;
    }
    /// Times of a row of `channels`, in seconds, to be written.
    [[nodiscard]] std::span<float> times(std::uint32_t channel) const {
        return floats(channels_[channel].times_offset, channels_[channel].key_count);
    }
    /// Values of a row of `channels`, to be written.
    [[nodiscard]] std::span<float> values(std::uint32_t channel) const {
        const auto& row = channels_[channel];
        return floats(row.values_offset, std::uint64_t{row.key_count} * row.components *
                                             (row.interpolation == SINTER_INTERPOLATION_CUBIC ? 3 : 1));
    }
    /// Rows that may still change until `emit`.
    [[nodiscard]] sinter_animation_row& row() const { return row_[0]; }
    [[nodiscard]] std::span<sinter_animation_channel_row> channels() const { return channels_; }
    /// Sets the start and the end from the times of all channels.
    void sum_up() const {
        bool first = true;
        for (std::uint32_t i = 0; i < channels_.size(); ++i) {
            const auto keys = times(i);
            if (keys.empty()) continue;
            row_[0].start_seconds = first ? keys.front() : std::min(row_[0].start_seconds, keys.front());
            row_[0].end_seconds = first ? keys.back() : std::max(row_[0].end_seconds, keys.back());
            first = false;
        }
    }
    [[nodiscard]] const Output& output() const { return output_; }

  private:
    NewAnimation() = default;
    [[nodiscard]] std::span<float> floats(std::uint64_t offset, std::uint64_t count) const {
        return {reinterpret_cast<float*>(keys_.data() + offset), static_cast<std::size_t>(count)};
    }

    Output output_;
    std::span<sinter_animation_row> row_;
    std::span<sinter_animation_channel_row> channels_;
    std::span<std::uint8_t> keys_;
};

/// A processor's new animation, with the input's foreign tables and its dependencies passed through.
inline Result<NewAnimation> new_animation(ProcessJob& job, const AnimationTables& tables) {
    auto output = job.new_asset();
    if (!output) return std::move(output).error();
    if (auto passed = job.pass_through(
            *output, {SINTER_ANIMATION_TABLE, SINTER_ANIMATION_CHANNEL_TABLE, SINTER_STRING_TABLE});
        !passed)
        return std::move(passed).error();
    return NewAnimation::in(*output, tables);
}

}  // namespace sinter
