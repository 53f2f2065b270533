// SPDX-License-Identifier: Apache-2.0
#include "reflect.hpp"

#include <algorithm>
#include <tuple>

#include <spirv/unified1/spirv.hpp>

#include "reflect_ports.hpp"
#include "reflect_types.hpp"

namespace shader {
namespace {

using sinter::ShaderDraft;

bool any_member_decorated(const SpirvModule& module, std::uint32_t type, std::uint32_t decoration, bool all) {
    const auto structure = module.defined(type);
    if (structure.opcode != spv::OpTypeStruct || structure.size() <= 2) return false;
    for (std::uint32_t i = 0; i + 2 < structure.size(); ++i)
        if (module.member_decoration(type, i, decoration).has_value() != all) return !all;
    return all;
}

/// Of the image type `image`, or of a sampled image's.
sinter_shader_binding_kind image_kind(const Instruction& image, bool combined) {
    const auto dimension = image[3];
    const bool storage = image[7] == 2;
    if (dimension == spv::DimBuffer)
        return storage ? SINTER_BINDING_STORAGE_TEXELS : SINTER_BINDING_UNIFORM_TEXELS;
    if (dimension == spv::DimSubpassData) return SINTER_BINDING_INPUT_ATTACHMENT;
    if (combined) return SINTER_BINDING_COMBINED_IMAGE;
    return storage ? SINTER_BINDING_STORAGE_IMAGE : SINTER_BINDING_SAMPLED_IMAGE;
}

void describe_image(const Instruction& image, sinter_shader_binding_row& row) {
    row.image_dimension = image[3] + 1;
    row.image_format = format_of_image(image[8]);
    if (image[4] == 1) row.flags |= SINTER_SHADER_DEPTH;
    if (image[5] == 1) row.flags |= SINTER_SHADER_ARRAYED;
    if (image[6] == 1) row.flags |= SINTER_SHADER_MULTISAMPLED;
}

/// Kind of what a variable of the storage class holds; 0: nothing of the program's.
sinter_shader_binding_kind kind_of(const SpirvModule& module, std::uint32_t storage_class, std::uint32_t type,
                                   sinter_shader_binding_row& row) {
    switch (storage_class) {
        case spv::StorageClassUniform:
            return module.decoration(type, spv::DecorationBufferBlock) ? SINTER_BINDING_STORAGE_BUFFER
                                                                       : SINTER_BINDING_UNIFORM_BUFFER;
        case spv::StorageClassStorageBuffer:
            return SINTER_BINDING_STORAGE_BUFFER;
        case spv::StorageClassPushConstant:
            return SINTER_BINDING_PUSH_CONSTANT;
        case spv::StorageClassShaderRecordBufferKHR:
            return SINTER_BINDING_SHADER_RECORD;
        case spv::StorageClassUniformConstant:
            break;
        default:
            return 0;
    }
    const auto instruction = module.defined(type);
    switch (instruction.opcode) {
        case spv::OpTypeSampler:
            return SINTER_BINDING_SAMPLER;
        case spv::OpTypeAccelerationStructureKHR:
            return SINTER_BINDING_ACCELERATION_STRUCTURE;
        case spv::OpTypeSampledImage: {
            const auto image = module.defined(instruction[2]);
            describe_image(image, row);
            return image_kind(image, true);
        }
        case spv::OpTypeImage:
            describe_image(instruction, row);
            return image_kind(instruction, false);
        default:
            return 0;
    }
}

std::uint32_t access_of(const SpirvModule& module, std::uint32_t variable, std::uint32_t type,
                        sinter_shader_binding_kind kind) {
    if (kind != SINTER_BINDING_STORAGE_BUFFER && kind != SINTER_BINDING_STORAGE_IMAGE &&
        kind != SINTER_BINDING_STORAGE_TEXELS)
        return SINTER_SHADER_READ;
    const auto denied = [&](std::uint32_t decoration) {
        return module.decoration(variable, decoration) ||
               any_member_decorated(module, type, decoration, true);
    };
    std::uint32_t out = 0;
    if (!denied(spv::DecorationNonReadable)) out |= SINTER_SHADER_READ;
    if (!denied(spv::DecorationNonWritable)) out |= SINTER_SHADER_WRITE;
    if (module.decoration(variable, spv::DecorationCoherent) ||
        any_member_decorated(module, type, spv::DecorationCoherent, false))
        out |= SINTER_SHADER_COHERENT;
    return out;
}

sinter::Status add_binding(const SpirvModule& module, const Instruction& variable, bool used,
                           ShaderDraft& draft) {
    const auto pointer = module.defined(variable[1]);
    const auto unwrapped = unwrap(module, pointer[3]);
    sinter_shader_binding_row row{};
    row.kind = kind_of(module, variable[3], unwrapped.type, row);
    if (row.kind == 0) return {};
    const auto id = variable[2];
    const bool has_set = row.kind != SINTER_BINDING_PUSH_CONSTANT && row.kind != SINTER_BINDING_SHADER_RECORD;
    row.set = has_set ? module.decoration(id, spv::DecorationDescriptorSet).value_or(0) : SINTER_SHADER_NONE;
    row.binding = has_set ? module.decoration(id, spv::DecorationBinding).value_or(0) : SINTER_SHADER_NONE;
    row.count = static_cast<std::uint32_t>(unwrapped.count);
    row.flags |=
        access_of(module, id, unwrapped.type, row.kind) | (used ? std::uint32_t{SINTER_SHADER_USED} : 0u);
    row.input_attachment_index = row.kind == SINTER_BINDING_INPUT_ATTACHMENT
                                     ? module.decoration(id, spv::DecorationInputAttachmentIndex).value_or(0)
                                     : SINTER_SHADER_NONE;
    row.target_index = row.target_sampler = row.sampler_set = row.sampler_binding = SINTER_SHADER_NONE;
    const bool block = module.defined(unwrapped.type).opcode == spv::OpTypeStruct;
    const auto type_name = block ? module.name(unwrapped.type) : std::string_view{};
    row.name = draft.add_text(module.name(id).empty() ? type_name : module.name(id));
    row.type_name = draft.add_text(type_name);
    if (block) {
        row.members.first = static_cast<std::uint32_t>(draft.members.size());
        auto size = add_members(module, unwrapped.type, 0, draft);
        if (!size) return size.status();
        row.size = *size;
        row.members.count = static_cast<std::uint32_t>(draft.members.size()) - row.members.first;
    }
    draft.bindings.push_back(row);
    return {};
}

void add_constants(const SpirvModule& module, ShaderDraft& draft) {
    for (const auto& instruction : module.instructions()) {
        if (instruction.opcode != spv::OpSpecConstant && instruction.opcode != spv::OpSpecConstantTrue &&
            instruction.opcode != spv::OpSpecConstantFalse)
            continue;
        const auto id = module.decoration(instruction[2], spv::DecorationSpecId);
        if (!id) continue;
        const auto numbers = numbers_of(module, instruction[1]);
        sinter_shader_constant_row row{};
        row.id = *id;
        row.scalar = numbers.scalar;
        row.bits = numbers.scalar == SINTER_SCALAR_BOOL ? 1 : numbers.bits;
        row.value = module.constant(instruction[2]);
        // Narrow signed literals are stored with their sign extended.
        if (row.bits != 0 && row.bits < 64) row.value &= (std::uint64_t{1} << row.bits) - 1;
        row.name = draft.add_text(module.name(instruction[2]));
        draft.constants.push_back(row);
    }
}

void set_workgroup_size(const SpirvModule& module, std::uint32_t axis, std::uint32_t constant,
                        sinter_shader_variant_row& variant) {
    variant.workgroup[axis] = static_cast<std::uint32_t>(module.constant(constant));
    if (const auto id = module.decoration(constant, spv::DecorationSpecId)) {
        variant.workgroup_specialised |= 1u << axis;
        variant.workgroup_constant[axis] = *id;
    }
}

void read_workgroup(const SpirvModule& module, sinter_shader_variant_row& variant) {
    for (const auto& instruction : module.instructions()) {
        const bool mode = instruction[1] == module.entry_point().function;
        if (instruction.opcode == spv::OpExecutionMode && mode &&
            instruction[2] == spv::ExecutionModeLocalSize) {
            for (std::uint32_t i = 0; i < 3; ++i) variant.workgroup[i] = instruction[3 + i];
        } else if (instruction.opcode == spv::OpExecutionModeId && mode &&
                   instruction[2] == spv::ExecutionModeLocalSizeId) {
            for (std::uint32_t i = 0; i < 3; ++i) set_workgroup_size(module, i, instruction[3 + i], variant);
        } else if ((instruction.opcode == spv::OpConstantComposite ||
                    instruction.opcode == spv::OpSpecConstantComposite) &&
                   module.decoration(instruction[2], spv::DecorationBuiltIn) == spv::BuiltInWorkgroupSize) {
            // Overrides the execution mode (SPIR-V 1.6, section 3.21, WorkgroupSize).
            for (std::uint32_t i = 0; i < 3; ++i) set_workgroup_size(module, i, instruction[3 + i], variant);
            return;
        }
    }
}

/// Sorts the rows from `first` on and returns their range.
template <class Row, class Order>
sinter_shader_range sorted_from(std::vector<Row>& rows, std::size_t first, Order order) {
    std::stable_sort(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(),
                     [&](const Row& a, const Row& b) { return order(a) < order(b); });
    return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(rows.size() - first)};
}

}  // namespace

sinter::Status reflect(const SpirvModule& module, ShaderDraft& draft, sinter_shader_variant_row& variant) {
    const auto used = module.used_ids();
    const auto is_used = [&](std::uint32_t id) { return id < used.size() && used[id]; };
    const auto first_binding = draft.bindings.size();
    const auto first_constant = draft.constants.size();
    for (const auto& instruction : module.instructions()) {
        if (instruction.opcode == spv::OpFunction) break;
        if (instruction.opcode != spv::OpVariable) continue;
        if (auto added = add_binding(module, instruction, is_used(instruction[2]), draft); !added)
            return added;
    }
    add_constants(module, draft);
    variant.bindings = sorted_from(draft.bindings, first_binding, [&](const sinter_shader_binding_row& row) {
        return std::tuple{row.set, row.binding, row.kind,
                          std::string_view{draft.text}.substr(row.name.offset, row.name.size)};
    });
    variant.constants = sorted_from(draft.constants, first_constant,
                                    [](const sinter_shader_constant_row& row) { return row.id; });
    const auto port_order = [&](const sinter_shader_port_row& row) {
        return std::tuple{row.location, row.component, row.index,
                          std::string_view{draft.text}.substr(row.name.offset, row.name.size)};
    };
    for (const bool input : {true, false}) {
        const auto first = draft.ports.size();
        for (const auto& instruction : module.instructions()) {
            if (instruction.opcode == spv::OpFunction) break;
            const auto wanted = input ? spv::StorageClassInput : spv::StorageClassOutput;
            if (instruction.opcode == spv::OpVariable && instruction[3] == wanted)
                add_ports(module, instruction, is_used(instruction[2]), draft);
        }
        (input ? variant.inputs : variant.outputs) = sorted_from(draft.ports, first, port_order);
    }
    read_workgroup(module, variant);
    variant.instructions = module.instructions_in_functions();
    return {};
}

}  // namespace shader
