// SPDX-License-Identifier: Apache-2.0
#include "build/item_plans.hpp"

namespace sinter {

Status ItemPlans::add_rule(std::string_view text, const std::string& file) {
    std::vector<Error> problems;
    auto rule = project_.pipeline().bind_asset_rule(text, file, problems);
    if (!rule) return std::move(rule).error();
    rules_.push_back(*std::move(rule));
    return {};
}

ItemPlans::Rules ItemPlans::bind_hints(std::string_view hints) const {
    Rules out;
    while (!hints.empty()) {
        const auto end = hints.find('\n');
        std::vector<Error> unfit;
        if (auto rule =
                project_.pipeline().bind_asset_rule(hints.substr(0, end), "hints of the source", unfit))
            out.push_back(*std::move(rule));
        hints = end == hints.npos ? std::string_view{} : hints.substr(end + 1);
    }
    return out;
}

const ItemPlan& ItemPlans::plan(std::string_view path, AssetType type, Step& decoder,
                                std::string_view hints) {
    const auto [found, is_new] = plans_.try_emplace({type, &decoder, std::string{hints}});
    auto& plan = found->second;
    if (!is_new) return plan;
    const auto weak = bind_hints(hints);
    std::vector<const Pipeline::BoundRule*> first, last;
    for (const auto& rule : weak) first.push_back(rule.get());
    for (const auto& rule : rules_) last.push_back(rule.get());
    plan.choice = project_.pipeline().resolve(path, type, decoder.name(), last, first);
    plan.decoder = {&decoder, &plan.choice->decoder.values};
    for (const auto& step : plan.choice->steps)
        plan.stages.push_back({project_.catalog().find_processor(step.name), &step.values});
    plan.processor_count = plan.stages.size();
    for (const auto& step : plan.choice->validators)
        plan.stages.push_back({project_.catalog().find_validator(step.name), &step.values});
    return plan;
}

}  // namespace sinter
