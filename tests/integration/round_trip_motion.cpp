// SPDX-License-Identifier: Apache-2.0
#include "round_trip_motion.hpp"

#include <algorithm>
#include <cmath>

#include <boost/test/unit_test.hpp>

namespace sinter::test {
namespace {

constexpr std::size_t TimesOfAnimation = 24;

/// How far a vertex of the export may be from the source's.
class Allowance {
  public:
    Allowance(const GltfFile& after, const GltfPose& pose, const AnimationLimits& channels)
        : after_(after), pose_(pose), channels_(channels) {}

    /// `spread`: how far from each other the joints of the source alone would have the vertex.
    [[nodiscard]] double of(std::size_t node, const GltfPrimitive& primitive, std::size_t vertex,
                            const PrimitiveLimits& limits, double spread) const {
        const auto rest = pose_.morphed(node, primitive, vertex);
        // Rounding before any node moves it, and what the weights of the morph targets are off.
        Vec3d rounding{};
        for (std::size_t k = 0; k < 3; ++k) {
            rounding[k] = limits.position_step[k] / 2;
            for (std::size_t i = 0; i < limits.target_steps.size(); ++i)
                rounding[k] += std::fabs(pose_.weights(node)[i]) * limits.target_steps[i][k] / 2 +
                               error(node, "weights") * std::fabs(primitive.targets[i][vertex][k]);
        }
        double size = length(rest);
        for (const auto& target : primitive.targets) size += length(target[vertex]);
        const double own = length(rounding) + FloatError * size;
        const int skin = after_.json.nodes[node].skin;
        if (skin < 0 || primitive.influences == 0)
            return own * stretch(pose_.world(node)) + drift(node, transformed(pose_.world(node), rest));

        const auto& joints = after_.skins[static_cast<std::size_t>(skin)];
        double out = 0;
        for (std::size_t i = 0; i < primitive.influences; ++i) {
            const double weight = primitive.weights[vertex * primitive.influences + i];
            const auto joint = static_cast<std::size_t>(primitive.joints[vertex * primitive.influences + i]);
            const auto matrix = pose_.joint_matrix(joints, joint);
            out += weight * (own * stretch(matrix) + drift(joints.joints[joint], transformed(matrix, rest)));
        }
        // What one joint's weight is off, another's has: it pulls from the place of the one towards the
        // other's.
        return out + limits.weight * static_cast<double>(MostInfluences) * spread;
    }

  private:
    static constexpr double FloatError = 2e-6;
    static constexpr std::size_t MostInfluences = 4;

    [[nodiscard]] double error(std::size_t node, const char* path) const {
        const auto found = channels_.find({node, path});
        return found == channels_.end() ? 0 : found->second;
    }
    /// How far the channels of a node and of those above may have moved a place in the scene.
    [[nodiscard]] double drift(std::size_t node, const Vec3d& place) const {
        double out = 0;
        for (auto at = node; at != GltfFile::NoParent; at = after_.parents[at]) {
            const auto& world = pose_.world(at);
            const Vec3d origin{world[12], world[13], world[14]};
            const auto up = after_.parents[at];
            const bool is_root = up == GltfFile::NoParent;
            const double outer = is_root ? 1 : stretch(pose_.world(up));
            const double reach = is_root ? length(place - origin)
                                         : length(transformed(inverse(pose_.world(up)), place) -
                                                  transformed(inverse(pose_.world(up)), origin));
            // Errors are measured at the source's keys; between two of them, up to half a turn apart, two
            // spherical interpolations are up to sqrt(2) times as far from each other as at their ends.
            out += std::sqrt(2.0) * error(at, "rotation") * reach * outer;
            // Those of the other paths are of one component.
            out += std::sqrt(3.0) * error(at, "translation") * outer;
            out += FloatError * (reach * outer + length(origin));
            if (const double scale = error(at, "scale"); scale > 0)
                out += scale * length(transformed(inverse(world), place)) * outer;
        }
        return out;
    }
    const GltfFile& after_;
    const GltfPose& pose_;
    const AnimationLimits& channels_;
};

/// How far from each other two joints would have a vertex.
double spread_of(const GltfFile& file, const GltfPose& pose, std::size_t node, const GltfPrimitive& primitive,
                 std::size_t vertex) {
    const int skin = file.json.nodes[node].skin;
    if (skin < 0) return 0;
    std::vector<Vec3d> places;
    for (std::size_t i = vertex * primitive.influences; i < (vertex + 1) * primitive.influences; ++i)
        if (primitive.weights[i] > 0)
            places.push_back(transformed(pose.joint_matrix(file.skins[static_cast<std::size_t>(skin)],
                                                           static_cast<std::size_t>(primitive.joints[i])),
                                         pose.morphed(node, primitive, vertex)));
    double out = 0;
    for (const auto& a : places)
        for (const auto& b : places) out = std::max(out, length(a - b));
    return out;
}

class MotionCheck {
  public:
    MotionCheck(const GltfFile& before, const GltfFile& after, const std::vector<std::size_t>& rows,
                const MatchedMeshes& matched, const ModelLimits& limits)
        : before_(before), after_(after), rows_(rows), matched_(matched), limits_(limits) {}

    Motion run() {
        pose(nullptr, nullptr, {}, 0);
        BOOST_TEST_REQUIRE(before_.animations.size() == after_.animations.size());
        BOOST_TEST_REQUIRE(before_.animations.size() == limits_.animations.size());
        for (std::size_t i = 0; i < before_.animations.size(); ++i) {
            const auto &a = before_.animations[i], &b = after_.animations[i];
            BOOST_TEST_CONTEXT("animation " << a.name) {
                BOOST_TEST(a.name == b.name);
                BOOST_TEST(a.channels.size() == b.channels.size());
                for (std::size_t step = 0; step < TimesOfAnimation; ++step) {
                    const double share = static_cast<double>(step) / (TimesOfAnimation - 1);
                    pose(&a, &b, limits_.animations[i], a.start + (a.end - a.start) * share);
                }
            }
        }
        return motion_;
    }

  private:
    void pose(const GltfAnimation* a, const GltfAnimation* b, const AnimationLimits& channels,
              double seconds) {
        const GltfPose from{before_, a, seconds}, to{after_, b, seconds};
        const Allowance allowance{after_, to, channels};
        ++motion_.poses;
        for (std::size_t node = 0; node < rows_.size(); ++node) {
            const int mesh = before_.json.nodes[node].mesh;
            if (rows_[node] == GltfFile::NoParent) continue;
            if (mesh >= 0) check(from, to, allowance, node, static_cast<std::size_t>(mesh), seconds);
        }
    }
    void check(const GltfPose& from, const GltfPose& to, const Allowance& allowance, std::size_t node,
               std::size_t mesh, double seconds) {
        const auto row = rows_[node];
        double worst = 0;
        for (std::size_t i = 0; i < matched_[mesh].size(); ++i) {
            const auto &a = before_.meshes[mesh][i], &b = after_.meshes[mesh][i];
            for (const auto& [before, after] : matched_[mesh][i]) {
                const double apart = length(from.place(node, a, before) - to.place(row, b, after));
                const double allowed = allowance.of(row, b, after, limits_.meshes[mesh][i],
                                                    spread_of(before_, from, node, a, before));
                // What is no number is too far.
                if (!(apart / allowed <= worst)) worst = apart / allowed;
            }
        }
        BOOST_TEST(worst <= 1, "at " << seconds << " s a vertex of node " << before_.json.nodes[node].name
                                     << " is " << worst << " times as far away as it may be");
        motion_.worst = std::max(motion_.worst, worst);
    }

    const GltfFile& before_;
    const GltfFile& after_;
    const std::vector<std::size_t>& rows_;
    const MatchedMeshes& matched_;
    const ModelLimits& limits_;
    Motion motion_;
};

}  // namespace

Motion check_motion(const GltfFile& before, const GltfFile& after, const std::vector<std::size_t>& rows,
                    const MatchedMeshes& matched, const ModelLimits& limits) {
    return MotionCheck{before, after, rows, matched, limits}.run();
}

}  // namespace sinter::test
