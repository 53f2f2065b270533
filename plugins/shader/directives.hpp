// SPDX-License-Identifier: Apache-2.0
// Directives: what a shader's source says to the pipeline, in pragmas that compilers ignore.
//
//     #pragma sinter variant NAME VALUE VALUE ...   an axis of variants: NAME is defined as each of the
//     values #pragma sinter entry NAME                     the function to begin at #pragma
//     shader_stage(fragment)                the stage, as shaderc reads it
//
// Only the file itself is looked at, not what it includes; lines that a condition or a macro would remove
// count too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sinter/shader.hpp>

namespace shader {

/// A define and its values; the first is the default.
struct Axis {
    std::string name;
    std::vector<std::string> values;
    bool operator==(const Axis&) const = default;
};

struct Directives {
    std::vector<Axis> axes;
    std::optional<std::string> entry_point;
    std::optional<sinter::ShaderStage> stage;
};

/// Errors: Invalid (an unknown or malformed directive; a name that is no identifier, a value of other
/// characters than letters, digits, "_", ".", "+" and "-"; two axes of one name), with line and column.
[[nodiscard]] sinter::Result<Directives> read_directives(std::string_view source);

/// "NAME VALUE VALUE ..." as in the pragma. Errors: Invalid.
[[nodiscard]] sinter::Result<Axis> parse_axis(std::string_view text);

/// Letters, digits and "_", no digit first, at most 256.
[[nodiscard]] bool is_identifier(std::string_view text);

/// The source line by line as the preprocessor sees it: without comments, whose text becomes spaces. Lines
/// keep their numbers and columns; a line that goes on behind a backslash is not joined.
[[nodiscard]] std::string without_comments(std::string_view source);

}  // namespace shader
