// SPDX-License-Identifier: Apache-2.0
#include "config/glob.hpp"

#include <bit>

#include "config/glob_compiler.hpp"

namespace sinter {

Result<Glob> Glob::compile(std::string_view pattern) { return GlobCompiler{pattern}.compile(); }

bool Glob::matches(std::string_view path) const {
    if (path.empty()) return empty_matches_;
    // Patterns of up to 64 positions, which is nearly all, stay in a register.
    constexpr std::size_t most_words = Glob::MaxPositions / 64;
    std::array<std::uint64_t, most_words> states{};
    std::array<std::uint64_t, most_words> next{};
    const auto accepts = [&](char c) { return accepts_.data() + static_cast<unsigned char>(c) * words_; };
    for (std::size_t w = 0; w < words_; ++w) states[w] = last_[w] & accepts(path.back())[w];
    for (std::size_t i = path.size() - 1; i-- > 0;) {
        std::uint64_t any = 0;
        for (std::size_t w = 0; w < words_; ++w) next[w] = 0;
        for (std::size_t w = 0; w < words_; ++w) {
            for (std::uint64_t rest = states[w]; rest != 0; rest &= rest - 1) {
                const auto* const row = before(w * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
                for (std::size_t v = 0; v < words_; ++v) next[v] |= row[v];
            }
        }
        for (std::size_t w = 0; w < words_; ++w) any |= states[w] = next[w] & accepts(path[i])[w];
        if (any == 0) return false;
    }
    for (std::size_t w = 0; w < words_; ++w)
        if ((states[w] & first_[w]) != 0) return true;
    return false;
}

}  // namespace sinter
