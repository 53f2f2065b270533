// SPDX-License-Identifier: Apache-2.0
// Runs the built shader plugin over texts.
#pragma once

#include <string>
#include <string_view>

#include <sinter/shader.hpp>

#include "support/plugin_runner.hpp"

namespace sinter::test {

inline const PluginRunner& shader_plugin() {
    static const PluginRunner runner{SINTER_PLUGIN};
    return runner;
}

inline ByteVector bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

/// Decodes `source` as a file of the name `path` in the project's folder shaders/.
inline JobResult decode(std::string_view source, RunOptions options = {}) {
    if (options.path == "sample") options.path = "shaders/sample.frag";
    return shader_plugin().decode("shader", bytes_of(source), options);
}
inline RunOptions named(std::string path) {
    RunOptions options;
    options.path = std::move(path);
    return options;
}
inline JobResult process(std::string_view step, const OwnedAsset& asset, const RunOptions& options = {}) {
    return shader_plugin().process(step, asset.view().abi(), options);
}

}  // namespace sinter::test
