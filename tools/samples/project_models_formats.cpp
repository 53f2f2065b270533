// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "circle.hpp"
#include "mesh_texts.hpp"
#include "png_writer.hpp"
#include "project_models.hpp"
#include "surface.hpp"

namespace sinter::samples {
namespace {

/// A table lamp: foot, pole and shade.
void add_lamp(OutputFolder& out) {
    const Mesh foot = make_lathe({{0, 0},
                                  {0.14F, 0},
                                  {0.14F, 0.015F},
                                  {0.1F, 0.03F},
                                  {0.03F, 0.05F},
                                  {0.015F, 0.09F},
                                  {0.015F, 0.3F},
                                  {0, 0.3F}},
                                 32);
    const Mesh shade = make_lathe(
        {{0.15F, 0.26F}, {0.13F, 0.34F}, {0.09F, 0.44F}, {0.085F, 0.44F}, {0.125F, 0.34F}, {0.145F, 0.26F}},
        32);
    out.add_text("assets/models/lamp/lamp.obj",
                 write_obj("lamp.mtl", {{"Foot", "brass", foot}, {"Shade", "cloth", shade}}));
    out.add_text(
        "assets/models/lamp/lamp.mtl",
        "# sinter-samples\nnewmtl brass\nKd 0.8 0.58 0.25\nKs 0.6 0.5 0.3\nNs 120\nillum 2\n\n"
        "newmtl cloth\nKd 0.95 0.9 0.8\nKe 0.2 0.15 0.05\nNs 5\nd 1\nillum 2\nmap_Kd lamp_cloth.png\n");
    out.add("assets/models/lamp/lamp_cloth.png", write_png(paint_fabric(128).albedo, {.srgb = true}));
}

/// A sea shell: a tube that winds up and outwards, coloured as a scanner would see it.
Mesh shell() {
    Mesh out = make_patch(160, 20, [](float u, float v) {
        const double turns = 3.2 * static_cast<double>(u);
        const float growth = 0.03F + 0.97F * u * u;
        const float tube = 0.30F * growth, away = 0.36F * growth;
        const float around = away + tube * cosine_f(static_cast<double>(v));
        return Vec3{around * cosine_f(turns),
                    0.75F * (1 - growth) + tube * sine_f(static_cast<double>(v)) + 0.3F,
                    around * sine_f(turns)};
    });
    for (const auto& uv : out.uvs) {
        const float stripe =
            ramp(-0.2F, 0.6F, sine_f(40.0 * static_cast<double>(uv[0]) + 2.0 * static_cast<double>(uv[1])));
        const Color color = mix(Color{0.55F, 0.28F, 0.16F}, Color{0.96F, 0.86F, 0.72F}, stripe);
        out.colors.push_back({color.r, color.g, color.b, 1});
    }
    out.uvs.clear();
    return out;
}

/// A gear with a bore, 40 mm wide.
Mesh gear() {
    constexpr std::uint32_t Teeth = 18, Steps = Teeth * 4;
    const auto ring = [](std::uint32_t i) {
        const double turn = static_cast<double>(i % Steps) / Steps;
        const float radius = i % 4 < 2 ? 0.020F : 0.0165F;
        return std::array{Vec2{radius * sine_f(turn), radius * cosine_f(turn)},
                          Vec2{0.006F * sine_f(turn), 0.006F * cosine_f(turn)}};
    };
    Mesh out;
    constexpr float Half = 0.004F;
    const auto quad = [&](Vec3 a, Vec3 b, Vec3 c, Vec3 d) {
        const auto first = static_cast<std::uint32_t>(out.positions.size());
        out.positions.insert(out.positions.end(), {a, b, c, d});
        for (const std::uint32_t corner : {0U, 1U, 2U, 0U, 2U, 3U}) out.indices.push_back(first + corner);
    };
    for (std::uint32_t i = 0; i < Steps; ++i) {
        const auto [a, hole_a] = ring(i);
        const auto [b, hole_b] = ring(i + 1);
        const auto at = [](Vec2 p, float y) { return Vec3{p[0], y + Half, p[1]}; };
        quad(at(hole_a, Half), at(a, Half), at(b, Half), at(hole_b, Half));
        quad(at(hole_b, -Half), at(b, -Half), at(a, -Half), at(hole_a, -Half));
        quad(at(a, Half), at(a, -Half), at(b, -Half), at(b, Half));
        quad(at(hole_b, Half), at(hole_b, -Half), at(hole_a, -Half), at(hole_a, Half));
    }
    return out;
}

}  // namespace

void add_exchange_formats(OutputFolder& out) {
    add_lamp(out);
    out.add("assets/models/shell.ply", write_ply(shell(), PlyForm::LittleEndian));
    out.add("assets/models/shell_text.ply", write_ply(make_cube_sphere(4), PlyForm::Text));
    out.add("assets/models/gear.stl", write_binary_stl(gear()));
    out.add_text("assets/models/bracket.stl", write_text_stl(make_box({0.02F, 0.005F, 0.01F}), "bracket"));
    Mesh top = make_lathe({{0, 0},
                           {0.02F, 0.05F},
                           {0.12F, 0.14F},
                           {0.13F, 0.17F},
                           {0.1F, 0.2F},
                           {0.02F, 0.22F},
                           {0.02F, 0.28F},
                           {0, 0.28F}},
                          24);
    out.add_text("assets/models/spinning_top.dae",
                 write_collada(top, "Spinning top", {0.1F, 0.35F, 0.7F, 1}));
}

void add_broken_models(OutputFolder& out) {
    const Mesh box = make_box({0.5F, 0.5F, 0.5F});
    const auto truncated = [](Bytes bytes) {
        bytes.resize(bytes.size() * 3 / 5);
        return bytes;
    };
    const auto ply = write_ply(box, PlyForm::LittleEndian);
    out.add("assets/broken/truncated.ply", truncated(ply));
    auto stl = write_binary_stl(box);
    stl[83] = 0x7F;  // two billion triangles
    out.add("assets/broken/enormous.stl", stl);
    Mesh wild = box;
    wild.indices[7] = 70000;
    out.add("assets/broken/index_past_the_end.ply", write_ply(wild, PlyForm::Text));
    out.add_text("assets/broken/index_past_the_end.obj", write_obj("none.mtl", {{"Box", "none", wild}}));
    out.add_text("assets/broken/unfinished.dae", write_collada(box, "Box", {1, 1, 1, 1}).substr(0, 900));
}

}  // namespace sinter::samples
