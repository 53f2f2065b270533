// SPDX-License-Identifier: Apache-2.0
// Where plugins are looked for.
#pragma once

#include <string>
#include <vector>

#include <sinter/core/config.hpp>

#include "plugin/catalog.hpp"

namespace sinter {

/// Where the plugins that come with Sinter lie: $SINTER_PLUGIN_PATH (":" between folders) if it is set; else
/// beside the running program (../plugins, ../lib/sinter/plugins), else where this library was installed to.
[[nodiscard]] std::vector<std::string> standard_plugin_folders();
/// The project's own, then the standard ones: a project may replace what comes with Sinter. Only the standard
/// ones are trusted, wherever the project names them.
[[nodiscard]] std::vector<PluginFolder> plugin_folders(const Config& config);

}  // namespace sinter
