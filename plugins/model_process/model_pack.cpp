// SPDX-License-Identifier: Apache-2.0
#include "influences.hpp"
#include "joint_radii.hpp"
#include "pack.hpp"
#include "read_model.hpp"
#include "steps.hpp"

namespace sinter::models {
namespace {

Precision precision_of(std::string_view setting) {
    return setting == "16"      ? Precision::Sixteen
           : setting == "float" ? Precision::Float
                                : Precision::Automatic;
}

}  // namespace

Status ModelPack::process(ProcessJob& job) {
    const auto model = checked_model(job.input(), id);
    if (!model) return model.error();
    PackOptions options;
    options.positions = precision_of(job.setting_string("positions"));
    options.position_error = static_cast<float>(job.setting_float("position_error"));
    options.wide_normals = job.setting_integer("normal_bits") == 16;
    options.wide_tangents = job.setting_integer("tangent_bits") == 16;
    options.texcoords = precision_of(job.setting_string("texcoords"));
    options.texcoord_range = static_cast<float>(job.setting_float("texcoord_range"));
    const auto influences = job.setting_integer("influences") > 4 ? 8u : 4u;
    if (is_processed(*model)) return {};

    const auto geometry = for_each_primitive(job, *model, [&](Geometry& one, std::uint32_t) -> Status {
        settle_influences(one, influences);
        return {};
    });
    if (!geometry) return geometry.error();
    const auto grids = position_grids(*geometry, model->meshes.size(), options);
    const auto scales = target_scales(*geometry, model->meshes.size());
    std::vector<CodedPrimitive> coded;
    for (const auto& one : *geometry) coded.push_back(pack(one, grids[one.mesh], scales[one.mesh], options));
    auto tables = ModelTables::without_geometry(*model);
    tables.row.flags |= SINTER_MODEL_PROCESSED;
    if (!job.checkpoint(0.9f)) return Job::cancelled();
    set_joint_radii(tables, coded);
    return write_model(job, *model, tables, coded);
}

}  // namespace sinter::models
