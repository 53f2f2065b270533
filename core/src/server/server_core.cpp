// SPDX-License-Identifier: Apache-2.0
#include "server/server_core.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>

#include "os/process.hpp"
#include "registry/dependency_error.hpp"
#include "resident/read_artifact.hpp"

namespace sinter::server {
namespace {

std::string variant_of(const std::map<std::string, std::string>& settings) {
    std::string text;
    for (const auto& [name, value] : settings) text += "set." + name + " = " + value + "\n";
    return text;
}

}  // namespace

std::shared_ptr<ServerCore> ServerCore::open(Result<Config> config) {
    const std::shared_ptr<ServerCore> core{new ServerCore};
    Scheduler::Options options;
    if (config) {
        options.turns = config->turns();
        if (config->profiling()) core->tracer_ = std::make_unique<RoadTracer>();
        options.trace = core->tracer_.get();
        if (auto project = Project::open(*config)) {
            core->project_ = *std::move(project);
        } else {
            core->status_ = std::move(project).error();
        }
    } else {
        core->status_ = std::move(config).error();
    }
    core->scheduler_ = std::make_unique<Scheduler>(options);
    if (core->tracer_) core->tracer_->turns_are(core->scheduler_->turns());
    if (core->project_)
        core->builder_ = std::make_unique<Builder>(*core->project_, *core->scheduler_, core->tracer_.get());
    return core;
}

ServerCore::~ServerCore() = default;

void ServerCore::close() {
    {
        const std::lock_guard lock{lock_};
        closed_ = true;
    }
    scheduler_->shutdown();
    {
        // Their slots may be nobody else's any more, and a strand must not outlive the scheduler.
        const std::lock_guard lock{reloads_lock_};
        reloads_.clear();
    }
    {
        const std::lock_guard lock{lock_};
        for (auto& [key, slot] : slots_) slot->strand.reset();
        slots_.clear();
        by_id_.clear();
        builds_.clear();
    }
    if (project_ && project_->can_build()) (void)project_->save();  // what is lost is looked up again by traces
    builder_.reset();
    scheduler_.reset();
}

std::vector<Error> ServerCore::warnings() const { return project_ ? project_->warnings() : std::vector<Error>{}; }
unsigned ServerCore::thread_count() const noexcept { return scheduler_->turns(); }

template <class F>
void ServerCore::on_strand(const std::shared_ptr<Slot>& slot, F&& function) {
    boost::asio::post(*slot->strand, std::forward<F>(function));
}

void ServerCore::tell(AssetEvent::Kind kind, const Slot& slot, AssetType type, Error error) {
    outbox_.push({kind, slot.id, type, slot.key.path, std::move(error)});
}

// ---- asking ----

std::shared_ptr<Slot> ServerCore::slot_of(SlotKey key) {
    auto found = slots_.find(key);
    if (found == slots_.end()) {
        auto slot = std::make_shared<Slot>(shared_from_this(), key, *scheduler_, transitions_);
        if (key.variant.empty()) by_id_.insert_or_assign(slot->id, slot);
        found = slots_.emplace(std::move(key), std::move(slot)).first;
    }
    return found->second;
}

std::shared_ptr<Slot> ServerCore::acquire(std::string_view path, AssetType type, LoadPriority priority,
                                          const std::map<std::string, std::string>& settings) {
    requested_.fetch_add(1, std::memory_order_relaxed);
    const auto [file, label] = split_product_path(path);
    auto logical = normalise({}, file);
    SlotKey key{product_path(logical ? std::string_view{*logical} : file, label), variant_of(settings)};

    const std::lock_guard lock{lock_};
    auto slot = slot_of(std::move(key));
    retain(*slot);
    if (slot->wanted == AssetType::Unknown) slot->wanted = type;
    ask(slot, priority);
    return slot;
}

void ServerCore::ask(const std::shared_ptr<Slot>& slot, LoadPriority priority) {
    const auto state = slot->state.load();
    const bool more_urgent = priority < slot->priority;
    if (more_urgent) {
        slot->priority = priority;
        slot->urgent->store(priority <= LoadPriority::High, std::memory_order_relaxed);
    }
    if (state == LoadState::NotLoaded || state == LoadState::Failed) {
        if (slot->priority != LoadPriority::OnDemand) begin(slot);
        return;
    }
    joined_.fetch_add(1, std::memory_order_relaxed);
    if (!more_urgent || state == LoadState::LoadedWithDependencies) return;
    scheduler_->raise(*slot->request, priority);
    if (const auto build = builds_.find(build_key(*slot)); build != builds_.end())
        scheduler_->raise(*build->second.request, priority);
    for (const auto& dependency : slot->dependencies) ask(dependency, priority);
}

void ServerCore::begin(const std::shared_ptr<Slot>& slot) {
    const auto generation = slot->generation.fetch_add(1) + 1;
    slot->state.store(LoadState::Loading);
    slot->request = make_request(slot->key.path, slot->priority);
    slot->requested_at_ns = steady_ns();
    auto job = [this, slot, generation] { load(slot, generation); };
    if (slot->priority <= LoadPriority::High) {
        scheduler_->post_express(slot->priority, std::move(job), slot->request);
    } else {
        scheduler_->post(slot->request, std::move(job));
    }
}

std::shared_ptr<const Resident> ServerCore::resident_of(Slot& slot, bool ask_for_it) {
    const auto state = slot.state.load();
    if (state == LoadState::NotLoaded && ask_for_it) {
        const std::lock_guard lock{lock_};
        if (!closed_ && slot.interest.load() > 0) ask(slot.shared_from_this(), LoadPriority::Normal);
        return nullptr;
    }
    if (state != LoadState::Loaded && state != LoadState::LoadedWithDependencies) return nullptr;
    return slot.resident();
}

std::shared_ptr<Slot> ServerCore::find(AssetId id) const {
    const std::lock_guard lock{lock_};
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
}

// ---- a load's job ----

void ServerCore::load(const std::shared_ptr<Slot>& slot, std::uint64_t generation) {
    if (slot->generation.load() != generation) return;
    const auto fail = [&](Error error) {
        on_strand(slot, [this, slot, generation, error = std::move(error)] { failed(slot, generation, error); });
    };
    if (!project_) return fail(status_.error());
    const auto path = split_product_path(slot->key.path).first;
    if (auto logical = normalise({}, path); !logical) return fail(std::move(logical).error());
    if (const auto record = builder_->fresh_record(path, slot->key.variant)) {
        load_artifact(slot, generation, *record, false);
    } else if (project_->can_build()) {
        build(slot, generation);
    } else {
        fail({Code::Absent, "was not cooked for " + project_->platform_name(), {.path = std::string{path}}});
    }
}

void ServerCore::load_artifact(const std::shared_ptr<Slot>& slot, std::uint64_t generation, const AssetRecord& record,
                               bool just_built) {
    const auto fail = [&](Error error) {
        on_strand(slot, [this, slot, generation, error = std::move(error)] { failed(slot, generation, error); });
    };
    if (record.error) {
        Error error = *record.error;
        if (error.where.path.empty()) error.where.path = record.path;
        return fail(std::move(error));
    }
    if (record.decoder.empty())
        return fail({Code::Unsupported, "no installed plugin decodes it", {.path = record.path}});
    const auto label = split_product_path(slot->key.path).second;
    const auto product = std::find_if(record.products.begin(), record.products.end(),
                                      [&](const auto& candidate) { return candidate.label == label; });
    if (product == record.products.end()) {
        std::string labels;
        for (const auto& candidate : record.products)
            labels += (labels.empty() ? "\"" : ", \"") + candidate.label + "\"";
        return fail({Code::Absent, "has no product \"" + std::string{label} + "\" (it has " + labels + ")",
                     {.path = record.path}});
    }
    if (product->error) return fail(*product->error);
    auto artifact = read_artifact(project_->store(), product->artifact);
    if (!artifact) {
        // What is missing or damaged at rest is made again, once.
        const auto code = artifact.code();
        if (!just_built && project_->can_build() && (code == Code::Absent || code == Code::Corrupt)) {
            (void)project_->store().discard(product->artifact);
            return build(slot, generation);
        }
        Error error = std::move(artifact).error();
        if (error.where.path.empty()) error.where.path = project_->store().path_of(product->artifact);
        return fail(std::move(error));
    }
    auto resident = std::make_shared<const Resident>(*std::move(artifact), ledger_);
    on_strand(slot, [this, slot, generation, resident = std::move(resident)]() mutable {
        arrived(slot, generation, std::move(resident));
    });
}

std::string ServerCore::build_key(const Slot& slot) {
    return std::string{split_product_path(slot.key.path).first} + '?' + slot.key.variant;
}

void ServerCore::build(const std::shared_ptr<Slot>& slot, std::uint64_t generation) {
    auto key = build_key(*slot);
    RequestPtr request;
    {
        const std::lock_guard lock{lock_};
        // Given up since its job began: nobody would be there to end this build.
        if (closed_ || slot->generation.load() != generation) return;
        auto& pending = builds_[key];
        pending.waiting.emplace_back(slot, generation);
        if (pending.request) {
            scheduler_->raise(*pending.request, slot->priority);
            return;
        }
        pending.request = request = make_request(slot->key.path, slot->priority);
    }
    start_build(std::move(key), std::move(request));
}

void ServerCore::start_build(std::string key, RequestPtr request) {
    const auto mark = key.find('?');
    auto path = key.substr(0, mark);
    auto variant = key.substr(mark + 1);
    builder_->build(std::move(path), std::move(variant), std::move(request),
                    [this, key = std::move(key)](BuildOutcome outcome) { built(key, std::move(outcome)); });
}

void ServerCore::built(const std::string& key, BuildOutcome outcome) {
    decltype(PendingBuild::waiting) waiting;
    {
        const std::lock_guard lock{lock_};
        const auto found = builds_.find(key);
        if (found == builds_.end()) return;
        if (outcome.kind == BuildOutcome::Kind::Cancelled && !found->second.waiting.empty()) {
            // Somebody joined after the last one had left.
            auto urgent = LoadPriority::Low;
            for (const auto& [slot, generation] : found->second.waiting) urgent = std::min(urgent, slot->priority);
            found->second.request = make_request(std::string{found->second.request->name()}, urgent);
            auto request = found->second.request;
            // Outside of this call's stack: the builder is still inside the old build.
            scheduler_->post(request, [this, key, request] { start_build(key, request); });
            return;
        }
        waiting = std::move(found->second.waiting);
        builds_.erase(found);
    }
    if (outcome.kind == BuildOutcome::Kind::Built) built_.fetch_add(1, std::memory_order_relaxed);
    for (const auto& [slot, generation] : waiting) {
        if (outcome.record && !outcome.record->error) {
            load_artifact(slot, generation, *outcome.record, outcome.kind == BuildOutcome::Kind::Built);
            continue;
        }
        Error error = outcome.error;
        if (error.where.path.empty()) error.where.path = split_product_path(slot->key.path).first;
        on_strand(slot, [this, slot = slot, generation = generation, error = std::move(error)] {
            failed(slot, generation, error);
        });
    }
}

// ---- on the slot's strand ----

void ServerCore::arrived(const std::shared_ptr<Slot>& slot, std::uint64_t generation,
                         std::shared_ptr<const Resident> resident) {
    const auto view = resident->artifact().view();
    const auto dependencies = view.dependencies();
    std::vector<std::shared_ptr<Slot>> awaited;
    Error error{Code::Ok, {}, {}};
    {
        const std::lock_guard lock{lock_};
        if (closed_ || slot->generation.load() != generation) return;
        if (slot->wanted != AssetType::Unknown && slot->wanted != view.type())
            error = {Code::Invalid, "is a " + std::string{name_of(view.type())} + ", asked for as a " +
                                        std::string{name_of(slot->wanted)}, {.path = slot->key.path}};
        for (std::size_t i = 0; i < dependencies.size() && error.code == Code::Ok; ++i) {
            if (dependencies[i].kind != SINTER_LOADED_WITH_ME) continue;
            auto dependency = slot_of({std::string{to_view(dependencies[i].path)}, {}});
            if (auto cycle = cycle_text(*dependency, *slot); !cycle.empty()) {
                error = {Code::Dependency, "needs itself: " + std::move(cycle), {.path = slot->key.path}};
                break;
            }
            retain(*dependency);
            slot->dependencies.push_back(dependency);
            if (dependency->wanted == AssetType::Unknown)
                dependency->wanted = static_cast<AssetType>(dependencies[i].type);
            ask(dependency, slot->priority);
            awaited.push_back(std::move(dependency));
        }
        if (error.code == Code::Ok) {
            load_ns_.fetch_add(steady_ns() - slot->requested_at_ns, std::memory_order_relaxed);
            bytes_loaded_.fetch_add(resident->artifact().size_bytes(), std::memory_order_relaxed);
            loaded_.fetch_add(1, std::memory_order_relaxed);
            slot->set_resident(std::move(resident));
            slot->state.store(LoadState::Loaded);
        }
    }
    if (error.code != Code::Ok) return failed(slot, generation, std::move(error));
    tell(AssetEvent::Kind::Loaded, *slot, view.type());
    slot->pending_dependencies = awaited.size();
    if (awaited.empty()) return complete(slot);
    for (const auto& dependency : awaited)
        on_strand(dependency, [this, dependency, slot, generation] { await_dependency(dependency, slot, generation); });
}

void ServerCore::failed(const std::shared_ptr<Slot>& slot, std::uint64_t generation, Error error) {
    {
        const std::lock_guard lock{lock_};
        if (closed_ || slot->generation.load() != generation) return;
        slot->set_error(error);
        slot->set_resident(nullptr);
        drop_dependencies(*slot);
        slot->state.store(LoadState::Failed);
    }
    failed_.fetch_add(1, std::memory_order_relaxed);
    settle_dependents(slot, error);
    tell(AssetEvent::Kind::Failed, *slot, AssetType::Unknown, std::move(error));
}

void ServerCore::await_dependency(const std::shared_ptr<Slot>& dependency, const std::shared_ptr<Slot>& dependent,
                                  std::uint64_t generation) {
    const auto state = dependency->state.load();
    if (state != LoadState::LoadedWithDependencies && state != LoadState::Failed) {
        dependency->dependents.emplace_back(dependent, generation);
        return;
    }
    const auto error = state == LoadState::Failed ? dependency->error() : Error{Code::Ok, {}, {}};
    on_strand(dependent, [this, dependent, generation, dependency, error] {
        dependency_settled(dependent, generation, *dependency, error);
    });
}

void ServerCore::dependency_settled(const std::shared_ptr<Slot>& slot, std::uint64_t generation,
                                    const Slot& dependency, const Error& error) {
    if (slot->generation.load() != generation || slot->state.load() != LoadState::Loaded) return;
    if (error.code != Code::Ok)
        return failed(slot, generation, dependency_error(dependency.key.path, error));
    if (--slot->pending_dependencies == 0) complete(slot);
}

void ServerCore::complete(const std::shared_ptr<Slot>& slot) {
    slot->state.store(LoadState::LoadedWithDependencies);
    const auto resident = slot->resident();
    tell(AssetEvent::Kind::LoadedWithDependencies, *slot, resident ? view_of(*resident).type() : AssetType::Unknown);
    settle_dependents(slot, {Code::Ok, {}, {}});
}

void ServerCore::settle_dependents(const std::shared_ptr<Slot>& slot, const Error& error) {
    for (auto& [weak, generation] : std::exchange(slot->dependents, {}))
        if (auto dependent = weak.lock())
            on_strand(dependent, [this, dependent, generation = generation, slot, error] {
                dependency_settled(dependent, generation, *slot, error);
            });
}

// ---- dependencies and interest ----

std::string ServerCore::cycle_text(const Slot& start, const Slot& target) const {
    // A walk over what is waited for, each slot once; `from` leads back along it.
    std::unordered_map<const Slot*, const Slot*> from{{&start, nullptr}};
    std::vector<const Slot*> open{&start};
    while (!open.empty()) {
        const auto* slot = open.back();
        open.pop_back();
        if (slot == &target) {
            std::string text;
            for (const auto* step = slot; step; step = from.at(step))
                text = text.empty() ? step->key.path : step->key.path + " → " + text;
            return target.key.path + " → " + text;
        }
        for (const auto& dependency : slot->dependencies)
            if (from.emplace(dependency.get(), slot).second) open.push_back(dependency.get());
    }
    return {};
}

void ServerCore::drop_dependencies(Slot& slot) {
    for (const auto& dependency : std::exchange(slot.dependencies, {})) release(*dependency);
}

void ServerCore::list_orphan(Slot& slot) noexcept {
    const std::lock_guard lock{orphans_lock_};
    orphans_.push_back(slot.weak_from_this());
}

void ServerCore::release_orphans() {
    std::vector<std::weak_ptr<Slot>> orphans;
    {
        const std::lock_guard lock{orphans_lock_};
        orphans.swap(orphans_);
    }
    if (orphans.empty()) return;
    std::vector<std::weak_ptr<Slot>> again;
    {
        const std::lock_guard lock{lock_};
        for (auto& weak : orphans) {
            const auto slot = weak.lock();
            if (!slot || closed_) continue;
            if (slot->interest.load() > 0) {
                slot->orphan_seen = false;
            } else if (!slot->orphan_seen) {
                slot->orphan_seen = true;
                again.push_back(std::move(weak));
            } else {
                on_strand(slot, [this, slot] { give_up(slot); });
            }
        }
    }
    const std::lock_guard lock{orphans_lock_};
    orphans_.insert(orphans_.end(), again.begin(), again.end());
}

void ServerCore::give_up(const std::shared_ptr<Slot>& slot) {
    AssetType type = AssetType::Unknown;
    bool was_loaded = false;
    {
        const std::lock_guard lock{lock_};
        slot->orphan_seen = false;
        if (closed_ || slot->interest.load() > 0) return;
        if (slot->state.load() == LoadState::Loading) {
            cancelled_.fetch_add(1, std::memory_order_relaxed);
            scheduler_->cancel(*slot->request);
            if (const auto found = builds_.find(build_key(*slot)); found != builds_.end()) {
                auto& waiting = found->second.waiting;
                std::erase_if(waiting, [&](const auto& entry) { return entry.first == slot; });
                if (waiting.empty()) scheduler_->cancel(*found->second.request);
            }
        }
        if (const auto resident = slot->resident()) {
            was_loaded = true;
            type = view_of(*resident).type();
        }
        slot->generation.fetch_add(1);
        slot->state.store(LoadState::NotLoaded);
        slot->priority = LoadPriority::OnDemand;
        slot->urgent->store(false, std::memory_order_relaxed);
        slot->set_resident(nullptr);
        drop_dependencies(*slot);
        if (slot->key.variant.empty()) by_id_.erase(slot->id);
        slots_.erase(slot->key);
    }
    if (was_loaded) tell(AssetEvent::Kind::Unloaded, *slot, type);
}

}  // namespace sinter::server
