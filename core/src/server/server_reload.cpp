// SPDX-License-Identifier: Apache-2.0
// How a loaded asset gets a new version: built beside the old one, put in its place by update().
#include <algorithm>
#include <map>

#include "registry/dependency_error.hpp"
#include "resident/read_artifact.hpp"
#include "server/server_core.hpp"

namespace sinter::server {
namespace {

bool is_loaded(const Slot& slot) {
    const auto state = slot.state.load();
    return state == LoadState::Loaded || state == LoadState::LoadedWithDependencies;
}

}  // namespace

std::size_t ServerCore::reload(std::string_view path) {
    const auto logical = normalise({}, split_product_path(path).first);
    if (!logical || !project_ || !project_->can_build()) return 0;
    const auto number = reload_calls_.fetch_add(1) + 1;
    std::map<std::string, LoadedSlots> by_variant;
    std::size_t count = 0;
    {
        const std::lock_guard lock{lock_};
        if (closed_) return 0;
        for (const auto& [key, slot] : slots_) {
            if (split_product_path(key.path).first != *logical || !is_loaded(*slot)) continue;
            by_variant[key.variant].emplace_back(slot, slot->generation.load());
            ++count;
        }
    }
    for (auto& [variant, slots] : by_variant)
        builder_->build(
            *logical, variant, make_request(*logical, LoadPriority::High),
            [this, number, slots = std::move(slots)](const BuildOutcome& outcome) { rebuilt(slots, number, outcome); });
    return count;
}

void ServerCore::rebuilt(const LoadedSlots& slots, std::uint64_t number, const BuildOutcome& outcome) {
    if (outcome.kind == BuildOutcome::Kind::Built) built_.fetch_add(1, std::memory_order_relaxed);
    for (const auto& [slot, generation] : slots) {
        auto version = new_version(slot, generation, number, outcome);
        if (!version) continue;
        const std::lock_guard lock{reloads_lock_};
        reloads_.push_back(*std::move(version));
    }
    outbox_.nudge();
}

std::optional<ServerCore::PendingReload> ServerCore::new_version(const std::shared_ptr<Slot>& slot,
                                                                 std::uint64_t generation, std::uint64_t number,
                                                                 const BuildOutcome& outcome) {
    PendingReload reload{slot, generation, number, nullptr};
    const auto label = split_product_path(slot->key.path).second;
    const auto* record = outcome.record.get();
    const ProductRecord* product = nullptr;
    if (record && !record->error)
        for (const auto& candidate : record->products)
            if (candidate.label == label) product = &candidate;
    if (!product) {
        reload.error =
            outcome.error.code != Code::Ok
                ? outcome.error
                : Error{Code::Absent, "has no product \"" + std::string{label} + "\" any more", {}};
        return reload;
    }
    if (product->error) {
        reload.error = *product->error;
        return reload;
    }
    auto artifact = read_artifact(project_->store(), product->artifact);
    if (!artifact) {
        reload.error = std::move(artifact).error();
        return reload;
    }
    reload.resident = std::make_shared<const Resident>(*std::move(artifact), ledger_);

    const auto view = reload.resident->artifact().view();
    const std::lock_guard lock{lock_};
    if (closed_ || slot->generation.load() != generation) return std::nullopt;
    if (slot->wanted != AssetType::Unknown && slot->wanted != view.type()) {
        reload.error = {Code::Invalid,
                        "is a " + std::string{name_of(view.type())} + " now, asked for as a " +
                            std::string{name_of(slot->wanted)},
                        {}};
        return reload;
    }
    for (const auto& needed : view.dependencies()) {
        if (needed.kind != SINTER_LOADED_WITH_ME) continue;
        auto dependency = slot_of({std::string{to_view(needed.path)}, {}});
        if (auto cycle = cycle_text(*dependency, *slot); !cycle.empty()) {
            reload.error = {Code::Dependency, "needs itself: " + std::move(cycle), {}};
            return reload;
        }
        retain(*dependency);
        reload.dependencies.push_back(dependency);
        if (dependency->wanted == AssetType::Unknown)
            dependency->wanted = static_cast<AssetType>(needed.type);
        ask(dependency, slot->priority);
    }
    return reload;
}

void ServerCore::apply_reloads() {
    std::vector<PendingReload> reloads;
    {
        const std::lock_guard lock{reloads_lock_};
        reloads.swap(reloads_);
    }
    std::erase_if(reloads, [&](PendingReload& reload) { return apply(reload); });
    if (reloads.empty()) return;
    const std::lock_guard lock{reloads_lock_};
    reloads_.insert(reloads_.begin(), std::make_move_iterator(reloads.begin()),
                    std::make_move_iterator(reloads.end()));
}

bool ServerCore::apply(PendingReload& reload) {
    auto& slot = *reload.slot;
    const bool is_late = reload.number < slot.reload_number;
    if (is_late || slot.generation.load() != reload.generation || !is_loaded(slot)) {
        drop_dependencies(reload);
        return true;
    }
    if (reload.error.code == Code::Ok) {
        const auto state = state_of_dependencies(reload);
        if (state == LoadState::Loading) return false;
        if (state == LoadState::LoadedWithDependencies) replace(reload);
    }
    if (reload.error.code != Code::Ok) end_reload(reload);
    slot.reload_number = reload.number;
    return true;
}

LoadState ServerCore::state_of_dependencies(PendingReload& reload) {
    auto out = LoadState::LoadedWithDependencies;
    for (const auto& dependency : reload.dependencies) {
        const auto state = dependency->state.load();
        if (state == LoadState::Failed) {
            reload.error = dependency_error(dependency->key.path, dependency->error());
            return LoadState::Failed;
        }
        if (state != LoadState::LoadedWithDependencies) out = LoadState::Loading;
    }
    return out;
}

void ServerCore::replace(PendingReload& reload) {
    auto& slot = *reload.slot;
    const auto old = slot.resident();
    if (old && old->artifact().fingerprint() == reload.resident->artifact().fingerprint())
        return drop_dependencies(reload);
    const auto type = view_of(*reload.resident).type();
    std::vector<std::shared_ptr<const Resident>> pins;
    const auto referrers = referrers_of(slot.key.path, pins);
    ReloadResult result;
    if (auto* handler = project_->catalog().find_reload(type); handler && old)
        result = run_reload(*handler, slot.key.path, view_of(*old), view_of(*reload.resident), referrers);
    if (!result.status) {
        reload.error = result.status.error();
        return;
    }
    bool is_current = false;
    {
        const std::lock_guard lock{lock_};
        is_current = !closed_ && slot.generation.load() == reload.generation;
        if (is_current) {
            slot.set_resident(reload.resident);
            slot.dependencies.swap(reload.dependencies);
        }
    }
    drop_dependencies(reload);
    if (!is_current) return;
    reloaded_.fetch_add(1, std::memory_order_relaxed);
    tell(AssetEvent::Kind::Reloaded, slot, type);
    std::size_t told = referrers.size();
    for (const auto& [referrer, dependency] : result.replaced) {
        if (referrer == std::exchange(told, referrer)) continue;
        const auto& path = referrers[referrer].path;
        outbox_.push({AssetEvent::Kind::ReferenceUpdated,
                      AssetId::of(path),
                      referrers[referrer].asset.type(),
                      path,
                      {Code::Ok, {}, {}}});
    }
}

std::vector<Referrer> ServerCore::referrers_of(const std::string& path,
                                               std::vector<std::shared_ptr<const Resident>>& pins) {
    std::vector<Referrer> out;
    const std::lock_guard lock{lock_};
    for (const auto& [key, slot] : slots_) {
        auto resident = slot->resident();
        if (!resident) continue;
        const auto view = view_of(*resident);
        const bool refers = std::ranges::any_of(
            view.dependencies(),
            [&](const sinter_dependency& dependency) { return to_view(dependency.path) == path; });
        if (!refers) continue;
        out.push_back({key.path, view});
        pins.push_back(std::move(resident));
    }
    // The table's order is that of a hash.
    std::ranges::sort(out, {}, &Referrer::path);
    return out;
}

void ServerCore::end_reload(PendingReload& reload) {
    drop_dependencies(reload);
    const auto& slot = *reload.slot;
    if (reload.error.where.path.empty()) reload.error.where.path = slot.key.path;
    const auto resident = slot.resident();
    tell(AssetEvent::Kind::ReloadFailed, slot, resident ? view_of(*resident).type() : AssetType::Unknown,
         std::move(reload.error));
}

void ServerCore::drop_dependencies(PendingReload& reload) {
    for (const auto& dependency : std::exchange(reload.dependencies, {})) release(*dependency);
}

}  // namespace sinter::server
