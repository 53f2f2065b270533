// SPDX-License-Identifier: Apache-2.0
// GlobCompiler: from the text of a pattern to its automaton.
#pragma once

#include <bitset>
#include <optional>

#include "config/glob.hpp"

namespace sinter {

/// Parses one pattern by recursive descent and builds Glushkov's sets on the way.
class GlobCompiler {
  public:
    explicit GlobCompiler(std::string_view pattern) : pattern_(pattern) {}
    [[nodiscard]] Result<Glob> compile();

  private:
    using Positions = std::bitset<Glob::MaxPositions>;
    using Bytes = std::bitset<256>;
    /// A part of the pattern: may it match nothing, and which positions may stand first and last in it?
    struct Part {
        bool empty = true;
        Positions first;
        Positions last;
    };

    [[nodiscard]] Part sequence(std::size_t nesting);
    [[nodiscard]] Part alternatives(std::size_t nesting);
    [[nodiscard]] Part one();
    [[nodiscard]] Part stars();
    [[nodiscard]] Part bracket();
    [[nodiscard]] char bracket_character();

    [[nodiscard]] Part position(const Bytes& bytes);
    [[nodiscard]] Part character(const Bytes& first_bytes);
    [[nodiscard]] Part repeated(Part part);
    [[nodiscard]] Part optional(Part part);
    [[nodiscard]] Part joined(const Part& left, const Part& right);
    [[nodiscard]] Part either(const Part& left, const Part& right);

    [[nodiscard]] bool at_end() const { return at_ >= pattern_.size() || error_; }
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0';
    }
    void fail(std::size_t at, std::string text);

    std::string_view pattern_;
    std::size_t at_ = 0;
    std::vector<Bytes> bytes_;  // of each position
    std::vector<Positions> before_;
    std::optional<Error> error_;
};

}  // namespace sinter
