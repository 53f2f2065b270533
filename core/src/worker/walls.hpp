// SPDX-License-Identifier: Apache-2.0
// The walls of the cage by name, and what a worker says of each: seen by the kernel and by the worker.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sinter {

/// In the order in which a worker puts them up.
enum class Wall : std::uint8_t {
    NoNewPrivileges,
    NotDumpable,
    DiesWithParent,
    Descriptors,
    Environment,
    Limits,
    Capabilities,
    Files,
    SystemCalls,
};
/// Numbers from outside are checked against this before they become a Wall.
inline constexpr std::uint8_t WallCount = 9;

/// Words for users.
[[nodiscard]] constexpr std::string_view name_of(Wall wall) noexcept {
    switch (wall) {
        case Wall::NoNewPrivileges:
            return "no new privileges";
        case Wall::NotDumpable:
            return "not dumpable";
        case Wall::DiesWithParent:
            return "dies with its parent";
        case Wall::Descriptors:
            return "no foreign descriptors";
        case Wall::Environment:
            return "empty environment";
        case Wall::Limits:
            return "resource limits";
        case Wall::Capabilities:
            return "no capabilities";
        case Wall::Files:
            return "no files (Landlock)";
        case Wall::SystemCalls:
            return "system calls (seccomp)";
    }
    return "unknown wall";
}

/// One wall as it stands.
struct WallState {
    Wall wall{};
    bool in_force = false;
    std::string
        detail;  ///< what exactly ("Landlock ABI 7: …"), or why not ("the kernel does not offer Landlock")
    bool operator==(const WallState&) const = default;
};

}  // namespace sinter
