// SPDX-License-Identifier: Apache-2.0
// Animations: tracks of nodes and of morph weights, in seconds.
#include <cmath>
#include <functional>

#include <sinter/animation_job.hpp>

#include "scene.hpp"

namespace sinter::model_assimp {
namespace {

constexpr double DefaultTicksPerSecond = 25;

/// Keys whose times are finite and rise strictly; the others are left out.
template <class Key>
std::vector<const Key*> rising(const Key* keys, unsigned count) {
    std::vector<const Key*> out;
    for (unsigned i = 0; keys && i < count; ++i) {
        const auto time = static_cast<float>(keys[i].mTime);
        if (std::isfinite(time) && (out.empty() || time > static_cast<float>(out.back()->mTime)))
            out.push_back(&keys[i]);
    }
    return out;
}

/// One channel before its memory is there.
struct Track {
    std::uint32_t node;
    sinter_animation_path path;
    std::uint32_t components;
    std::vector<double> ticks;
    std::function<void(std::size_t key, float* to)> put;
};

template <class Key>
void add_track(std::vector<Track>& tracks, std::uint32_t node, sinter_animation_path path,
               std::uint32_t components, std::vector<const Key*> keys,
               std::function<void(const Key&, float*)> put) {
    if (keys.empty()) return;
    Track track{node, path, components, {}, {}};
    for (const auto* key : keys) track.ticks.push_back(key->mTime);
    track.put = [keys = std::move(keys), put = std::move(put)](std::size_t i, float* to) {
        put(*keys[i], to);
    };
    tracks.push_back(std::move(track));
}

void store(const aiVector3D& v, float* to) {
    for (unsigned i = 0; i < 3; ++i) to[i] = std::isfinite(v[i]) ? v[i] : 0.0F;
}

void store(const aiQuaternion& q, float* to) {
    const float length = std::sqrt(q.x * q.x + q.y * q.y + q.z * q.z + q.w * q.w);
    const bool sound = std::isfinite(length) && length > 1e-6F;
    const float parts[] = {q.x, q.y, q.z, q.w}, still[] = {0, 0, 0, 1};
    for (std::size_t i = 0; i < 4; ++i) to[i] = sound ? parts[i] / length : still[i];
}

void add_node_tracks(std::vector<Track>& tracks, const aiNodeAnim& anim, std::uint32_t node,
                     const Space& space) {
    add_track<aiVectorKey>(
        tracks, node, SINTER_ANIMATION_TRANSLATION, 3, rising(anim.mPositionKeys, anim.mNumPositionKeys),
        [&space](const aiVectorKey& key, float* to) { store(space.position(key.mValue), to); });
    add_track<aiQuatKey>(
        tracks, node, SINTER_ANIMATION_ROTATION, 4, rising(anim.mRotationKeys, anim.mNumRotationKeys),
        [&space](const aiQuatKey& key, float* to) { store(space.rotation(key.mValue), to); });
    add_track<aiVectorKey>(
        tracks, node, SINTER_ANIMATION_SCALE, 3, rising(anim.mScalingKeys, anim.mNumScalingKeys),
        [&space](const aiVectorKey& key, float* to) { store(space.scale(key.mValue), to); });
}

void put_weights(const aiMeshMorphKey& key, std::uint32_t count, float* to) {
    for (unsigned i = 0; i < key.mNumValuesAndWeights; ++i)
        if (key.mValues[i] < count && std::isfinite(key.mWeights[i]))
            to[key.mValues[i]] = static_cast<float>(key.mWeights[i]);
}

}  // namespace

Status SceneReader::emit_animations() {
    for (unsigned i = 0; i < scene_.mNumAnimations; ++i) {
        if (!job_.checkpoint(0.7F)) return Job::cancelled();
        const auto& animation = *scene_.mAnimations[i];
        const auto label = labels_.unique("animation", clean_text(animation.mName), i);
        if (auto emitted = emit_animation(animation, label); !emitted) return emitted;
    }
    return {};
}

Status SceneReader::emit_animation(const aiAnimation& animation, const std::string& label) {
    const auto& model = writer_.tables;
    std::vector<Track> tracks;
    for (unsigned i = 0; i < animation.mNumChannels; ++i) {
        const auto& anim = *animation.mChannels[i];
        if (const auto node = row_of(anim.mNodeName); node != SINTER_MODEL_NONE)
            add_node_tracks(tracks, anim, node, space_);
    }
    for (unsigned i = 0; i < animation.mNumMorphMeshChannels; ++i) {
        const auto& anim = *animation.mMorphMeshChannels[i];
        // "node*2": the third mesh of that node.
        const std::string name{bytes_of(anim.mName)};
        const auto star = name.rfind('*');
        if (star != name.npos && name.substr(star + 1) != "0") continue;
        const auto found = rows_by_name_.find(name.substr(0, star));
        if (found == rows_by_name_.end()) continue;
        const auto mesh = model.nodes[found->second].mesh;
        const auto count = mesh == SINTER_MODEL_NONE ? 0 : model.meshes[mesh].target_count;
        if (count == 0) continue;
        add_track<aiMeshMorphKey>(
            tracks, found->second, SINTER_ANIMATION_WEIGHTS, count, rising(anim.mKeys, anim.mNumKeys),
            [count](const aiMeshMorphKey& key, float* to) { put_weights(key, count, to); });
    }
    if (tracks.empty()) {
        job_.warn("an animation moves nothing, and is left out (" + clean_text(animation.mName) + ")");
        return {};
    }

    const double rate = animation.mTicksPerSecond > 0 && std::isfinite(animation.mTicksPerSecond)
                            ? animation.mTicksPerSecond
                            : DefaultTicksPerSecond;
    // An animation begins at 0 or later.
    double earliest = 0;
    for (const auto& track : tracks) earliest = std::min(earliest, track.ticks.front());
    for (auto& track : tracks) {
        float last = -1;
        std::vector<double> seconds;
        std::vector<std::size_t> kept;
        for (std::size_t i = 0; i < track.ticks.size(); ++i) {
            const double second = (track.ticks[i] - earliest) / rate;
            if (!(static_cast<float>(second) > last) || !std::isfinite(static_cast<float>(second))) continue;
            last = static_cast<float>(second);
            seconds.push_back(second);
            kept.push_back(i);
        }
        track.ticks = std::move(seconds);
        track.put = [kept = std::move(kept), put = std::move(track.put)](std::size_t i, float* to) {
            put(kept[i], to);
        };
    }
    std::erase_if(tracks, [](const Track& track) { return track.ticks.empty(); });

    AnimationTables tables;
    tables.row.name = tables.texts.add(clean_text(animation.mName));
    auto output = job_.new_asset(AssetType::Animation);
    if (!output) return std::move(output).error();
    auto dependency = output->add_dependency(DependencyKind::LoadedOnDemand, AssetType::Model,
                                             "/" + std::string{job_.path()});
    if (!dependency) return std::move(dependency).error();
    tables.row.model = *dependency;
    for (const auto& track : tracks)
        tables.add_channel(track.node, clean_text(nodes_[track.node].node->mName), track.path,
                           SINTER_INTERPOLATION_LINEAR, track.components,
                           static_cast<std::uint32_t>(track.ticks.size()));
    auto made = NewAnimation::in(*output, tables);
    if (!made) return std::move(made).error();
    for (std::uint32_t i = 0; i < tracks.size(); ++i) {
        const auto& track = tracks[i];
        for (std::size_t k = 0; k < track.ticks.size(); ++k) {
            made->times(i)[k] = static_cast<float>(track.ticks[k]);
            track.put(k, made->values(i).data() + k * track.components);
        }
    }
    made->sum_up();
    animation_labels_.push_back(label);
    return job_.emit(made->output(), label);
}

}  // namespace sinter::model_assimp
