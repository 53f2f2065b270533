// SPDX-License-Identifier: Apache-2.0
// RuleBinder: checks rules against the steps that are installed.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "plugin/pipeline.hpp"

namespace sinter {

enum class DeclKind : std::uint8_t { Decoder, Processor, Validator };

/// Steps of one kind by name.
using StepsByName = std::map<std::string_view, const StepDecl*>;

/// A value for a setting of a step that is installed.
struct BoundSetting {
    const StepDecl* decl;
    std::string_view name;  ///< the declared one
    Value value;            ///< of the declared type, in range
    std::string origin;
};

/// `steps` or `validators` of a rule: those that are installed.
struct BoundSteps {
    std::vector<const StepDecl*> decls;
    std::string origin;
};

struct Pipeline::BoundRule {
    Rule rule;
    std::optional<BoundSteps> steps;
    std::optional<BoundSteps> validators;
    std::vector<BoundSetting> settings;
};

/// What is installed, by kind and name.
/// Threads: const from any. Lifetime: within that of the manifests.
class RuleBinder {
  public:
    explicit RuleBinder(const std::vector<const Manifest*>& manifests);

    [[nodiscard]] Pipeline::BoundRule bind(Rule rule, std::vector<Error>& problems) const;
    /// nullptr when there is none.
    [[nodiscard]] const StepDecl* find(DeclKind kind, std::string_view name) const;

  private:
    [[nodiscard]] const StepsByName& of(DeclKind kind) const {
        return steps_[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] BoundSteps bind_steps(const Rule& rule, const RuleSteps& steps, DeclKind kind,
                                        std::vector<Error>& problems) const;
    void bind_setting(const Rule& rule, const RuleSetting& setting, std::vector<BoundSetting>& out,
                      std::vector<Error>& problems) const;

    std::array<StepsByName, 3> steps_;
};

}  // namespace sinter
