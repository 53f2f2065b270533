// SPDX-License-Identifier: Apache-2.0
// Interface: what a shader expects of the program that runs it, compared.
#pragma once

#include <string>

#include <sinter/asset.hpp>

namespace shader {

/// What differs between the interfaces, in one line; empty when nothing does.
[[nodiscard]] std::string interface_difference(sinter::AssetView old_version, sinter::AssetView new_version);

}  // namespace shader
