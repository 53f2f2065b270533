// SPDX-License-Identifier: Apache-2.0
#include "server/slot.hpp"

#include "server/server_core.hpp"

namespace sinter::server {

Slot::Slot(std::shared_ptr<ServerCore> owner, SlotKey slot_key, Scheduler& scheduler, RequestPtr transitions)
    : key(std::move(slot_key)), id(AssetId::of(key.path)), core(std::move(owner)) {
    strand.emplace(SlotExecutor{scheduler, std::move(transitions), urgent});
}

void retain(Slot& slot) noexcept { slot.interest.fetch_add(1, std::memory_order_relaxed); }

void release(Slot& slot) noexcept {
    if (slot.interest.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    if (const auto core = slot.core.lock()) core->list_orphan(slot);
}

AssetId id_of(const Slot& slot) noexcept { return slot.id; }
const std::string& path_of(const Slot& slot) noexcept { return slot.key.path; }

}  // namespace sinter::server
