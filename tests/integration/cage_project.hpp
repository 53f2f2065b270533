// SPDX-License-Identifier: Apache-2.0
// CageProject: a project in a temporary folder whose sources name deeds for the plugin "misbehave".
#pragma once

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <stdexcept>
#include <thread>

#include <sinter/core/cook.hpp>

#include "support/temp_folder.hpp"

namespace sinter::test {

class CageProject {
  public:
    /// `toml`: more of sinter.toml, before the rules. Jobs that make no progress end after a second.
    explicit CageProject(const std::string& toml = {}) {
        // Only what this project names: what is installed beside these tests must not matter.
        setenv("SINTER_PLUGIN_PATH", "", 1);
        configure(toml);
        std::filesystem::create_directories(folder_ / "assets");
    }
    /// Writes sinter.toml; `tables` stand behind the limits, `keys` of a rule for everything.
    void configure(const std::string& tables, const std::string& keys = {}) const {
        folder_.write("sinter.toml", "[limits]\njob_seconds = 1\njob_memory_mib = 512\n" + tables +
                                         "[[rule]]\nmatch = \"**\"\ntype = \"data\"\n" + keys);
    }
    void write(std::string_view path, std::string_view content) const {
        folder_.write("assets/" + std::string{path}, content);
    }
    /// A source that does `deed` and differs from all others of another `number`.
    void write_deed(std::string_view path, std::string_view deed, std::size_t number = 0) const {
        std::string content{deed};
        content += "\nnumber " + std::to_string(number) + "\n";
        for (std::size_t i = 0; i < 2000; ++i) content += static_cast<char>('a' + (i * 7 + number) % 26);
        write(path, content);
    }
    /// `count` good sources in the folder "good".
    void write_good(std::size_t count) const {
        for (std::size_t i = 0; i < count; ++i)
            write_deed("good/g" + std::to_string(i) + ".misbehave", "good", i);
    }
    [[nodiscard]] const TempFolder& folder() const { return folder_; }

    [[nodiscard]] Config config(unsigned turns = 2, const std::string& plugin = "wild") const {
        std::vector<Error> problems;
        auto config = Config::load(folder_ / "sinter.toml", problems);
        if (!config) throw std::runtime_error{problems.front().where.text() + ": " + problems.front().text};
        config->set_plugin_folders({std::filesystem::path{MISBEHAVE_PLUGINS} / plugin});
        config->set_worker_program(SINTER_WORKER);
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

/// Path and label of every product below `folder`, with the hash of its artifact.
inline std::map<std::string, std::string> artifacts(const CookReport& report, std::string_view folder = {}) {
    std::map<std::string, std::string> out;
    for (const auto& asset : report.assets) {
        if (!asset.path.starts_with(folder)) continue;
        for (const auto& product : asset.products) out[asset.path + "#" + product.label] = product.artifact;
    }
    return out;
}

/// Everything a report says of an asset in words, one line each.
inline std::string words(const CookedAsset& asset) {
    std::string out = asset.error.text + "\n" + asset.error.where.text() + "\n";
    for (const auto& message : asset.warnings)
        out += message.error.text + "\n" + message.error.where.text() + "\n";
    return out;
}

/// Names of the stages that ran, without "read".
inline std::string stages(const CookedAsset& asset) {
    std::string out;
    for (const auto& stage : asset.stages)
        if (stage.name != "read") out += (out.empty() ? "" : " ") + stage.name;
    return out;
}

/// Why the first asset failed that did; empty when all went well.
inline std::string first_error(const CookReport& report) {
    for (const auto& problem : report.problems) return problem.text;
    for (const auto& asset : report.assets)
        if (asset.status == CookStatus::Failed) return asset.path + ": " + asset.error.text;
    return {};
}

/// Processes whose parent is this one, and theirs. Zombies count.
inline std::set<int> descendants() {
    std::multimap<int, int> children;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
        const auto name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        std::ifstream stat{entry.path() / "stat"};
        std::string line;
        std::getline(stat, line);
        const auto behind = line.rfind(')');  // a name may hold spaces
        if (behind == std::string::npos || line.size() < behind + 5) continue;
        children.emplace(std::atoi(line.c_str() + behind + 4), std::atoi(name.c_str()));
    }
    std::set<int> out;
    std::vector<int> todo{static_cast<int>(::getpid())};
    while (!todo.empty()) {
        const auto [begin, end] = children.equal_range(todo.back());
        todo.pop_back();
        for (auto child = begin; child != end; ++child)
            if (out.insert(child->second).second) todo.push_back(child->second);
    }
    return out;
}

/// What this process has open: number and target.
inline std::map<std::string, std::string> descriptors() {
    std::map<std::string, std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc/self/fd"}) {
        std::error_code gone;
        const auto target = std::filesystem::read_symlink(entry.path(), gone);
        // The listing itself has a descriptor.
        if (!gone && !target.string().ends_with("/fd"))
            out[entry.path().filename().string()] = target.string();
    }
    return out;
}

}  // namespace sinter::test
