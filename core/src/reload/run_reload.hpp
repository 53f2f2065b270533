// SPDX-License-Identifier: Apache-2.0
// run_reload: asks a reload handler to put a new version of an asset into the old one's place.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plugin/job.hpp"
#include "plugin/step.hpp"

namespace sinter {

/// A loaded asset that refers to the one being reloaded.
struct Referrer {
    std::string path;  ///< logical, with "#label"
    AssetView asset;
};

struct ReloadResult {
    Status status;                        ///< good: the new version is to take its place
    std::vector<Diagnostic> diagnostics;  ///< what the handler said
    /// Referrers whose dependency now means the new version: indices of the referrer and of its dependency.
    std::vector<std::pair<std::size_t, std::uint32_t>> replaced;
};

/// Calls can_hot_reload, reload and update_references of `handler`, which runs inside this process, on this
/// thread. Errors: Denied when it says that the new version cannot take the old one's place; its own codes;
/// those of Step::lease; Contract for a handler in a plugin that belongs into the cage.
[[nodiscard]] ReloadResult run_reload(Step& handler, const std::string& path, AssetView old_version,
                                      AssetView new_version, std::span<const Referrer> referrers);

}  // namespace sinter
