// SPDX-License-Identifier: Apache-2.0
#include "angle.hpp"
#include "clean.hpp"
#include "read_model.hpp"
#include "steps.hpp"
#include "write_model.hpp"

namespace sinter::models {
namespace {

void scale_nodes(ModelTables& tables, float scale) {
    for (auto& node : tables.nodes) {
        for (auto& value : node.translation) value *= scale;
        for (std::size_t i = 12; i < 15; ++i) node.matrix[i] *= scale;
    }
    for (auto& joint : tables.joints) {
        for (std::size_t i = 12; i < 15; ++i) joint.inverse_bind[i] *= scale;
        joint.radius *= scale;
    }
    for (auto& camera : tables.cameras) {
        camera.near_plane *= scale;
        camera.far_plane *= scale;
        if (camera.is_orthographic) camera.y_fov *= scale;
    }
    for (auto& light : tables.lights) light.range *= scale;
}

std::string counted(std::uint64_t count, const char* what) {
    return std::to_string(count) + " " + what;
}

}  // namespace

Status ModelClean::process(ProcessJob& job) {
    const auto model = checked_model(job.input(), id);
    if (!model) return model.error();
    CleanOptions options;
    options.weld = job.setting_bool("weld");
    options.drop_degenerate = job.setting_bool("drop_degenerate");
    const auto normals = job.setting_string("normals");
    options.generate_normals = normals != "keep";
    options.replace_normals = normals == "replace";
    options.crease_cosine = cosine_of_degrees(job.setting_float("crease_degrees"));
    options.scale = static_cast<float>(job.setting_float("scale"));
    options.flip_faces = job.setting_bool("flip_faces");
    options.flip_v = job.setting_bool("flip_v");
    if (is_processed(*model) || has_levels(*model)) return {};

    std::vector<CleanReport> reports(model->primitives.size());
    const auto geometry = for_each_primitive(job, *model, [&](Geometry& one, std::uint32_t row) -> Status {
        reports[row] = clean(one, options);
        return {};
    });
    if (!geometry) return geometry.error();
    CleanReport all;
    for (const auto& report : reports) {
        all.degenerate += report.degenerate;
        all.not_finite += report.not_finite;
        all.repaired += report.repaired;
    }
    if (all.not_finite != 0)
        job.warn("model_clean: dropped " +
                 counted(all.not_finite, "triangles, lines or points whose positions are no numbers"));
    if (all.repaired != 0)
        job.warn("model_clean: mended " +
                 counted(all.repaired, "values that were no numbers, or normals that were no unit vectors"));

    auto tables = ModelTables::without_geometry(*model);
    if (options.scale != 1) scale_nodes(tables, options.scale);
    std::vector<CodedPrimitive> coded;
    for (const auto& one : *geometry) coded.push_back(plain(one));
    return write_model(job, *model, tables, coded);
}

}  // namespace sinter::models
