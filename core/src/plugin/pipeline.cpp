// SPDX-License-Identifier: Apache-2.0
#include "plugin/pipeline.hpp"

#include <cstdint>
#include <mutex>

#include "plugin/rule_binder.hpp"

namespace sinter {
namespace {

using BoundRules = std::vector<const Pipeline::BoundRule*>;

constexpr std::string_view PluginDefault = "plugin default";
/// Combinations of rules that are remembered. A project has a few dozen; more than this only costs time.
constexpr std::size_t MostRemembered = 4096;

/// What a choice depends on: the rules that fit, by index, and what is decoded by whom.
struct ChoiceKey {
    std::vector<std::uint32_t> rules;
    AssetType type = AssetType::Unknown;
    const StepDecl* decoder = nullptr;
    bool operator==(const ChoiceKey&) const = default;
};

struct ChoiceHash {
    std::size_t operator()(const ChoiceKey& key) const noexcept {
        // FNV-1a over the words.
        std::uint64_t hash = 0xCBF29CE484222325u;
        const auto mix = [&](std::uint64_t word) { hash = (hash ^ word) * 0x100000001B3u; };
        for (const auto rule : key.rules) mix(rule);
        mix(static_cast<std::uint64_t>(key.type));
        mix(reinterpret_cast<std::uintptr_t>(key.decoder));
        return static_cast<std::size_t>(hash);
    }
};

StepChoice choose(std::string_view name, const StepDecl* decl, const BoundRules& rules) {
    StepChoice out;
    out.name = name;
    out.decl = decl;
    if (!decl) return out;
    out.values = default_values(*decl);
    for (const auto& [setting, value] : out.values) out.origins.emplace(setting, PluginDefault);
    for (const auto* rule : rules) {
        for (const auto& setting : rule->settings) {
            if (setting.decl != decl) continue;
            out.values.find(setting.name)->second = setting.value;
            out.origins.find(setting.name)->second = setting.origin;
        }
    }
    return out;
}

void choose_all(const BoundSteps* steps, AssetType type, const BoundRules& rules,
                std::vector<StepChoice>& out, std::string& origin) {
    if (!steps) return;
    origin = steps->origin;
    for (const auto* decl : steps->decls)
        if (decl->type == AssetType::Unknown || decl->type == type)
            out.push_back(choose(decl->name, decl, rules));
}

PipelineChoice combine(const BoundRules& rules, AssetType type, std::string_view decoder_name,
                       const StepDecl* decoder) {
    PipelineChoice out;
    const BoundSteps* steps = nullptr;
    const BoundSteps* validators = nullptr;
    for (const auto* bound : rules) {
        if (bound->rule.skip) {
            out.skip = *bound->rule.skip;
            out.skip_origin = bound->rule.skip_origin;
        }
        if (bound->steps) steps = &*bound->steps;
        if (bound->validators) validators = &*bound->validators;
    }
    if (out.skip) return out;
    out.decoder = choose(decoder_name, decoder, rules);
    choose_all(steps, type, rules, out.steps, out.steps_origin);
    choose_all(validators, type, rules, out.validators, out.validators_origin);
    return out;
}

}  // namespace

struct Pipeline::State {
    explicit State(const std::vector<const Manifest*>& manifests) : binder(manifests) {}

    RuleBinder binder;
    std::vector<BoundRule> rules;

    std::shared_mutex mutex;  // guards `remembered`; held across no call
    std::unordered_map<ChoiceKey, std::shared_ptr<const PipelineChoice>, ChoiceHash> remembered;
};

Pipeline::Pipeline(std::unique_ptr<State> state) : state_(std::move(state)) {}
Pipeline::Pipeline(Pipeline&&) noexcept = default;
Pipeline& Pipeline::operator=(Pipeline&&) noexcept = default;
Pipeline::~Pipeline() = default;

Pipeline Pipeline::bind(const ProjectConfig& config, const std::vector<const Manifest*>& manifests,
                        std::vector<Error>& problems) {
    auto state = std::make_unique<State>(manifests);
    std::vector<Error> found;
    for (const auto& rule : config.rules) state->rules.push_back(state->binder.bind(rule, found));
    sort_by_place(found);
    problems.insert(problems.end(), found.begin(), found.end());
    return Pipeline{std::move(state)};
}

Result<std::shared_ptr<const Pipeline::BoundRule>> Pipeline::bind_asset_rule(
    std::string_view text, const std::string& file, std::vector<Error>& problems) const {
    auto rule = parse_asset_rule(text, file, problems);
    if (!rule) return rule.error();
    std::vector<Error> found;
    auto bound = std::make_shared<const BoundRule>(state_->binder.bind(*std::move(rule), found));
    if (found.empty()) return std::shared_ptr<const BoundRule>{std::move(bound)};
    sort_by_place(found);
    problems.insert(problems.end(), found.begin(), found.end());
    return std::move(found.front());
}

std::shared_ptr<const PipelineChoice> Pipeline::resolve(std::string_view path, AssetType type,
                                                        std::string_view decoder,
                                                        std::span<const BoundRule* const> asset_rules,
                                                        std::span<const BoundRule* const> hints) const {
    ChoiceKey key;
    key.type = type;
    key.decoder = state_->binder.find(DeclKind::Decoder, decoder);
    for (std::size_t i = 0; i < state_->rules.size(); ++i)
        if (state_->rules[i].rule.fits(path, type)) key.rules.push_back(static_cast<std::uint32_t>(i));

    // A decoder that is not declared is known by its name only, which is no part of the key.
    const bool memorable = asset_rules.empty() && hints.empty() && (key.decoder || decoder.empty());
    if (memorable) {
        const std::shared_lock lock(state_->mutex);
        if (const auto found = state_->remembered.find(key); found != state_->remembered.end())
            return found->second;
    }
    BoundRules rules{hints.begin(), hints.end()};
    for (const auto index : key.rules) rules.push_back(&state_->rules[index]);
    rules.insert(rules.end(), asset_rules.begin(), asset_rules.end());
    auto choice = std::make_shared<const PipelineChoice>(combine(rules, type, decoder, key.decoder));
    if (!memorable) return choice;
    const std::unique_lock lock(state_->mutex);
    if (state_->remembered.size() >= MostRemembered) return choice;
    return state_->remembered.try_emplace(std::move(key), std::move(choice)).first->second;
}

bool Pipeline::skips(std::string_view path, AssetType type) const {
    // From the last: what it says stands.
    for (auto rule = state_->rules.rbegin(); rule != state_->rules.rend(); ++rule)
        if (rule->rule.skip && rule->rule.fits(path, type)) return *rule->rule.skip;
    return false;
}

std::vector<Error> check(const ProjectConfig& config, const std::vector<const Manifest*>& manifests) {
    std::vector<Error> problems;
    static_cast<void>(Pipeline::bind(config, manifests, problems));
    return problems;
}

}  // namespace sinter
