// SPDX-License-Identifier: Apache-2.0
// Glob: a pattern for logical paths.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <sinter/status.hpp>

namespace sinter {

/// A pattern that is matched against a whole logical path ("textures/wall/brick_n.png"), case and all:
///
///     *          any characters of one name: not "/"
///     **         any folders, also none: "**/x.png", "textures/**", "a/**/b.png"; stands alone between "/"
///     ?          one character, not "/"
///     [a-z_]     one of these ASCII characters; [!a-z] one character that is none of them and not "/"
///     {png,jpg}  either; alternatives are patterns and may be empty
///     \x         the character x itself
///
/// So "*.png" means the top folder only and "**/*.png" any. A pattern is an automaton of one state per
/// character (Glushkov, "The abstract theory of automata", 1961), run from the path's end, where paths differ
/// most: time is at most the path's bytes times the pattern's, whatever the pattern.
/// Threads: matching from any. Lifetime: a value.
class Glob {
  public:
    static constexpr std::size_t MaxBytes = 512;  ///< of a pattern
    static constexpr std::size_t MaxNesting = 8;  ///< of braces
    static constexpr std::size_t MaxPositions =
        1024;  ///< of the automaton: at most two for each byte of a pattern

    /// Errors: Invalid, with the column (byte, from 1) within the pattern in `where`.
    [[nodiscard]] static Result<Glob> compile(std::string_view pattern);

    [[nodiscard]] bool matches(std::string_view path) const;
    [[nodiscard]] const std::string& pattern() const noexcept { return pattern_; }

  private:
    friend class GlobCompiler;
    /// One bit per position of the pattern, in words of 64.
    using Bits = std::vector<std::uint64_t>;

    [[nodiscard]] bool matches_in_word(std::string_view path) const;
    [[nodiscard]] bool matches_in_words(std::string_view path) const;

    std::string pattern_;
    std::size_t words_ = 0;
    bool empty_matches_ = false;
    Bits first_;    // positions a match may begin with
    Bits last_;     // … and end with
    Bits before_;   // of each position: those that may stand before it
    Bits accepts_;  // of each byte: the positions that accept it; 256 rows
};

}  // namespace sinter
