// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include "project.hpp"

namespace sinter::samples {
namespace {

struct Text {
    std::string_view name, text;
};

constexpr std::string_view Notes = R"(Notes of the art department

Bricks: ask for a wetter variant. Leaves: the far version may be half the size.
(No plugin knows Markdown: the pipeline reports this file as skipped.)
)";

constexpr std::string_view Settings =
    R"(# The sample project. Every key may be left out; config/sinter.defaults.toml explains them all, and already knows the
# usual endings of names (_n: normal map, _orm: masks, _h: heights). Rules are applied in order, after the default
# ones; a later one overrides an earlier one value by value.

[project]
source = ["assets"]      # where the artists work
output = ".sinter"       # what Sinter makes; may be deleted, it is made again

# `sinter cook --platform mobile` makes smaller textures.
[platforms.mobile]
max_texture_size = 512

# The surfaces tile, so their mips must wrap around too.
[[rule]]
match = "textures/**"
type = "texture"
set.mipmaps.edge = "wrap"

# Normal maps are data, not colour, and their mips are unit vectors again. Kaiser keeps them crisp.
[[rule]]
match = "textures/**/*_n.png"
type = "texture"
set.mipmaps.filter = "kaiser"
set.mipmaps.color_space = "linear"
set.mipmaps.normal_map = "yes"

# The interface is drawn texel by texel: no mips.
[[rule]]
match = "ui/**"
type = "texture"
steps = ["resize"]
)";

constexpr std::array Materials{
    Text{"base", R"({
    "shader": "pbr",
    "metallic": 0,
    "roughness": 1,
    "alpha_mode": "opaque"
}
)"},
    Text{"brick", R"({
    "include": "base.material.json",
    "name": "Old bricks",
    "base_color_texture": "../textures/brick/brick_albedo.png",
    "normal_texture": "../textures/brick/brick_n.png",
    "orm_texture": "../textures/brick/brick_orm.png"
}
)"},
    Text{"stone", R"({
    "include": "base.material.json",
    "name": "Field stones",
    "base_color_texture": "../textures/stone/stone_albedo.png",
    "normal_texture": "../textures/stone/stone_n.png",
    "orm_texture": "../textures/stone/stone_orm.png",
    "normal_scale": 1.25
}
)"},
    Text{"tiles", R"({
    "include": "base.material.json",
    "name": "Marble tiles",
    "base_color_texture": "../textures/tiles/tiles_albedo.png",
    "normal_texture": "../textures/tiles/tiles_n.png",
    "orm_texture": "../textures/tiles/tiles_orm.png"
}
)"},
    Text{"fabric", R"({
    "include": "base.material.json",
    "name": "Tartan",
    "base_color_texture": "../textures/fabric/fabric_albedo.png",
    "normal_texture": "../textures/fabric/fabric_n.png",
    "orm_texture": "../textures/fabric/fabric_orm.png",
    "double_sided": true
}
)"},
    Text{"wood", R"({
    "include": "base.material.json",
    "name": "Floor boards",
    "base_color_texture": "../textures/wood/wood_albedo.jpg",
    "normal_texture": "../textures/wood/wood_n.png",
    "orm_texture": "../textures/wood/wood_orm.png"
}
)"},
    Text{"grass", R"({
    "include": "base.material.json",
    "name": "Meadow",
    "base_color_texture": "../textures/grass/grass_albedo.jpg",
    "normal_texture": "../textures/grass/grass_n.png",
    "orm_texture": "../textures/grass/grass_orm.png"
}
)"},
    Text{"sand", R"({
    "include": "base.material.json",
    "name": "Beach",
    "base_color_texture": "../textures/sand/sand_albedo.jpg",
    "normal_texture": "../textures/sand/sand_n.png",
    "orm_texture": "../textures/sand/sand_orm.png",
    "base_color": [1, 0.97, 0.92, 1]
}
)"},
    Text{"metal", R"({
    "include": "base.material.json",
    "name": "Rusty plates",
    "metallic": 1,
    "base_color_texture": "/textures/metal/metal_albedo.dds",
    "normal_texture": "/textures/metal/metal_n.dds",
    "orm_texture": "/textures/metal/metal_orm.png"
}
)"},
    Text{"leaves", R"({
    "include": "base.material.json",
    "name": "Fallen leaves",
    "alpha_mode": "mask",
    "alpha_cutoff": 0.4,
    "double_sided": true,
    "base_color_texture": "../textures/leaves/leaves_albedo.png",
    "shadow": { "base_color_texture": "../textures/leaves/leaves_far.dds" }
}
)"},
    Text{"glass", R"({
    "include": "base.material.json",
    "name": "Window",
    "alpha_mode": "blend",
    "base_color": [0.85, 0.95, 0.92, 0.25],
    "roughness": 0.05
}
)"},
    Text{"lamp", R"({
    "include": "base.material.json",
    "name": "Lamp",
    "emissive": [1, 0.82, 0.55],
    "emissive_strength": 12,
    "emissive_texture": "../ui/icons/sun.png"
}
)"},
};

}  // namespace

void add_texts(OutputFolder& out) {
    for (const Text& material : Materials) {
        out.add_text("assets/materials/" + std::string(material.name) + ".material.json", material.text);
    }
    out.add_text("assets/notes.txt", Notes);
    out.add_text("sinter.toml", Settings);
}

}  // namespace sinter::samples
