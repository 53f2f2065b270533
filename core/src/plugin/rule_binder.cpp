// SPDX-License-Identifier: Apache-2.0
#include "plugin/rule_binder.hpp"

#include <algorithm>

#include <sinter/text/suggest.hpp>

#include "config/quote.hpp"

namespace sinter {
namespace {

void append_names(const StepsByName& steps, std::vector<std::string_view>& out) {
    for (const auto& [name, decl] : steps) out.push_back(name);
}

const SettingDecl* find_setting(const StepDecl& step, std::string_view name) {
    const auto found = std::ranges::find(step.settings, name, &SettingDecl::name);
    return found == step.settings.end() ? nullptr : &*found;
}

template <class Decl>
void add_steps(const std::vector<Decl>& decls, StepsByName& out) {
    for (const auto& decl : decls) out.try_emplace(decl.name, &decl);
}

}  // namespace

RuleBinder::RuleBinder(const std::vector<const Manifest*>& manifests) {
    for (const auto* manifest : manifests) {
        add_steps(manifest->decoders, steps_[static_cast<std::size_t>(DeclKind::Decoder)]);
        add_steps(manifest->processors, steps_[static_cast<std::size_t>(DeclKind::Processor)]);
        add_steps(manifest->validators, steps_[static_cast<std::size_t>(DeclKind::Validator)]);
    }
}

const StepDecl* RuleBinder::find(DeclKind kind, std::string_view name) const {
    const auto found = of(kind).find(name);
    return found == of(kind).end() ? nullptr : found->second;
}

Pipeline::BoundRule RuleBinder::bind(Rule rule, std::vector<Error>& problems) const {
    Pipeline::BoundRule out;
    if (rule.steps) out.steps = bind_steps(rule, *rule.steps, DeclKind::Processor, problems);
    if (rule.validators) out.validators = bind_steps(rule, *rule.validators, DeclKind::Validator, problems);
    for (const auto& setting : rule.settings) bind_setting(rule, setting, out.settings, problems);
    out.rule = std::move(rule);
    return out;
}

BoundSteps RuleBinder::bind_steps(const Rule& rule, const RuleSteps& steps, DeclKind kind,
                                  std::vector<Error>& problems) const {
    const bool processors = kind == DeclKind::Processor;
    BoundSteps out{{}, steps.origin};
    for (const auto& [name, where] : steps.names) {
        const auto* decl = find(kind, name);
        if (!decl) {
            if (rule.source == RuleSource::Default) continue;
            std::string text =
                rule.title + ": no " + (processors ? "step " : "validator ") + shown(name) + " is installed";
            if (find(processors ? DeclKind::Validator : DeclKind::Processor, name)) {
                text += processors ? "; it is a validator" : "; it is a step";
            } else {
                std::vector<std::string_view> names;
                append_names(of(kind), names);
                text += did_you_mean(name, names);
            }
            problems.push_back({Code::Invalid, std::move(text), where});
            continue;
        }
        const bool fits =
            decl->type == AssetType::Unknown || rule.type == AssetType::Unknown || decl->type == rule.type;
        if (fits)
            out.decls.push_back(decl);
        else if (rule.source != RuleSource::Default)
            problems.push_back({Code::Invalid,
                                rule.title + ": " + in_quotes(name) + " is for the type " +
                                    in_quotes(name_of(decl->type)) + ", the rule for " +
                                    in_quotes(name_of(rule.type)),
                                where});
    }
    return out;
}

void RuleBinder::bind_setting(const Rule& rule, const RuleSetting& setting, std::vector<BoundSetting>& out,
                              std::vector<Error>& problems) const {
    const bool strict = rule.source != RuleSource::Default;
    const auto problem = [&](const Where& where, std::string text) {
        if (strict) problems.push_back({Code::Invalid, rule.title + ": " + std::move(text), where});
    };
    // A decoder and a processor may share a name: the value is for each that has such a setting.
    bool step_known = false;
    bool setting_known = false;
    for (const auto kind : {DeclKind::Decoder, DeclKind::Processor, DeclKind::Validator}) {
        const auto* step = find(kind, setting.step);
        if (!step) continue;
        step_known = true;
        const auto* decl = find_setting(*step, setting.name);
        if (!decl) continue;
        setting_known = true;
        if (auto fitted = fit(*decl, setting.value))
            out.push_back({step, decl->name, *std::move(fitted), setting.origin});
        else
            problem(setting.value_where, setting.step + "." + fitted.error().text);
    }
    if (setting_known) return;
    std::vector<std::string_view> names;
    if (step_known) {
        for (const auto& steps : steps_)
            if (const auto found = steps.find(setting.step); found != steps.end())
                for (const auto& decl : found->second->settings) names.push_back(decl.name);
        return problem(setting.name_where, shown(setting.step) + " has no setting " + shown(setting.name) +
                                               did_you_mean(setting.name, names));
    }
    for (const auto& steps : steps_) append_names(steps, names);
    problem(setting.step_where, "no decoder, step or validator " + shown(setting.step) + " is installed" +
                                    did_you_mean(setting.step, names));
}

}  // namespace sinter
