// SPDX-License-Identifier: Apache-2.0
// embed <source folder> <output folder> <plugin folder>
// A program outside the tree that embeds Sinter: it loads wall.material.json, and with it the texture that it
// names, which only the template's own plugin can read.
#include <chrono>
#include <cstdio>

#include <sinter/core/asset_server.hpp>
#include <sinter/material.hpp>
#include <sinter/texture.hpp>

namespace {

int fail(const char* what, const sinter::Error& error = {}) {
    std::fprintf(stderr, "%s: %s (%s)\n", what, error.text.c_str(), error.where.text().c_str());
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) return fail("usage: embed <source folder> <output folder> <plugin folder>");
    auto config = sinter::Config::defaults(arguments[1]);
    config.set_output_folder(arguments[2]);
    config.set_plugin_folders({arguments[3], SINTER_INSTALLED_PLUGINS});
    config.set_worker_program(SINTER_INSTALLED_PLUGINS "/../sinter-worker");

    sinter::AssetServer server{std::move(config)};
    if (!server.status()) return fail("the server did not start", server.status().error());
    const auto handle = server.load<sinter::Material>("wall.material.json", sinter::LoadPriority::High);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes{2};
    for (;;) {
        server.update();
        const auto state = server.state(handle);
        if (state == sinter::LoadState::LoadedWithDependencies) break;
        if (state == sinter::LoadState::Failed) return fail("the material failed", server.error(handle));
        if (std::chrono::steady_clock::now() > deadline)
            return fail("the material was not loaded in two minutes");
        (void)server.wait_for_events(std::chrono::milliseconds{100});
    }

    const auto material = server.get(handle);
    if (!material || !material->valid()) return fail("no valid material");
    if (material->number("roughness") != 0.25f) return fail("the material's roughness arrived changed");
    const auto path = material->reference("base_color_texture");
    if (path != "textures/wall.pgm") return fail("the material names another texture");

    const auto texture_handle = server.load<sinter::Texture>(*path);
    const auto texture = server.get(texture_handle);
    if (!texture || !texture->valid())
        return fail("the texture is not there, though its material is complete");
    if (texture->width() != 4 || texture->height() != 2) return fail("the texture has another size");
    std::printf("wall: roughness 0.25, texture %ux%u\n", texture->width(), texture->height());
    return 0;
}
