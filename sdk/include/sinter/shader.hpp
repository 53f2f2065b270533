// SPDX-License-Identifier: Apache-2.0
// Shader: a read-only view of a shader asset: its variants, their code, and what they expect of the program.
#pragma once

#include <string>
#include <vector>

#include <sinter/abi/shader.h>
#include <sinter/asset.hpp>

namespace sinter {

enum class ShaderStage : std::uint32_t {
    Unknown = 0,
    Vertex = SINTER_STAGE_VERTEX,
    TessellationControl = SINTER_STAGE_TESSELLATION_CONTROL,
    TessellationEvaluation = SINTER_STAGE_TESSELLATION_EVALUATION,
    Geometry = SINTER_STAGE_GEOMETRY,
    Fragment = SINTER_STAGE_FRAGMENT,
    Compute = SINTER_STAGE_COMPUTE,
    Task = SINTER_STAGE_TASK,
    Mesh = SINTER_STAGE_MESH,
    RayGeneration = SINTER_STAGE_RAY_GENERATION,
    Intersection = SINTER_STAGE_INTERSECTION,
    AnyHit = SINTER_STAGE_ANY_HIT,
    ClosestHit = SINTER_STAGE_CLOSEST_HIT,
    Miss = SINTER_STAGE_MISS,
    Callable = SINTER_STAGE_CALLABLE,
};

enum class ShaderLanguage : std::uint32_t {
    Unknown = 0,
    Spirv = SINTER_SHADER_SPIRV,
    Glsl = SINTER_SHADER_GLSL,
    GlslEs = SINTER_SHADER_GLSL_ES,
    Msl = SINTER_SHADER_MSL,
    Hlsl = SINTER_SHADER_HLSL,
};

enum class BindingKind : std::uint32_t {
    Unknown = 0,
    UniformBuffer = SINTER_BINDING_UNIFORM_BUFFER,
    StorageBuffer = SINTER_BINDING_STORAGE_BUFFER,
    CombinedImage = SINTER_BINDING_COMBINED_IMAGE,
    SampledImage = SINTER_BINDING_SAMPLED_IMAGE,
    Sampler = SINTER_BINDING_SAMPLER,
    StorageImage = SINTER_BINDING_STORAGE_IMAGE,
    UniformTexels = SINTER_BINDING_UNIFORM_TEXELS,
    StorageTexels = SINTER_BINDING_STORAGE_TEXELS,
    InputAttachment = SINTER_BINDING_INPUT_ATTACHMENT,
    AccelerationStructure = SINTER_BINDING_ACCELERATION_STRUCTURE,
    PushConstant = SINTER_BINDING_PUSH_CONSTANT,
    ShaderRecord = SINTER_BINDING_SHADER_RECORD,
};

/// Names as facts and settings spell them, indexed by number.
inline constexpr std::array<std::string_view, 15> ShaderStageNames = {"unknown",
                                                                      "vertex",
                                                                      "tessellation_control",
                                                                      "tessellation_evaluation",
                                                                      "geometry",
                                                                      "fragment",
                                                                      "compute",
                                                                      "task",
                                                                      "mesh",
                                                                      "ray_generation",
                                                                      "intersection",
                                                                      "any_hit",
                                                                      "closest_hit",
                                                                      "miss",
                                                                      "callable"};
inline constexpr std::array<std::string_view, 6> ShaderLanguageNames = {"unknown", "spirv", "glsl",
                                                                        "glsl_es", "msl",   "hlsl"};
inline constexpr std::array<std::string_view, 13> BindingKindNames = {
    "unknown",        "uniform_buffer",   "storage_buffer",         "combined_image",
    "sampled_image",  "sampler",          "storage_image",          "uniform_texels",
    "storage_texels", "input_attachment", "acceleration_structure", "push_constant",
    "shader_record"};

constexpr std::string_view name_of(ShaderStage stage) noexcept {
    const auto index = static_cast<std::size_t>(stage);
    return ShaderStageNames[index < ShaderStageNames.size() ? index : 0];
}
constexpr std::string_view name_of(ShaderLanguage language) noexcept {
    const auto index = static_cast<std::size_t>(language);
    return ShaderLanguageNames[index < ShaderLanguageNames.size() ? index : 0];
}
constexpr std::string_view name_of(BindingKind kind) noexcept {
    const auto index = static_cast<std::size_t>(kind);
    return BindingKindNames[index < BindingKindNames.size() ? index : 0];
}

/// "spirv 1.3", "glsl_es 300", "msl 2.4", "hlsl".
inline std::string language_text(ShaderLanguage language, std::uint32_t version) {
    std::string out{name_of(language)};
    if (language == ShaderLanguage::Spirv)
        out += ' ' + std::to_string(version >> 16) + '.' + std::to_string((version >> 8) & 0xff);
    else if (language == ShaderLanguage::Msl)
        out += ' ' + std::to_string(version / 10000) + '.' + std::to_string(version / 100 % 100);
    else if (version != 0)
        out += ' ' + std::to_string(version);
    return out;
}

/// Consecutive rows of one table.
template <class Row>
class ShaderRange {
  public:
    ShaderRange() = default;
    ShaderRange(Rows<Row> rows, sinter_shader_range range) : rows_(rows), range_(range) {}
    [[nodiscard]] std::uint32_t size() const noexcept { return range_.count; }
    [[nodiscard]] bool empty() const noexcept { return range_.count == 0; }
    /// Row `index` < size().
    [[nodiscard]] Row operator[](std::uint32_t index) const noexcept { return rows_[range_.first + index]; }

  private:
    Rows<Row> rows_;
    sinter_shader_range range_{};
};

/// A read-only view of a shader asset. All but `valid` needs a valid one.
/// Threads: any. Lifetime: as long as what it views.
class Shader {
  public:
    static constexpr AssetType type = AssetType::Shader;

    Shader() = default;
    /// Check `valid()` when the asset comes from somebody else.
    explicit Shader(AssetView asset)
        : asset_(asset),
          axes_(asset.rows<sinter_shader_axis_row>(SINTER_SHADER_AXIS_TABLE)),
          variants_(asset.rows<sinter_shader_variant_row>(SINTER_SHADER_VARIANT_TABLE)),
          bindings_(asset.rows<sinter_shader_binding_row>(SINTER_SHADER_BINDING_TABLE)),
          members_(asset.rows<sinter_shader_member_row>(SINTER_SHADER_MEMBER_TABLE)),
          ports_(asset.rows<sinter_shader_port_row>(SINTER_SHADER_PORT_TABLE)),
          constants_(asset.rows<sinter_shader_constant_row>(SINTER_SHADER_CONSTANT_TABLE)),
          includes_(asset.rows<sinter_shader_include_row>(SINTER_SHADER_INCLUDE_TABLE)) {
        const auto rows = asset.rows<sinter_shader_row>(SINTER_SHADER_TABLE);
        if (!rows.empty()) row_ = rows[0];
        if (const auto* text = asset.table(SINTER_SHADER_TEXT_TABLE); text && text->stride == 1)
            text_ = {reinterpret_cast<const char*>(text->rows), text->count};
    }

    /// The tables are there, every range, text and chunk lies inside what it points into, the depths of
    /// members are those of a tree, keys are distinct, and every variant has code: SPIR-V that is whole words
    /// and begins with its magic number, or text. Says nothing of whether the code is right.
    [[nodiscard]] bool valid() const {
        if (asset_.type() != type || row_.stage == 0 || row_.stage >= ShaderStageNames.size() ||
            row_.language == 0 || row_.language > SINTER_SHADER_MSL || variants_.empty() ||
            !has(row_.entry_point))
            return false;
        for (std::uint32_t i = 0; i < axes_.size(); ++i)
            if (!axis_fits(axes_[i])) return false;
        std::vector<std::uint64_t> keys;
        for (std::uint32_t i = 0; i < variants_.size(); ++i) {
            const auto row = variants_[i];
            if (!variant_fits(row)) return false;
            keys.push_back(row.key);
        }
        std::sort(keys.begin(), keys.end());
        if (std::adjacent_find(keys.begin(), keys.end()) != keys.end()) return false;
        for (std::uint32_t i = 0; i < bindings_.size(); ++i) {
            const auto row = bindings_[i];
            if (row.kind == 0 || row.kind >= BindingKindNames.size() || !has(row.name) ||
                !has(row.type_name) || !has(row.target_name) || !inside(row.members, members_.size()) ||
                !tree(row.members))
                return false;
        }
        for (std::uint32_t i = 0; i < ports_.size(); ++i)
            if (const auto row = ports_[i]; !has(row.name) || row.component > 3) return false;
        for (std::uint32_t i = 0; i < constants_.size(); ++i)
            if (!has(constants_[i].name)) return false;
        for (std::uint32_t i = 0; i < includes_.size(); ++i)
            if (const auto row = includes_[i];
                !has(row.path) || (row.includer != SINTER_SHADER_NONE && row.includer >= i))
                return false;
        return true;
    }

    [[nodiscard]] const sinter_shader_row& row() const noexcept { return row_; }
    [[nodiscard]] ShaderStage stage() const noexcept { return static_cast<ShaderStage>(row_.stage); }
    [[nodiscard]] ShaderLanguage language() const noexcept {
        return static_cast<ShaderLanguage>(row_.language);
    }
    [[nodiscard]] std::string_view entry_point() const noexcept { return text(row_.entry_point); }

    [[nodiscard]] std::uint32_t variant_count() const noexcept { return variants_.size(); }
    /// Variant `index` < variant_count(); 0 is the default.
    [[nodiscard]] sinter_shader_variant_row variant(std::uint32_t index) const noexcept {
        return variants_[index];
    }
    /// Its code: SPIR-V or text, as language() says; empty while its chunk is not resident.
    [[nodiscard]] std::span<const std::uint8_t> code(std::uint32_t index) const noexcept {
        const auto chunk = variants_[index].chunk;
        if (chunk >= asset_.chunks().size()) return {};
        return asset_.bytes(chunk, 0, asset_.chunks()[chunk].bytes.size);
    }
    /// The variant of that key; nothing when there is none.
    [[nodiscard]] std::optional<std::uint32_t> variant_of_key(std::uint64_t key) const noexcept {
        for (std::uint32_t i = 0; i < variants_.size(); ++i)
            if (variants_[i].key == key) return i;
        return std::nullopt;
    }
    /// The bits of the key that say `value` on the axis `name`; keys of several axes are added. Nothing: no
    /// such axis or value.
    [[nodiscard]] std::optional<std::uint64_t> key_of(std::string_view name, std::string_view value) const {
        for (std::uint32_t i = 0; i < axes_.size(); ++i) {
            const auto axis = axes_[i];
            if (text(axis.name) != name) continue;
            std::string_view rest = text(axis.values);
            for (std::uint64_t at = 0; !rest.empty(); ++at) {
                const auto end = std::min(rest.find(' '), rest.size());
                if (rest.substr(0, end) == value) return at << axis.key_shift;
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] const Rows<sinter_shader_axis_row>& axes() const noexcept { return axes_; }
    [[nodiscard]] const Rows<sinter_shader_include_row>& includes() const noexcept { return includes_; }
    [[nodiscard]] ShaderRange<sinter_shader_binding_row> bindings(std::uint32_t variant) const noexcept {
        return {bindings_, variants_[variant].bindings};
    }
    [[nodiscard]] ShaderRange<sinter_shader_member_row> members(
        const sinter_shader_binding_row& binding) const noexcept {
        return {members_, binding.members};
    }
    [[nodiscard]] ShaderRange<sinter_shader_port_row> inputs(std::uint32_t variant) const noexcept {
        return {ports_, variants_[variant].inputs};
    }
    [[nodiscard]] ShaderRange<sinter_shader_port_row> outputs(std::uint32_t variant) const noexcept {
        return {ports_, variants_[variant].outputs};
    }
    [[nodiscard]] ShaderRange<sinter_shader_constant_row> constants(std::uint32_t variant) const noexcept {
        return {constants_, variants_[variant].constants};
    }
    [[nodiscard]] std::string_view text(sinter_shader_text at) const noexcept {
        return has(at) ? text_.substr(at.offset, at.size) : std::string_view{};
    }
    [[nodiscard]] const AssetView& asset() const noexcept { return asset_; }

  private:
    [[nodiscard]] bool has(sinter_shader_text at) const noexcept {
        return at.offset <= text_.size() && at.size <= text_.size() - at.offset;
    }
    [[nodiscard]] static bool inside(sinter_shader_range range, std::uint32_t size) noexcept {
        return range.first <= size && range.count <= size - range.first;
    }
    [[nodiscard]] bool axis_fits(const sinter_shader_axis_row& axis) const noexcept {
        if (!has(axis.name) || !has(axis.values) || axis.value_count == 0 || axis.key_shift > 63)
            return false;
        const auto values = text(axis.values);
        return static_cast<std::uint64_t>(std::count(values.begin(), values.end(), ' ')) + 1 ==
               axis.value_count;
    }
    [[nodiscard]] bool variant_fits(const sinter_shader_variant_row& row) const noexcept {
        if (!has(row.defines) || row.chunk >= asset_.chunks().size() ||
            !inside(row.bindings, bindings_.size()) || !inside(row.inputs, ports_.size()) ||
            !inside(row.outputs, ports_.size()) || !inside(row.constants, constants_.size()))
            return false;
        const auto& bytes = asset_.chunks()[row.chunk].bytes;
        if (row_.language != SINTER_SHADER_SPIRV) return bytes.size != 0;
        constexpr std::uint8_t Magic[] = {0x03, 0x02, 0x23, 0x07};
        return bytes.size >= 20 && bytes.size % 4 == 0 &&
               std::equal(std::begin(Magic), std::end(Magic), bytes.data);
    }
    /// A member is at most one deeper than the one before it, and deeper only behind a struct.
    [[nodiscard]] bool tree(sinter_shader_range range) const noexcept {
        std::uint32_t deepest = 0;
        for (std::uint32_t i = 0; i < range.count; ++i) {
            const auto member = members_[range.first + i];
            if (!has(member.name) || member.depth > deepest) return false;
            deepest = member.scalar == SINTER_SCALAR_STRUCT ? member.depth + 1 : member.depth;
        }
        return true;
    }

    AssetView asset_;
    sinter_shader_row row_{};
    std::string_view text_;
    Rows<sinter_shader_axis_row> axes_;
    Rows<sinter_shader_variant_row> variants_;
    Rows<sinter_shader_binding_row> bindings_;
    Rows<sinter_shader_member_row> members_;
    Rows<sinter_shader_port_row> ports_;
    Rows<sinter_shader_constant_row> constants_;
    Rows<sinter_shader_include_row> includes_;
};

}  // namespace sinter
