// SPDX-License-Identifier: Apache-2.0
#include "plugin/plugin_folders.hpp"

#include <algorithm>
#include <cstdlib>

#include <boost/dll/runtime_symbol_info.hpp>
#include <boost/filesystem.hpp>

namespace sinter {

namespace fs = boost::filesystem;

std::vector<std::string> standard_plugin_folders() {
    std::vector<std::string> out;
    if (const char* chosen = std::getenv("SINTER_PLUGIN_PATH")) {
        std::string_view rest = chosen;
        while (!rest.empty()) {
            const auto end = rest.find(':');
            if (const auto folder = rest.substr(0, end); !folder.empty()) out.emplace_back(folder);
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        }
        return out;
    }
    boost::system::error_code error;
    const auto program = boost::dll::program_location(error);
    std::vector<fs::path> candidates;
    if (!error) {
        const auto root = fs::path{program.string()}.parent_path().parent_path();
        candidates = {root / "plugins", root / "lib" / "sinter" / "plugins"};
    }
    candidates.emplace_back(SINTER_INSTALLED_PLUGINS);
    for (const auto& candidate : candidates)
        if (fs::is_directory(candidate, error)) return {candidate.string()};
    return out;
}

std::vector<PluginFolder> plugin_folders(const Config& config) {
    const auto standard = standard_plugin_folders();
    std::vector<PluginFolder> out;
    boost::system::error_code ignored;
    for (const auto& own : config.plugin_folders()) {
        const auto folder = own.string();
        if (!fs::exists(folder, ignored)) continue;
        const bool is_standard = std::ranges::any_of(
            standard, [&](const auto& other) { return fs::equivalent(folder, other, ignored); });
        out.push_back({folder, is_standard});
    }
    for (const auto& folder : standard) out.push_back({folder, true});
    return out;
}

}  // namespace sinter
