// SPDX-License-Identifier: Apache-2.0
// PluginHost: the one plugin that a fork server has loaded, with an instance of each of its steps.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "plugin/step.hpp"

namespace sinter {

/// Threads: as Step. Lifetime: the process's.
class PluginHost {
  public:
    PluginHost() = default;

    /// Loads the library and makes an instance of each step: here a constructor may still read files, and what it
    /// warms up is there in every worker. Errors: those of PluginLibrary and Step::lease.
    [[nodiscard]] Status load(const std::string& path);

    /// Null when there is none.
    [[nodiscard]] Step* find(StepKind kind, std::string_view name) const noexcept;

  private:
    SharedLibraries installed_;
    std::optional<PluginLibrary> library_;
    std::vector<std::unique_ptr<Step>> steps_;
};

}  // namespace sinter
