// SPDX-License-Identifier: Apache-2.0
#include "lower_copy.hpp"

#include <spirv/unified1/spirv.hpp>

namespace shader {
namespace {

constexpr std::uint32_t MaxDepth = 32;
constexpr std::size_t MaxWords = 65536 * 5;

std::uint32_t head(std::size_t size, std::uint32_t opcode) {
    return static_cast<std::uint32_t>(size << 16) | opcode;
}

class Copy {
  public:
    Copy(const SpirvModule& module, std::uint32_t& next_id, Words& out)
        : module_(module), next_id_(next_id), out_(out), first_(out.size()) {}

    bool run(std::uint32_t type, std::uint32_t result, std::uint32_t source_type, std::uint32_t source,
             std::uint32_t depth) {
        const auto to = module_.defined(type);
        const auto from = module_.defined(source_type);
        const auto count = elements(to);
        if (depth > MaxDepth || to.opcode != from.opcode || count == 0 || count != elements(from) ||
            count > 0xFFF0)
            return false;
        Words parts;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (out_.size() - first_ > MaxWords) return false;
            const auto part_type = element(to, i);
            const auto source_part_type = element(from, i);
            const auto part = next_id_++;
            out_.insert(out_.end(), {head(5, spv::OpCompositeExtract), source_part_type, part, source, i});
            parts.push_back(part);
            if (part_type == source_part_type) continue;
            const auto copied = next_id_++;
            if (!run(part_type, copied, source_part_type, part, depth + 1)) return false;
            parts.back() = copied;
        }
        out_.insert(out_.end(), {head(3 + parts.size(), spv::OpCompositeConstruct), type, result});
        out_.insert(out_.end(), parts.begin(), parts.end());
        return true;
    }

  private:
    [[nodiscard]] std::uint64_t elements(const Instruction& type) const {
        if (type.opcode == spv::OpTypeStruct) return type.size() - 2;
        return type.opcode == spv::OpTypeArray ? module_.constant(type[3]) : 0;
    }
    [[nodiscard]] static std::uint32_t element(const Instruction& type, std::uint32_t index) {
        return type.opcode == spv::OpTypeStruct ? type[index + 2] : type[2];
    }

    const SpirvModule& module_;
    std::uint32_t& next_id_;
    Words& out_;
    std::size_t first_;
};

}  // namespace

bool copy_members(const SpirvModule& module, std::uint32_t type, std::uint32_t result,
                  std::uint32_t source_type, std::uint32_t source, std::uint32_t& next_id, Words& out) {
    return Copy{module, next_id, out}.run(type, result, source_type, source, 0);
}

}  // namespace shader
