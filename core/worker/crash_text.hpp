// SPDX-License-Identifier: Apache-2.0
// CrashText: text of bounded size for signal handlers, which may neither allocate nor format.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sinter {

/// Whole lines in a fixed buffer; a line that no longer fits is left out.
/// Threads: one at a time. Lifetime: a static object needs no construction at run time.
class CrashText {
  public:
    /// Under what a pipe takes in one piece (PIPE_BUF), so that two reports do not mix.
    static constexpr std::size_t Capacity = 4096;

    constexpr CrashText() = default;

    CrashText& operator<<(std::string_view text) noexcept {
        for (const char c : text) put(c);
        return *this;
    }
    CrashText& decimal(std::uint64_t value) noexcept {
        std::array<char, 20> digits{};
        std::size_t count = 0;
        do digits[count++] = static_cast<char>('0' + value % 10);
        while ((value /= 10) != 0);
        while (count > 0) put(digits[--count]);
        return *this;
    }
    CrashText& hexadecimal(std::uint64_t value) noexcept {
        *this << "0x";
        int shift = 60;
        while (shift > 0 && (value >> shift) == 0) shift -= 4;
        for (; shift >= 0; shift -= 4) put("0123456789abcdef"[(value >> shift) & 15U]);
        return *this;
    }
    /// Ends the line if one is begun; takes it back when it does not fit.
    void end_line() noexcept {
        if (size_ == line_) return;
        put('\n');
        if (overflow_) {
            size_ = line_;
            overflow_ = false;
        }
        line_ = size_;
    }
    /// The lines that are ended.
    [[nodiscard]] std::string_view lines() const noexcept { return {bytes_.data(), line_}; }

  private:
    void put(char c) noexcept {
        if (size_ == Capacity) {
            overflow_ = true;
            return;
        }
        bytes_[size_++] = c;
    }

    std::array<char, Capacity> bytes_{};
    std::size_t size_ = 0;
    std::size_t line_ = 0;  // where the unfinished line begins
    bool overflow_ = false;
};

}  // namespace sinter
