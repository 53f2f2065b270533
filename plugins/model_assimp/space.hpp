// SPDX-License-Identifier: Apache-2.0
// Space: how the source's axes and unit become right-handed, Y up, metres.
#pragma once

#include <array>
#include <cstdint>

#include <assimp/types.h>

namespace sinter::model_assimp {

/// Turns each axis onto an axis, and scales: so numbers stay exact but for the unit.
class Space {
  public:
    /// Axis 0 X, 1 Y, 2 Z; `sign` is +1 or -1.
    struct Axis {
        std::uint32_t axis = 0;
        int sign = 1;
        bool operator==(const Axis&) const = default;
    };

    /// Y up already, `unit_metres` per unit.
    explicit Space(float unit_metres = 1) : unit_(unit_metres) {}
    /// The source's axes that point right, up, and to the front (towards the viewer). Left-handed ones
    /// mirror. Axes that are not three different ones give Y up.
    Space(Axis right, Axis up, Axis front, float unit_metres);
    /// With `up` as 0 X, 1 Y, 2 Z, the usual right hand side of each.
    static Space with_up(std::uint32_t up, float unit_metres);
    /// The turn and scale that an importer put into the root's matrix; nothing to undo when it is another
    /// one.
    static bool from_root(const aiMatrix4x4& root, Space& out);

    [[nodiscard]] aiVector3D position(const aiVector3D& v) const { return direction(v) * unit_; }
    [[nodiscard]] aiVector3D direction(const aiVector3D& v) const;
    /// A scale along the axes: their order changes.
    [[nodiscard]] aiVector3D scale(const aiVector3D& v) const;
    [[nodiscard]] aiQuaternion rotation(const aiQuaternion& q) const;
    /// A transform of the source's space as one of ours.
    [[nodiscard]] aiMatrix4x4 matrix(const aiMatrix4x4& m) const;

    [[nodiscard]] float unit_metres() const { return unit_; }
    [[nodiscard]] Space with_unit(float unit_metres) const {
        Space out = *this;
        out.unit_ = unit_metres;
        return out;
    }
    /// As sinter_model_row has it: 0 X, 1 Y, 2 Z, 4 more when it points down.
    [[nodiscard]] std::uint32_t up_axis() const;
    /// Triangles must be turned over.
    [[nodiscard]] bool mirrors() const;

  private:
    std::array<Axis, 3> from_ = {Axis{0, 1}, Axis{1, 1}, Axis{2, 1}};  ///< the source's axis for each of ours
    float unit_ = 1;
};

}  // namespace sinter::model_assimp
