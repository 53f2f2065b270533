// SPDX-License-Identifier: Apache-2.0
// LoadState: how far an asset is.
#pragma once

#include <cstdint>
#include <string_view>

namespace sinter {

enum class LoadState : std::uint8_t {
    NotLoaded,               ///< known, or promised on demand; nobody works on it
    Loading,                 ///< queued, being read or being built
    Loaded,                  ///< its own bytes are there; what it is loaded with may still come
    LoadedWithDependencies,  ///< it and everything it is loaded with
    Failed,                  ///< it or something it is loaded with; AssetServer::error says why
};

/// "not_loaded", "loading", "loaded", "loaded_with_dependencies", "failed".
constexpr std::string_view name_of(LoadState state) noexcept {
    constexpr std::string_view names[] = {"not_loaded", "loading", "loaded", "loaded_with_dependencies", "failed"};
    return names[static_cast<std::uint8_t>(state) < 5 ? static_cast<std::uint8_t>(state) : 0];
}

}  // namespace sinter
