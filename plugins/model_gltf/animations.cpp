// SPDX-License-Identifier: Apache-2.0
#include "animations.hpp"

#include <cmath>
#include <cstring>

#include <sinter/animation_job.hpp>

namespace model_gltf {
namespace {

/// What a channel's keys are read from.
struct Track {
    std::uint32_t channel;  ///< row
    const Accessor *times, *values;
    std::vector<std::uint32_t> keys;  ///< numbers of the keys that are kept; empty: all
    std::string place;
};

sinter_interpolation interpolation_of(const Object& sampler) {
    const auto name = sampler.text("interpolation", "LINEAR");
    if (name == "STEP") return SINTER_INTERPOLATION_STEP;
    if (name == "LINEAR") return SINTER_INTERPOLATION_LINEAR;
    if (name == "CUBICSPLINE") return SINTER_INTERPOLATION_CUBIC;
    sampler.refuse_member("interpolation", "STEP, LINEAR or CUBICSPLINE is wanted");
}

sinter_animation_path path_of(const Object& target) {
    const auto name = target.text("path");
    if (name == "translation") return SINTER_ANIMATION_TRANSLATION;
    if (name == "rotation") return SINTER_ANIMATION_ROTATION;
    if (name == "scale") return SINTER_ANIMATION_SCALE;
    if (name == "weights") return SINTER_ANIMATION_WEIGHTS;
    target.refuse_member("path", "translation, rotation, scale or weights is wanted");
}

class AnimationReader {
  public:
    AnimationReader(Document& document, Accessors& accessors, const Scene& scene,
                    const sinter::ModelTables& model)
        : document_(document), accessors_(accessors), scene_(scene), model_(model) {}

    /// Adds the rows of all channels.
    void plan(const Object& animation, sinter::AnimationTables& tables) {
        animation.each("samplers",
                       [&](const Object& sampler, std::uint32_t) { samplers_.push_back(sampler); });
        animation.each("channels",
                       [&](const Object& channel, std::uint32_t) { plan_channel(channel, tables); });
    }
    void fill(const sinter::NewAnimation& out) const {
        for (const auto& track : tracks_) fill_track(track, out);
    }

  private:
    void plan_channel(const Object& channel, sinter::AnimationTables& tables) {
        const auto& sampler = samplers_[channel.need_index("sampler", samplers_.size(), "sampler")];
        const auto target = channel.need_object("target");
        const auto node = target.index("node", document_.count("nodes"), "node");
        if (target.text("path") == "pointer" || !node) {  // of an extension (section 3.11)
            document_.warn_once(target.path() + ": it moves no node; left out");
            return;
        }
        Track track;
        track.place = sampler.path();
        track.times = &accessors_.get(sampler.need_index("input", accessors_.size(), "accessor"));
        track.values = &accessors_.get(sampler.need_index("output", accessors_.size(), "accessor"));
        const auto path = path_of(target);
        const auto interpolation = interpolation_of(sampler);
        if (track.times->shape != Shape::Scalar || !track.times->is_float)
            sampler.refuse_member("input", "floats are wanted");
        const auto row = scene_.node_row(*node);
        const auto components = components_of(sampler, target, track, path, interpolation, row);
        if (track.times->count == 0) sampler.refuse_member("input", "at least one key is wanted");
        keep_rising(track);
        const auto kept =
            track.keys.empty() ? track.times->count : static_cast<std::uint32_t>(track.keys.size());
        document_.claim(4 * (std::uint64_t{kept} + std::uint64_t{kept} * components * 3));
        const auto& name = document_.element("nodes", *node);
        track.channel = tables.add_channel(row, name.text("name"), path, interpolation, components, kept);
        tracks_.push_back(std::move(track));
    }

    std::uint32_t components_of(const Object& sampler, const Object& target, const Track& track,
                                sinter_animation_path path, sinter_interpolation interpolation,
                                std::uint32_t row) const {
        const auto& values = *track.values;
        const bool weights = path == SINTER_ANIMATION_WEIGHTS;
        std::uint32_t components = path == SINTER_ANIMATION_ROTATION ? 4 : 3;
        if (weights) {
            const auto mesh = model_.nodes[row].mesh;
            components = mesh == SINTER_MODEL_NONE ? 0 : model_.meshes[mesh].target_count;
            if (components == 0) target.refuse_member("node", "it has no morph targets");
        }
        const bool shape_fits = values.shape == (weights                             ? Shape::Scalar
                                                 : path == SINTER_ANIMATION_ROTATION ? Shape::Vec4
                                                                                     : Shape::Vec3);
        const bool may_be_integer = weights || path == SINTER_ANIMATION_ROTATION;
        if (!shape_fits || !(values.is_float || (may_be_integer && values.normalised)))
            sampler.refuse_member("output", "its type does not suit the path");
        const std::uint64_t wanted = std::uint64_t{track.times->count} * (weights ? components : 1) *
                                     (interpolation == SINTER_INTERPOLATION_CUBIC ? 3 : 1);
        if (values.count != wanted)
            sampler.refuse_member("output", std::to_string(values.count) + " values for " +
                                                std::to_string(track.times->count) + " keys (" +
                                                std::to_string(wanted) + " are wanted)");
        return components;
    }

    /// Keys whose time does not rise are left out: exporters write some twice.
    void keep_rising(Track& track) const {
        const auto& times = *track.times;
        float last = -1;
        bool all = true;
        for (std::uint32_t i = 0; i < times.count; ++i) {
            const float time = times.number(i, 0);
            if (!(time >= 0) || !std::isfinite(time))
                corrupt(track.place + ".input: key " + std::to_string(i) + " has no time from 0 on");
            if (time > last) {
                if (!all) track.keys.push_back(i);
                last = time;
                continue;
            }
            if (all)
                for (std::uint32_t k = 0; k < i; ++k) track.keys.push_back(k);
            all = false;
        }
        if (!all)
            document_.warn_once(track.place + ".input: times that do not rise; those keys are left out");
    }

    void fill_track(const Track& track, const sinter::NewAnimation& out) const {
        const auto& row = out.channels()[track.channel];
        const auto times = out.times(track.channel), values = out.values(track.channel);
        const auto width = row.components * (row.interpolation == SINTER_INTERPOLATION_CUBIC ? 3u : 1u);
        for (std::uint32_t i = 0; i < row.key_count; ++i) {
            const auto key = track.keys.empty() ? i : track.keys[i];
            times[i] = track.times->number(key, 0);
            for (std::uint32_t k = 0; k < width; ++k) {
                const auto at = std::uint64_t{key} * width + k;
                const auto per = track.values->components;
                values[std::size_t{i} * width + k] = track.values->number(
                    static_cast<std::uint32_t>(at / per), static_cast<std::uint32_t>(at % per));
            }
        }
    }

    Document& document_;
    Accessors& accessors_;
    const Scene& scene_;
    const sinter::ModelTables& model_;
    std::vector<Object> samplers_;
    std::vector<Track> tracks_;
};

}  // namespace

Products make_animations(Document& document, Accessors& accessors, const Scene& scene,
                         const sinter::ModelTables& tables, sinter::Output& model) {
    Products out;
    Labels labels{"animation"};
    const auto& animations = document.elements("animations");
    for (std::size_t i = 0; i < animations.size(); ++i) {
        auto output = take(document.job().new_asset(sinter::AssetType::Animation));
        sinter::AnimationTables rows;
        rows.row.name = rows.texts.add(animations[i].text("name"));
        rows.row.model =
            take(output.add_dependency(sinter::DependencyKind::LoadedOnDemand, sinter::AssetType::Model,
                                       "/" + std::string{document.job().path()}));
        AnimationReader reader{document, accessors, scene, tables};
        reader.plan(animations[i], rows);
        auto animation = take(sinter::NewAnimation::in(output, rows));
        reader.fill(animation);
        animation.sum_up();
        const auto label = labels.add(animations[i].text("name"), i);
        out.push_back({label, animation.output()});
        (void)take(model.add_dependency(sinter::DependencyKind::LoadedOnDemand, sinter::AssetType::Animation,
                                        "#" + label));
        document.checkpoint(0.9F);
    }
    return out;
}

}  // namespace model_gltf
