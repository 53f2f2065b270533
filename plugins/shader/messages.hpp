// SPDX-License-Identifier: Apache-2.0
// Messages: what glslang wrote into its log, as places and texts.
#pragma once

#include <string>
#include <vector>

#include "includer.hpp"

namespace shader {

struct Message {
    enum class Kind { Error, Warning } kind;
    std::string text;  ///< "shader: undeclared identifier (colour)"
    sinter::Where where;
};

/// Errors and warnings of a log, in its order; summaries ("2 compilation errors") are left out.
/// `includer` knows the files: a place in an included one names it and, in the text, the chain that led to
/// it. The column is that of the word the message is about, where its line has it.
[[nodiscard]] std::vector<Message> read_log(std::string_view log, const std::string& path,
                                            const Includer& includer);

}  // namespace shader
