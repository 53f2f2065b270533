// SPDX-License-Identifier: Apache-2.0
#include "config/isolation.hpp"

#include <algorithm>
#include <array>

namespace sinter {

std::optional<Isolation> read_isolation(TomlReader& reader, std::string_view key) {
    constexpr std::array names = {name_of(Isolation::Worker), name_of(Isolation::None)};
    const auto chosen = reader.choice(key, names);
    if (!chosen) return std::nullopt;
    return *chosen == name_of(Isolation::None) ? Isolation::None : Isolation::Worker;
}

std::vector<IsolationOverride> read_isolation_overrides(const TomlNode& table, const std::string& file,
                                                        std::vector<Error>& problems) {
    std::vector<IsolationOverride> out;
    TomlReader reader(file, table, "[isolation.plugins]", problems);
    for (const auto& entry : reader.all())
        if (const auto isolation = read_isolation(reader, entry.key))
            out.push_back(
                {entry.key, *isolation, {.path = file, .line = entry.line, .column = entry.column}});
    return out;
}

void set_override(std::vector<IsolationOverride>& overrides, IsolationOverride wanted) {
    std::erase_if(overrides, [&](const IsolationOverride& other) { return other.plugin == wanted.plugin; });
    overrides.push_back(std::move(wanted));
}

}  // namespace sinter
