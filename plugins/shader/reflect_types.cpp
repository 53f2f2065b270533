// SPDX-License-Identifier: Apache-2.0
#include "reflect_types.hpp"

#include <algorithm>

#include <spirv/unified1/spirv.hpp>

namespace shader {
namespace {

constexpr std::uint32_t MaxDepth = 32;
constexpr std::size_t MaxMembers = 65536;
constexpr std::uint64_t MaxSize = 0xFFFFFFFF;

std::uint64_t clamped(std::uint64_t a, std::uint64_t b) {
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? MaxSize : std::min(product, MaxSize);
}

}  // namespace

Numbers numbers_of(const SpirvModule& module, std::uint32_t type) {
    const auto instruction = module.defined(type);
    switch (instruction.opcode) {
        case spv::OpTypeBool:
            return {SINTER_SCALAR_BOOL, 32, 1, 1};
        case spv::OpTypeInt:
            return {instruction[3] != 0 ? SINTER_SCALAR_INT : SINTER_SCALAR_UINT, instruction[2], 1, 1};
        case spv::OpTypeFloat:
            return {SINTER_SCALAR_FLOAT, instruction[2], 1, 1};
        case spv::OpTypePointer:
            return {SINTER_SCALAR_POINTER, 64, 1, 1};
        case spv::OpTypeVector: {
            const auto element = module.defined(instruction[2]);
            if (element.opcode == spv::OpTypeVector) return {};
            auto out = numbers_of(module, instruction[2]);
            out.rows = instruction[3];
            return out;
        }
        case spv::OpTypeMatrix: {
            const auto column = module.defined(instruction[2]);
            if (column.opcode != spv::OpTypeVector) return {};
            auto out = numbers_of(module, instruction[2]);
            out.columns = instruction[3];
            return out;
        }
        default:
            return {};
    }
}

Unwrapped unwrap(const SpirvModule& module, std::uint32_t type) {
    Unwrapped out;
    out.type = type;
    for (std::uint32_t depth = 0; depth < MaxDepth; ++depth) {
        const auto instruction = module.defined(out.type);
        const bool sized = instruction.opcode == spv::OpTypeArray;
        if (!sized && instruction.opcode != spv::OpTypeRuntimeArray) break;
        const auto count = sized ? std::min(module.constant(instruction[3]), MaxSize) : 0;
        const auto stride = module.decoration(out.type, spv::DecorationArrayStride).value_or(0);
        if (!out.array) {
            out.outer_count = static_cast<std::uint32_t>(count);
            out.outer_stride = stride;
        }
        out.array = true;
        out.inner_stride = stride;
        out.count = clamped(out.count, count);
        out.type = instruction[2];
    }
    return out;
}

std::uint32_t format_of(const Numbers& numbers) {
    // Of one, two, three and four components: UINT, then SINT and SFLOAT behind it where there is one.
    constexpr std::uint32_t Bits8[] = {13, 20, 27, 41}, Bits16[] = {74, 81, 88, 95},
                            Bits32[] = {98, 101, 104, 107}, Bits64[] = {110, 113, 116, 119};
    if (numbers.rows < 1 || numbers.rows > 4) return 0;
    const auto* table = numbers.bits == 8    ? Bits8
                        : numbers.bits == 16 ? Bits16
                        : numbers.bits == 32 ? Bits32
                        : numbers.bits == 64 ? Bits64
                                             : nullptr;
    if (!table) return 0;
    const auto first = table[numbers.rows - 1];
    switch (numbers.scalar) {
        case SINTER_SCALAR_UINT:
            return first;
        case SINTER_SCALAR_INT:
            return first + 1;
        case SINTER_SCALAR_FLOAT:
            return numbers.bits == 8 ? 0 : first + 2;
        default:
            return 0;
    }
}

std::uint32_t format_of_image(std::uint32_t image_format) {
    // In the order of SPIR-V's ImageFormat, from Unknown.
    constexpr std::uint32_t Formats[] = {
        0,   109, 97,  100, 37,  38,  // Unknown Rgba32f Rgba16f R32f Rgba8 Rgba8Snorm
        103, 83,  122, 76,  91,  64,  77, 16, 70,
        9,                       // Rg32f Rg16f R11fG11fB10f R16f Rgba16 Rgb10A2 Rg16 Rg8 R16 R8
        92,  78,  17,  71,  10,  // Rgba16Snorm Rg16Snorm Rg8Snorm R16Snorm R8Snorm
        108, 96,  42,  99,  102, 82,  21, 75, 14,  // Rgba32i Rgba16i Rgba8i R32i Rg32i Rg16i Rg8i R16i R8i
        107, 95,  41,  98,  68,  101, 81, 20, 74,
        13,        // Rgba32ui Rgba16ui Rgba8ui R32ui Rgb10a2ui Rg32ui Rg16ui Rg8ui R16ui R8ui
        110, 111,  // R64ui R64i
    };
    return image_format < std::size(Formats) ? Formats[image_format] : 0;
}

sinter::Result<std::uint64_t> add_members(const SpirvModule& module, std::uint32_t type, std::uint32_t depth,
                                          sinter::ShaderDraft& draft) {
    if (depth > MaxDepth) return {sinter::Code::TooLarge, "shader: structs are nested over 32 deep"};
    const auto structure = module.defined(type);
    std::uint64_t end = 0;
    for (std::uint32_t i = 0; structure.opcode == spv::OpTypeStruct && i + 2 < structure.size(); ++i) {
        if (draft.members.size() >= MaxMembers)
            return {sinter::Code::TooLarge, "shader: over 65536 members of blocks"};
        const auto unwrapped = unwrap(module, structure[i + 2]);
        const auto numbers = numbers_of(module, unwrapped.type);
        sinter_shader_member_row row{};
        row.name = draft.add_text(module.member_name(type, i));
        row.depth = depth;
        row.offset = module.member_decoration(type, i, spv::DecorationOffset).value_or(0);
        row.scalar = numbers.scalar;
        row.bits = numbers.bits;
        row.rows = numbers.rows;
        row.columns = numbers.columns;
        row.array_count = static_cast<std::uint32_t>(unwrapped.count);
        row.array_stride = unwrapped.inner_stride;
        const bool row_major = module.member_decoration(type, i, spv::DecorationRowMajor).has_value();
        if (row_major) row.flags |= SINTER_SHADER_ROW_MAJOR;
        if (numbers.columns > 1)
            row.matrix_stride = module.member_decoration(type, i, spv::DecorationMatrixStride).value_or(0);

        const auto at = draft.members.size();
        draft.members.push_back(row);
        std::uint64_t size = std::uint64_t{numbers.bits} / 8 * numbers.rows;
        if (numbers.columns > 1)
            size = std::uint64_t{row.matrix_stride} * (row_major ? numbers.rows : numbers.columns);
        if (numbers.scalar == SINTER_SCALAR_STRUCT) {
            auto inner = add_members(module, unwrapped.type, depth + 1, draft);
            if (!inner) return inner;
            size = *inner;
        }
        if (unwrapped.array)
            size = clamped(unwrapped.outer_stride, unwrapped.count == 0 ? 0 : unwrapped.outer_count);
        draft.members[at].size = static_cast<std::uint32_t>(std::min(size, MaxSize));
        end = std::max(end, std::uint64_t{row.offset} + size);
    }
    return end;
}

}  // namespace shader
