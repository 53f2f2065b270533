// SPDX-License-Identifier: Apache-2.0
#include "circle.hpp"
#include "glb_writer.hpp"
#include "noise.hpp"
#include "png_writer.hpp"
#include "project_models.hpp"

namespace sinter::samples {
namespace {

// ---- a tentacle on nine joints ----

constexpr std::uint32_t Joints = 9;
constexpr float BoneLength = 0.24F;

float radius_at(float t) {
    return 0.21F * (1 - t) * (1 - 0.35F * t) + 0.015F;
}

/// A tapering tube along Y with a rounded tip.
Mesh tube() {
    std::vector<Vec2> profile = {{0, 0}};
    constexpr int Rows = 56;
    for (int i = 0; i <= Rows; ++i) {
        const float t = static_cast<float>(i) / Rows;
        const float ring = 1 + 0.035F * sine_f(t * 14);
        profile.push_back({radius_at(t) * ring, t * BoneLength * (Joints - 1)});
    }
    profile.push_back({0, BoneLength * (Joints - 1) + 0.02F});
    return make_lathe(profile, 28);
}

struct Binding {
    std::vector<std::array<std::uint8_t, 4>> joints;
    std::vector<float> weights;
};

/// Each vertex follows the two joints around it.
Binding bind(const Mesh& mesh) {
    Binding out;
    for (const auto& position : mesh.positions) {
        const float at = std::min(std::max(position[1] / BoneLength, 0.0F), Joints - 1.001F);
        const auto below = static_cast<std::uint8_t>(at);
        const float above = ramp(0, 1, at - below);
        // A joint that does not pull is none.
        const auto next = static_cast<std::uint8_t>(above > 0 ? below + 1 : 0);
        out.joints.push_back({below, next, 0, 0});
        out.weights.insert(out.weights.end(), {1 - above, above, 0, 0});
    }
    return out;
}

/// Dark back, light belly, spots.
Image skin_picture() {
    const Cells spots = cell_noise(256, 12, 5);
    const Field noise = fractal_noise(256, {.cells_x = 8, .cells_y = 8, .octaves = 4, .seed = 9});
    Image out(256, 256, 3);
    for (std::uint32_t y = 0; y < 256; ++y)
        for (std::uint32_t x = 0; x < 256; ++x) {
            const float belly = ramp(0.62F, 0.38F, 2 * std::abs(static_cast<float>(x) / 255 - 0.5F));
            const float grain = 0.8F + 0.4F * *noise.at(x, y);
            Color color = mix(Color{0.32F, 0.10F, 0.34F}, Color{0.93F, 0.62F, 0.55F}, belly) * grain;
            color = mix(color, Color{0.98F, 0.86F, 0.60F}, ramp(0.34F, 0.2F, *spots.nearest.at(x, y)) * 0.8F);
            put(out.at(x, y), color);
        }
    return out;
}

/// A turn about Z, then X, as a quaternion; in turns.
Vec4 bend(double z, double x) {
    const float sz = sine_f(z / 2), cz = cosine_f(z / 2), sx = sine_f(x / 2), cx = cosine_f(x / 2);
    return {sx * cz, -sx * sz, cx * sz, cx * cz};
}

std::uint32_t times_of(GltfWriter& gltf, std::uint32_t keys, float seconds) {
    std::vector<float> times;
    for (std::uint32_t i = 0; i < keys; ++i)
        times.push_back(seconds * static_cast<float>(i) / static_cast<float>(keys - 1));
    return gltf.add_floats("SCALAR", times, false);
}

class Clip {
  public:
    void add(std::uint32_t node, std::string_view path, std::uint32_t times, std::uint32_t values,
             std::string_view interpolation) {
        const auto sampler = std::to_string(count_++);
        const std::string comma = channels_.empty() ? "" : ",";
        channels_ += comma + "{\"sampler\":" + sampler + ",\"target\":{\"node\":" + std::to_string(node) +
                     ",\"path\":\"" + std::string{path} + "\"}}";
        samplers_ += comma + "{\"input\":" + std::to_string(times) + ",\"output\":" + std::to_string(values) +
                     ",\"interpolation\":\"" + std::string{interpolation} + "\"}";
    }
    void write(GltfWriter& gltf, std::string_view name) const {
        gltf.add("animations", "{\"name\":\"" + std::string{name} + "\",\"channels\":[" + channels_ +
                                   "],\"samplers\":[" + samplers_ + "]}");
    }

  private:
    std::uint32_t count_ = 0;
    std::string channels_, samplers_;
};

/// Swings from side to side, a wave that runs to the tip; linear keys.
void add_sway(GltfWriter& gltf) {
    Clip clip;
    constexpr std::uint32_t Keys = 25;
    const auto times = times_of(gltf, Keys, 2.4F);
    for (std::uint32_t joint = 0; joint < Joints; ++joint) {
        std::vector<float> values;
        for (std::uint32_t key = 0; key < Keys; ++key) {
            const double phase = static_cast<double>(key) / (Keys - 1) - 0.09 * joint;
            const Vec4 q =
                bend((0.012 + 0.006 * joint) * sine(phase), (0.004 + 0.004 * joint) * cosine(phase));
            values.insert(values.end(), q.begin(), q.end());
        }
        clip.add(1 + joint, "rotation", times, gltf.add_floats("VEC4", values, false), "LINEAR");
    }
    clip.write(gltf, "Sway");
}

/// Curls up and lets go; cubic splines with flat tangents, and a step in the scale of the tip.
void add_curl(GltfWriter& gltf) {
    Clip clip;
    const auto times = times_of(gltf, 3, 1.5F);
    for (std::uint32_t joint = 1; joint < Joints; ++joint) {
        std::vector<float> values;
        for (const double amount : {0.0, 0.085 + 0.006 * joint, 0.0}) {
            const Vec4 q = bend(amount, 0);
            values.insert(values.end(), {0, 0, 0, 0, q[0], q[1], q[2], q[3], 0, 0, 0, 0});
        }
        clip.add(1 + joint, "rotation", times, gltf.add_floats("VEC4", values, false), "CUBICSPLINE");
    }
    const float sizes[] = {1, 1, 1, 1.25F, 1.25F, 1.25F, 1, 1, 1};
    clip.add(Joints, "scale", times, gltf.add_floats("VEC3", sizes, false), "STEP");
    const float rise[] = {0, 0, 0, 0, 0.12F, 0, 0, 0, 0};
    clip.add(1, "translation", times, gltf.add_floats("VEC3", rise, false), "LINEAR");
    clip.write(gltf, "Curl");
}

Result<Bytes> tentacle() {
    const auto picture = write_png(skin_picture(), {.srgb = true});
    if (!picture) return picture.error();
    GltfWriter gltf;
    const Mesh mesh = tube();
    const Binding binding = bind(mesh);
    gltf.add("samplers", R"({"magFilter":9729,"minFilter":9987})");
    gltf.add("textures",
             "{\"sampler\":0,\"source\":" + std::to_string(gltf.add_image("skin", *picture)) + "}");
    gltf.add("materials", R"({"name":"skin","pbrMetallicRoughness":{"metallicFactor":0,"roughnessFactor":0.35,
"baseColorTexture":{"index":0}}})");
    const auto more = ",\"JOINTS_0\":" + std::to_string(gltf.add_joints(binding.joints)) +
                      ",\"WEIGHTS_0\":" + std::to_string(gltf.add_floats("VEC4", binding.weights, true));
    gltf.add("meshes",
             "{\"name\":\"Tentacle\",\"primitives\":[{" + gltf.add_mesh(mesh, more) + ",\"material\":0}]}");
    gltf.add("nodes", R"({"name":"Tentacle","mesh":0,"skin":0})");
    std::string joints;
    std::vector<float> inverse;
    for (std::uint32_t joint = 0; joint < Joints; ++joint) {
        std::string node = "{\"name\":\"Joint " + std::to_string(joint + 1) + "\"";
        if (joint > 0) node += ",\"translation\":[0," + numbers(std::array{BoneLength}) + ",0]";
        if (joint + 1 < Joints) node += ",\"children\":[" + std::to_string(joint + 2) + "]";
        gltf.add("nodes", node + "}");
        joints += (joint > 0 ? "," : "") + std::to_string(joint + 1);
        inverse.insert(inverse.end(), {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0,
                                       -BoneLength * static_cast<float>(joint), 0, 1});
    }
    gltf.add("skins", "{\"name\":\"Bones\",\"skeleton\":1,\"joints\":[" + joints +
                          "],\"inverseBindMatrices\":" +
                          std::to_string(gltf.add_floats("MAT4", inverse, false)) + "}");
    add_sway(gltf);
    add_curl(gltf);
    gltf.add("scenes", R"({"nodes":[0,1]})");
    return gltf.glb();
}

// ---- a face with three morph targets ----

struct Mood {
    float smile = 0, surprise = 0, squash = 0;
};

/// 1 at `centre`, falling to nothing around it.
float bump(Vec3 p, Vec3 centre, Vec3 size) {
    const Vec3 d = {(p[0] - centre[0]) / size[0], (p[1] - centre[1]) / size[1], (p[2] - centre[2]) / size[2]};
    const float near = 1 / (1 + dot(d, d));
    return near * near;
}

/// A point of the unit sphere as a point of the face.
Vec3 face_point(Vec3 p, const Mood& mood) {
    const float mouth_y = -0.38F + mood.smile * (0.9F * p[0] * p[0] - 0.05F);
    const float open = 0.055F + 0.11F * mood.surprise;
    const float wide = 0.30F + 0.10F * mood.smile - 0.13F * mood.surprise;
    Vec3 out = {p[0] * 0.86F, p[1] * 1.02F, p[2] * 0.9F};
    out[2] += 0.34F * bump(p, {0, -0.06F, 1}, {0.13F, 0.2F, 0.4F});
    out[2] -= 0.34F * bump(p, {0, mouth_y, 0.92F}, {wide, open, 0.5F});
    for (const float side : {-1.0F, 1.0F}) {
        out[2] -= 0.2F * bump(p, {side * 0.36F, 0.2F, 0.9F}, {0.17F, 0.14F, 0.4F});
        const float brow = 0.44F + 0.1F * mood.surprise;
        out[2] += 0.12F * bump(p, {side * 0.36F, brow, 0.82F}, {0.24F, 0.08F, 0.4F});
        const float cheek = bump(p, {side * 0.5F, -0.2F, 0.8F}, {0.2F, 0.2F, 0.4F});
        out[0] += side * 0.09F * mood.smile * cheek;
        out[1] += 0.08F * mood.smile * cheek;
        out[0] += side * 0.22F * bump(p, {side, 0, 0}, {0.12F, 0.26F, 0.2F});
    }
    const float flat = 1 - 0.3F * mood.squash, broad = 1 + 0.2F * mood.squash;
    return {out[0] * broad, out[1] * flat, out[2] * broad};
}

Mesh face_mesh(const Mood& mood) {
    Mesh out = make_cube_sphere(24);
    out.uvs.clear();
    for (auto& position : out.positions) position = face_point(position, mood);
    out.smooth_normals();
    return out;
}

std::vector<float> differences(const std::vector<Vec3>& from, const std::vector<Vec3>& to) {
    std::vector<float> out;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const Vec3 d = to[i] - from[i];
        out.insert(out.end(), d.begin(), d.end());
    }
    return out;
}

Bytes face() {
    GltfWriter gltf;
    gltf.add("materials", R"({"name":"clay","pbrMetallicRoughness":{"baseColorFactor":[0.72,0.36,0.2,1],
"metallicFactor":0,"roughnessFactor":0.7}})");
    gltf.add("materials", R"({"name":"eye","pbrMetallicRoughness":{"baseColorFactor":[0.93,0.92,0.88,1],
"metallicFactor":0,"roughnessFactor":0.15}})");
    gltf.add("materials", R"({"name":"pupil","pbrMetallicRoughness":{"baseColorFactor":[0.03,0.05,0.06,1],
"metallicFactor":0,"roughnessFactor":0.1}})");
    const Mesh rest = face_mesh({});
    std::string targets;
    for (const Mood mood : {Mood{.smile = 1}, Mood{.surprise = 1}, Mood{.squash = 1}}) {
        const Mesh moved = face_mesh(mood);
        const auto positions = gltf.add_floats("VEC3", differences(rest.positions, moved.positions), true);
        const auto normals = gltf.add_floats("VEC3", differences(rest.normals, moved.normals), true);
        targets += (targets.empty() ? "" : ",") + ("{\"POSITION\":" + std::to_string(positions)) +
                   ",\"NORMAL\":" + std::to_string(normals) + "}";
    }
    gltf.add("meshes",
             "{\"name\":\"Face\",\"weights\":[0.35,0,0],\"extras\":{\"targetNames\":[\"Smile\","
             "\"Surprise\",\"Squash\"]},\"primitives\":[{" +
                 gltf.add_mesh(rest) + ",\"material\":0,\"targets\":[" + targets + "]}]}");
    const Mesh ball = make_cube_sphere(8);
    const auto white = gltf.add_mesh(ball);
    Mesh small = ball;
    small.uvs.clear();
    for (auto& position : small.positions) position = position * 0.5F + Vec3{0, 0, 0.56F};
    gltf.add("meshes", "{\"name\":\"Eye\",\"primitives\":[{" + white + ",\"material\":1},{" +
                           gltf.add_mesh(small) + ",\"material\":2}]}");
    gltf.add("nodes", R"({"name":"Face","mesh":0,"children":[1,2]})");
    gltf.add("nodes", R"({"name":"Eye L","mesh":1,"translation":[0.29,0.21,0.68],"scale":[0.13,0.13,0.13]})");
    gltf.add("nodes",
             R"({"name":"Eye R","mesh":1,"translation":[-0.29,0.21,0.68],"scale":[0.13,0.13,0.13]})");
    Clip clip;
    const float times[] = {0, 0.6F, 1.2F, 1.8F, 2.4F};
    const float weights[] = {0.35F, 0, 0, 1, 0, 0.15F, 0, 1, 0, 0, 0.2F, 1, 0.35F, 0, 0};
    clip.add(0, "weights", gltf.add_floats("SCALAR", times, false), gltf.add_floats("SCALAR", weights, false),
             "LINEAR");
    clip.write(gltf, "Moods");
    gltf.add("scenes", R"({"nodes":[0]})");
    return gltf.glb();
}

}  // namespace

void add_creatures(OutputFolder& out) {
    out.add("assets/models/tentacle.glb", tentacle());
    out.add("assets/models/face.glb", face());
}

}  // namespace sinter::samples
