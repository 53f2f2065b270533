// SPDX-License-Identifier: Apache-2.0
#include "reload.hpp"

#include <sinter/animation.hpp>

namespace sinter::models {
namespace {

/// Every referrer's dependencies on the asset that is reloaded mean the new version now. The host answers
/// Absent for those that are on another one.
Status replace_all(Reload& reload) {
    for (std::uint64_t i = 0; i < reload.referrer_count(); ++i) {
        const auto dependencies = static_cast<std::uint32_t>(reload.referrer(i).dependencies().size());
        for (std::uint32_t d = 0; d < dependencies; ++d)
            if (const auto replaced = reload.replace_reference(i, d);
                !replaced && replaced.code() != Code::Absent)
                return replaced;
    }
    return {};
}

/// The same joints, by the names of their nodes, in the same order: what poses and masks refer to by number.
bool same_skeletons(const Model& before, const Model& after) {
    if (before.skins.size() > after.skins.size()) return false;
    for (std::uint32_t s = 0; s < before.skins.size(); ++s) {
        const auto was = before.skins[s], is = after.skins[s];
        if (was.joint_count != is.joint_count) return false;
        for (std::uint32_t j = 0; j < was.joint_count; ++j) {
            const auto old_node = before.nodes[before.joints[was.first_joint + j].node];
            const auto new_node = after.nodes[after.joints[is.first_joint + j].node];
            if (before.text(old_node.name) != after.text(new_node.name)) return false;
        }
    }
    return true;
}

/// Animations store rows of nodes: each row must still be the node it was, below the parent it had.
bool same_nodes(const Model& before, const Model& after) {
    if (before.nodes.size() > after.nodes.size()) return false;
    for (std::uint32_t n = 0; n < before.nodes.size(); ++n) {
        const auto was = before.nodes[n], is = after.nodes[n];
        if (was.parent != is.parent || before.text(was.name) != after.text(is.name)) return false;
    }
    return true;
}

}  // namespace

bool ModelReload::can_hot_reload(AssetView old_version, AssetView new_version) {
    const Model before{old_version}, after{new_version};
    if (!before.valid() || !after.valid()) return false;
    return same_skeletons(before, after) && (before.skins.empty() || same_nodes(before, after));
}

Status ModelReload::reload(Reload& reload, AssetView old_version, AssetView new_version) {
    const Model before{old_version}, after{new_version};
    if (!after.valid()) return {Code::Corrupt, "model: the tables of the new version contradict each other"};
    if (before.materials.size() > after.materials.size())
        reload.report(Severity::Warning, Code::Ok,
                      "model: the new version has " + std::to_string(after.materials.size()) +
                          " materials instead of " + std::to_string(before.materials.size()));
    // A model without a skin may still be moved by animations of its nodes.
    if (!same_nodes(before, after))
        reload.report(
            Severity::Warning, Code::Ok,
            "model: the new version has other nodes; animations of the old ones may move something else");
    return {};
}

Status ModelReload::update_references(Reload& reload) {
    return replace_all(reload);
}

bool AnimationReload::can_hot_reload(AssetView old_version, AssetView new_version) {
    const Animation before{old_version}, after{new_version};
    if (!before.valid() || !after.valid()) return false;
    const auto model_of = [](const Animation& animation) {
        return animation.row().model == SINTER_MODEL_NONE
                   ? std::string_view{}
                   : to_view(animation.asset().dependencies()[animation.row().model].path);
    };
    return model_of(before) == model_of(after);
}

Status AnimationReload::reload(Reload&, AssetView, AssetView new_version) {
    if (!Animation{new_version}.valid())
        return {Code::Corrupt, "animation: the tables of the new version contradict each other"};
    return {};
}

Status AnimationReload::update_references(Reload& reload) {
    return replace_all(reload);
}

}  // namespace sinter::models
