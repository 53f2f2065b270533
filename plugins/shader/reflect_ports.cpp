// SPDX-License-Identifier: Apache-2.0
#include "reflect_ports.hpp"

#include <algorithm>

#include <spirv/unified1/spirv.hpp>

#include "reflect_types.hpp"

namespace shader {
namespace {

/// Whether the outermost array of such a variable counts the vertices or primitives of its stage.
bool per_vertex(const SpirvModule& module, std::uint32_t variable, bool input) {
    if (module.decoration(variable, spv::DecorationPatch)) return false;
    switch (module.entry_point().model) {
        case spv::ExecutionModelTessellationControl:
            return true;
        case spv::ExecutionModelTessellationEvaluation:
        case spv::ExecutionModelGeometry:
            return input;
        case spv::ExecutionModelMeshEXT:
        case spv::ExecutionModelMeshNV:
            return !input;
        case spv::ExecutionModelFragment:
            return input && module.decoration(variable, spv::DecorationPerVertexKHR).has_value();
        default:
            return false;
    }
}

/// Locations of a type: one a vector, two of 64-bit vectors of three and four (Vulkan 1.3, section 15.1.5).
std::uint64_t locations_of(const SpirvModule& module, std::uint32_t type, std::uint32_t depth) {
    const auto unwrapped = unwrap(module, type);
    const auto numbers = numbers_of(module, unwrapped.type);
    std::uint64_t each = std::uint64_t{numbers.columns} * (numbers.bits == 64 && numbers.rows > 2 ? 2 : 1);
    const auto structure = module.defined(unwrapped.type);
    if (structure.opcode == spv::OpTypeStruct && depth < 16)
        for (std::size_t i = 2; i < structure.size() && each < 0xFFFF; ++i)
            each += locations_of(module, structure[i], depth + 1);
    return std::min<std::uint64_t>(each * std::min<std::uint64_t>(unwrapped.count, 0xFFFF), 0xFFFFFF);
}

struct Place {
    std::uint32_t location, component, index, flags;
};

/// What the decorations of a variable (member: none) or of a struct's member say.
template <class Find>
Place place_of(Find find, Place base) {
    const auto flag = [&](std::uint32_t decoration, std::uint32_t bit) {
        if (find(decoration)) base.flags |= bit;
    };
    base.location = find(spv::DecorationLocation).value_or(base.location);
    base.component = std::min(find(spv::DecorationComponent).value_or(base.component), 3u);
    base.index = find(spv::DecorationIndex).value_or(base.index);
    flag(spv::DecorationFlat, SINTER_SHADER_FLAT);
    flag(spv::DecorationNoPerspective, SINTER_SHADER_NO_PERSPECTIVE);
    flag(spv::DecorationCentroid, SINTER_SHADER_CENTROID);
    flag(spv::DecorationSample, SINTER_SHADER_SAMPLE);
    flag(spv::DecorationPatch, SINTER_SHADER_PATCH);
    return base;
}

void add_port(const SpirvModule& module, std::uint32_t type, const Place& place, const std::string& name,
              sinter::ShaderDraft& draft) {
    const auto unwrapped = unwrap(module, type);
    const auto numbers = numbers_of(module, unwrapped.type);
    sinter_shader_port_row row{};
    row.location = place.location;
    row.component = place.component;
    row.index = place.index;
    row.flags = place.flags;
    row.scalar = numbers.scalar;
    row.format = format_of(numbers);
    row.locations = static_cast<std::uint32_t>(locations_of(module, type, 0));
    row.count = static_cast<std::uint32_t>(unwrapped.count);
    row.name = draft.add_text(name);
    draft.ports.push_back(row);
}

}  // namespace

void add_ports(const SpirvModule& module, const Instruction& variable, bool used,
               sinter::ShaderDraft& draft) {
    const auto id = variable[2];
    if (module.decoration(id, spv::DecorationBuiltIn)) return;
    auto type = module.defined(variable[1])[3];
    const auto on_variable = [&](std::uint32_t decoration) { return module.decoration(id, decoration); };
    auto place = place_of(on_variable, {0, 0, 0, used ? std::uint32_t{SINTER_SHADER_PORT_USED} : 0u});
    const auto outer = module.defined(type);
    if (outer.opcode == spv::OpTypeArray && per_vertex(module, id, variable[3] == spv::StorageClassInput)) {
        place.flags |= SINTER_SHADER_PER_VERTEX;
        type = outer[2];
    }
    const auto structure = module.defined(type);
    const std::string name{module.name(id)};
    if (structure.opcode != spv::OpTypeStruct) {
        add_port(module, type, place, name, draft);
        return;
    }
    auto next = place.location;
    const std::string block{name.empty() ? module.name(type) : module.name(id)};
    for (std::uint32_t i = 0; i + 2 < structure.size(); ++i) {
        const auto on_member = [&](std::uint32_t decoration) {
            return module.member_decoration(type, i, decoration);
        };
        if (on_member(spv::DecorationBuiltIn)) continue;
        auto member = place;
        member.location = next;
        member = place_of(on_member, member);
        add_port(module, structure[i + 2], member, block + '.' + std::string{module.member_name(type, i)},
                 draft);
        next = member.location + static_cast<std::uint32_t>(locations_of(module, structure[i + 2], 0));
    }
}

}  // namespace shader
