// SPDX-License-Identifier: Apache-2.0
// ServerCore: the machinery behind AssetServer: slots, loads, dependencies, interest.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>

#include <sinter/core/asset_server.hpp>

#include "build/builder.hpp"
#include "build/road_tracer.hpp"
#include "reload/run_reload.hpp"
#include "server/outbox.hpp"
#include "server/slot.hpp"

namespace sinter::server {

/// How a load goes. `acquire` makes or finds the slot and begins the load: a job that looks for a finished artifact,
/// reads and verifies it (on the express thread when Critical or High, else on a turn), or has the source built first.
/// What it brings enters the slot on the slot's strand; there dependencies are asked for and waited for, and
/// dependents told. A load that nobody wants any more is given up: its generation passes, and what it still brings is
/// dropped.
/// Threads: functions from any unless they say otherwise. Lifetime: AssetServer's, but handles keep the memory.
class ServerCore : public std::enable_shared_from_this<ServerCore> {
  public:
    [[nodiscard]] static std::shared_ptr<ServerCore> open(Result<Config> config);
    ~ServerCore();

    /// Ends all work. Afterwards handles are inert. Once, by AssetServer's destructor.
    void close();

    [[nodiscard]] const Status& status() const noexcept { return status_; }
    [[nodiscard]] std::vector<Error> warnings() const;
    [[nodiscard]] unsigned thread_count() const noexcept;

    /// A slot with one count of interest taken for the caller.
    [[nodiscard]] std::shared_ptr<Slot> acquire(std::string_view path, AssetType type, LoadPriority priority,
                                                const std::map<std::string, std::string>& settings);
    [[nodiscard]] std::shared_ptr<const Resident> resident_of(Slot& slot, bool ask);
    [[nodiscard]] std::shared_ptr<Slot> find(AssetId id) const;
    [[nodiscard]] std::optional<AssetMetadata> metadata(std::string_view path) const;
    [[nodiscard]] std::vector<AssetMetadata> known_assets() const;
    [[nodiscard]] AssetPipelineMetrics metrics() const;
    [[nodiscard]] Status write_trace(const std::string& file) const;

    /// Begins to build the source anew for its loaded products; returns their number.
    std::size_t reload(std::string_view path);
    /// Puts in place what is ready. From update's thread.
    void apply_reloads();
    /// Lets go of what has had no interest for two calls. From update's thread.
    void release_orphans();
    /// `slot` lost its last interest. Called when a handle goes.
    void list_orphan(Slot& slot) noexcept;
    [[nodiscard]] Outbox& outbox() noexcept { return outbox_; }

  private:
    ServerCore() = default;

    [[nodiscard]] AssetMetadata metadata_of(const AssetRecord& record, const ProductRecord& product) const;

    // ---- under lock_ ----
    std::shared_ptr<Slot> slot_of(SlotKey key);
    /// Begins a load of a slot that is NotLoaded or Failed, or raises one under way. Its dependencies follow.
    void ask(const std::shared_ptr<Slot>& slot, LoadPriority priority);
    void begin(const std::shared_ptr<Slot>& slot);
    /// "target → start → … → target" if `start` waits for `target`, however indirectly; else empty.
    [[nodiscard]] std::string cycle_text(const Slot& start, const Slot& target) const;
    void drop_dependencies(Slot& slot);

    // ---- a load's job ----
    void load(const std::shared_ptr<Slot>& slot, std::uint64_t generation);
    void load_artifact(const std::shared_ptr<Slot>& slot, std::uint64_t generation, const AssetRecord& record,
                       bool just_built);
    void build(const std::shared_ptr<Slot>& slot, std::uint64_t generation);
    [[nodiscard]] static std::string build_key(const Slot& slot);
    void start_build(std::string key, RequestPtr request);
    void built(const std::string& key, BuildOutcome outcome);

    // ---- a reload ----
    using LoadedSlots = std::vector<std::pair<std::shared_ptr<Slot>, std::uint64_t>>;  ///< with their generations
    /// A new version on its way into the place of the old one.
    struct PendingReload {
        std::shared_ptr<Slot> slot;
        std::uint64_t generation;
        std::uint64_t number;                      ///< of the call of reload()
        std::shared_ptr<const Resident> resident;  ///< null: `error` says why
        Error error{Code::Ok, {}, {}};
        std::vector<std::shared_ptr<Slot>> dependencies{};  ///< asked for; each counts as interest
    };
    void rebuilt(const LoadedSlots& slots, std::uint64_t number, const BuildOutcome& outcome);
    /// The new version of one product; no value when nobody wants it any more.
    [[nodiscard]] std::optional<PendingReload> new_version(const std::shared_ptr<Slot>& slot, std::uint64_t generation,
                                                           std::uint64_t number, const BuildOutcome& outcome);
    /// Whether it is done with, one way or another.
    [[nodiscard]] bool apply(PendingReload& reload);
    /// Loading: not yet all there. Failed: one is not, and `reload.error` says so.
    [[nodiscard]] static LoadState state_of_dependencies(PendingReload& reload);
    /// Leaves an error in `reload` where the handler refuses.
    void replace(PendingReload& reload);
    [[nodiscard]] std::vector<Referrer> referrers_of(const std::string& path, std::vector<std::shared_ptr<const Resident>>& pins);
    void end_reload(PendingReload& reload);
    void drop_dependencies(PendingReload& reload);

    // ---- on the slot's strand ----
    void arrived(const std::shared_ptr<Slot>& slot, std::uint64_t generation, std::shared_ptr<const Resident> resident);
    void failed(const std::shared_ptr<Slot>& slot, std::uint64_t generation, Error error);
    void await_dependency(const std::shared_ptr<Slot>& dependency, const std::shared_ptr<Slot>& dependent,
                          std::uint64_t generation);
    void dependency_settled(const std::shared_ptr<Slot>& slot, std::uint64_t generation, const Slot& dependency,
                            const Error& error);
    void complete(const std::shared_ptr<Slot>& slot);
    void settle_dependents(const std::shared_ptr<Slot>& slot, const Error& error);
    void give_up(const std::shared_ptr<Slot>& slot);

    template <class F>
    void on_strand(const std::shared_ptr<Slot>& slot, F&& function);
    void tell(AssetEvent::Kind kind, const Slot& slot, AssetType type, Error error = {Code::Ok, {}, {}});

    /// Loads that wait for one build, by path and variant.
    struct PendingBuild {
        RequestPtr request;
        LoadedSlots waiting;
    };

    Status status_;
    std::unique_ptr<RoadTracer> tracer_;
    std::unique_ptr<Project> project_;
    std::unique_ptr<Scheduler> scheduler_;
    std::unique_ptr<Builder> builder_;
    const RequestPtr transitions_ = make_request("transitions", LoadPriority::Critical);
    std::shared_ptr<Ledger> ledger_ = std::make_shared<Ledger>();
    Outbox outbox_;

    mutable std::mutex lock_;
    bool closed_ = false;
    std::unordered_map<SlotKey, std::shared_ptr<Slot>, HashSlotKey> slots_;
    std::unordered_map<AssetId, std::shared_ptr<Slot>> by_id_;  // of plain products
    std::map<std::string, PendingBuild> builds_;
    std::mutex reloads_lock_;
    std::vector<PendingReload> reloads_;
    std::atomic<std::uint64_t> reload_calls_{0};
    std::mutex orphans_lock_;
    std::vector<std::weak_ptr<Slot>> orphans_;

    std::atomic<std::uint64_t> requested_{0}, joined_{0}, loaded_{0}, failed_{0}, cancelled_{0}, built_{0}, reloaded_{0};
    std::atomic<std::uint64_t> bytes_loaded_{0}, load_ns_{0};
};

}  // namespace sinter::server
