// SPDX-License-Identifier: Apache-2.0
// Text FBX 7.3 of the marked box, with the axes and the unit of choice.
#pragma once

#include <string>

namespace sinter::test {

/// The global settings of an FBX file. An axis is 0 X, 1 Y, 2 Z; a sign -1 is the axis' other end.
struct FbxSettings {
    int up = 1, up_sign = 1;
    int front = 2, front_sign = 1;  ///< towards the viewer
    int coord = 0, coord_sign = 1;  ///< to the right
    double centimetres = 1;         ///< UnitScaleFactor: of one unit
};

/// The box with normals, moved by its node as `moved` says. Without settings it has no section for them.
std::string write_fbx(const FbxSettings* settings);

}  // namespace sinter::test
