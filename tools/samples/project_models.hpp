// SPDX-License-Identifier: Apache-2.0
// The parts of the sample project's models.
#pragma once

#include "output_folder.hpp"

namespace sinter::samples {

/// Things that stand still: a crate, a rock, a courtyard with lights and cameras.
void add_props(OutputFolder& out);
/// Things that move: a tentacle on joints, a face with morph targets.
void add_creatures(OutputFolder& out);
/// OBJ, PLY, STL, Collada, as scanners, printers and older tools write them.
void add_exchange_formats(OutputFolder& out);
/// Models that a pipeline must refuse.
void add_broken_models(OutputFolder& out);

}  // namespace sinter::samples
