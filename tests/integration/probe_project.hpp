// SPDX-License-Identifier: Apache-2.0
// ProbeProject: a project in a temporary folder whose sources are scripts for the probe plugin.
#pragma once

#include "cooked_project.hpp"

namespace sinter::test {

class ProbeProject : public CookedProject {
  public:
    /// `rules`: more TOML behind the rule that runs probe_append and probe_limit on everything.
    explicit ProbeProject(const std::string& rules = {}) { set_rules(rules); }
    void set_rules(const std::string& rules, const std::string& head = {}) const {
        folder().write("sinter.toml",
                       head +
                           "[[rule]]\nmatch = \"**\"\ntype = \"data\"\nsteps = [\"probe_append\"]\n"
                           "validators = [\"probe_limit\"]\n" +
                           rules);
    }
    void remove(std::string_view path) const {
        std::filesystem::remove(folder() / ("assets/" + std::string{path}));
    }
    [[nodiscard]] Config config(unsigned turns = 2, int probe_version = 1) const {
        return load(std::filesystem::path{PROBE_PLUGINS} / std::to_string(probe_version), turns);
    }
    using CookedProject::cook;
    [[nodiscard]] CookReport cook() const { return cook(config()); }
};

}  // namespace sinter::test
