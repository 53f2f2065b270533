// SPDX-License-Identifier: Apache-2.0
// ProjectOptions: the options by which every command finds its project.
#pragma once

#include <string>
#include <vector>

#include <sinter/core/config.hpp>

// CLI11 is named, not included: its header costs seconds in each file that has it.
namespace CLI {
class App;
}

namespace sinter::cli {

struct ProjectOptions {
    std::string project;
    std::vector<std::string> sources;
    std::string out;
    std::string platform;
    std::vector<std::string> plugins;
    unsigned jobs = 0;
    std::vector<std::string> isolation;  ///< "plugin=worker"

    void add_to(CLI::App& command);
    /// The configuration they name. Problems are printed to standard error.
    [[nodiscard]] Result<Config> config() const;
    /// The same; where no project is named, for commands that need none. A sinter.toml here counts, and
    /// without one the defaults do.
    [[nodiscard]] Result<Config> config_or_none() const;
};

/// Prints "sinter: file:line:column: text [code]" to standard error.
void print_error(const Error& error);
/// "text (file:line:column)": one line for people.
[[nodiscard]] std::string describe(const Error& error);

}  // namespace sinter::cli
