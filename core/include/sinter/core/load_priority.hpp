// SPDX-License-Identifier: Apache-2.0
// LoadPriority: how urgent a request is.
#pragma once

#include <cstdint>
#include <string_view>

namespace sinter {

/// Most urgent first. Within one priority: first requested, first started.
enum class LoadPriority : std::uint8_t {
    Critical = 0,  ///< needed to start: UI, the player
    High = 1,      ///< current gameplay
    Normal = 2,
    Low = 3,       ///< background
    OnDemand = 4,  ///< a promise, no work until somebody asks
};

/// "critical", "high", "normal", "low", "on_demand".
constexpr std::string_view name_of(LoadPriority priority) noexcept {
    constexpr std::string_view names[] = {"critical", "high", "normal", "low", "on_demand"};
    return names[static_cast<std::uint8_t>(priority) < 5 ? static_cast<std::uint8_t>(priority) : 2];
}

}  // namespace sinter
