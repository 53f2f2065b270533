// SPDX-License-Identifier: Apache-2.0
// CageProject: a project in a temporary folder whose sources name deeds for the plugin "misbehave".
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <map>
#include <set>

#include "cooked_project.hpp"

namespace sinter::test {

class CageProject : public CookedProject {
  public:
    /// `toml`: more of sinter.toml, before the rules. Jobs that make no progress end after a second.
    explicit CageProject(const std::string& toml = {}) { configure(toml); }
    /// Writes sinter.toml; `tables` stand behind the limits, `keys` of a rule for everything.
    void configure(const std::string& tables, const std::string& keys = {}) const {
        folder().write("sinter.toml", "[limits]\njob_seconds = 1\njob_memory_mib = 512\n" + tables +
                                          "[[rule]]\nmatch = \"**\"\ntype = \"data\"\n" + keys);
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
    [[nodiscard]] Config config(unsigned turns = 2, const std::string& plugin = "wild") const {
        auto config = load(std::filesystem::path{MISBEHAVE_PLUGINS} / plugin, turns);
        config.set_worker_program(SINTER_WORKER);
        return config;
    }
    using CookedProject::cook;
    [[nodiscard]] CookReport cook() const { return cook(config()); }
};

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
