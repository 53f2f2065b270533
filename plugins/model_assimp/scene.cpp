// SPDX-License-Identifier: Apache-2.0
#include "scene.hpp"

namespace sinter::model_assimp {
namespace {

/// Text of the scene's metadata; empty when it has none under that key.
std::string metadata_text(const aiScene& scene, const char* key) {
    aiString text;
    if (!scene.mMetaData || !scene.mMetaData->Get(key, text)) return {};
    return clean_text(text);
}

}  // namespace

Status SceneReader::read() {
    auto output = job_.new_asset(AssetType::Model);
    if (!output) return std::move(output).error();
    output_ = *output;
    auto& row = writer_.tables.row;
    row.source_unit_metres = space_.unit_metres();
    row.source_up_axis = space_.up_axis();
    row.source_left_handed = space_.mirrors() ? 1 : 0;
    row.generator = writer_.tables.texts.add(metadata_text(scene_, "SourceAsset_Generator"));

    for (const auto step : {&SceneReader::read_materials, &SceneReader::read_nodes, &SceneReader::read_meshes,
                            &SceneReader::emit_textures, &SceneReader::emit_animations}) {
        if (!job_.checkpoint(0.7F)) return Job::cancelled();
        if (auto done = (this->*step)(); !done) return done;
    }
    if (has_odd_faces_) job_.warn("faces that are no points, lines or triangles are left out");
    for (const auto& label : animation_labels_) {
        auto added =
            output_.add_dependency(DependencyKind::LoadedOnDemand, AssetType::Animation, "#" + label);
        if (!added) return std::move(added).error();
    }
    return writer_.emit(job_, output_);
}

}  // namespace sinter::model_assimp
