// SPDX-License-Identifier: Apache-2.0
// Isolation: whether a plugin runs in the cage, and who says so.
#pragma once

#include <cstdint>
#include <string_view>

namespace sinter {

/// Where the code of a plugin runs. Its results are the same bytes either way.
enum class Isolation : std::uint8_t {
    Worker,  ///< in a worker process: a crash costs one asset
    None,    ///< inside this process: a crash ends it
};
/// "worker", "none": as manifests and sinter.toml write it.
constexpr std::string_view name_of(Isolation isolation) noexcept {
    return isolation == Isolation::None ? "none" : "worker";
}

/// Who decided it. Each takes the word from the one before.
enum class IsolationReason : std::uint8_t {
    Manifest,    ///< the plugin itself, which comes with Sinter
    ThirdParty,  ///< it lies in a project's folder of plugins: always a worker
    Project,     ///< [isolation.plugins] in sinter.toml, or Config::set_isolation
};
/// "manifest", "third_party", "project".
constexpr std::string_view name_of(IsolationReason reason) noexcept {
    constexpr std::string_view names[] = {"manifest", "third_party", "project"};
    return names[static_cast<std::uint8_t>(reason) < 3 ? static_cast<std::uint8_t>(reason) : 0];
}

}  // namespace sinter
