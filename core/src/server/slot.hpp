// SPDX-License-Identifier: Apache-2.0
// Slot: one product as the server follows it: who wants it, how far it is, what it waits for.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <sinter/core/load_priority.hpp>
#include <sinter/core/load_state.hpp>

#include "resident/resident.hpp"
#include "server/slot_executor.hpp"

namespace sinter::server {

class ServerCore;

/// Names a product: equal keys join. `variant` is the canonical text of overridden settings.
struct SlotKey {
    std::string path;  ///< "path#label"
    std::string variant;
    bool operator==(const SlotKey&) const = default;
};
struct HashSlotKey {
    std::size_t operator()(const SlotKey& key) const noexcept {
        return std::hash<std::string>{}(key.path) ^ (key.variant.empty() ? 0 : std::hash<std::string>{}(key.variant));
    }
};

/// Members under five headings say who may touch them. Lifetime: shared by handles, dependents and work in flight;
/// it may outlive its server, and is inert then.
class Slot : public std::enable_shared_from_this<Slot> {
  public:
    Slot(std::shared_ptr<ServerCore> core, SlotKey key, Scheduler& scheduler, RequestPtr transitions);

    // ---- constant ----
    const SlotKey key;
    const AssetId id;
    const std::weak_ptr<ServerCore> core;
    std::optional<Strand> strand;  ///< orders this asset's transitions; gone when the server is

    // ---- any thread ----
    const std::shared_ptr<std::atomic<bool>> urgent = std::make_shared<std::atomic<bool>>(false);  ///< Critical or High
    std::atomic<LoadState> state{LoadState::NotLoaded};
    std::atomic<std::uint32_t> interest{0};     ///< handles and dependents; 0 → 1 only under the core's lock
    std::atomic<std::uint64_t> generation{0};   ///< of the load under way: what an older one brings is dropped
    [[nodiscard]] std::shared_ptr<const Resident> resident() const {
        const std::lock_guard lock{mutex_};
        return resident_;
    }
    void set_resident(std::shared_ptr<const Resident> resident) {
        const std::lock_guard lock{mutex_};
        resident_.swap(resident);
    }
    [[nodiscard]] Error error() const {
        const std::lock_guard lock{mutex_};
        return error_;
    }
    void set_error(Error error) {
        const std::lock_guard lock{mutex_};
        error_ = std::move(error);
    }

    // ---- under the core's lock ----
    LoadPriority priority = LoadPriority::OnDemand;
    AssetType wanted = AssetType::Unknown;      ///< what those who asked take it for
    RequestPtr request;                         ///< of the load under way
    std::uint64_t requested_at_ns = 0;
    std::vector<std::shared_ptr<Slot>> dependencies;  ///< loaded with this one; each counts as interest
    bool orphan_seen = false;                   ///< an update has seen it without interest

    // ---- on its strand ----
    std::vector<std::pair<std::weak_ptr<Slot>, std::uint64_t>> dependents;  ///< who waits, in which generation
    std::size_t pending_dependencies = 0;

    // ---- on update's thread ----
    std::uint64_t reload_number = 0;  ///< of the last call of reload() that was settled: an earlier one is late

  private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Resident> resident_;
    Error error_{Code::Ok, {}, {}};
};

}  // namespace sinter::server
