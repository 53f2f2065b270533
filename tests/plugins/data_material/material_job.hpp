// SPDX-License-Identifier: Apache-2.0
// Runs the material decoder of the built plugin over files in memory.
#pragma once

#include <sinter/material.hpp>

#include "sdk/loaded_plugin.hpp"
#include "sdk/map_world.hpp"
#include "sdk/print_code.hpp"

namespace sinter::test {

inline const sinter_decoder_v0& material_decoder() {
    static const LoadedPlugin plugin{SINTER_DATA_MATERIAL};
    static const auto* table = plugin.find<sinter_decoder_v0>(SINTER_DECODER_ID, "material");
    if (!table) throw std::runtime_error("the plugin has no decoder \"material\"");
    return *table;
}

/// Decodes the file `path` of `world`.
inline JobResult decode_material(MapWorld& world, const std::string& path,
                                 std::uint64_t memory_limit = std::uint64_t{1} << 20) {
    const auto& table = material_decoder();
    JobInput input;
    input.step = "material";
    input.path = path;
    input.source = as_bytes(world.files.at(path));
    input.memory_limit = memory_limit;
    input.world = &world;
    void* self = table.create();
    auto result = run_decoder(table, self, input);
    table.destroy(self);
    return result;
}
/// Decodes `text` as the file materials/a.material.json.
inline JobResult decode_material(const std::string& text) {
    MapWorld world;
    world.files["materials/a.material.json"] = text;
    return decode_material(world, "materials/a.material.json");
}

}  // namespace sinter::test
