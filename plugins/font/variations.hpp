// SPDX-License-Identifier: Apache-2.0
// Variations: the axes of a variable font, its named instances, and the one that is wanted.
#pragma once

#include <sinter/font_job.hpp>

#include "faces.hpp"

namespace sinter {

/// Fills draft.axes, instances and coordinates, and sets the face to what `instance` asks for: the name of an
/// instance, "wght=650, wdth=87.5", or nothing for the default. Both libraries then answer for these
/// coordinates. Errors: Invalid (no such instance or axis, a number outside the axis), with what there is.
[[nodiscard]] Status choose_instance(DecodeJob& job, FontFace& face, std::string_view instance,
                                     FontDraft& draft);

/// A text of the font's name table, in English when it has it, UTF-8; empty without. `id`: OpenType 1.9,
/// "name".
[[nodiscard]] std::string name_of(const FontFace& face, unsigned id);

}  // namespace sinter
