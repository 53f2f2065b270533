// SPDX-License-Identifier: Apache-2.0
#include "spirv_module.hpp"

#include <cstring>
#include <map>

#define SPV_ENABLE_UTILITY_CODE  // HasResultAndType
#include <spirv/unified1/spirv.hpp>

namespace shader {
namespace {

constexpr std::uint32_t MaxId = 1u << 22;  // SPIR-V 1.6, section 2.17: universal limit of ids
constexpr std::uint32_t NoMember = 0xFFFFFFFF;

std::uint64_t name_key(std::uint32_t id, std::uint32_t member) {
    return std::uint64_t{id} << 32 | member;
}

/// Where an instruction of a function keeps pointers: words from `first` to `last`; none when first is 0.
struct Pointers {
    std::size_t first, last;
};
Pointers pointers_of(std::uint32_t opcode) {
    constexpr std::size_t All = 0xFFFF;
    switch (opcode) {
        case spv::OpLoad:
        case spv::OpAccessChain:
        case spv::OpInBoundsAccessChain:
        case spv::OpPtrAccessChain:
        case spv::OpInBoundsPtrAccessChain:
        case spv::OpArrayLength:
        case spv::OpImageTexelPointer:
        case spv::OpCopyObject:
            return {3, 3};
        case spv::OpStore:
        case spv::OpCopyMemory:
            return {1, 2};
        case spv::OpFunctionCall:
            return {3, All};
        case spv::OpExtInst:  // interpolateAt, frexp, modf
            return {5, All};
        case spv::OpSelect:  // of pointers
            return {1, All};
        // Literals only, or ids that are no variables: an equal number would be chance.
        case spv::OpCompositeExtract:
        case spv::OpCompositeInsert:
        case spv::OpCompositeConstruct:
        case spv::OpVectorShuffle:
        case spv::OpSwitch:
        case spv::OpBranchConditional:
        case spv::OpBranch:
        case spv::OpSelectionMerge:
        case spv::OpLoopMerge:
        case spv::OpLabel:
        case spv::OpLine:
        case spv::OpFunction:
        case spv::OpFunctionParameter:
        case spv::OpVariable:
            return {0, 0};
        default:
            // Arithmetic, conversions and image operations take values; the rest is taken at its word.
            return opcode >= spv::OpSampledImage && opcode <= spv::OpFwidthCoarse ? Pointers{0, 0}
                                                                                  : Pointers{1, All};
    }
}

}  // namespace

std::string_view Instruction::text(std::size_t index) const {
    if (index >= words.size()) return {};
    const auto* begin = reinterpret_cast<const char*>(words.data() + index);
    return {begin, ::strnlen(begin, (words.size() - index) * 4)};
}

sinter::Result<SpirvModule> SpirvModule::parse(std::span<const std::uint32_t> words) {
    if (words.size() < 5 || words[0] != spv::MagicNumber || words[3] > MaxId)
        return {sinter::Code::Corrupt, "shader: no SPIR-V module"};
    SpirvModule out;
    out.definition_.resize(words[3]);
    bool inside = false;
    for (std::size_t at = 5; at < words.size();) {
        const std::uint32_t size = words[at] >> 16;
        if (size == 0 || size > words.size() - at)
            return {sinter::Code::Corrupt,
                    "shader: a SPIR-V instruction leaves its module (word " + std::to_string(at) + ")"};
        const Instruction instruction{words[at] & 0xFFFF, words.subspan(at, size)};
        at += size;
        out.instructions_.push_back(instruction);
        if (instruction.opcode == spv::OpFunction) inside = true;
        if (inside && instruction.opcode != spv::OpLine && instruction.opcode != spv::OpNoLine)
            ++out.in_functions_;
        if (instruction.opcode == spv::OpFunctionEnd) inside = false;
        out.note(instruction);
    }
    return out;
}

void SpirvModule::note(const Instruction& instruction) {
    switch (instruction.opcode) {
        case spv::OpName:
            names_[name_key(instruction[1], NoMember)] = instruction.text(2);
            return;
        case spv::OpMemberName:
            names_[name_key(instruction[1], instruction[2])] = instruction.text(3);
            return;
        case spv::OpDecorate:
        case spv::OpDecorateId:
            decorations_[{instruction[1], NoMember, instruction[2]}] = instruction[3];
            return;
        case spv::OpMemberDecorate:
            decorations_[{instruction[1], instruction[2], instruction[3]}] = instruction[4];
            return;
        case spv::OpEntryPoint:
            if (entry_point_.function == 0)
                entry_point_ = {instruction[1], instruction[2], instruction.text(3)};
            return;
        default:
            break;
    }
    bool has_result = false, has_type = false;
    spv::HasResultAndType(static_cast<spv::Op>(instruction.opcode), &has_result, &has_type);
    if (!has_result) return;
    const auto id = instruction[has_type ? 2 : 1];
    if (id < definition_.size()) definition_[id] = static_cast<std::uint32_t>(instructions_.size());
}

Instruction SpirvModule::defined(std::uint32_t id) const {
    if (id >= definition_.size() || definition_[id] == 0) return {};
    return instructions_[definition_[id] - 1];
}

std::string_view SpirvModule::name(std::uint32_t id) const {
    const auto found = names_.find(name_key(id, NoMember));
    return found == names_.end() ? std::string_view{} : found->second;
}

std::string_view SpirvModule::member_name(std::uint32_t type, std::uint32_t member) const {
    const auto found = names_.find(name_key(type, member));
    return found == names_.end() ? std::string_view{} : found->second;
}

std::optional<std::uint32_t> SpirvModule::decoration(std::uint32_t id, std::uint32_t decoration) const {
    return member_decoration(id, NoMember, decoration);
}

std::optional<std::uint32_t> SpirvModule::member_decoration(std::uint32_t type, std::uint32_t member,
                                                            std::uint32_t decoration) const {
    const auto found = decorations_.find({type, member, decoration});
    return found == decorations_.end() ? std::nullopt : std::optional{found->second};
}

std::uint64_t SpirvModule::constant(std::uint32_t id) const {
    const auto instruction = defined(id);
    switch (instruction.opcode) {
        case spv::OpConstantTrue:
        case spv::OpSpecConstantTrue:
            return 1;
        case spv::OpConstant:
        case spv::OpSpecConstant:
            return instruction[3] | std::uint64_t{instruction[4]} << 32;
        default:
            return 0;
    }
}

std::vector<bool> SpirvModule::used_ids() const {
    std::map<std::uint32_t, std::size_t> functions;  // id → index of its OpFunction
    for (std::size_t i = 0; i < instructions_.size(); ++i)
        if (instructions_[i].opcode == spv::OpFunction) functions.emplace(instructions_[i][2], i);

    std::vector<bool> used(definition_.size());
    std::vector<std::uint32_t> to_visit{entry_point_.function};
    while (!to_visit.empty()) {
        const auto function = functions.find(to_visit.back());
        to_visit.pop_back();
        if (function == functions.end()) continue;
        auto at = function->second;
        functions.erase(function);
        for (; at < instructions_.size() && instructions_[at].opcode != spv::OpFunctionEnd; ++at) {
            const auto& instruction = instructions_[at];
            if (instruction.opcode == spv::OpFunctionCall) to_visit.push_back(instruction[3]);
            const auto pointers = pointers_of(instruction.opcode);
            if (pointers.first == 0) continue;
            for (auto i = pointers.first; i <= pointers.last && i < instruction.size(); ++i)
                if (instruction[i] < used.size()) used[instruction[i]] = true;
        }
    }
    return used;
}

}  // namespace shader
