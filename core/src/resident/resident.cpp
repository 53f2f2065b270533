// SPDX-License-Identifier: Apache-2.0
#include "resident/resident.hpp"

namespace sinter::server {

AssetView view_of(const Resident& resident) noexcept { return resident.artifact().view(); }

}  // namespace sinter::server
