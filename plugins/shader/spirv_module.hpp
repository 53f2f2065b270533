// SPDX-License-Identifier: Apache-2.0
// SpirvModule: the instructions of a SPIR-V binary, found by id. Khronos SPIR-V specification 1.6,
// section 2.3.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <sinter/status.hpp>

namespace shader {

/// One instruction, a view. Operands outside it read as 0.
struct Instruction {
    std::uint32_t opcode = 0;
    std::span<const std::uint32_t> words;  ///< with the first one

    [[nodiscard]] std::uint32_t operator[](std::size_t index) const {
        return index < words.size() ? words[index] : 0;
    }
    [[nodiscard]] std::size_t size() const { return words.size(); }
    /// The string that begins at word `index`.
    [[nodiscard]] std::string_view text(std::size_t index) const;
};

struct EntryPoint {
    std::uint32_t model = 0;  ///< SPIR-V ExecutionModel
    std::uint32_t function = 0;
    std::string_view name;
};

/// A module's declarations. The words must outlive it.
/// Threads: any.
class SpirvModule {
  public:
    /// Errors: Corrupt (no header, an instruction that leaves the module, an id over 2^22).
    [[nodiscard]] static sinter::Result<SpirvModule> parse(std::span<const std::uint32_t> words);

    [[nodiscard]] const std::vector<Instruction>& instructions() const { return instructions_; }
    /// The instruction whose result is `id`; one of opcode 0 when there is none.
    [[nodiscard]] Instruction defined(std::uint32_t id) const;
    [[nodiscard]] std::string_view name(std::uint32_t id) const;
    [[nodiscard]] std::string_view member_name(std::uint32_t type, std::uint32_t member) const;
    /// The decoration's first operand, or 0 when it has none; nothing when the id is not decorated so.
    [[nodiscard]] std::optional<std::uint32_t> decoration(std::uint32_t id, std::uint32_t decoration) const;
    [[nodiscard]] std::optional<std::uint32_t> member_decoration(std::uint32_t type, std::uint32_t member,
                                                                 std::uint32_t decoration) const;
    /// The first one; glslang makes one.
    [[nodiscard]] const EntryPoint& entry_point() const { return entry_point_; }
    /// Number of instructions from each OpFunction to its OpFunctionEnd, without lines.
    [[nodiscard]] std::uint32_t instructions_in_functions() const { return in_functions_; }
    /// Value of an integer constant, of its default when it may be specialised; 0 for what is none.
    [[nodiscard]] std::uint64_t constant(std::uint32_t id) const;
    /// Ids of variables that the entry point's function and those it may call refer to. What an instruction
    /// of an unusual kind names counts as used.
    [[nodiscard]] std::vector<bool> used_ids() const;

  private:
    struct Key {
        std::uint32_t id, member, decoration;
        auto operator<=>(const Key&) const = default;
    };
    void note(const Instruction& instruction);

    std::vector<Instruction> instructions_;
    std::vector<std::uint32_t> definition_;  // by id: index into instructions_ + 1
    std::map<std::uint64_t, std::string_view> names_;
    std::map<Key, std::uint32_t> decorations_;
    EntryPoint entry_point_;
    std::uint32_t in_functions_ = 0;
};

}  // namespace shader
