// SPDX-License-Identifier: Apache-2.0
// Pipeline: the rules of a project bound to the steps that are installed; says what is to be done with an
// asset.
#pragma once

#include <map>
#include <memory>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/project.hpp"
#include "plugin/manifest.hpp"

namespace sinter {

/// A decoder, processor or validator that was chosen, with the value of each of its settings.
struct StepChoice {
    std::string name;
    const StepDecl* decl = nullptr;  ///< within the manifests given to `bind`; nullptr: none of that name
    Values values;                   ///< every setting that is declared
    Origins origins;                 ///< of each value: "plugin default", "sinter.toml:8 rule 2",
                                     ///< "config/sinter.defaults.toml:12", "brick.png.sinter.toml:3"
};

/// What is to be done with an asset. Never changes once made.
struct PipelineChoice {
    bool skip = false;        ///< leave the file alone; the rest is empty then
    std::string skip_origin;  ///< empty when no rule says anything
    StepChoice decoder;
    std::vector<StepChoice> steps;  ///< processors, in the order they run
    std::string steps_origin;       ///< empty when no rule chose any
    std::vector<StepChoice> validators;
    std::string validators_origin;
};

/// The steps that rules may name, and what a rule means for them.
/// Threads: `resolve` and `bind_asset_rule` from any, at once; the rest one at a time.
/// Lifetime: within that of the manifests.
class Pipeline {
  public:
    /// A rule whose names and values are checked.
    struct BoundRule;

    /// Checks every step, validator, setting and value of the rules against what the manifests declare. What
    /// rules of sinter.defaults.toml name and nobody declares is left out silently; in the project's own
    /// rules it is a problem: Invalid, with place and suggestion. Problems are added to `problems`, sorted by
    /// place; the pipeline is usable all the same, without what is wrong. Where two manifests declare a step
    /// of one kind and name, the first is taken.
    [[nodiscard]] static Pipeline bind(const ProjectConfig& config,
                                       const std::vector<const Manifest*>& manifests,
                                       std::vector<Error>& problems);
    Pipeline(Pipeline&&) noexcept;
    Pipeline& operator=(Pipeline&&) noexcept;
    ~Pipeline();

    /// Parses and checks the `<name>.sinter.toml` beside a source file.
    /// Errors: as parse_asset_rule; Invalid for unknown names and values that do not fit.
    [[nodiscard]] Result<std::shared_ptr<const BoundRule>> bind_asset_rule(
        std::string_view text, const std::string& file, std::vector<Error>& problems) const;

    /// What is to be done with the asset `path` of type `type` that `decoder` decodes. Steps whose declared
    /// type is another than `type` are left out. `asset_rules` are those of the asset's own file and of the
    /// request, applied last, in order; `hints` are what the source itself knows, applied first. Equal combinations of rules share one result: about 0.1 µs per
    /// pattern, no work per setting.
    [[nodiscard]] std::shared_ptr<const PipelineChoice> resolve(
        std::string_view path, AssetType type, std::string_view decoder,
        std::span<const BoundRule* const> asset_rules = {},
        std::span<const BoundRule* const> hints = {}) const;

    /// Whether rules say to leave `path` alone. `type` may be Unknown, before a decoder is chosen: then only
    /// rules without a type are asked.
    [[nodiscard]] bool skips(std::string_view path, AssetType type) const;

  private:
    struct State;
    explicit Pipeline(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// All problems of the rules with what is installed, as `Pipeline::bind` finds them.
[[nodiscard]] std::vector<Error> check(const ProjectConfig& config,
                                       const std::vector<const Manifest*>& manifests);

}  // namespace sinter
