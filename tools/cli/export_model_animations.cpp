// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <set>

#include <sinter/animation.hpp>

#include "export_model_parts.hpp"

namespace sinter::cli {
namespace {

using Use = GlbBuilder::Use;

/// Unit quaternions; of a cubic channel only the values, which stand between two tangents.
void make_unit_rotations(std::vector<float>& values, bool is_cubic) {
    for (std::size_t i = 0; i + 4 <= values.size(); i += 4) {
        if (is_cubic && i / 4 % 3 != 1) continue;
        float* q = values.data() + i;
        const float length = std::sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        const bool sound = length > 1e-6F && std::isfinite(length);
        for (std::size_t k = 0; k < 4; ++k) q[k] = sound ? q[k] / length : (k == 3 ? 1.0F : 0.0F);
    }
}

class AnimationExport {
  public:
    AnimationExport(const Model& model, GlbBuilder& glb, const Animation& animation)
        : model_(model), glb_(glb), animation_(animation) {}

    void write() {
        for (std::uint32_t i = 0; i < animation_.channels.size(); ++i) add(animation_.channels[i]);
        if (channels_.empty()) return;
        JsonObject json;
        if (const auto name = animation_.text(animation_.row().name); !name.empty())
            json.add("name", json_text(name));
        glb_.add("animations",
                 json.add("channels", "[" + channels_ + "]").add("samplers", "[" + samplers_ + "]").text());
    }

  private:
    [[nodiscard]] bool fits(const sinter_animation_channel_row& channel) const {
        if (channel.node >= model_.nodes.size()) return false;
        if (channel.path != SINTER_ANIMATION_WEIGHTS) return true;
        const auto mesh = model_.nodes[channel.node].mesh;
        return mesh != SINTER_MODEL_NONE && model_.meshes[mesh].target_count == channel.components;
    }
    void add(const sinter_animation_channel_row& channel) {
        // glTF moves nothing twice.
        if (!fits(channel) || !taken_.emplace(channel.node, channel.path).second) return;
        const auto times = animation_.times(channel);
        const auto source = animation_.values(channel);
        if (times.empty() || source.empty()) return;
        std::vector<float> values(source.begin(), source.end());
        for (auto& value : values)
            if (!std::isfinite(value)) value = 0;
        auto interpolation = channel.interpolation;
        if (interpolation == SINTER_INTERPOLATION_CUBIC && times.size() == 1) {
            // A curve has two ends.
            values.assign(source.begin() + channel.components, source.begin() + 2 * channel.components);
            interpolation = SINTER_INTERPOLATION_STEP;
        }
        const bool rotates = channel.path == SINTER_ANIMATION_ROTATION;
        if (rotates) make_unit_rotations(values, interpolation == SINTER_INTERPOLATION_CUBIC);
        const auto type = channel.path == SINTER_ANIMATION_WEIGHTS ? AccessorType::Scalar
                          : rotates                                ? AccessorType::Vec4
                                                                   : AccessorType::Vec3;
        constexpr std::string_view names[] = {"STEP", "LINEAR", "CUBICSPLINE"};
        JsonObject sampler, target, json;
        sampler.add("input", time_accessor(channel, times))
            .add("output", glb_.add_floats(type, values, Use::Other, false));
        sampler.add("interpolation", json_text(names[interpolation]));
        target.add("node", channel.node).add("path", json_text(path_name(channel.path)));
        json.add("sampler", count_++).add("target", target.text());
        samplers_ += (samplers_.empty() ? "" : ",") + sampler.text();
        channels_ += (channels_.empty() ? "" : ",") + json.text();
    }
    /// Channels that share their times share the accessor.
    std::uint32_t time_accessor(const sinter_animation_channel_row& channel, std::span<const float> times) {
        const auto key = std::tuple{channel.chunk, channel.times_offset, channel.key_count};
        const auto known = accessors_.find(key);
        if (known != accessors_.end()) return known->second;
        return accessors_[key] = glb_.add_floats(AccessorType::Scalar, times, Use::Other, true);
    }

    const Model& model_;
    GlbBuilder& glb_;
    const Animation& animation_;
    std::set<std::pair<std::uint32_t, std::uint32_t>> taken_;
    std::map<std::tuple<std::uint32_t, std::uint64_t, std::uint32_t>, std::uint32_t> accessors_;
    std::string channels_, samplers_;
    std::uint32_t count_ = 0;
};

}  // namespace

void export_animations(const Model& model, GlbBuilder& glb, Neighbours& neighbours) {
    for (const auto& dependency : model.asset().dependencies()) {
        if (dependency.type != SINTER_ANIMATION) continue;
        const auto asset = neighbours.find(to_view(dependency.path));
        if (!asset || asset->type() != AssetType::Animation) continue;
        const Animation animation{*asset};
        if (animation.valid()) AnimationExport{model, glb, animation}.write();
    }
}

}  // namespace sinter::cli
