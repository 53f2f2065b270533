// SPDX-License-Identifier: Apache-2.0
// CookedProject: a project in a temporary folder, cooked inside this process, and what its report says.
#pragma once

#include <cstdlib>
#include <stdexcept>

#include <sinter/core/cook.hpp>

#include "support/temp_folder.hpp"

namespace sinter::test {

/// Its sources lie in "assets". Which plugins it has, the classes derived from it say.
class CookedProject {
  public:
    CookedProject() {
        // Only what the project names: what is installed beside these tests must not matter.
        setenv("SINTER_PLUGIN_PATH", "", 1);
        std::filesystem::create_directories(folder_ / "assets");
    }
    void write(std::string_view path, std::string_view content) const {
        folder_.write("assets/" + std::string{path}, content);
    }
    [[nodiscard]] const TempFolder& folder() const { return folder_; }

    [[nodiscard]] CookReport cook(const Config& config, const Cook::Options& options = {}) const {
        Cook cook;
        std::vector<Error> problems;
        auto report = cook.run(config, options, problems);
        if (!report) throw std::runtime_error{problems.front().where.text() + ": " + problems.front().text};
        return *std::move(report);
    }

  protected:
    /// Of its sinter.toml, with these plugins.
    [[nodiscard]] Config load(const std::filesystem::path& plugins, unsigned turns) const {
        std::vector<Error> problems;
        auto config = Config::load(folder_ / "sinter.toml", problems);
        if (!config) throw std::runtime_error{problems.front().where.text() + ": " + problems.front().text};
        config->set_plugin_folders({plugins});
        config->set_turns(turns);
        return *std::move(config);
    }

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
