// SPDX-License-Identifier: Apache-2.0
// Fuzzes TOML: as data without a schema, as a particle system, and as a schema that a file names.
#include "decoder_check.hpp"

namespace sinter::fuzz {

std::vector<Bytes> seeds() {
    std::vector<Bytes> out;
    for (const auto* text :
         {"a = 1\nb.c = [1.5, inf, 'x']\n[[t]]\nd = 1979-05-27T07:32:00Z\n[[t]]\n",
          "include = \"base.particles.toml\"\nduration = 2\n[[emitters]]\nrate = 5\nlife = [1, 2]\n"
          "[emitters.shape]\nkind = \"cone\"\n[[emitters.color_over_life]]\nat = 0\ncolor = [1, 1, 1, 0]\n",
          "[schema]\nname = \"e\"\nversion = 2\nroot = \"a\"\n[type.a]\ninherits = \"b\"\n[type.a.fields]\n"
          "x = { type = \"array\", of = { type = \"map\", of = \"b\" }, default = [] }\n"
          "[type.b.fields]\ny = { type = \"choice\", choices = [\"p\", \"q\"], default = \"q\" }\n"
          "z = { type = \"reference\", asset = \"texture\", load = \"on_demand\" }\n"
          "w = { type = \"integer\", range = [-5, inf], required = true }\n",
          "[schema]\nname = \"e\"\ninherits = \"material\"\nroot = \"material\"\n[type.x]\n", ""})
        out.push_back(to_bytes(text));
    for (const auto* name : {"material", "particle_system", "ui"})
        out.push_back(source_file(std::string{"plugins/data/schemas/"} + name + ".schema.toml"));
    return out;
}

void resign(std::span<std::uint8_t>, std::uint64_t) {}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sinter::fuzz;
    const std::string text{to_text({data, size})};
    check_decoder({"data", "d/a.toml", {}, {text}}, {data, size});
    check_decoder({"particle_system", "d/a.particles.toml", {}, {"duration = 3\n", text}}, {data, size});
    // Whatever path the schema is read by: all neighbours but the one that is absent are the text.
    const auto file = to_bytes(R"({ "$schema": "e.schema.toml", "x": [], "y": "q", "w": 3, "z": "a.png" })");
    check_decoder({"data", "d/a.json", {}, std::vector<std::string>(63, text)}, file);
    return 0;
}
