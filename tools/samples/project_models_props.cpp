// SPDX-License-Identifier: Apache-2.0
#include "circle.hpp"
#include "glb_writer.hpp"
#include "noise.hpp"
#include "png_writer.hpp"
#include "project_models.hpp"
#include "surface.hpp"

namespace sinter::samples {
namespace {

/// Three embedded textures and the material that uses them; its index.
Result<std::uint32_t> add_surface(GltfWriter& gltf, const std::string& name, const Surface& surface) {
    const auto albedo = write_png(surface.albedo, {.srgb = true});
    const auto normals = write_png(normal_map(surface));
    const auto orm = write_png(halved(surface.orm));
    for (const auto* each : {&albedo, &normals, &orm})
        if (!*each) return each->error();
    const auto texture = [&](const std::string& kind, const Bytes& png) {
        const auto image = gltf.add_image(name + "_" + kind, png);
        return "{\"index\":" +
               std::to_string(
                   gltf.add("textures", "{\"sampler\":0,\"source\":" + std::to_string(image) + "}")) +
               "}";
    };
    const auto base = texture("albedo", *albedo), bumps = texture("n", *normals), mask = texture("orm", *orm);
    return gltf.add("materials", "{\"name\":\"" + name +
                                     "\",\"pbrMetallicRoughness\":{\"baseColorTexture\":" + base +
                                     ",\"metallicRoughnessTexture\":" + mask +
                                     "},\"occlusionTexture\":" + mask + ",\"normalTexture\":" + bumps + "}");
}

std::string primitive(const std::string& attributes, std::uint32_t material) {
    return "{" + attributes + ",\"material\":" + std::to_string(material) + "}";
}

/// A wooden crate, 1 m wide, in an iron frame.
Result<Bytes> crate() {
    GltfWriter gltf;
    gltf.add("samplers", R"({"magFilter":9729,"minFilter":9987,"wrapS":10497,"wrapT":10497})");
    const auto wood = add_surface(gltf, "planks", paint_wood(256));
    const auto iron = add_surface(gltf, "iron", paint_metal(128));
    if (!wood) return wood.error();
    if (!iron) return iron.error();

    const Mesh box = make_box({0.46F, 0.46F, 0.46F});
    Mesh frame;
    constexpr float Thick = 0.05F, Reach = 0.45F;
    for (const float a : {-Reach, Reach})
        for (const float b : {-Reach, Reach}) {
            frame.append(make_box({0.5F, Thick, Thick}), {0, a, b});
            frame.append(make_box({Thick, 0.4F, Thick}), {a, 0, b});
            frame.append(make_box({Thick, Thick, 0.4F}), {a, b, 0});
        }
    for (auto* mesh : {&frame})
        for (auto& uv : mesh->uvs) uv = {uv[0] * 0.5F, uv[1] * 0.5F};
    gltf.add("meshes", "{\"name\":\"Crate\",\"primitives\":[" + primitive(gltf.add_mesh(box), *wood) + "," +
                           primitive(gltf.add_mesh(frame), *iron) + "]}");
    gltf.add("nodes", R"({"name":"Crate","mesh":0,"translation":[0,0.5,0]})");
    gltf.add("scenes", R"({"nodes":[0]})");
    return gltf.glb();
}

/// A boulder of 37632 triangles: enough that levels of detail matter.
Bytes rock() {
    const Field noise =
        fractal_noise(256, {.cells_x = 6, .cells_y = 6, .octaves = 6, .gain = 0.45F, .seed = 71});
    Mesh mesh = make_cube_sphere(56);
    mesh.uvs.clear();
    for (auto& position : mesh.positions) {
        // Three views of one noise, blended by the direction: no seam anywhere.
        const Vec3 p = position;
        const float x = p[0] * p[0], y = p[1] * p[1], z = p[2] * p[2];
        const auto noise_at = [&](float u, float v) {
            return sample(noise, u * 0.22F + 1.5F, v * 0.22F + 1.5F);
        };
        const float height = (noise_at(p[1], p[2]) - 0.5F) * x + (noise_at(p[2], p[0] + 1) - 0.5F) * y +
                             (noise_at(p[0] + 2, p[1]) - 0.5F) * z;
        const float size = 0.8F + 0.75F * height;
        position = {p[0] * size * 1.3F, p[1] * size * 0.9F + 0.55F, p[2] * size * 1.1F};
        const float shade = 0.14F + 0.26F * ramp(-0.3F, 0.35F, height);
        const float moss = ramp(0.35F, 0.85F, p[1]) * ramp(0.15F, -0.1F, height) * 0.8F;
        mesh.colors.push_back(
            {mix(shade, 0.10F, moss), mix(shade * 0.95F, 0.22F, moss), mix(shade * 0.88F, 0.05F, moss), 1});
    }
    mesh.smooth_normals();
    GltfWriter gltf;
    gltf.add("materials",
             R"({"name":"stone","pbrMetallicRoughness":{"metallicFactor":0,"roughnessFactor":0.9}})");
    gltf.add("meshes", "{\"name\":\"Rock\",\"primitives\":[" + primitive(gltf.add_mesh(mesh), 0) + "]}");
    gltf.add("nodes", R"({"name":"Rock","mesh":0})");
    gltf.add("scenes", R"({"nodes":[0]})");
    return gltf.glb();
}

/// A column with a base, a swelling shaft and a capital; 2.6 m.
Mesh column() {
    std::vector<Vec2> profile = {{0, 0}, {0.36F, 0}, {0.36F, 0.12F}};
    for (int i = 0; i <= 6; ++i) {
        const double turn = 0.25 - 0.5 * i / 6;
        profile.push_back({0.28F + 0.06F * cosine_f(turn - 0.25 + 0.25), 0.2F - 0.08F * sine_f(turn)});
    }
    for (int i = 0; i <= 8; ++i) {
        const float t = static_cast<float>(i) / 8;
        profile.push_back({0.26F - 0.05F * t * t, 0.3F + 1.9F * t});
    }
    for (int i = 1; i <= 5; ++i) {
        const float t = static_cast<float>(i) / 5;
        profile.push_back({0.21F + 0.13F * t * t, 2.2F + 0.2F * t});
    }
    profile.insert(profile.end(), {{0.36F, 2.42F}, {0.36F, 2.6F}, {0, 2.6F}});
    Mesh out = make_lathe(profile, 32);
    for (auto& uv : out.uvs) uv = {uv[0] * 2, uv[1] * 3};
    return out;
}

/// A courtyard: a .gltf with its .bin, images beside it and in another folder, instances, two scenes, cameras
/// and lights.
void add_courtyard(OutputFolder& out) {
    GltfWriter gltf;
    gltf.use_extension("KHR_texture_transform");
    gltf.use_extension("KHR_materials_emissive_strength");
    gltf.use_extension("KHR_materials_clearcoat");
    gltf.use_extension("KHR_lights_punctual", R"({"lights":[
{"name":"Sun","type":"directional","color":[1,0.93,0.8],"intensity":40000},
{"name":"Lamp","type":"point","color":[1,0.7,0.35],"intensity":300,"range":12},
{"name":"Beam","type":"spot","color":[0.6,0.8,1],"intensity":900,"spot":{"innerConeAngle":0.2,"outerConeAngle":0.45}}]})");
    gltf.add("samplers", R"({"magFilter":9729,"minFilter":9987,"wrapS":10497,"wrapT":10497})");
    gltf.add("images", R"({"name":"floor","uri":"courtyard_floor.png"})");
    gltf.add("images", R"({"name":"stone","uri":"../../textures/stone/stone_albedo.png"})");
    gltf.add("textures", R"({"sampler":0,"source":0})");
    gltf.add("textures", R"({"sampler":0,"source":1})");
    gltf.add(
        "materials",
        R"({"name":"floor","pbrMetallicRoughness":{"metallicFactor":0,"roughnessFactor":0.6,"baseColorTexture":
{"index":0,"extensions":{"KHR_texture_transform":{"scale":[4,4],"offset":[0.5,0]}}}}})");
    gltf.add("materials",
             R"({"name":"stone","pbrMetallicRoughness":{"metallicFactor":0,"roughnessFactor":0.85,
"baseColorFactor":[1,0.95,0.88,1],"baseColorTexture":{"index":1}}})");
    gltf.add(
        "materials",
        R"({"name":"glow","emissiveFactor":[1,0.7,0.35],"pbrMetallicRoughness":{"baseColorFactor":[1,0.8,0.5,1],
"metallicFactor":0,"roughnessFactor":0.4},"extensions":{"KHR_materials_emissive_strength":{"emissiveStrength":6}}})");
    gltf.add("materials", R"({"name":"lacquer","pbrMetallicRoughness":{"baseColorFactor":[0.45,0.04,0.05,1],
"metallicFactor":0,"roughnessFactor":0.5},"extensions":{"KHR_materials_clearcoat":{"clearcoatFactor":1}}})");

    const auto add_mesh = [&](std::string_view name, const Mesh& mesh, std::uint32_t material) {
        return gltf.add("meshes", "{\"name\":\"" + std::string{name} + "\",\"primitives\":[" +
                                      primitive(gltf.add_mesh(mesh), material) + "]}");
    };
    add_mesh("Floor", make_patch(8, 8, [](float u, float v) { return Vec3{u * 8 - 4, 0, 4 - v * 8}; }), 0);
    add_mesh("Column", column(), 1);
    add_mesh("Lamp", make_cube_sphere(10), 2);
    add_mesh("Step", make_box({0.7F, 0.2F, 0.7F}), 3);

    gltf.add("nodes", R"({"name":"Courtyard","children":[1,2,3,4,5,6,7,9,10,11]})");
    gltf.add("nodes", R"({"name":"Floor","mesh":0})");
    gltf.add("nodes", R"({"name":"Column NW","mesh":1,"translation":[-2.6,0,-2.6]})");
    gltf.add("nodes", R"({"name":"Column NE","mesh":1,"translation":[2.6,0,-2.6]})");
    gltf.add("nodes", R"({"name":"Column SW","mesh":1,"translation":[-2.6,0,2.6],"scale":[1,0.55,1]})");
    gltf.add("nodes", R"({"name":"Column SE","mesh":1,"translation":[2.6,0,2.6],"scale":[1,0.8,1]})");
    gltf.add("nodes",
             R"({"name":"Step","mesh":3,"translation":[0,0.2,0],"rotation":[0,0.3826834,0,0.9238795]})");
    gltf.add("nodes", R"({"name":"Lantern","translation":[0,1.1,0],"children":[8]})");
    gltf.add(
        "nodes",
        R"({"name":"Lamp","mesh":2,"scale":[0.35,0.35,0.35],"extensions":{"KHR_lights_punctual":{"light":1}}})");
    gltf.add(
        "nodes",
        R"({"name":"Sun","rotation":[-0.5000428,0.2500214,0.1000086,0.8230704],"extensions":{"KHR_lights_punctual":{"light":0}}})");
    gltf.add(
        "nodes",
        R"({"name":"Beam","translation":[0,5,0],"rotation":[-0.7071068,0,0,0.7071068],"extensions":{"KHR_lights_punctual":{"light":2}}})");
    gltf.add("nodes", R"({"name":"Visitor","translation":[0,1.7,8],"camera":0})");
    gltf.add("nodes",
             R"({"name":"Plan","translation":[0,12,0],"rotation":[-0.7071068,0,0,0.7071068],"camera":1})");
    gltf.add(
        "cameras",
        R"({"name":"Visitor","type":"perspective","perspective":{"yfov":0.8,"znear":0.1,"zfar":100,"aspectRatio":1.7777778}})");
    gltf.add(
        "cameras",
        R"({"name":"Plan","type":"orthographic","orthographic":{"xmag":5,"ymag":5,"znear":0.1,"zfar":20}})");
    gltf.add("scenes", R"({"name":"Day","nodes":[0,12]})");
    gltf.add("scenes", R"({"name":"Plan","nodes":[12]})");

    out.add("assets/models/courtyard/courtyard.bin", gltf.bin());
    out.add_text("assets/models/courtyard/courtyard.gltf", gltf.gltf("courtyard.bin"));
    out.add("assets/models/courtyard/courtyard_floor.png",
            write_png(paint_tiles(256).albedo, {.srgb = true}));
}

}  // namespace

void add_props(OutputFolder& out) {
    out.add("assets/models/crate.glb", crate());
    out.add("assets/models/rock.glb", rock());
    add_courtyard(out);
}

}  // namespace sinter::samples
