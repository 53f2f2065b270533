// SPDX-License-Identifier: Apache-2.0
// Animations for tests, as assets like those of a decoder.
#pragma once

#include "keys.hpp"
#include "models.hpp"

namespace sinter::test {

/// One channel for each, of node 0, 1, ...; at a model of that path.
OwnedAsset animation_of(const std::vector<models::Keys>& channels, const std::string& model = "fox.glb");

}  // namespace sinter::test
