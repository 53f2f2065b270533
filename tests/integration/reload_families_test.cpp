// SPDX-License-Identifier: Apache-2.0
// Every type of asset in a running server: its source changes, its own handler takes the new version, and who
// refers to it is told.
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <set>

#include <sinter/core/asset_server.hpp>

#include "support/temp_folder.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}
void write(const fs::path& file, std::string_view bytes) {
    std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
}

/// A node that turns about Y: to (0, `y`, 0, `w`) within a second, as glTF with its keys in a file beside it.
void write_spin(const fs::path& assets, float y, float w) {
    write(assets / "models/spin.gltf",
          R"({"asset": {"version": "2.0"}, "scenes": [{"nodes": [0]}], "nodes": [{"name": "top"}],
  "buffers": [{"uri": "spin.bin", "byteLength": 40}],
  "bufferViews": [{"buffer": 0, "byteLength": 8}, {"buffer": 0, "byteOffset": 8, "byteLength": 32}],
  "accessors": [{"bufferView": 0, "componentType": 5126, "count": 2, "type": "SCALAR", "min": [0], "max": [1]},
                {"bufferView": 1, "componentType": 5126, "count": 2, "type": "VEC4"}],
  "animations": [{"name": "Spin", "samplers": [{"input": 0, "output": 1}],
                  "channels": [{"sampler": 0, "target": {"node": 0, "path": "rotation"}}]}]})");
    const float keys[] = {0, 1, 0, 0, 0, 1, 0, y, 0, w};
    write(assets / "models/spin.bin", {reinterpret_cast<const char*>(keys), sizeof keys});
}

/// What becomes of a source: another file's bytes, or its own text with one part replaced.
struct Change {
    const char* product;
    AssetType type;
    const char* file;   ///< that is changed
    const char* other;  ///< whose bytes it gets; null: `part` becomes `by`
    const char* part = "";
    const char* by = "";
};
const Change Changes[] = {
    {"ui/icons/heart.png", AssetType::Texture, "ui/icons/heart.png", "ui/icons/gem.png"},
    {"models/gear.stl", AssetType::Model, "models/gear.stl", "models/bracket.stl"},
    {"sounds/sfx/coin.wav", AssetType::Audio, "sounds/sfx/coin.wav", "sounds/sfx/coin_8bit.wav"},
    {"fonts/sinter_round.ttf", AssetType::Font, "fonts/sinter_round.ttf", "fonts/sinter_round_bold.ttf"},
    {"shaders/post.frag", AssetType::Shader, "shaders/post.frag", nullptr, "vec3(11.2)", "vec3(9.5)"},
    {"materials/brick.material.json", AssetType::Material, "materials/brick.material.json", nullptr, "{",
     "{\"metallic\": 0.25,"},
    {"effects/rain.particles.json", AssetType::ParticleSystem, "effects/rain.particles.json", nullptr, "3",
     "4"},
    {"ui/hud.ui.json", AssetType::Ui, "ui/hud.ui.json", nullptr, "420", "400"},
    {"data/goblin.data.json", AssetType::Data, "data/goblin.data.json", nullptr, "40", "45"},
    {"scripts/goblin.lua", AssetType::Script, "scripts/goblin.lua", nullptr, "sleepy", "grumpy"},
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_running_server_takes_new_versions_of_every_type) {
    const TempFolder folder;
    const auto project = folder / "sample", assets = project / "assets";
    const auto command = std::string{"'"} + SAMPLES_PROGRAM + "' '" + project.string() + "' >/dev/null";
    BOOST_REQUIRE(std::system(command.c_str()) == 0);
    write_spin(assets, 1, 0);
    setenv("SINTER_PLUGIN_PATH", SINTER_PLUGINS, 1);  // whose plugins are trusted
    std::vector<Error> problems;
    auto config = Config::load(project / "sinter.toml", problems);
    BOOST_REQUIRE(config);
    config->set_worker_program(SINTER_WORKER);
    AssetServer server{*std::move(config)};
    std::set<std::string> told;
    server.on_event([&](const AssetEvent& event) {
        const auto text = event.error.code == Code::Ok ? "" : ": " + event.error.text;
        told.insert(std::string{name_of(event.kind)} + " " + event.path + text);
    });
    const auto until = [&](auto&& done) {
        for (int i = 0; i < 6000 && !done(); ++i) {
            (void)server.wait_for_events(std::chrono::milliseconds{10});
            server.update();
        }
        return done();
    };
    std::vector<UntypedHandle> handles;
    for (const auto& change : Changes) handles.push_back(server.load_untyped(change.product));
    handles.push_back(server.load_untyped("models/spin.gltf#animation/Spin"));
    for (const auto& handle : handles) BOOST_TEST_CONTEXT(handle.path()) {
            BOOST_REQUIRE(until([&] { return server.state(handle) >= LoadState::LoadedWithDependencies; }));
            BOOST_REQUIRE_MESSAGE(server.state(handle) == LoadState::LoadedWithDependencies,
                                  server.error(handle).text);
        }

    const auto check = [&](const std::string& product, const std::string& file) {
        BOOST_TEST(server.reload(file) >= 1u);
        const auto reloaded = "reloaded " + product;
        const bool is_told = until([&] {
            return told.contains(reloaded) || std::ranges::any_of(told, [&](const std::string& line) {
                       return line.starts_with("reload_failed " + product);
                   });
        });
        BOOST_TEST(is_told);
        std::string said;
        for (const auto& line : told)
            if (line.starts_with("re")) said += line + "\n";
        BOOST_TEST(told.contains(reloaded), said);
    };
    for (const auto& change : Changes) BOOST_TEST_CONTEXT(change.product) {
            told.clear();
            auto bytes = read(assets / (change.other ? change.other : change.file));
            if (!change.other) {
                const auto at = bytes.find(change.part);
                BOOST_REQUIRE(at != std::string::npos);
                bytes.replace(at, std::string_view{change.part}.size(), change.by);
            }
            write(assets / change.file, bytes);
            check(change.product, change.file);
            BOOST_CHECK(server.metadata(change.product)->type == change.type);
        }
    // The icon and the script are referred to by what was loaded.
    told.clear();
    write(assets / "ui/icons/heart.png", read(assets / "ui/icons/drop.png"));
    check("ui/icons/heart.png", "ui/icons/heart.png");
    BOOST_TEST(told.contains("reference_updated ui/hud.ui.json"));

    told.clear();
    write_spin(assets, 0.6f, 0.8f);
    check("models/spin.gltf#animation/Spin", "models/spin.gltf");
}
