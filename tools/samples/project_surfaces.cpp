// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "dds_writer.hpp"
#include "icons.hpp"
#include "jpeg_writer.hpp"
#include "ktx2_writer.hpp"
#include "pictures.hpp"
#include "png_writer.hpp"
#include "project.hpp"
#include "surface.hpp"

namespace sinter::samples {
namespace {

const PngOptions Srgb{.srgb = true};

std::string file(std::string_view name, std::string_view ending) {
    return "assets/textures/" + std::string(name) + "/" + std::string(name) + std::string(ending);
}

/// Colour and normals at full size, masks and heights at half.
void add_pngs(OutputFolder& out, std::string_view name, const Surface& surface) {
    out.add(file(name, "_albedo.png"), write_png(surface.albedo, Srgb));
    out.add(file(name, "_n.png"), write_png(normal_map(surface)));
    out.add(file(name, "_orm.png"), write_png(halved(surface.orm)));
    out.add(file(name, "_h.png"), write_png(halved(height_map(surface))));
}

/// A photograph for the colour, PNG for what JPEG would spoil.
void add_photo(OutputFolder& out, std::string_view name, const Surface& surface) {
    out.add(file(name, "_albedo.jpg"), write_jpeg(surface.albedo, {.quality = 84}));
    out.add(file(name, "_n.png"), write_png(halved(normal_map(surface))));
    out.add(file(name, "_orm.png"), write_png(halved(surface.orm)));
}

/// A surface that comes block compressed from another tool.
void add_compressed(OutputFolder& out, std::string_view name, const Surface& surface) {
    const auto dds = [&](std::string_view ending, const Image& rgb, BlockFormat format) {
        const Image rgba = with_alpha(rgb);
        out.add(file(name, ending),
                write_dds(from_images({&rgba, 1}, TexelFormat::bc(format, false), false, true),
                          DdsHeader::Classic));
    };
    dds("_albedo.dds", surface.albedo, BlockFormat::Bc1);
    dds("_n.dds", normal_map(surface), BlockFormat::Bc5);
    out.add(file(name, "_orm.png"), write_png(halved(surface.orm)));
}

}  // namespace

void add_surfaces(OutputFolder& out) {
    add_pngs(out, "brick", paint_brick(1024));
    add_pngs(out, "stone", paint_stone(1024));
    add_pngs(out, "tiles", paint_tiles(1024));
    add_pngs(out, "fabric", paint_fabric(512));
    add_photo(out, "wood", paint_wood(2048));
    add_photo(out, "grass", paint_grass(1024));
    add_photo(out, "sand", paint_sand(1024));
    add_compressed(out, "metal", paint_metal(1024));

    const Image leaves = paint_leaves(1024);
    out.add("assets/textures/leaves/leaves_albedo.png", write_png(leaves, Srgb));
    out.add("assets/textures/leaves/leaves_far.dds",
            write_dds(from_images({&leaves, 1}, TexelFormat::bc(BlockFormat::Bc3, false), false, true),
                      DdsHeader::Classic));
}

void add_interface(OutputFolder& out) {
    for (const Icon& icon : icons()) {
        out.add("assets/ui/icons/" + std::string(icon.name) + ".png", write_png(paint_icon(icon, 128), Srgb));
    }
    out.add("assets/ui/health_bar.png", write_png(paint_health_bar(256, 32, 0.7F), Srgb));
    out.add("assets/ui/panel.png", write_png(paint_panel(96), Srgb));
}

void add_sky(OutputFolder& out) {
    const auto noon = paint_sky(256, Daytime::Noon);
    const auto dusk = paint_sky(256, Daytime::Dusk);
    out.add("assets/sky/noon.ktx2", write_ktx2(from_images(noon, TexelFormat::rgba8(true), true, true)));
    out.add("assets/sky/dusk.ktx2",
            write_ktx2(from_images(dusk, TexelFormat::rgba8(true), true, true), Supercompression::Zstd));
    out.add("assets/sky/mountains.jpg", write_jpeg(paint_landscape(1920, 1080, 7), {.quality = 90}));

    constexpr std::uint32_t Size = 32;
    TextureData grading{TexelFormat::rgba8(false), Size, Size, Size, 0, 1, {paint_grading(Size).samples}};
    out.add("assets/sky/grading.ktx2", write_ktx2(grading));
}

}  // namespace sinter::samples
