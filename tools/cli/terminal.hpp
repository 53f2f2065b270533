// SPDX-License-Identifier: Apache-2.0
// What people look at: numbers in readable units, colours where there is a terminal, a progress bar.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace sinter::cli {

/// "1.4 MiB", "312 B".
[[nodiscard]] std::string bytes_text(double bytes);
/// "1.24 s", "38 ms", "2 min 05 s".
[[nodiscard]] std::string time_text(double ms);
/// `text` in `width` columns (UTF-8 characters), cut with "…" at its front, filled up with spaces.
[[nodiscard]] std::string fit_text(std::string_view text, std::size_t width);

/// True when `stream` is a terminal that wants colours (NO_COLOR is not set).
[[nodiscard]] bool wants_colour(std::FILE* stream);
/// `text` in an ANSI style ("1" bold, "31" red, "32" green, "33" yellow, "2" dim) if `colour`.
[[nodiscard]] std::string styled(bool colour, std::string_view style, std::string_view text);

/// Progress on standard error: a bar that redraws itself on a terminal, a line every other second elsewhere.
/// Threads: one at a time.
class ProgressLine {
  public:
    explicit ProgressLine(bool quiet);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(std::size_t done, std::size_t total, std::string_view what);
    /// Removes the bar, so that something else can be printed.
    void clear();

  private:
    bool quiet_;
    bool terminal_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point last_{};
};

}  // namespace sinter::cli
