// SPDX-License-Identifier: Apache-2.0
// ProbeProject: a project in a temporary folder whose sources are scripts for the probe plugin.
#pragma once

#include <cstdlib>
#include <stdexcept>

#include <sinter/core/cook.hpp>

#include "support/temp_folder.hpp"

namespace sinter::test {

class ProbeProject {
  public:
    /// `rules`: more TOML behind the rule that runs probe_append and probe_limit on everything.
    explicit ProbeProject(const std::string& rules = {}) {
        // Only the probe: what is installed beside these tests must not matter.
        setenv("SINTER_PLUGIN_PATH", "", 1);
        set_rules(rules);
        std::filesystem::create_directories(folder_ / "assets");
    }
    void set_rules(const std::string& rules, const std::string& head = {}) const {
        folder_.write("sinter.toml", head +
                                         "[[rule]]\nmatch = \"**\"\ntype = \"data\"\nsteps = [\"probe_append\"]\n"
                                         "validators = [\"probe_limit\"]\n" +
                                         rules);
    }
    void write(std::string_view path, std::string_view script) const {
        folder_.write("assets/" + std::string{path}, script);
    }
    void remove(std::string_view path) const { std::filesystem::remove(folder_ / ("assets/" + std::string{path})); }
    [[nodiscard]] const TempFolder& folder() const { return folder_; }

    [[nodiscard]] Config config(unsigned turns = 2, int probe_version = 1) const {
        std::vector<Error> problems;
        auto config = Config::load(folder_ / "sinter.toml", problems);
        if (!config) throw std::runtime_error{problems.front().where.text() + ": " + problems.front().text};
        config->set_plugin_folders({std::filesystem::path{PROBE_PLUGINS} / std::to_string(probe_version)});
        config->set_turns(turns);
        return *std::move(config);
    }
    [[nodiscard]] CookReport cook(const Config& config, const Cook::Options& options = {}) const {
        Cook cook;
        std::vector<Error> problems;
        auto report = cook.run(config, options, problems);
        if (!report) throw std::runtime_error{problems.front().where.text() + ": " + problems.front().text};
        return *std::move(report);
    }
    [[nodiscard]] CookReport cook() const { return cook(config()); }

  private:
    TempFolder folder_;
};

/// The asset of that path in a report.
inline const CookedAsset& asset(const CookReport& report, std::string_view path) {
    for (const auto& asset : report.assets)
        if (asset.path == path) return asset;
    throw std::runtime_error{"not in the report: " + std::string{path}};
}

/// Names of the stages that ran, without "read".
inline std::string stages(const CookedAsset& asset) {
    std::string out;
    for (const auto& stage : asset.stages)
        if (stage.name != "read") out += (out.empty() ? "" : " ") + stage.name;
    return out;
}

}  // namespace sinter::test
