// SPDX-License-Identifier: Apache-2.0
// What the sample project consists of.
#pragma once

#include "output_folder.hpp"

namespace sinter::samples {

/// Surfaces with colour, normals, masks and heights, as an environment artist delivers them.
void add_surfaces(OutputFolder& out);
/// Icons and frames with alpha.
void add_interface(OutputFolder& out);
/// Sky cubes, a backdrop, a grading table.
void add_sky(OutputFolder& out);
/// One picture in many file formats: PNG and JPEG here, DDS and KTX 2.0 below.
void add_image_formats(OutputFolder& out);
void add_container_formats(OutputFolder& out);
/// Models in glTF and other formats, with skins, morphs and animations.
void add_models(OutputFolder& out);
/// Sounds: music, effects, loops.
void add_sounds(OutputFolder& out);
/// Fonts, drawn by this program.
void add_fonts(OutputFolder& out);
/// Shaders in GLSL and HLSL with includes and variants.
void add_shaders(OutputFolder& out);
/// Particle systems, UI layouts, data with schemas of its own, scripts.
void add_data(OutputFolder& out);
/// Materials in JSON, sinter.toml, and a file of a kind that no plugin knows.
void add_texts(OutputFolder& out);
/// Files that a pipeline must refuse, each for its own reason.
void add_broken(OutputFolder& out);

}  // namespace sinter::samples
