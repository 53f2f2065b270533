// SPDX-License-Identifier: Apache-2.0
// TextReader: words and numbers of a text, in order.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sinter::model_assimp {

/// Lifetime: that of the text. Threads: one.
class TextReader {
  public:
    explicit TextReader(std::string_view text) : text_(text) {}
    explicit TextReader(std::span<const std::uint8_t> bytes)
        : text_(reinterpret_cast<const char*>(bytes.data()), bytes.size()) {}

    /// The next word; empty at the end.
    std::string_view word();
    /// The next word as a number; nothing when it is none, or at the end. "nan" and "inf" are numbers.
    std::optional<double> number();
    /// The rest of the line, without its end and spaces around it.
    std::string_view rest_of_line();

    /// Bytes read so far; line from 1 of what comes next.
    [[nodiscard]] std::size_t offset() const { return at_; }
    [[nodiscard]] std::size_t left() const { return text_.size() - at_; }
    [[nodiscard]] std::uint32_t line() const { return line_; }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
};

}  // namespace sinter::model_assimp
