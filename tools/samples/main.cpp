// SPDX-License-Identifier: Apache-2.0
// sinter-samples DIR: makes the sample project, the same bytes each time.
#include <cstdio>
#include <string_view>

#include "project.hpp"

namespace {

constexpr std::string_view Help = R"(usage: sinter-samples DIR

Makes Sinter's sample project in DIR: some two hundred small and real-sized files, painted by this program.

  DIR/sinter.toml        the project's settings, with comments
  DIR/assets/textures/   surfaces: colour, normals, masks, heights (PNG, JPEG, DDS)
  DIR/assets/ui/         icons and frames with alpha
  DIR/assets/sky/        sky cubes, a backdrop, a colour grading table (KTX2, JPEG)
  DIR/assets/materials/  materials in JSON that refer to the textures
  DIR/assets/models/     models with skins, morphs, animations and scenes (GLB, glTF, OBJ, PLY, STL, Collada)
  DIR/assets/sounds/     effects, a loop, a tune, a voice (WAV, FLAC, Ogg Vorbis)
  DIR/assets/fonts/      a typeface, static and variable (TrueType)
  DIR/assets/shaders/    surfaces, sky, particles, screen, water (GLSL, HLSL)
  DIR/assets/effects/    particle systems; data/ creatures by a schema; scripts/ Lua
  DIR/assets/formats/    one picture in every form a decoder must know
  DIR/assets/broken/     files that a pipeline must refuse, each for its own reason

Two runs with the same libraries write the same bytes. Files that are already right are not touched. A folder that is
neither empty nor made by this program is refused.

exit status: 0 all well, 1 the folder could not be written, 2 wrong usage
)";

void print(std::FILE* to, std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), to);
}

}  // namespace

int main(int argc, char** argv) {
    using namespace sinter::samples;
    const std::string_view argument = argc == 2 ? argv[1] : "";
    if (argument == "--help" || argument == "-h") {
        print(stdout, Help);
        return 0;
    }
    if (argument.empty() || argument.starts_with('-')) {
        print(stderr, "sinter-samples: give one folder (--help says more)\n");
        return 2;
    }
    auto out = OutputFolder::open(argument);
    if (out) {
        for (const auto add : {add_surfaces, add_interface, add_sky, add_image_formats, add_container_formats,
                               add_models, add_sounds,
                               add_fonts, add_shaders, add_data, add_texts, add_broken}) {
            add(*out);
        }
    }
    const sinter::Status status = out ? out->status() : out.status();
    if (!status) {
        std::fprintf(stderr, "sinter-samples: %s\n", status.error().text.c_str());
        return 1;
    }
    std::printf("%s: %zu files, %.1f MB (%zu written, the rest was there)\n", argv[1], out->files(),
                static_cast<double>(out->bytes()) / 1e6, out->written());
    return 0;
}
