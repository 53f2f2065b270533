// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include "project.hpp"

namespace sinter::samples {
namespace {

struct Text {
    std::string_view path, text;
};

constexpr std::array Particles{
    Text{"effects/campfire.particles.toml", R"(# Flames, smoke above them, and a spark now and then.
name = "Campfire"
duration = 4.0
prewarm = true

[[emitters]]
name = "flames"
rate = 40
life = [0.6, 1.1]
speed = [0.6, 1.2]
size = [0.25, 0.45]
rotation = [0, 360]
color = [2.4, 1.1, 0.35, 1]
texture = "../ui/icons/drop.png"
blend = "additive"
shape = { kind = "cone", radius = 0.25, angle = 12 }
size_over_life = [{ at = 0, value = 0.4 }, { at = 0.3, value = 1 }, { at = 1, value = 0.1 }]
color_over_life = [
    { at = 0, color = [1, 1, 1, 0] },
    { at = 0.2, color = [1, 0.9, 0.7, 1] },
    { at = 1, color = [0.8, 0.2, 0.1, 0] },
]
forces = [{ kind = "turbulence", strength = 0.8, frequency = 1.5 }]

[[emitters]]
name = "smoke"
delay = 0.5
rate = 6
life = [2.5, 4]
speed = [0.4, 0.7]
size = [0.5, 0.8]
spin = [-20, 20]
color = [0.08, 0.08, 0.09, 0.5]
texture = "../textures/sand/sand_albedo.jpg"
sort = "depth"
shape = { kind = "circle", radius = 0.2, position = [0, 0.8, 0] }
size_over_life = [{ at = 0, value = 0.5 }, { at = 1, value = 3 }]
color_over_life = [{ at = 0, color = [1, 1, 1, 0] }, { at = 0.3, color = [1, 1, 1, 1] }, { at = 1, color = [1, 1, 1, 0] }]
forces = [{ kind = "wind", direction = [1, 0, 0], strength = 0.3 }]

[[emitters]]
name = "sparks"
rate = 0
bursts = [{ count = 5, repeat = 4, interval = 0.9 }]
life = [0.5, 1.5]
speed = [1.5, 3]
size = [0.02, 0.04]
color = [6, 2.5, 0.5, 1]
texture = "../ui/icons/star.png"
blend = "additive"
align = "velocity"
gravity = 0.3
drag = 0.4
shape = { kind = "hemisphere", radius = 0.1 }
collision = { bounce = 0.3 }
)"},
    Text{"effects/base_rain.particles.json", R"({
    "space": "world",
    "prewarm": true,
    "emitters": [
        {
            "name": "drops",
            "max_particles": 4000,
            "rate": 1500,
            "life": [0.8, 1.2],
            "speed": [-9, -8],
            "size": [0.015, 0.02],
            "align": "velocity",
            "texture": "../ui/icons/drop.png",
            "color": [0.6, 0.7, 0.8, 0.6],
            "shape": { "kind": "box", "size": [20, 0.1, 20], "position": [0, 9, 0] },
            "collision": { "dies": true },
            "on_death": "splashes"
        },
        {
            "name": "splashes",
            "max_particles": 2000,
            "rate": 0,
            "life": [0.2, 0.3],
            "speed": [0.5, 1],
            "size": [0.01, 0.02],
            "gravity": 1,
            "texture": "../ui/icons/drop.png",
            "shape": { "kind": "hemisphere", "radius": 0.02 }
        }
    ]
}
)"},
    Text{"effects/rain.particles.json", R"({
    "include": "base_rain.particles.json",
    "name": "Summer rain",
    "duration": 3
}
)"},
};

constexpr std::array Interfaces{
    Text{"ui/hud.ui.json", R"({
    "name": "Head-up display",
    "font": "../fonts/sinter_round.ttf",
    "styles": {
        "number": { "font_size": 32, "align": "end", "vertical_align": "middle", "wrap": false },
        "icon": { "image_mode": "fit" }
    },
    "elements": [
        {
            "name": "health",
            "anchor_min": [0, 1], "anchor_max": [0, 1], "pivot": [0, 1],
            "position": [32, -32], "size": [420, 64],
            "layout": "row", "spacing": [12, 0],
            "children": [
                { "kind": "image", "style": "icon", "image": "icons/heart.png", "size": [64, 64] },
                { "name": "health_bar", "kind": "progress", "image": "health_bar.png", "size": [256, 32], "value": 0.7 },
                { "name": "health_text", "kind": "text", "style": "number", "text": "70", "size": [64, 64] }
            ]
        },
        {
            "name": "coins",
            "anchor_min": [1, 0], "anchor_max": [1, 0], "pivot": [1, 0],
            "position": [-32, 32], "size": [200, 64],
            "layout": "row", "spacing": [12, 0],
            "children": [
                { "name": "coin_text", "kind": "text", "style": "number", "text": "0", "size": [120, 64] },
                { "kind": "image", "style": "icon", "image": "icons/coin.png", "size": [64, 64] }
            ]
        }
    ]
}
)"},
    Text{"ui/pause.ui.toml", R"(name = "Pause"
font = "../fonts/sinter_round.ttf"

[styles.entry]
image = "panel.png"
image_mode = "slice"
slice = [16, 16, 16, 16]
font_size = 36
align = "center"
vertical_align = "middle"

[[elements]]
name = "shade"
anchor_max = [1, 1]
color = [0, 0, 0, 0.6]

[[elements]]
name = "window"
anchor_min = [0.5, 0.5]
anchor_max = [0.5, 0.5]
pivot = [0.5, 0.5]
size = [520, 420]
image = "panel.png"
image_mode = "slice"
slice = [16, 16, 16, 16]
layout = "column"
spacing = [0, 16]
padding = [40, 40, 40, 40]
children = [
    { kind = "text", text = "Pause", size = [440, 72], font_size = 56, align = "center" },
    { name = "resume", kind = "button", style = "entry", text_key = "menu.resume", action = "resume", size = [440, 80] },
    { name = "options", kind = "button", style = "entry", text_key = "menu.options", action = "open options", size = [440, 80] },
    { name = "leave", kind = "button", style = "entry", text_key = "menu.leave", action = "leave", size = [440, 80] },
]
)"},
};

constexpr std::array Creatures{
    Text{"data/creature.schema.toml", R"(# What every creature has.
[schema]
name = "creature"
version = 1

[type.creature]
help = "Something that lives"
[type.creature.fields]
name = { type = "string", size = [1, 64], single_line = true, required = true, help = "As players read it" }
health = { type = "integer", range = [1, 10000], default = 100, help = "Points" }
speed = { type = "float", range = [0, 50], default = 3.5, help = "Metres per second" }
portrait = { type = "reference", asset = "texture", load = "on_demand", help = "For the book of creatures" }
voice = { type = "reference", asset = "audio", help = "What it says" }
)"},
    Text{"data/enemy.schema.toml", R"(# Enemies: creatures that drop things.
[schema]
name = "enemy"
version = 1
inherits = "creature.schema.toml"

[type.enemy]
inherits = "creature"
[type.enemy.fields]
rank = { type = "choice", choices = ["grunt", "captain", "king"], default = "grunt", help = "Who obeys whom" }
drops = { type = "array", of = "drop", size = [0, 8], default = [], help = "What is left of it" }
resistances = { type = "map", of = { type = "float", range = [0, 1] }, default = {}, help = "Share of harm it does not feel, by kind" }
script = { type = "reference", asset = "script", help = "How it thinks" }

[type.drop]
[type.drop.fields]
item = { type = "string", size = [1, 64], single_line = true, required = true, help = "Which thing" }
chance = { type = "float", range = [0, 1], default = 1.0, help = "How often" }
)"},
    Text{"data/goblin.data.json", R"({
    "$schema": "enemy.schema.toml",
    "name": "Goblin",
    "health": 40,
    "speed": 4.25,
    "portrait": "../ui/icons/gem.png",
    "drops": [ { "item": "coin" }, { "item": "key", "chance": 0.05 } ],
    "resistances": { "poison": 0.5 },
    "script": "../scripts/goblin.lua"
}
)"},
    Text{"data/goblin_captain.data.toml", R"(schema = "enemy.schema.toml"
include = "goblin.data.json"
name = "Captain of the goblins"
health = 120
rank = "captain"

[resistances]
fire = 0.25
)"},
    Text{"data/levels.json", R"({
    "first": "meadow",
    "levels": [
        { "name": "meadow", "length": 240, "music": null },
        { "name": "cave", "length": 310, "dark": true },
        { "name": "keep", "length": 512.5 }
    ]
}
)"},
};

constexpr std::array Scripts{
    Text{"scripts/main.lua", R"(-- Where the game begins.
local goblin = require("goblin")
local inventory = require("game.inventory")

local world = { time = 0, things = inventory.new(24) }

--- A step of the world, `dt` seconds long.
local function update(dt)
    world.time = world.time + dt
    goblin.think(world, dt)
end

return { update = update, world = world }
)"},
    Text{"scripts/goblin.lua", R"(-- How a goblin thinks: not much.
local goblin = {}

local Moods = { "sleepy", "hungry", "angry" }

function goblin.think(world, dt)
    --[[ Every mood lasts a minute, whatever happens. ]]
    local mood = Moods[1 + math.floor(world.time / 60) % #Moods]
    if mood == "hungry" then
        -- Only a hungry goblin looks at what others carry.
        local inventory = require("game.inventory")
        return inventory.first(world.things)
    end
    return mood, dt
end

return goblin
)"},
    Text{"scripts/game/inventory.lua", R"(-- What somebody carries.
local inventory = {}

function inventory.new(slots)
    return { slots = slots, things = {} }
end

function inventory.first(of)
    return of.things[1]
end

return inventory
)"},
};

constexpr std::array Broken{
    Text{"unknown_choice.particles.toml", "[[emitters]]\nblend = \"addditive\"\n"},
    Text{"circle.particles.json", "{\n    \"include\": \"circle_too.particles.json\"\n}\n"},
    Text{"circle_too.particles.json", "{\n    \"include\": \"circle.particles.json\"\n}\n"},
    Text{"no_elements.ui.json", "{\n    \"name\": \"Nothing to see\"\n}\n"},
    Text{"text_for_a_number.ui.toml", "[[elements]]\nopacity = \"half\"\n"},
    Text{"missing_schema.data.json", "{\n    \"$schema\": \"gone.schema.toml\"\n}\n"},
    Text{"wrong_schema.data.json",
         "{\n    \"$schema\": \"../data/enemy.schema.toml\",\n    \"name\": \"Ghost\",\n    \"health\": "
         "0\n}\n"},
    Text{"two_of_a_kind.data.toml", "a = 1\na = 2\n"},
    Text{"no_end.lua", "local function open()\n    return \"for ever\"\n"},
    Text{"misplaced.lua", "local door = = require(\"door\")\n"},
};

}  // namespace

void add_data(OutputFolder& out) {
    const auto add_all = [&](const auto& texts, const std::string& folder) {
        for (const Text& each : texts) out.add_text(folder + std::string(each.path), each.text);
    };
    add_all(Particles, "assets/");
    add_all(Interfaces, "assets/");
    add_all(Creatures, "assets/");
    add_all(Scripts, "assets/");
    add_all(Broken, "assets/broken/");
}

}  // namespace sinter::samples
