// SPDX-License-Identifier: Apache-2.0
#include "lower.hpp"

#include <set>
#include <string>

#include <spirv/unified1/spirv.hpp>

#include "lower_copy.hpp"
#include "spirv_module.hpp"

namespace shader {
namespace {

using sinter::Code;

/// A capability that version `core` took in, and the extension that has it before (SPIR-V 1.6, section 3.31).
struct Promoted {
    std::uint32_t capability, core;
    const char* extension;
};
constexpr Promoted Promotions[] = {
    {spv::CapabilityDemoteToHelperInvocation, 0x10600, "SPV_EXT_demote_to_helper_invocation"},
    {spv::CapabilityDotProduct, 0x10600, "SPV_KHR_integer_dot_product"},
    {spv::CapabilityDotProductInputAll, 0x10600, "SPV_KHR_integer_dot_product"},
    {spv::CapabilityDotProductInput4x8Bit, 0x10600, "SPV_KHR_integer_dot_product"},
    {spv::CapabilityDotProductInput4x8BitPacked, 0x10600, "SPV_KHR_integer_dot_product"},
    {spv::CapabilityStorageBuffer8BitAccess, 0x10500, "SPV_KHR_8bit_storage"},
    {spv::CapabilityUniformAndStorageBuffer8BitAccess, 0x10500, "SPV_KHR_8bit_storage"},
    {spv::CapabilityStoragePushConstant8, 0x10500, "SPV_KHR_8bit_storage"},
    {spv::CapabilityVulkanMemoryModel, 0x10500, "SPV_KHR_vulkan_memory_model"},
    {spv::CapabilityVulkanMemoryModelDeviceScope, 0x10500, "SPV_KHR_vulkan_memory_model"},
    {spv::CapabilityPhysicalStorageBufferAddresses, 0x10500, "SPV_KHR_physical_storage_buffer"},
    {spv::CapabilityShaderNonUniform, 0x10500, "SPV_EXT_descriptor_indexing"},
    {spv::CapabilityRuntimeDescriptorArray, 0x10500, "SPV_EXT_descriptor_indexing"},
    {spv::CapabilityUniformBufferArrayNonUniformIndexing, 0x10500, "SPV_EXT_descriptor_indexing"},
    {spv::CapabilitySampledImageArrayNonUniformIndexing, 0x10500, "SPV_EXT_descriptor_indexing"},
    {spv::CapabilityStorageBufferArrayNonUniformIndexing, 0x10500, "SPV_EXT_descriptor_indexing"},
    {spv::CapabilityStorageImageArrayNonUniformIndexing, 0x10500, "SPV_EXT_descriptor_indexing"},
    {spv::CapabilityInputAttachmentArrayNonUniformIndexing, 0x10500, "SPV_EXT_descriptor_indexing"},
    {spv::CapabilityUniformTexelBufferArrayNonUniformIndexing, 0x10500, "SPV_EXT_descriptor_indexing"},
    {spv::CapabilityStorageTexelBufferArrayNonUniformIndexing, 0x10500, "SPV_EXT_descriptor_indexing"},
    {spv::CapabilityInputAttachmentArrayDynamicIndexing, 0x10500, "SPV_EXT_descriptor_indexing"},
    {spv::CapabilityUniformTexelBufferArrayDynamicIndexing, 0x10500, "SPV_EXT_descriptor_indexing"},
    {spv::CapabilityStorageTexelBufferArrayDynamicIndexing, 0x10500, "SPV_EXT_descriptor_indexing"},
    {spv::CapabilityShaderViewportIndexLayerEXT, 0x10500, "SPV_EXT_shader_viewport_index_layer"},
    {spv::CapabilityDenormPreserve, 0x10400, "SPV_KHR_float_controls"},
    {spv::CapabilityDenormFlushToZero, 0x10400, "SPV_KHR_float_controls"},
    {spv::CapabilitySignedZeroInfNanPreserve, 0x10400, "SPV_KHR_float_controls"},
    {spv::CapabilityRoundingModeRTE, 0x10400, "SPV_KHR_float_controls"},
    {spv::CapabilityRoundingModeRTZ, 0x10400, "SPV_KHR_float_controls"},
    {spv::CapabilityStorageBuffer16BitAccess, 0x10300, "SPV_KHR_16bit_storage"},
    {spv::CapabilityUniformAndStorageBuffer16BitAccess, 0x10300, "SPV_KHR_16bit_storage"},
    {spv::CapabilityStoragePushConstant16, 0x10300, "SPV_KHR_16bit_storage"},
    {spv::CapabilityStorageInputOutput16, 0x10300, "SPV_KHR_16bit_storage"},
    {spv::CapabilityVariablePointers, 0x10300, "SPV_KHR_variable_pointers"},
    {spv::CapabilityVariablePointersStorageBuffer, 0x10300, "SPV_KHR_variable_pointers"},
    {spv::CapabilityDrawParameters, 0x10300, "SPV_KHR_shader_draw_parameters"},
    {spv::CapabilityMultiView, 0x10300, "SPV_KHR_multiview"},
    {spv::CapabilityDeviceGroup, 0x10300, "SPV_KHR_device_group"},
};

/// Capabilities that no extension offers before a version.
struct Since {
    std::uint32_t capability, version;
    const char* what;
};
constexpr Since Later[] = {
    {spv::CapabilityRayTracingKHR, 0x10400, "ray tracing"},
    {spv::CapabilityMeshShadingEXT, 0x10400, "mesh shading"},
    {spv::CapabilityGroupNonUniform, 0x10300, "subgroup operations"},
};

std::string version_text(std::uint32_t version) {
    return std::to_string(version >> 16) + '.' + std::to_string(version >> 8 & 0xff);
}

void append(Words& out, const Instruction& instruction) {
    out.insert(out.end(), instruction.words.begin(), instruction.words.end());
}

void append_extension(Words& out, const std::string& name) {
    const auto words = name.size() / 4 + 1;
    out.push_back(static_cast<std::uint32_t>((words + 1) << 16) | spv::OpExtension);
    for (std::size_t i = 0; i < words; ++i) {
        std::uint32_t word = 0;
        for (std::size_t b = 0; b < 4; ++b)
            if (i * 4 + b < name.size())
                word |= std::uint32_t{static_cast<unsigned char>(name[i * 4 + b])} << (b * 8);
        out.push_back(word);
    }
}

class Lowering {
  public:
    Lowering(const Words& words, const SpirvModule& module, std::uint32_t version)
        : words_(words), module_(module), version_(version), next_id_(words[3]) {}

    sinter::Result<Words> run() {
        if (auto looked = look(); !looked) return std::move(looked).error();
        Words out{words_[0], version_, words_[2], 0, 0};
        bool extensions_out = false, annotated = false;
        for (const auto& instruction : module_.instructions()) {
            if (!extensions_out && instruction.opcode != spv::OpCapability) {
                for (const auto& name : extensions_) append_extension(out, name);
                extensions_out = true;
            }
            if (!annotated && begins_types(instruction.opcode)) {
                annotated = true;
                if (workgroup_.opcode != 0) decorate_workgroup(out);
            }
            if (workgroup_.opcode != 0 && instruction.opcode == spv::OpFunction) declare_workgroup(out);
            if (auto written = write(instruction, out); !written) return std::move(written).error();
        }
        out[3] = next_id_;
        return out;
    }

  private:
    /// What the module needs of extensions, and what cannot be had.
    sinter::Status look() {
        std::set<std::string> present;
        for (const auto& instruction : module_.instructions()) {
            if (instruction.opcode == spv::OpCapability) {
                for (const auto& later : Later)
                    if (instruction[1] == later.capability && version_ < later.version)
                        return {Code::Unsupported, std::string{"shader_target: "} + later.what +
                                                       " needs SPIR-V " + version_text(later.version) +
                                                       " (shader_target is spirv_1_" +
                                                       std::to_string(version_ >> 8 & 0xff) + ")"};
                for (const auto& promoted : Promotions)
                    if (instruction[1] == promoted.capability && version_ < promoted.core)
                        extensions_.insert(promoted.extension);
                if (is_layer(instruction) && version_ < 0x10500)
                    extensions_.insert("SPV_EXT_shader_viewport_index_layer");
            } else if (instruction.opcode == spv::OpExtension) {
                present.emplace(instruction.text(1));
            } else if (instruction.opcode == spv::OpExtInstImport && version_ < 0x10600 &&
                       instruction.text(2).starts_with("NonSemantic.")) {
                extensions_.insert("SPV_KHR_non_semantic_info");
            } else if (instruction.opcode == spv::OpVariable && version_ < 0x10300 &&
                       instruction[3] == spv::StorageClassStorageBuffer) {
                extensions_.insert("SPV_KHR_storage_buffer_storage_class");
            } else if (instruction.opcode == spv::OpExecutionModeId && version_ < 0x10600 &&
                       instruction[2] == spv::ExecutionModeLocalSizeId) {
                workgroup_ = instruction;
            }
        }
        for (const auto& name : present) extensions_.erase(name);
        return {};
    }

    static bool is_layer(const Instruction& instruction) {
        return instruction.opcode == spv::OpCapability &&
               (instruction[1] == spv::CapabilityShaderLayer ||
                instruction[1] == spv::CapabilityShaderViewportIndex);
    }
    static bool begins_types(std::uint32_t opcode) {
        return (opcode >= spv::OpTypeVoid && opcode <= spv::OpTypePipe) || opcode == spv::OpFunction;
    }

    sinter::Status write(const Instruction& instruction, Words& out) {
        switch (instruction.opcode) {
            case spv::OpCapability:
                // The two of 1.5 were one.
                if (is_layer(instruction) && version_ < 0x10500) {
                    if (!layer_written_)
                        out.insert(out.end(),
                                   {2u << 16 | spv::OpCapability,
                                    static_cast<std::uint32_t>(spv::CapabilityShaderViewportIndexLayerEXT)});
                    layer_written_ = true;
                    return {};
                }
                break;
            case spv::OpEntryPoint:
                if (version_ < 0x10400) {
                    write_entry_point(instruction, out);
                    return {};
                }
                break;
            case spv::OpExecutionModeId:
                if (instruction[2] == spv::ExecutionModeLocalSizeId && version_ < 0x10600) {
                    out.insert(out.end(), {6u << 16 | spv::OpExecutionMode, instruction[1],
                                           static_cast<std::uint32_t>(spv::ExecutionModeLocalSize)});
                    for (std::size_t i = 3; i < 6; ++i)
                        out.push_back(static_cast<std::uint32_t>(module_.constant(instruction[i])));
                    return {};
                }
                break;
            case spv::OpTerminateInvocation:
                if (version_ < 0x10600) {
                    out.push_back(1u << 16 | spv::OpKill);
                    return {};
                }
                break;
            case spv::OpCopyLogical:
                if (version_ < 0x10400) return write_copy(instruction, out);
                break;
            default:
                break;
        }
        append(out, instruction);
        return {};
    }

    /// Before 1.4 the interface is the inputs and outputs only.
    void write_entry_point(const Instruction& instruction, Words& out) const {
        const auto name_words = instruction.text(3).size() / 4 + 1;
        const auto first = out.size();
        for (std::size_t i = 0; i < 3 + name_words; ++i) out.push_back(instruction[i]);
        for (auto i = 3 + name_words; i < instruction.size(); ++i) {
            const auto storage = module_.defined(instruction[i])[3];
            if (storage == spv::StorageClassInput || storage == spv::StorageClassOutput)
                out.push_back(instruction[i]);
        }
        out[first] = static_cast<std::uint32_t>((out.size() - first) << 16) | spv::OpEntryPoint;
    }

    sinter::Status write_copy(const Instruction& instruction, Words& out) {
        const auto source = module_.defined(instruction[3]);
        if (source.opcode != 0 &&
            copy_members(module_, instruction[1], instruction[2], source[1], instruction[3], next_id_, out))
            return {};
        return {Code::Unsupported, "shader_target: SPIR-V " + version_text(version_) +
                                       " cannot copy a struct of this shape between two layouts"};
    }

    void decorate_workgroup(Words& out) {
        workgroup_id_ = next_id_++;
        out.insert(out.end(), {4u << 16 | spv::OpDecorate, workgroup_id_,
                               static_cast<std::uint32_t>(spv::DecorationBuiltIn),
                               static_cast<std::uint32_t>(spv::BuiltInWorkgroupSize)});
    }
    /// After the constants it is made of.
    void declare_workgroup(Words& out) {
        const auto scalar = module_.defined(workgroup_[3])[1];
        std::uint32_t vector = 0;
        for (const auto& instruction : module_.instructions())
            if (instruction.opcode == spv::OpTypeVector && instruction[2] == scalar && instruction[3] == 3)
                vector = instruction[1];
        if (vector == 0) {
            vector = next_id_++;
            out.insert(out.end(), {4u << 16 | spv::OpTypeVector, vector, scalar, 3u});
        }
        out.insert(out.end(), {6u << 16 | spv::OpSpecConstantComposite, vector, workgroup_id_, workgroup_[3],
                               workgroup_[4], workgroup_[5]});
        workgroup_ = {};
    }

    const Words& words_;
    const SpirvModule& module_;
    std::uint32_t version_, next_id_;
    std::set<std::string> extensions_;
    Instruction workgroup_;
    std::uint32_t workgroup_id_ = 0;
    bool layer_written_ = false;
};

}  // namespace

sinter::Result<Words> lower(const Words& words, std::uint32_t version) {
    auto module = SpirvModule::parse(words);
    if (!module) return std::move(module).error();
    if (words[1] <= version) return words;
    auto lowered = Lowering{words, *module, version}.run();
    if (!lowered) return lowered;
    if (auto valid = validate(*lowered); !valid)
        return {Code::Unsupported, "shader_target: SPIR-V " + version_text(version) +
                                       " has no place for a part of it: " + valid.error().text};
    return lowered;
}

}  // namespace shader
