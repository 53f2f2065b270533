// SPDX-License-Identifier: Apache-2.0
// A model that makes a round trip hard, made by the test.
#pragma once

#include <filesystem>

namespace sinter::test {

/// A skinned tube with morph targets on a forked chain of joints, below a turned and scaled rig whose rows
/// come in no order, weights in two sets; a mirrored box on its tip. Four animations: keys so dense that most
/// can go, with quaternions of both signs; splines with tangents on every path; steps; and a late beginning.
void write_rig(const std::filesystem::path& file);

}  // namespace sinter::test
