// SPDX-License-Identifier: Apache-2.0
// Fuzzes JSON: as data without a schema, as a material with what it includes, and as a user interface.
#include "decoder_check.hpp"

namespace sinter::fuzz {

std::vector<Bytes> seeds() {
    std::vector<Bytes> out;
    for (
        const auto* text :
        {R"({ "shader": "pbr", "metallic": 0, "roughness": 1e0, "alpha_mode": "opaque", "double_sided": true })",
         R"({ "include": "base.material.json", "name": "Old \u0062ricks \ud83e\udd8a",
  "base_color_texture": "../textures/brick.png#main", "normal_scale": 1.25, "base_color": [1, 0.97, 0.92, 1] })",
         R"({ "include": "/a", "shadow": { "alpha_mode": "mask", "alpha_cutoff": -0.5E-3 } })",
         R"({ "styles": { "big": { "font_size": 48 } }, "elements": [ { "kind": "panel", "children": [
  { "kind": "text", "style": "big", "text": "Ja", "position": [1, -2], "wrap": null }, {} ] } ] })",
         R"({ "$schema": "a.schema.toml", "x": 1, "x": 2 })",
         R"([[[{}]], null, false, "", -0.0, 123456789012345678901234567890])", "\xEF\xBB\xBF{}"})
        out.push_back(to_bytes(text));
    return out;
}

void resign(std::span<std::uint8_t>, std::uint64_t) {}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sinter::fuzz;
    const auto text = to_text({data, size});
    // The source itself is among what its includes may name.
    const std::vector<std::string> neighbours{R"({ "shader": "unlit", "emissive": [0, 0, 0] })",
                                              R"({ "include": "again.material.json" })", std::string{text}};
    check_decoder({"data", "d/a.json", {}, neighbours}, {data, size});
    check_decoder({"material", "materials/a.material.json", {}, neighbours}, {data, size});
    check_decoder({"ui", "ui/a.ui.json", {}, neighbours}, {data, size});
    return 0;
}
