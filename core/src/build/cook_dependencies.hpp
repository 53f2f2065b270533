// SPDX-License-Identifier: Apache-2.0
// check_dependencies: whether everything that cooked assets are loaded with was cooked too.
#pragma once

#include <span>
#include <string>
#include <vector>

#include <sinter/core/cook.hpp>

namespace sinter {

/// Turns assets that need something missing, failed, of another type, or themselves, into failures with the
/// root cause (Code::Dependency), and so on for those that need them. `assets` is sorted by path. Each asset
/// and each need is looked at once. `elsewhere`: sources, sorted, that may be needed though they are not
/// among `assets`; of these nothing is known, and nothing is said.
void check_dependencies(std::vector<CookedAsset>& assets, std::span<const std::string> elsewhere = {});

}  // namespace sinter
