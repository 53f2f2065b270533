// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "lod_chain.hpp"
#include "read_model.hpp"
#include "shared_border.hpp"
#include "steps.hpp"
#include "write_model.hpp"

namespace sinter::models {
namespace {

/// Longest edge of each mesh's box, in metres.
std::vector<float> extents_of(const Model& model) {
    std::vector<float> out;
    for (std::uint32_t m = 0; m < model.meshes.size(); ++m) {
        const auto mesh = model.meshes[m];
        float extent = 0;
        for (std::size_t i = 0; i < 3; ++i)
            extent = std::max(extent, mesh.bounds_max[i] - mesh.bounds_min[i]);
        out.push_back(std::isfinite(extent) ? extent : 0);
    }
    return out;
}

/// model_complexity of the profile, at most 1.
float complexity_of(ProcessJob& job) {
    const auto own = static_cast<float>(job.setting_float("complexity"));
    double platform = 1;
    if (const auto number = job.platform_float("model_complexity"))
        platform = *number;
    else if (const auto whole = job.platform_integer("model_complexity"))
        platform = static_cast<double>(*whole);
    return own * static_cast<float>(std::clamp(platform, 0.01, 1.0));
}

}  // namespace

Status ModelLods::process(ProcessJob& job) {
    const auto model = checked_model(job.input(), id);
    if (!model) return model.error();
    LodOptions options;
    options.levels = static_cast<std::uint32_t>(job.setting_integer("levels"));
    options.ratio = static_cast<float>(job.setting_float("ratio"));
    options.least_triangles = static_cast<std::uint32_t>(job.setting_integer("least_triangles"));
    options.overdraw = static_cast<float>(job.setting_float("overdraw"));
    options.complexity = complexity_of(job);
    const auto max_error = static_cast<float>(job.setting_float("max_error"));
    const auto borders = job.setting_string("borders");
    if (is_processed(*model) || has_levels(*model)) return {};

    const auto extents = extents_of(*model);
    auto geometry = for_each_primitive(job, *model, [](Geometry&, std::uint32_t) -> Status { return {}; });
    if (!geometry) return geometry.error();
    const auto shared = borders == "shared" ? shares_border(*geometry)
                                            : std::vector<bool>(geometry->size(), borders == "keep");
    const auto count = geometry->size();
    const auto made = job.parallel_for(count, [&](std::uint64_t index) -> Status {
        const auto row = static_cast<std::size_t>(index);
        auto own = options;
        own.max_error = max_error * extents[(*geometry)[row].mesh];
        own.lock_border = shared[row];
        const auto go_on = [&] {
            return job.checkpoint(0.9f * static_cast<float>(row) / static_cast<float>(count));
        };
        return make_levels((*geometry)[row], own, go_on) ? Status{} : Job::cancelled();
    });
    if (!made) return made;
    auto tables = ModelTables::without_geometry(*model);
    std::vector<CodedPrimitive> coded;
    for (const auto& one : *geometry) coded.push_back(plain(one));
    return write_model(job, *model, tables, coded);
}

}  // namespace sinter::models
