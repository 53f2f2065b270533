// SPDX-License-Identifier: Apache-2.0
#include "cross.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include <spirv_cross/spirv_cross_c.h>

#include "cross_limits.hpp"

namespace shader {
namespace {

using sinter::BindingKind;
using sinter::Code;
using sinter::ShaderLanguage;
using sinter::ShaderStage;

struct Kinds {
    spvc_resource_type type;
    BindingKind first, second;
};
constexpr Kinds ResourceKinds[] = {
    {SPVC_RESOURCE_TYPE_UNIFORM_BUFFER, BindingKind::UniformBuffer, BindingKind::UniformBuffer},
    {SPVC_RESOURCE_TYPE_STORAGE_BUFFER, BindingKind::StorageBuffer, BindingKind::StorageBuffer},
    {SPVC_RESOURCE_TYPE_SAMPLED_IMAGE, BindingKind::CombinedImage, BindingKind::UniformTexels},
    {SPVC_RESOURCE_TYPE_SEPARATE_IMAGE, BindingKind::SampledImage, BindingKind::UniformTexels},
    {SPVC_RESOURCE_TYPE_SEPARATE_SAMPLERS, BindingKind::Sampler, BindingKind::Sampler},
    {SPVC_RESOURCE_TYPE_STORAGE_IMAGE, BindingKind::StorageImage, BindingKind::StorageTexels},
    {SPVC_RESOURCE_TYPE_SUBPASS_INPUT, BindingKind::InputAttachment, BindingKind::InputAttachment},
    {SPVC_RESOURCE_TYPE_PUSH_CONSTANT, BindingKind::PushConstant, BindingKind::PushConstant},
};

/// OpenGL counts the bindings of each of these by itself.
int namespace_of(std::uint32_t kind) {
    switch (static_cast<BindingKind>(kind)) {
        case BindingKind::UniformBuffer:
            return 0;
        case BindingKind::StorageBuffer:
            return 1;
        case BindingKind::StorageImage:
        case BindingKind::StorageTexels:
            return 2;
        default:
            return 3;
    }
}

struct Destroy {
    void operator()(spvc_context_s* context) const { spvc_context_destroy(context); }
};

class Session {
  public:
    Session(ShaderStage stage, const CrossTarget& target, std::vector<CrossBinding> bindings)
        : stage_(stage), target_(target), bindings_(std::move(bindings)) {}

    sinter::Result<Crossed> run(const Words& words) {
        spvc_context context = nullptr;
        if (spvc_context_create(&context) != SPVC_SUCCESS) throw std::bad_alloc{};
        context_.reset(context);
        // Without a callback an error is printed by nobody.
        spvc_context_set_error_callback(
            context, [](void*, const char*) {}, nullptr);
        spvc_parsed_ir ir = nullptr;
        const auto backend = target_.language == ShaderLanguage::Msl ? SPVC_BACKEND_MSL : SPVC_BACKEND_GLSL;
        if (spvc_context_parse_spirv(context, words.data(), words.size(), &ir) != SPVC_SUCCESS ||
            spvc_context_create_compiler(context, backend, ir, SPVC_CAPTURE_MODE_TAKE_OWNERSHIP,
                                         &compiler_) != SPVC_SUCCESS)
            return failed(Code::Corrupt);
        if (!set_options() || !name_resources()) return failed(Code::Unsupported);
        if (target_.language != ShaderLanguage::Msl &&
            !(combine_images() && number_bindings() && name_varyings()))
            return failed(Code::Unsupported);
        const char* text = nullptr;
        if (spvc_compiler_compile(compiler_, &text) != SPVC_SUCCESS) return failed(Code::Unsupported);
        Crossed out;
        out.text = text;
        read_places();
        out.entry_point = entry_point();
        out.bindings = std::move(bindings_);
        return out;
    }

  private:
    sinter::Error failed(Code code) const {
        return {code,
                "shader_target: " + language_text(target_.language, target_.version) +
                    " has no place for a part of it: " + spvc_context_get_last_error_string(context_.get()),
                {}};
    }

    bool set_options() {
        spvc_compiler_options options = nullptr;
        if (spvc_compiler_create_compiler_options(compiler_, &options) != SPVC_SUCCESS) return false;
        const bool es = target_.language == ShaderLanguage::GlslEs;
        const bool moves = stage_ == ShaderStage::Vertex || stage_ == ShaderStage::TessellationEvaluation ||
                           stage_ == ShaderStage::Geometry;
        const auto set_bool = [&](spvc_compiler_option option, bool value) {
            return spvc_compiler_options_set_bool(options, option, value ? SPVC_TRUE : SPVC_FALSE) ==
                   SPVC_SUCCESS;
        };
        const auto set_number = [&](spvc_compiler_option option, std::uint32_t value) {
            return spvc_compiler_options_set_uint(options, option, value) == SPVC_SUCCESS;
        };
        bool done = set_bool(SPVC_COMPILER_OPTION_FLIP_VERTEX_Y, moves && target_.flip_y);
        if (target_.language == ShaderLanguage::Msl) {
            done = done && set_number(SPVC_COMPILER_OPTION_MSL_VERSION, target_.version) &&
                   set_number(SPVC_COMPILER_OPTION_MSL_PLATFORM, SPVC_MSL_PLATFORM_MACOS) &&
                   set_bool(SPVC_COMPILER_OPTION_MSL_TEXTURE_BUFFER_NATIVE, true);
        } else {
            done = done && set_number(SPVC_COMPILER_OPTION_GLSL_VERSION, target_.version) &&
                   set_bool(SPVC_COMPILER_OPTION_GLSL_ES, es) &&
                   set_bool(SPVC_COMPILER_OPTION_FIXUP_DEPTH_CONVENTION, moves && target_.adapt_depth) &&
                   set_bool(SPVC_COMPILER_OPTION_GLSL_ENABLE_420PACK_EXTENSION, !es) &&
                   set_bool(SPVC_COMPILER_OPTION_GLSL_SEPARATE_SHADER_OBJECTS, !es) &&
                   set_bool(SPVC_COMPILER_OPTION_GLSL_FORCE_FLATTENED_IO_BLOCKS, es) &&
                   // WebGL has no base instance: SPIRV-Cross then adds none.
                   set_bool(SPVC_COMPILER_OPTION_GLSL_SUPPORT_NONZERO_BASE_INSTANCE, !es) &&
                   set_bool(SPVC_COMPILER_OPTION_GLSL_ES_DEFAULT_FLOAT_PRECISION_HIGHP, true) &&
                   set_bool(SPVC_COMPILER_OPTION_GLSL_ES_DEFAULT_INT_PRECISION_HIGHP, true);
        }
        return done && spvc_compiler_install_compiler_options(compiler_, options) == SPVC_SUCCESS;
    }

    /// Finds each resource's row, and gives it the names of the source.
    bool name_resources() {
        spvc_resources resources = nullptr;
        if (spvc_compiler_create_shader_resources(compiler_, &resources) != SPVC_SUCCESS) return false;
        for (const auto& kinds : ResourceKinds) {
            const spvc_reflected_resource* list = nullptr;
            std::size_t count = 0;
            if (spvc_resources_get_resource_list_for_type(resources, kinds.type, &list, &count) !=
                SPVC_SUCCESS)
                return false;
            for (std::size_t i = 0; i < count; ++i) name_resource(list[i], kinds);
        }
        return true;
    }

    void name_resource(const spvc_reflected_resource& resource, const Kinds& kinds) {
        const auto set = spvc_compiler_get_decoration(compiler_, resource.id, SpvDecorationDescriptorSet);
        const auto binding = spvc_compiler_get_decoration(compiler_, resource.id, SpvDecorationBinding);
        const auto fits = [&](const CrossBinding& candidate) {
            const auto& row = candidate.row;
            const auto kind = static_cast<BindingKind>(row.kind);
            return (kind == kinds.first || kind == kinds.second) &&
                   (kind == BindingKind::PushConstant || (row.set == set && row.binding == binding)) &&
                   std::ranges::none_of(
                       ids_, [&](const auto& known) { return &bindings_[known.second] == &candidate; });
        };
        const auto found = std::ranges::find_if(bindings_, fits);
        if (found == bindings_.end()) return;
        ids_.emplace(resource.id, static_cast<std::size_t>(found - bindings_.begin()));
        if (!found->name.empty() && found->name != found->type_name)
            spvc_compiler_set_name(compiler_, resource.id, found->name.c_str());
        if (found->type_name.empty()) return;
        spvc_compiler_set_name(compiler_, resource.base_type_id, found->type_name.c_str());
        for (std::uint32_t i = 0; i < found->members.size(); ++i)
            if (!found->members[i].empty())
                spvc_compiler_set_member_name(compiler_, resource.base_type_id, i, found->members[i].c_str());
    }

    /// OpenGL has no sampler without an image: each pair that is used becomes one uniform, image_sampler.
    bool combine_images() {
        spvc_variable_id dummy = 0;
        if (spvc_compiler_build_dummy_sampler_for_combined_images(compiler_, &dummy) != SPVC_SUCCESS ||
            spvc_compiler_build_combined_image_samplers(compiler_) != SPVC_SUCCESS)
            return false;
        const spvc_combined_image_sampler* pairs = nullptr;
        std::size_t count = 0;
        if (spvc_compiler_get_combined_image_samplers(compiler_, &pairs, &count) != SPVC_SUCCESS)
            return false;
        for (std::size_t i = 0; i < count; ++i) {
            const auto image = ids_.find(pairs[i].image_id);
            if (image == ids_.end()) continue;
            CrossBinding pair = bindings_[image->second];
            pair.row.kind = SINTER_BINDING_COMBINED_IMAGE;
            const auto sampler = ids_.find(pairs[i].sampler_id);
            if (sampler != ids_.end()) {
                const auto& other = bindings_[sampler->second];
                pair.row.sampler_set = other.row.set;
                pair.row.sampler_binding = other.row.binding;
                pair.name += '_' + other.name;
            }
            spvc_compiler_set_name(compiler_, pairs[i].combined_id, pair.name.c_str());
            ids_.emplace(pairs[i].combined_id, bindings_.size());
            bindings_.push_back(std::move(pair));
        }
        return true;
    }

    /// Sets do not exist in OpenGL: bindings are counted anew, in the order of the rows.
    bool number_bindings() {
        std::map<std::size_t, spvc_variable_id> by_row;
        for (const auto& [id, row] : ids_) by_row.emplace(row, id);
        std::uint32_t next[4] = {};
        for (const auto& [row, id] : by_row) {
            auto& binding = bindings_[row].row;
            const auto kind = static_cast<BindingKind>(binding.kind);
            const bool joined = kind == BindingKind::Sampler || kind == BindingKind::SampledImage;
            if (kind == BindingKind::PushConstant || joined) continue;
            auto& number = next[namespace_of(binding.kind)];
            if (target_.language == ShaderLanguage::Glsl) {
                binding.target_index = number;
                spvc_compiler_set_decoration(compiler_, id, SpvDecorationBinding, number);
            } else {
                spvc_compiler_unset_decoration(compiler_, id, SpvDecorationBinding);
            }
            spvc_compiler_unset_decoration(compiler_, id, SpvDecorationDescriptorSet);
            number += std::max(binding.count, 1u);
        }
        return true;
    }

    /// GLSL ES 3.00 joins the varyings of two stages by name, SPIR-V by location.
    bool name_varyings() {
        const bool vertex = stage_ == ShaderStage::Vertex;
        if (target_.language != ShaderLanguage::GlslEs) return true;
        spvc_resources resources = nullptr;
        const spvc_reflected_resource* list = nullptr;
        std::size_t count = 0;
        if (spvc_compiler_create_shader_resources(compiler_, &resources) != SPVC_SUCCESS ||
            spvc_resources_get_resource_list_for_type(
                resources, vertex ? SPVC_RESOURCE_TYPE_STAGE_OUTPUT : SPVC_RESOURCE_TYPE_STAGE_INPUT, &list,
                &count) != SPVC_SUCCESS)
            return false;
        for (std::size_t i = 0; i < count; ++i) {
            const auto type = spvc_compiler_get_type_handle(compiler_, list[i].base_type_id);
            const auto at = spvc_compiler_get_decoration(compiler_, list[i].id, SpvDecorationLocation);
            const auto base = spvc_type_get_basetype(type);
            // There, too, an integer that leaves a vertex stage must be flat (GLSL ES 3.00, section 4.3.6).
            if (vertex && (base == SPVC_BASETYPE_INT32 || base == SPVC_BASETYPE_UINT32))
                spvc_compiler_set_decoration(compiler_, list[i].id, SpvDecorationFlat, 1);
            if (base != SPVC_BASETYPE_STRUCT) {
                const auto component =
                    spvc_compiler_get_decoration(compiler_, list[i].id, SpvDecorationComponent);
                spvc_compiler_set_name(compiler_, list[i].id, varying(at, component).c_str());
                continue;
            }
            // Flattened, a member is called block_member.
            spvc_compiler_set_name(compiler_, list[i].base_type_id, "varyings");
            spvc_compiler_set_name(compiler_, list[i].id, ("block" + std::to_string(at)).c_str());
            for (std::uint32_t m = 0; m < spvc_type_get_num_member_types(type); ++m)
                spvc_compiler_set_member_name(compiler_, list[i].base_type_id, m,
                                              ("m" + std::to_string(m)).c_str());
        }
        return true;
    }
    static std::string varying(std::uint32_t location, std::uint32_t component) {
        return "varying" + std::to_string(location) + (component == 0 ? "" : "c" + std::to_string(component));
    }

    void read_places() {
        for (const auto& [id, index] : ids_) {
            auto& binding = bindings_[index];
            const auto kind = static_cast<BindingKind>(binding.row.kind);
            if (target_.language == ShaderLanguage::Msl) {
                binding.row.target_index = spvc_compiler_msl_get_automatic_resource_binding(compiler_, id);
                if (kind == BindingKind::CombinedImage)
                    binding.row.target_sampler =
                        spvc_compiler_msl_get_automatic_resource_binding_secondary(compiler_, id);
                continue;
            }
            const bool buffer = kind == BindingKind::UniformBuffer || kind == BindingKind::StorageBuffer;
            const char* name = buffer ? spvc_compiler_get_remapped_declared_block_name(compiler_, id)
                                      : spvc_compiler_get_name(compiler_, id);
            const bool joined = kind == BindingKind::Sampler || kind == BindingKind::SampledImage;
            binding.target_name = joined || !name ? "" : name;
        }
    }

    std::string entry_point() const {
        const spvc_entry_point* points = nullptr;
        std::size_t count = 0;
        if (spvc_compiler_get_entry_points(compiler_, &points, &count) != SPVC_SUCCESS || count == 0)
            return "main";
        const char* name =
            spvc_compiler_get_cleansed_entry_point_name(compiler_, points[0].name, points[0].execution_model);
        return target_.language == ShaderLanguage::Msl && name ? name : "main";
    }

    ShaderStage stage_;
    CrossTarget target_;
    std::vector<CrossBinding> bindings_;
    std::unique_ptr<spvc_context_s, Destroy> context_;
    spvc_compiler compiler_ = nullptr;
    std::map<spvc_variable_id, std::size_t> ids_;  // → index into bindings_
};

}  // namespace

sinter::Result<Crossed> cross_compile(const Words& words, ShaderStage stage, const CrossTarget& target,
                                      std::vector<CrossBinding> bindings) {
    if (auto checked = check_target(stage, target, bindings); !checked) return std::move(checked).error();
    return Session{stage, target, std::move(bindings)}.run(words);
}

}  // namespace shader
