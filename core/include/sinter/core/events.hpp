// SPDX-License-Identifier: Apache-2.0
// AssetEvent: what AssetServer::update tells its listeners.
#pragma once

#include <functional>
#include <iterator>
#include <string>

#include <sinter/asset.hpp>
#include <sinter/core/asset_id.hpp>

namespace sinter {

struct AssetEvent {
    enum class Kind : std::uint8_t {
        Loaded,                  ///< its own bytes are there
        LoadedWithDependencies,  ///< and everything it is loaded with
        Failed,                  ///< `error` has the root cause
        Unloaded,                ///< nobody is interested any more
        Reloaded,                ///< a new version took the place of the old one: `get` gives it from now on
        ReloadFailed,            ///< the old version stays; `error` says why
        ReferenceUpdated,        ///< something that it refers to was reloaded: what was made from both is to be made again
    };
    Kind kind = Kind::Loaded;
    AssetId id;
    AssetType type = AssetType::Unknown;
    std::string path;  ///< with "#label"
    Error error;       ///< of Failed and ReloadFailed
};

/// "loaded", "loaded_with_dependencies", "failed", "unloaded", "reloaded", "reload_failed", "reference_updated".
constexpr std::string_view name_of(AssetEvent::Kind kind) noexcept {
    constexpr std::string_view names[] = {
        "loaded", "loaded_with_dependencies", "failed", "unloaded", "reloaded", "reload_failed", "reference_updated"};
    return names[static_cast<std::uint8_t>(kind) < std::size(names) ? static_cast<std::uint8_t>(kind) : 0];
}

using EventListener = std::function<void(const AssetEvent&)>;

}  // namespace sinter
