// SPDX-License-Identifier: Apache-2.0
// Meshes: encodings are undone, so that any reader of glTF 2.0 understands the vertices.
#include <algorithm>
#include <cmath>

#include "export_model_parts.hpp"

namespace sinter::cli {
namespace {

using Use = GlbBuilder::Use;

constexpr AccessorType Vectors[] = {AccessorType::Scalar, AccessorType::Vec2, AccessorType::Vec3,
                                    AccessorType::Vec4};

/// glTF wants unit vectors: `width` 4 has a sign behind.
void make_units(std::vector<float>& values, std::size_t width) {
    for (std::size_t i = 0; i + width <= values.size(); i += width) {
        float* v = values.data() + i;
        const float length = std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        const bool sound = length > 1e-20F && std::isfinite(length);
        for (std::size_t k = 0; k < 3; ++k) v[k] = sound ? v[k] / length : (k == 1 ? 1.0F : 0.0F);
        if (width == 4) v[3] = v[3] < 0 ? -1.0F : 1.0F;
    }
}

class PrimitiveExport {
  public:
    PrimitiveExport(const Model& model, GlbBuilder& glb, const sinter_model_primitive_row& primitive)
        : model_(model), glb_(glb), primitive_(primitive) {}

    /// False: nothing of it is there. `with_joints`: joints even where it has none.
    bool write(bool with_joints) {
        if (!choose_level()) return false;
        write_positions();
        write_vectors();
        write_coordinates();
        if (with_joints) write_joints();
        write_customs();
        return true;
    }
    /// The differences of a morph target.
    std::string target(std::uint32_t target) {
        JsonObject out;
        const std::pair<sinter_semantic, const char*> parts[] = {{SINTER_SEMANTIC_POSITION, "POSITION"},
                                                                 {SINTER_SEMANTIC_NORMAL, "NORMAL"},
                                                                 {SINTER_SEMANTIC_TANGENT, "TANGENT"}};
        for (const auto& [semantic, name] : parts) {
            // glTF wants a difference only of what there is.
            if (!written_[semantic]) continue;
            auto values = read(semantic, 0, target, 3);
            const bool is_position = semantic == SINTER_SEMANTIC_POSITION;
            if (values.empty() && is_position) values.resize(std::size_t{count_} * 3);
            if (!values.empty())
                out.add(name, glb_.add_floats(AccessorType::Vec3, values, Use::Vertices, is_position));
        }
        return out.text();
    }
    [[nodiscard]] JsonObject& attributes() { return attributes_; }
    [[nodiscard]] std::uint32_t indices() {
        const auto lod = model_.lods[primitive_.first_lod + level_];
        if (lod.index_count == 0) return NoIndex;
        const auto values = model_.indices(lod);
        if (count_ > 0xFFFF) return glb_.add_u32(values, Use::Indices);
        const std::vector<std::uint16_t> narrow(values.begin(), values.end());
        return glb_.add_u16(AccessorType::Scalar, narrow, Use::Indices);
    }

  private:
    bool choose_level() {
        const auto at = model_.find(primitive_, SINTER_SEMANTIC_POSITION);
        if (!at || value_count(model_.attributes[at->attribute]) != 3) return false;
        for (level_ = 0; level_ < primitive_.lod_count; ++level_) {
            const auto lod = model_.lods[primitive_.first_lod + level_];
            count_ = lod.vertex_count;
            positions_ = read(SINTER_SEMANTIC_POSITION, 0, SINTER_MODEL_NONE, 3);
            if (!positions_.empty() && !model_.indices(lod).empty()) return true;
        }
        return false;
    }
    /// `width` numbers a vertex, finite; empty when it has no such attribute.
    std::vector<float> read(sinter_semantic semantic, std::uint32_t set, std::uint32_t target,
                            std::size_t width) const {
        const auto at = model_.find(primitive_, semantic, set, target);
        if (!at) return {};
        const std::size_t has = value_count(model_.attributes[at->attribute]);
        const auto values = model_.values(*at, 0, count_);
        if (values.size() != has * count_ || count_ == 0) return {};
        std::vector<float> out(width * count_, semantic == SINTER_SEMANTIC_COLOR ? 1.0F : 0.0F);
        for (std::size_t i = 0; i < count_; ++i)
            for (std::size_t k = 0; k < std::min(width, has); ++k) {
                const float value = values[i * has + k];
                out[i * width + k] = std::isfinite(value) ? value : 0.0F;
            }
        return out;
    }
    void write_positions() {
        attributes_.add("POSITION", glb_.add_floats(AccessorType::Vec3, positions_, Use::Vertices, true));
        written_[SINTER_SEMANTIC_POSITION] = true;
    }
    void write_vectors() {
        for (const auto& [semantic, name, width] :
             {std::tuple{SINTER_SEMANTIC_NORMAL, "NORMAL", std::size_t{3}},
              std::tuple{SINTER_SEMANTIC_TANGENT, "TANGENT", std::size_t{4}}}) {
            auto values = read(semantic, 0, SINTER_MODEL_NONE, width);
            if (values.empty()) continue;
            make_units(values, width);
            attributes_.add(name, glb_.add_floats(Vectors[width - 1], values, Use::Vertices, false));
            written_[static_cast<std::size_t>(semantic)] = true;
        }
    }
    void write_coordinates() {
        // Sets stand without gaps: what follows a missing one has no place.
        for (std::uint32_t set = 0;; ++set) {
            const auto values = read(SINTER_SEMANTIC_TEXCOORD, set, SINTER_MODEL_NONE, 2);
            if (values.empty()) break;
            attributes_.add("TEXCOORD_" + std::to_string(set),
                            glb_.add_floats(AccessorType::Vec2, values, Use::Vertices, false));
        }
        for (std::uint32_t set = 0;; ++set) {
            const auto at = model_.find(primitive_, SINTER_SEMANTIC_COLOR, set);
            const std::size_t width = at && model_.attributes[at->attribute].components == 3 ? 3 : 4;
            auto values = read(SINTER_SEMANTIC_COLOR, set, SINTER_MODEL_NONE, width);
            if (values.empty()) break;
            for (auto& value : values) value = std::clamp(value, 0.0F, 1.0F);
            attributes_.add("COLOR_" + std::to_string(set),
                            glb_.add_floats(Vectors[width - 1], values, Use::Vertices, false));
        }
    }
    /// Each joint once a vertex, weights of a sum of 1, no joint without weight.
    void write_joints() {
        std::vector<std::vector<float>> joints, weights;
        for (std::uint32_t set = 0; primitive_.joint_count != 0; ++set) {
            auto one = read(SINTER_SEMANTIC_JOINTS, set, SINTER_MODEL_NONE, 4);
            auto other = read(SINTER_SEMANTIC_WEIGHTS, set, SINTER_MODEL_NONE, 4);
            if (one.empty() || other.empty()) break;
            joints.push_back(std::move(one));
            weights.push_back(std::move(other));
        }
        if (joints.empty()) {
            joints.emplace_back(std::size_t{count_} * 4);
            weights.emplace_back(std::size_t{count_} * 4);
        }
        const std::size_t width = joints.size() * 4;
        std::vector<std::uint16_t> numbers(width * count_);
        std::vector<float> shares(width * count_);
        for (std::size_t i = 0; i < count_; ++i) {
            float sum = 0;
            std::size_t kept = 0;
            auto* number = numbers.data() + i * width;
            auto* share = shares.data() + i * width;
            for (std::size_t k = 0; k < width; ++k) {
                const float weight = weights[k / 4][i * 4 + k % 4];
                const float joint = joints[k / 4][i * 4 + k % 4];
                if (!(weight > 0) || !(joint < static_cast<float>(primitive_.joint_count))) continue;
                const auto own = static_cast<std::uint16_t>(joint);
                const auto same = static_cast<std::size_t>(std::find(number, number + kept, own) - number);
                if (same == kept) number[kept++] = own;
                share[same] += weight;
                sum += weight;
            }
            if (!(sum > 0)) share[0] = sum = 1;
            for (std::size_t k = 0; k < kept; ++k) share[k] /= sum;
        }
        for (std::size_t set = 0; set < joints.size(); ++set) {
            std::vector<std::uint16_t> own_numbers;
            std::vector<float> own_shares;
            for (std::size_t i = 0; i < count_; ++i) {
                const auto first = static_cast<std::ptrdiff_t>(i * width + set * 4);
                own_numbers.insert(own_numbers.end(), numbers.begin() + first, numbers.begin() + first + 4);
                own_shares.insert(own_shares.end(), shares.begin() + first, shares.begin() + first + 4);
            }
            attributes_.add("JOINTS_" + std::to_string(set),
                            glb_.add_u16(AccessorType::Vec4, own_numbers, Use::Vertices));
            attributes_.add("WEIGHTS_" + std::to_string(set),
                            glb_.add_floats(AccessorType::Vec4, own_shares, Use::Vertices, false));
        }
    }
    void write_customs() {
        std::vector<std::string> names;
        for (std::uint32_t i = 0; i < primitive_.stream_count; ++i) {
            const auto stream = model_.streams[primitive_.first_stream + i];
            for (std::uint32_t k = 0; k < stream.attribute_count && stream.target == SINTER_MODEL_NONE; ++k) {
                const auto attribute = model_.attributes[stream.first_attribute + k];
                if (attribute.semantic != SINTER_SEMANTIC_CUSTOM) continue;
                std::string name{model_.text(attribute.name)};
                if (!name.starts_with('_')) name.insert(0, "_");
                if (std::ranges::find(names, name) != names.end()) continue;
                auto values =
                    model_.values({primitive_.first_stream + i, stream.first_attribute + k}, 0, count_);
                const std::size_t width = value_count(attribute);
                if (values.size() != width * count_ || count_ == 0) continue;
                for (auto& value : values)
                    if (!std::isfinite(value)) value = 0;
                attributes_.add(name, glb_.add_floats(Vectors[width - 1], values, Use::Vertices, false));
                names.push_back(std::move(name));
            }
        }
    }

    const Model& model_;
    GlbBuilder& glb_;
    sinter_model_primitive_row primitive_;
    std::uint32_t level_ = 0, count_ = 0;
    std::vector<float> positions_;
    JsonObject attributes_;
    bool written_[16] = {};
};

/// What KHR_materials_variants says of a primitive; empty when no variant changes it.
std::string variants_of(const Model& model, std::uint32_t primitive,
                        const std::vector<std::uint32_t>& materials) {
    std::string mappings;
    std::vector<std::uint32_t> taken;
    for (std::uint32_t i = 0; i < model.variant_materials.size(); ++i) {
        const auto row = model.variant_materials[i];
        if (row.primitive != primitive || materials[row.material] == NoIndex) continue;
        // A primitive has one material in each variant: the first.
        if (std::ranges::find(taken, row.variant) != taken.end()) continue;
        taken.push_back(row.variant);
        JsonObject mapping;
        mapping.add("material", materials[row.material])
            .add("variants", "[" + std::to_string(row.variant) + "]");
        mappings += (mappings.empty() ? "" : ",") + mapping.text();
    }
    if (mappings.empty()) return {};
    return "{\"KHR_materials_variants\":{\"mappings\":[" + mappings + "]}}";
}

}  // namespace

void export_meshes(const Model& model, GlbBuilder& glb, ExportedModel& exported) {
    if (model.variants.size() != 0) {
        std::string names;
        for (std::uint32_t i = 0; i < model.variants.size(); ++i)
            names +=
                (i > 0 ? "," : "") + ("{\"name\":" + json_text(model.text(model.variants[i].name))) + "}";
        glb.set_extension("KHR_materials_variants", "{\"variants\":[" + names + "]}");
    }
    for (std::uint32_t row = 0; row < model.meshes.size(); ++row) {
        const auto mesh = model.meshes[row];
        std::string primitives;
        for (std::uint32_t i = 0; i < mesh.primitive_count; ++i) {
            const auto index = mesh.first_primitive + i;
            const auto primitive = model.primitives[index];
            PrimitiveExport part{model, glb, primitive};
            if (!part.write(mesh.joint_count != 0)) continue;
            JsonObject json;
            json.add("attributes", part.attributes().text());
            if (const auto indices = part.indices(); indices != NoIndex) json.add("indices", indices);
            if (primitive.topology != SINTER_TOPOLOGY_TRIANGLES) json.add("mode", primitive.topology);
            if (primitive.material != SINTER_MODEL_NONE && exported.materials[primitive.material] != NoIndex)
                json.add("material", exported.materials[primitive.material]);
            std::string targets;
            for (std::uint32_t target = 0; target < mesh.target_count; ++target)
                targets += (target > 0 ? "," : "") + part.target(target);
            if (!targets.empty()) json.add("targets", "[" + targets + "]");
            if (const auto variants = variants_of(model, index, exported.materials); !variants.empty())
                json.add("extensions", variants);
            primitives += (primitives.empty() ? "" : ",") + json.text();
        }
        exported.skinned_meshes.push_back(mesh.joint_count != 0);
        exported.meshes.push_back(NoIndex);
        if (primitives.empty()) continue;
        JsonObject json;
        if (const auto name = model.text(mesh.name); !name.empty()) json.add("name", json_text(name));
        json.add("primitives", "[" + primitives + "]");
        if (mesh.target_count != 0) {
            std::vector<float> weights;
            std::string names;
            for (std::uint32_t i = 0; i < mesh.target_count; ++i) {
                const auto target = model.targets[mesh.first_target + i];
                weights.push_back(target.weight);
                names += (i > 0 ? "," : "") + json_text(model.text(target.name));
            }
            json.add("weights", json_numbers(weights)).add("extras", "{\"targetNames\":[" + names + "]}");
        }
        exported.meshes.back() = glb.add("meshes", json.text());
    }
}

}  // namespace sinter::cli
