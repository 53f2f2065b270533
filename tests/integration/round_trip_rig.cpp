// SPDX-License-Identifier: Apache-2.0
#include "round_trip_rig.hpp"

#include <cmath>
#include <fstream>
#include <string_view>

#include "../../tools/samples/glb_writer.hpp"

namespace sinter::test {
namespace {

using namespace samples;

// Rows of the nodes: children stand before their parents.
enum Row : std::uint32_t { Tip, Fork, Middle, Base, Rig, Body, Charm, Rows };
constexpr std::array<std::uint32_t, 4> Joints = {Base, Middle, Fork, Tip};

std::string number(std::uint32_t value) {
    return std::to_string(value);
}

/// A turn by `angle` around an axis of length 1.
Vec4 turn(double angle, Vec3 axis) {
    const auto s = static_cast<float>(std::sin(angle / 2));
    return {axis[0] * s, axis[1] * s, axis[2] * s, static_cast<float>(std::cos(angle / 2))};
}

class Clip {
  public:
    explicit Clip(GltfWriter& gltf) : gltf_(gltf) {}

    /// `values` of all keys; of a spline with its tangents.
    void add(std::uint32_t node, std::string_view path, std::string_view interpolation,
             const std::vector<float>& times, const std::vector<float>& values) {
        const std::string type = path == "rotation" ? "VEC4" : path == "weights" ? "SCALAR" : "VEC3";
        const std::string comma = count_ == 0 ? "" : ",";
        samplers_ += comma + "{\"input\":" + number(gltf_.add_floats("SCALAR", times, false)) +
                     ",\"output\":" + number(gltf_.add_floats(type, values, false)) +
                     ",\"interpolation\":\"" + std::string{interpolation} + "\"}";
        channels_ += comma + "{\"sampler\":" + number(count_++) + ",\"target\":{\"node\":" + number(node) +
                     ",\"path\":\"" + std::string{path} + "\"}}";
    }
    void write(std::string_view name) const {
        gltf_.add("animations", "{\"name\":\"" + std::string{name} + "\",\"channels\":[" + channels_ +
                                    "],\"samplers\":[" + samplers_ + "]}");
    }

  private:
    GltfWriter& gltf_;
    std::uint32_t count_ = 0;
    std::string samplers_, channels_;
};

std::vector<float> even_times(std::uint32_t count, float start, float end) {
    std::vector<float> out;
    for (std::uint32_t i = 0; i < count; ++i)
        out.push_back(start + (end - start) * static_cast<float>(i) / static_cast<float>(count - 1));
    return out;
}

/// 60 keys a second of slow moves, as programs bake them.
void add_baked(GltfWriter& gltf) {
    Clip clip{gltf};
    const auto times = even_times(121, 0, 2);
    for (std::size_t joint = 0; joint < Joints.size(); ++joint) {
        std::vector<float> values;
        for (std::size_t i = 0; i < times.size(); ++i) {
            const double phase = 3.0 * static_cast<double>(times[i]) + static_cast<double>(joint);
            Vec4 q = turn(0.7 * std::sin(phase), normalized({1, static_cast<float>(joint), 0.5F}));
            // q and -q turn alike.
            if (i % 7 == 3)
                for (auto& part : q) part = -part;
            values.insert(values.end(), q.begin(), q.end());
        }
        clip.add(Joints[joint], "rotation", "LINEAR", times, values);
    }
    std::vector<float> places, sizes, weights;
    for (const double time : times) {
        places.insert(places.end(),
                      {static_cast<float>(0.2 * std::sin(2 * time)), static_cast<float>(0.1 * time), 0});
        const auto size = static_cast<float>(1 + 0.3 * std::sin(4 * time));
        sizes.insert(sizes.end(), {size, 1, 1 / size});
        weights.insert(weights.end(),
                       {static_cast<float>(0.5 + 0.5 * std::sin(time)), static_cast<float>(time / 2)});
    }
    clip.add(Base, "translation", "LINEAR", times, places);
    clip.add(Fork, "scale", "LINEAR", times, sizes);
    clip.add(Body, "weights", "LINEAR", times, weights);
    clip.write("Baked");
}

void add_splines(GltfWriter& gltf) {
    Clip clip{gltf};
    const std::vector<float> times = {0, 0.4F, 1.5F};
    std::vector<float> turns;
    for (const double angle : {0.0, 1.2, -0.4}) {
        const Vec4 q = turn(angle, {0, 0, 1});
        for (const auto& part : {Vec4{0, 0, -0.3F, 0.1F}, q, Vec4{0, 0, 0.8F, -0.2F}})
            turns.insert(turns.end(), part.begin(), part.end());
    }
    clip.add(Middle, "rotation", "CUBICSPLINE", times, turns);
    clip.add(Rig, "translation", "CUBICSPLINE", times,
             {0, 0, 0, 1, 2, 3, 1, 0, 0, 0, 2, 0, 2, 2, 3, 0, -1, 1, 0.5F, 0, 0, 1, 1, 3, 0, 0, 0});
    clip.add(Tip, "scale", "CUBICSPLINE", times,
             {0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1.5F, 1.5F, 1.5F, 0, 0, 0, -1, -1, -1, 1, 1, 1, 0, 0, 0});
    // All in-tangents of a key, then its values, then its out-tangents.
    clip.add(Body, "weights", "CUBICSPLINE", times,
             {0, 0, 0, 0, 2, 1, 0, 1, 1, 0.5F, -1, 0, 0, 0, 0, 1, 0, 0});
    clip.write("Splines");
}

void add_steps(GltfWriter& gltf) {
    Clip clip{gltf};
    const std::vector<float> times = {0.5F, 0.75F, 1, 2};
    std::vector<float> turns;
    for (const double angle : {0.3, -0.9, 0.3, 1.5}) {
        const Vec4 q = turn(angle, {1, 0, 0});
        turns.insert(turns.end(), q.begin(), q.end());
    }
    clip.add(Base, "rotation", "STEP", times, turns);
    clip.add(Body, "weights", "STEP", times, {0, 1, 1, 0, 0.5F, 0.5F, 0, 0});
    clip.write("Steps");
}

/// Few keys, far apart: half turns, where the way between two keys matters most.
void add_late(GltfWriter& gltf) {
    Clip clip{gltf};
    std::vector<float> turns;
    for (const double angle : {0.0, 3.0, 6.0}) {
        const Vec4 q = turn(angle, {0, 1, 0});
        turns.insert(turns.end(), q.begin(), q.end());
    }
    clip.add(Rig, "rotation", "LINEAR", {1, 2, 4}, turns);
    clip.add(Charm, "translation", "LINEAR", {3, 3.5F}, {0, 0.2F, 0, 0.3F, 0.2F, 0});
    clip.write("Late");
}

void add_body(GltfWriter& gltf) {
    Mesh mesh =
        make_lathe({{0, 0}, {0.3F, 0}, {0.25F, 0.5F}, {0.2F, 1}, {0.2F, 1.5F}, {0.1F, 2}, {0, 2.1F}}, 16);
    std::vector<std::array<std::uint8_t, 4>> near, far;
    std::vector<float> strong, weak, wide, tall;
    for (const auto& p : mesh.positions) {
        const float share = std::min(p[1] / 2.2F, 0.99F) * 3;
        const auto below = static_cast<std::uint8_t>(share);
        const float above = share - static_cast<float>(below), side = 0.1F + 0.05F * p[0];
        near.push_back({below, static_cast<std::uint8_t>(below + 1), 0, 0});
        strong.insert(strong.end(), {(1 - above) * (1 - side), above * (1 - side), 0, 0});
        far.push_back({static_cast<std::uint8_t>((below + 2) % 4), 0, 0, 0});
        weak.insert(weak.end(), {side, 0, 0, 0});
        wide.insert(wide.end(), {p[0] * 0.5F, 0, p[2] * 0.5F});
        tall.insert(tall.end(), {0, p[1] * 0.2F, 0});
    }
    const auto more = ",\"JOINTS_0\":" + number(gltf.add_joints(near)) +
                      ",\"WEIGHTS_0\":" + number(gltf.add_floats("VEC4", strong, true)) +
                      ",\"JOINTS_1\":" + number(gltf.add_joints(far)) +
                      ",\"WEIGHTS_1\":" + number(gltf.add_floats("VEC4", weak, true));
    const auto attributes = gltf.add_mesh(mesh, more);
    gltf.add("meshes",
             "{\"name\":\"Body\",\"weights\":[0.25,0],\"primitives\":[{" + attributes +
                 ",\"material\":0,\"targets\":[{\"POSITION\":" + number(gltf.add_floats("VEC3", wide, true)) +
                 "},{\"POSITION\":" + number(gltf.add_floats("VEC3", tall, true)) + "}]}]}");
}

void add_skin(GltfWriter& gltf) {
    // Where the joints are at rest, in the space of the mesh: each 0.7 above the one before, the tip beside.
    std::vector<float> inverse;
    constexpr std::array<Vec3, 4> places = {Vec3{0, 0, 0}, Vec3{0, 0.7F, 0}, Vec3{0, 1.4F, 0},
                                            Vec3{0.3F, 1.4F, 0}};
    std::string joints;
    for (std::size_t i = 0; i < places.size(); ++i) {
        joints += (i > 0 ? "," : "") + number(Joints[i]);
        inverse.insert(inverse.end(),
                       {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -places[i][0], -places[i][1], -places[i][2], 1});
    }
    gltf.add("skins", "{\"name\":\"Bones\",\"joints\":[" + joints + "],\"inverseBindMatrices\":" +
                          number(gltf.add_floats("MAT4", inverse, false)) + "}");
}

}  // namespace

void write_rig(const std::filesystem::path& file) {
    GltfWriter gltf;
    gltf.add("materials", R"({"name":"paint","pbrMetallicRoughness":{"baseColorFactor":[0.2,0.5,0.75,0.5],
"metallicFactor":0.25,"roughnessFactor":0.6},"emissiveFactor":[0.1,0.2,0.3],"alphaMode":"MASK","alphaCutoff":0.4,
"doubleSided":true})");
    add_body(gltf);
    gltf.add("meshes",
             "{\"name\":\"Charm\",\"primitives\":[{" + gltf.add_mesh(make_box({0.1F, 0.2F, 0.3F})) + "}]}");
    gltf.add("nodes", R"({"name":"Tip","translation":[0.3,0,0],"children":[6]})");
    gltf.add("nodes", R"({"name":"Fork","translation":[0,0.7,0],"children":[0]})");
    gltf.add(
        "nodes",
        R"({"name":"Middle","translation":[0,0.7,0],"rotation":[0,0,0.1305262,0.9914449],"children":[1]})");
    gltf.add("nodes", R"({"name":"Base","children":[2]})");
    gltf.add(
        "nodes",
        R"({"name":"Rig","translation":[1,2,3],"rotation":[0.5,0.5,0.5,0.5],"scale":[0.5,0.5,0.5],"children":[5,3]})");
    gltf.add("nodes", R"({"name":"Body","mesh":0,"skin":0})");
    gltf.add("nodes", R"({"name":"Charm","mesh":1,"translation":[0,0.2,0],"scale":[-1,1,1.5]})");
    add_skin(gltf);
    add_baked(gltf);
    add_splines(gltf);
    add_steps(gltf);
    add_late(gltf);
    gltf.add("scenes", R"({"name":"Stage","nodes":[4]})");
    const auto glb = gltf.glb();
    std::ofstream{file, std::ios::binary}.write(reinterpret_cast<const char*>(glb.data()),
                                                static_cast<std::streamsize>(glb.size()));
}

}  // namespace sinter::test
