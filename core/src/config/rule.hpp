// SPDX-License-Identifier: Apache-2.0
// Rule: what a project wants done with the files that a pattern matches.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sinter/asset.hpp>

#include "config/glob.hpp"
#include "config/toml_reader.hpp"
#include "config/value.hpp"

namespace sinter {

/// `set.<step>.<setting> = value`.
struct RuleSetting {
    std::string step;  ///< of a decoder, processor or validator
    std::string name;
    Value value;
    Where step_where;
    Where name_where;
    Where value_where;
    std::string origin;
};

/// `steps = […]` or `validators = […]`.
struct RuleSteps {
    struct Named {
        std::string name;
        Where where;
    };
    std::vector<Named> names;
    std::string origin;
};

/// Where a rule comes from decides how mistakes in it are taken.
enum class RuleSource : std::uint8_t {
    Default,  ///< sinter.defaults.toml: what is not installed is left out
    Project,  ///< sinter.toml
    Asset,    ///< <name>.sinter.toml: for that file alone
};

/// A rule as written; nothing of it is checked against plugins yet.
struct Rule {
    RuleSource source = RuleSource::Project;
    std::string title;                    ///< for diagnostics: "rule 2"
    std::vector<Glob> match;              ///< any of them; empty: every path
    AssetType type = AssetType::Unknown;  ///< Unknown: any
    std::optional<bool> skip;
    std::string skip_origin;
    std::optional<RuleSteps> steps;
    std::optional<RuleSteps> validators;
    std::vector<RuleSetting> settings;

    [[nodiscard]] bool fits(std::string_view path, AssetType asset_type) const;
};

/// Reads all [[rule]] of a file. Origins read "sinter.toml:8 rule 2", or "config/sinter.defaults.toml:8" for
/// defaults.
[[nodiscard]] std::vector<Rule> read_rules(TomlReader& root, const std::string& file, RuleSource source,
                                           std::vector<Error>& problems);

/// Reads a `<name>.sinter.toml`: skip, steps, validators, set.
/// Problems are added to `problems`, sorted by place; the Result then holds the first.
[[nodiscard]] Result<Rule> parse_asset_rule(std::string_view text, const std::string& file,
                                            std::vector<Error>& problems);

}  // namespace sinter
