// SPDX-License-Identifier: Apache-2.0
// check_problems: what every problem with a text must say.
#pragma once

#include <algorithm>
#include <vector>

#include <sinter/status.hpp>

#include "fuzz_target.hpp"
#include "os/utf8.hpp"

namespace sinter::fuzz {

/// A reason, in words that can be printed, and a line that the text has.
inline void check_problem(const Error& error, std::string_view file, std::string_view text) {
    require(!error.text.empty() && is_utf8(error.text), "a problem has a text, in UTF-8");
    require(error.where.path == file, "a problem names its file");
    if (error.code == Code::TooLarge) return;
    const auto lines = 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    require(error.where.line >= 1 && error.where.line <= lines,
            "a problem has a line of the text: " + error.text);
    require(error.where.column >= 1, "a problem has a column: " + error.text);
}

/// At least one, and the first is `first`.
inline void check_problems(const std::vector<Error>& problems, const Error& first, std::string_view file,
                           std::string_view text) {
    require(!problems.empty() && problems.front() == first, "a failure is the first of the problems");
    for (const auto& problem : problems) check_problem(problem, file, text);
}

}  // namespace sinter::fuzz
