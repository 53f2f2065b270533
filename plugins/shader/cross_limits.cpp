// SPDX-License-Identifier: Apache-2.0
#include "cross_limits.hpp"

namespace shader {
namespace {

using sinter::BindingKind;
using sinter::Code;
using sinter::ShaderLanguage;
using sinter::ShaderStage;

bool is_traced(ShaderStage stage) {
    return stage >= ShaderStage::RayGeneration && stage <= ShaderStage::Callable;
}

/// What GLSL ES 3.00 (The OpenGL ES Shading Language 3.00, section 4.1) has no type for; empty when it has.
std::string missing_in_es(const CrossBinding& binding) {
    const auto kind = static_cast<BindingKind>(binding.row.kind);
    switch (kind) {
        case BindingKind::UniformBuffer:
        case BindingKind::PushConstant:
        case BindingKind::Sampler:
            break;
        case BindingKind::CombinedImage:
        case BindingKind::SampledImage:
            if (binding.row.image_dimension == 1) return "1D textures";
            if (binding.row.image_dimension == 4 && (binding.row.flags & SINTER_SHADER_ARRAYED))
                return "arrays of cubes";
            if (binding.row.flags & SINTER_SHADER_MULTISAMPLED) return "multisampled textures";
            break;
        case BindingKind::StorageBuffer:
            return "storage buffers";
        case BindingKind::StorageImage:
            return "storage images";
        case BindingKind::UniformTexels:
        case BindingKind::StorageTexels:
            return "texel buffers";
        case BindingKind::InputAttachment:
            return "input attachments";
        case BindingKind::AccelerationStructure:
        case BindingKind::ShaderRecord:
            return "ray tracing";
        case BindingKind::Unknown:
            return "bindings of this kind";
    }
    return binding.row.count == 0 ? "arrays of unknown length" : "";
}

}  // namespace

sinter::Status check_target(ShaderStage stage, const CrossTarget& target,
                            const std::vector<CrossBinding>& bindings) {
    const auto language = language_text(target.language, target.version);
    const auto no_stage = [&] {
        return sinter::Status{Code::Unsupported, "shader_target: " + language + " has no such stage (" +
                                                     std::string{name_of(stage)} + ")"};
    };
    const bool mesh = stage == ShaderStage::Task || stage == ShaderStage::Mesh;
    if (is_traced(stage)) return no_stage();
    if (target.language == ShaderLanguage::Msl && (stage == ShaderStage::Geometry || mesh)) return no_stage();
    if (target.language != ShaderLanguage::GlslEs) return {};
    if (stage != ShaderStage::Vertex && stage != ShaderStage::Fragment) return no_stage();
    for (const auto& binding : bindings) {
        if ((binding.row.flags & SINTER_SHADER_USED) == 0) continue;
        if (const auto missing = missing_in_es(binding); !missing.empty())
            return {Code::Unsupported, "shader_target: " + language + ", which WebGL 2 takes, has no " +
                                           missing + " (" + binding.name + ")"};
    }
    return {};
}

}  // namespace shader
