// SPDX-License-Identifier: Apache-2.0
// What a build takes over from recorded results instead of running a stage.
#include <algorithm>

#include "build/build.hpp"

namespace sinter {

const StageResult* Build::find_hit(const StageKey& key, const Values& settings) {
    for (const auto* result : trace_.results(key))
        if (result->stands() && !(result->error && project_.retry()) &&
            std::all_of(result->discoveries.begin(), result->discoveries.end(),
                        [&](const Discovery& discovery) { return holds(discovery, settings); }))
            return result;
    return nullptr;
}

bool Build::holds(const Discovery& discovery, const Values& settings) {
    const auto equals = [&](const Values& values) {
        const auto found = values.find(discovery.name);
        return found != values.end() && to_text(found->second) == discovery.value;
    };
    switch (discovery.kind) {
        case Discovery::Kind::File: {
            const auto hash = world_.hash_of(discovery.name);
            return hash && hash->hex() == discovery.value;
        }
        case Discovery::Kind::Absence:
            return !world_.hash_of(discovery.name);
        case Discovery::Kind::Setting:
            return equals(settings);
        case Discovery::Kind::PlatformField:
            return equals(project_.platform());
        case Discovery::Kind::PlatformAbsence:
            return !project_.platform().contains(discovery.name);
    }
    return false;
}

bool Build::recorded_everything() {
    const auto key = decode_key(decoder_.step->key(), path_, source_.hash);
    const auto* decoded = find_hit(key, *decoder_.settings);
    if (!decoded) return false;
    if (decoded->error) {
        quarantined_ |= decoded->deaths > 1;
        note(decoded->diagnostics);
        return !fail(*decoded->error);
    }
    std::vector<Item> items;
    for (const auto& product : decoded->products) {
        auto& item = items.emplace_back();
        item.label = product.label;
        item.type = product.type;
        item.fingerprint = product.fingerprint;
        if (item.type == AssetType::EmbeddedFile)
            item.file = EmbeddedFile::of(product.facts);
        else
            set_plan(item);
        if (!adopt_rest(item)) {
            if (error_) return true;
            record_->warnings.clear();
            return false;
        }
    }
    record_->warnings.insert(record_->warnings.begin(), decoded->diagnostics.begin(),
                             decoded->diagnostics.end());
    if (!decoded->products.empty()) record_->source_facts = decoded->products.front().facts;
    items_ = std::move(items);
    return true;
}

bool Build::adopt(const StageResult& result, bool is_validator, Item& item) {
    note(result.diagnostics);
    quarantined_ |= result.deaths > 1;
    if (result.error) return fail_item(item, *result.error);
    if (is_validator)
        item.product.stats.insert(item.product.stats.end(), result.stats.begin(), result.stats.end());
    return true;
}

// Follows recorded results from the item's next stage to the store. True: the item is complete. False: a
// stage must run, or a recorded failure stands (error_). Changes nothing of the item unless it completes it.
bool Build::adopt_rest(Item& item) {
    Item rest;
    rest.label = item.label;
    rest.file = item.file;
    rest.plan = item.plan;
    rest.fingerprint = item.fingerprint;
    rest.next_stage = item.next_stage;
    std::vector<std::pair<const StageResult*, bool>> hits;
    bool failed = false;
    if (rest.file) {
        ChosenStep decoder;
        if (!choose_inner(item, decoder)) return item.complete;
        const auto* hit =
            find_hit(step_key(decoder.step->key(), path_, rest.label, rest.fingerprint), *decoder.settings);
        if (!hit || (!hit->error && hit->products.empty())) return false;
        hits.emplace_back(hit, false);
        failed = hit->error.has_value();
        if (!failed) {
            rest.type = hit->products.front().type;
            rest.fingerprint = hit->products.front().fingerprint;
            rest.hints = rest.file->hints;
            set_plan(rest);
        }
    }
    for (; !failed && rest.next_stage < rest.plan->stages.size(); ++rest.next_stage) {
        const auto& stage = rest.plan->stages[rest.next_stage];
        const bool is_validator = rest.next_stage >= rest.plan->processor_count;
        const auto* hit =
            find_hit(step_key(stage.step->key(), path_, rest.label, rest.fingerprint), *stage.settings);
        if (!hit) return false;
        hits.emplace_back(hit, is_validator);
        failed = hit->error.has_value();
        if (!failed && !is_validator && !hit->products.empty())
            rest.fingerprint = hit->products.front().fingerprint;
    }
    const auto* stored = failed ? nullptr : trace_.stored(rest.fingerprint);
    if (!failed) {
        if (!stored) return false;
        const auto size = project_.store().size_of(stored->artifact);
        if (!size || *size != stored->size_bytes) return false;
    }
    for (const auto& [hit, is_validator] : hits)
        if (!adopt(*hit, is_validator, item)) return false;
    if (item.complete) return true;
    item.fingerprint = rest.fingerprint;
    item.product.label = item.label;
    item.product.type = stored->type;
    item.product.artifact = stored->artifact;
    item.product.size_bytes = stored->size_bytes;
    item.product.facts = stored->facts;
    item.product.dependencies = stored->dependencies;
    item.complete = true;
    return true;
}

}  // namespace sinter
