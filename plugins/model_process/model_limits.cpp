// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "limits.hpp"
#include "model_figures.hpp"
#include "read_model.hpp"

namespace sinter::models {
namespace {

/// Texture coordinates further out repeat a texture so often that half a texel of 16 bits is seen.
constexpr float FarTexcoord = 64;
constexpr std::int64_t DefaultBandwidth = 500;

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

class Checks {
  public:
    Checks(ValidateJob& job, const Model& model, const ModelFigures& figures)
        : job_(job), model_(model), figures_(figures) {}

    void budgets() {
        const auto severity = job_.setting_string("budgets");
        limit(severity, "max_triangles", figures_.triangles, "triangles",
              "simplify the source, or lower model_lods' complexity");
        limit(severity, "max_vertices", figures_.most_vertices, "vertices in one primitive",
              "split the mesh");
        limit(severity, "max_materials", model_.materials.size(), "materials",
              "merge textures into an atlas");
        limit(severity, "max_draw_calls", figures_.draw_calls, "draw calls (primitives)",
              "join meshes of one material");
        std::uint32_t bones = 0;
        for (std::uint32_t i = 0; i < model_.skins.size(); ++i)
            bones = std::max(bones, model_.skins[i].joint_count);
        limit(severity, "max_bones", bones, "joints in one skin",
              "drop joints that no vertex needs, or split the skin");
        limit(severity, "max_influences", figures_.most_influences, "joints that move one vertex",
              "lower model_pack's influences, or limit them in the source");
    }

    void data() {
        const auto severity = job_.setting_string("data");
        if (figures_.bad_indices > 0)
            say(severity, number(figures_.bad_indices) +
                              " primitives whose vertices or indices are missing or out of range");
        if (figures_.not_finite > 0)
            say(severity,
                number(figures_.not_finite) + " values that are no finite numbers; add the step model_clean");
        if (figures_.degenerate > 0)
            say(job_.setting_string("degenerate"),
                number(figures_.degenerate) +
                    " triangles without area; add the step model_clean, or mend the source");
    }

    void texcoords() {
        const auto severity = job_.setting_string("texcoords");
        if (figures_.without_texcoords && model_.materials.size() > 0)
            say(severity,
                "a mesh has no texture coordinates, so its material shows one texel and no normal map");
        if (figures_.least_texcoord < -FarTexcoord || figures_.greatest_texcoord > FarTexcoord)
            say(severity, "texture coordinates run from " + number(figures_.least_texcoord) + " to " +
                              number(figures_.greatest_texcoord) +
                              ", far outside 0 to 1; repeat in the material instead");
    }

    void scale() {
        const auto severity = job_.setting_string("scale");
        const auto size = longest_edge();
        const auto least = job_.setting_float("min_size"), most = job_.setting_float("max_size");
        if (size > 0 && size < least)
            say(severity,
                "only " + number(size) +
                    " m long; if it was modelled in centimetres or as 1/100, set model_clean's scale = 100");
        if (size > most)
            say(severity,
                number(size) + " m long; if its unit is the centimetre, set model_clean's scale = 0.01");
    }

    void stats() {
        const auto given = job_.platform_integer("disk_bandwidth_mib_s").value_or(0);
        const auto bandwidth = static_cast<double>(given > 0 ? given : DefaultBandwidth) * 1048576;
        const double bytes = figures_.vertex_bytes + figures_.index_bytes;
        job_.stat("triangles", figures_.triangles);
        job_.stat("vertices", figures_.vertices);
        job_.stat("draw_calls", figures_.draw_calls);
        job_.stat("vertex_bytes", figures_.vertex_bytes);
        job_.stat("index_bytes", figures_.index_bytes);
        job_.stat("gpu_bytes", bytes);
        job_.stat("lod_count", static_cast<double>(figures_.levels.size()));
        for (std::size_t l = 0; l < figures_.levels.size(); ++l) {
            job_.stat("lod" + std::to_string(l) + "_triangles", figures_.levels[l].triangles);
            job_.stat("lod" + std::to_string(l) + "_bytes", figures_.levels[l].bytes);
        }
        job_.stat("acmr", figures_.acmr());
        job_.stat("atvr", figures_.atvr());
        job_.stat("size_metres", longest_edge());
        job_.stat("load_time_estimate_ms", bytes / bandwidth * 1000);
    }

  private:
    void limit(std::string_view severity, std::string_view setting, double found, const char* what,
               const char* advice) {
        const auto most = job_.setting_integer(setting);
        if (most <= 0 || found <= static_cast<double>(most)) return;
        char count[32];
        std::snprintf(count, sizeof count, "%.0f", found);
        say(severity, std::string{count} + " " + what + ", over " + std::string{setting} + " = " +
                          std::to_string(most) + "; " + advice);
    }
    void say(std::string_view severity, const std::string& what) {
        if (severity == "error") job_.reject("model_limits: " + what);
        if (severity == "warn") job_.warn("model_limits: " + what);
    }
    /// Of the box around all meshes where their nodes put them; in the rest pose.
    [[nodiscard]] double longest_edge() const {
        const auto world = model_.world_matrices();
        ModelExtent extent;
        for (std::uint32_t n = 0; n < model_.nodes.size(); ++n) {
            const auto node = model_.nodes[n];
            if (node.mesh == SINTER_MODEL_NONE) continue;
            const auto mesh = model_.meshes[node.mesh];
            // A skinned mesh is where its joints are, not where its node is (glTF 2.0, section 3.7.3.3).
            extent.add(mesh, node.skin == SINTER_MODEL_NONE ? &world[n] : nullptr);
        }
        if (model_.nodes.empty())
            for (std::uint32_t m = 0; m < model_.meshes.size(); ++m) extent.add(model_.meshes[m], nullptr);
        return extent.longest();
    }

    struct ModelExtent {
        std::array<double, 3> low{}, high{};
        bool empty = true;

        void add(const sinter_model_mesh_row& mesh, const std::array<float, 16>* matrix) {
            if (mesh.primitive_count == 0) return;
            for (unsigned corner = 0; corner < 8; ++corner) {
                std::array<double, 3> at{}, moved{};
                for (std::size_t i = 0; i < 3; ++i)
                    at[i] = (corner >> i & 1) != 0 ? mesh.bounds_max[i] : mesh.bounds_min[i];
                for (std::size_t i = 0; i < 3; ++i)
                    moved[i] = matrix ? (*matrix)[i] * at[0] + (*matrix)[4 + i] * at[1] +
                                            (*matrix)[8 + i] * at[2] + (*matrix)[12 + i]
                                      : at[i];
                for (std::size_t i = 0; i < 3; ++i) {
                    low[i] = empty ? moved[i] : std::min(low[i], moved[i]);
                    high[i] = empty ? moved[i] : std::max(high[i], moved[i]);
                }
                empty = false;
            }
        }
        [[nodiscard]] double longest() const {
            return std::max({high[0] - low[0], high[1] - low[1], high[2] - low[2]});
        }
    };

    ValidateJob& job_;
    const Model& model_;
    const ModelFigures& figures_;
};

}  // namespace

Status ModelLimits::validate(ValidateJob& job) {
    const auto model = checked_model(job.input(), id);
    if (!model) return model.error();
    const auto count = model->primitives.size();
    std::vector<ModelFigures> each(count);
    const auto done = job.parallel_for(count, [&](std::uint64_t index) -> Status {
        if (!job.checkpoint(static_cast<float>(index) / static_cast<float>(count))) return Job::cancelled();
        each[static_cast<std::size_t>(index)] = figures_of(*model, static_cast<std::uint32_t>(index));
        return {};
    });
    if (!done) return done;
    ModelFigures figures;
    for (const auto& one : each) add(figures, one);
    Checks checks{job, *model, figures};
    checks.budgets();
    checks.data();
    checks.texcoords();
    checks.scale();
    checks.stats();
    return {};
}

}  // namespace sinter::models
