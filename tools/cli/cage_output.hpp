// SPDX-License-Identifier: Apache-2.0
// How the cage is shown: to machines, and to people.
#pragma once

#include <string>
#include <string_view>

#include <sinter/core/cage.hpp>

#include "json_writer.hpp"

namespace sinter::cli {

/// The object "cage" of JSON.md.
void write_cage(JsonWriter& out, const CageReport& cage);

/// One line: "texture_oiio in 2 workers, 1 death; all 9 walls stand".
[[nodiscard]] std::string cage_text(const CageReport& cage, bool colour);

/// What to do about a wall that is missing: a sentence.
[[nodiscard]] std::string_view advice_for(const CageWall& wall);

}  // namespace sinter::cli
