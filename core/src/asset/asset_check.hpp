// SPDX-License-Identifier: Apache-2.0
// check_asset: whether an asset's tables agree with each other, before anything trusts them.
#pragma once

#include <sinter/asset.hpp>

namespace sinter {

/// Errors: Contract, with what is wrong. What is checked: a type that exists, and for a texture that every
/// level lies in its chunk with the size its extents ask for.
[[nodiscard]] Status check_asset(const AssetView& asset);

}  // namespace sinter
