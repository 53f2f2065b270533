// SPDX-License-Identifier: Apache-2.0
// WorkerDeath: how a job took its worker with it, and the report that a developer reads.
#pragma once

#include <string>
#include <vector>

#include <sinter/status.hpp>

namespace sinter {

struct WorkerDeath {
    enum class Cause : std::uint8_t {
        Signal,   ///< number: which
        Exit,     ///< number: its status
        Limit,    ///< the time limit; number: seconds without progress
        Breach,   ///< an answer that broke the wire's rules; detail: which
        HungUp,   ///< closed its connection and lived on
    };
    Cause cause = Cause::HungUp;
    int number = 0;
    std::string detail;
    std::uint32_t checkpoints = 0;  ///< how many there were
    float progress = 0;             ///< of the last one
    std::string backtrace;          ///< lines, as the worker wrote them; may be empty
    std::string log;                ///< the start of what it wrote to stdout and stderr
    std::uint64_t log_bytes = 0;    ///< all of that
    std::vector<std::string> walls; ///< that stood around it

    /// "died of SIGSEGV (Segmentation fault)", "gave no sign of progress for 60 s", …
    [[nodiscard]] std::string cause_text() const;
    /// "at its checkpoint at 40 %", "before its first checkpoint".
    [[nodiscard]] std::string place_text() const;
};

/// Text that may hold anything as lines that may be shown: printable ASCII, each of at most 400 characters, and at
/// most `most` of them.
[[nodiscard]] std::vector<std::string> printable_lines(std::string_view text, std::size_t most);

}  // namespace sinter
