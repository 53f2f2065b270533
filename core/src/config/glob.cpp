// SPDX-License-Identifier: Apache-2.0
#include "config/glob.hpp"

#include <array>
#include <bit>

#include "config/glob_compiler.hpp"

namespace sinter {

Result<Glob> Glob::compile(std::string_view pattern) {
    return GlobCompiler{pattern}.compile();
}

bool Glob::matches(std::string_view path) const {
    if (path.empty()) return empty_matches_;
    return words_ == 1 ? matches_in_word(path) : matches_in_words(path);
}

/// Of at most 64 positions, which is nearly every pattern: the states stay in a register.
bool Glob::matches_in_word(std::string_view path) const {
    const auto accepts = [&](std::size_t i) { return accepts_[static_cast<unsigned char>(path[i])]; };
    std::uint64_t states = last_[0] & accepts(path.size() - 1);
    for (std::size_t i = path.size() - 1; i-- > 0 && states != 0;) {
        std::uint64_t next = 0;
        for (std::uint64_t rest = states; rest != 0; rest &= rest - 1)
            next |= before_[std::countr_zero(rest)];
        states = next & accepts(i);
    }
    return (states & first_[0]) != 0;
}

bool Glob::matches_in_words(std::string_view path) const {
    std::array<std::uint64_t, MaxPositions / 64> states{};
    std::array<std::uint64_t, MaxPositions / 64> next{};
    const auto accepts = [&](std::size_t i) {
        return accepts_.data() + static_cast<unsigned char>(path[i]) * words_;
    };
    for (std::size_t w = 0; w < words_; ++w) states[w] = last_[w] & accepts(path.size() - 1)[w];
    for (std::size_t i = path.size() - 1; i-- > 0;) {
        for (std::size_t w = 0; w < words_; ++w) next[w] = 0;
        for (std::size_t w = 0; w < words_; ++w) {
            for (std::uint64_t rest = states[w]; rest != 0; rest &= rest - 1) {
                const std::size_t position = w * 64 + static_cast<std::size_t>(std::countr_zero(rest));
                for (std::size_t v = 0; v < words_; ++v) next[v] |= before_[position * words_ + v];
            }
        }
        std::uint64_t any = 0;
        for (std::size_t w = 0; w < words_; ++w) any |= states[w] = next[w] & accepts(i)[w];
        if (any == 0) return false;
    }
    for (std::size_t w = 0; w < words_; ++w)
        if ((states[w] & first_[w]) != 0) return true;
    return false;
}

}  // namespace sinter
