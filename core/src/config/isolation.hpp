// SPDX-License-Identifier: Apache-2.0
// IsolationOverride: what a project says about where a plugin runs.
#pragma once

#include <string>
#include <vector>

#include <sinter/core/isolation.hpp>

#include "config/toml_reader.hpp"

namespace sinter {

/// One line of [isolation.plugins].
struct IsolationOverride {
    std::string plugin;  ///< as written; whether it is installed is known when the plugins are
    Isolation isolation = Isolation::Worker;
    Where where;  ///< of the name; without a path when a program said it
};

/// The value of `key` in the table of `reader`, "worker" or "none"; nothing when absent or wrong.
[[nodiscard]] std::optional<Isolation> read_isolation(TomlReader& reader, std::string_view key);

/// Reads the table [isolation.plugins]. Mistakes go to `problems`; the names of plugins are not checked.
[[nodiscard]] std::vector<IsolationOverride> read_isolation_overrides(const TomlNode& table,
                                                                      const std::string& file,
                                                                      std::vector<Error>& problems);

/// Puts `isolation` for `plugin` in the place of what `overrides` say of it.
void set_override(std::vector<IsolationOverride>& overrides, IsolationOverride wanted);

}  // namespace sinter
