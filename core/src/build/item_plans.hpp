// SPDX-License-Identifier: Apache-2.0
// ItemPlans: which steps each product of a source goes through.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "build/project.hpp"

namespace sinter {

/// A step with the values of its settings, which live as long as the ItemPlans it comes from.
struct ChosenStep {
    Step* step = nullptr;
    const Values* settings = nullptr;
};

/// The way of products of one type.
struct ItemPlan {
    std::shared_ptr<const PipelineChoice> choice;
    ChosenStep decoder;
    std::vector<ChosenStep> stages;  ///< processors, then validators
    std::size_t processor_count = 0;
};

/// Threads: one. Lifetime: one build.
class ItemPlans {
  public:
    explicit ItemPlans(Project& project) : project_(project) {}

    /// Binds a rule of the asset's own: of the file beside it, or of the request. Later ones win.
    [[nodiscard]] Status add_rule(std::string_view text, const std::string& file);

    /// What is to be done with a product of that type, of the source `path`. `hints`: lines of settings,
    /// weaker than any rule; those that fit no installed step are left out.
    [[nodiscard]] const ItemPlan& plan(std::string_view path, AssetType type, Step& decoder,
                                       std::string_view hints = {});

  private:
    using Rules = std::vector<std::shared_ptr<const Pipeline::BoundRule>>;
    [[nodiscard]] Rules bind_hints(std::string_view hints) const;

    Project& project_;
    Rules rules_;
    std::map<std::tuple<AssetType, const Step*, std::string>, ItemPlan> plans_;
};

}  // namespace sinter
