// SPDX-License-Identifier: Apache-2.0
// list_plugins: the installed plugins, what they can do, and every setting they have.
#pragma once

#include <string>
#include <vector>

#include <sinter/core/config.hpp>

#include <sinter/asset.hpp>

namespace sinter {

struct SettingInfo {
    std::string name;
    std::string type;           ///< "boolean", "integer", "float", "string", "strings"
    std::string default_value;  ///< as TOML writes it
    std::string range;          ///< "0..65536", "box, kaiser", or empty
    std::string help;
};

struct StepInfo {
    std::string kind;  ///< "decoder", "processor", "validator", "reload handler"
    std::string name;
    AssetType type = AssetType::Unknown;  ///< Unknown: any
    unsigned content_version = 0;
    std::vector<std::string> extensions;  ///< of a decoder
    std::vector<SettingInfo> settings;
    std::string help;
};

struct PluginInfo {
    std::string name;
    std::string version;
    std::string file;  ///< the library
    std::string description;
    std::string licence;                      ///< SPDX expression
    Isolation isolation = Isolation::Worker;  ///< in force
    IsolationReason isolation_reason = IsolationReason::Manifest;
    std::vector<std::string> libraries;
    std::vector<StepInfo> steps;
};

struct PluginList {
    std::vector<std::string> folders;  ///< that were looked into, in order
    std::vector<PluginInfo> plugins;
    std::vector<Error> problems;  ///< broken libraries, names twice, [isolation.plugins] of what is not there
};

/// Reads the manifests; runs nothing. Thread: any.
[[nodiscard]] PluginList list_plugins(const Config& config);

}  // namespace sinter
