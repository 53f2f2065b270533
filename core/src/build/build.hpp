// SPDX-License-Identifier: Apache-2.0
// Build: the state of one source on its way along the road, one method per stage.
#pragma once

#include <optional>
#include <vector>

#include "asset/artifact_writer.hpp"
#include "build/build_world.hpp"
#include "build/builder.hpp"
#include "build/embedded_file.hpp"
#include "build/item_plans.hpp"
#include "build/trace.hpp"

namespace sinter {

/// Threads: one at a time; each method runs on a turn. Lifetime: one build.
class Build {
  public:
    Build(Project& project, std::string path, std::string variant, RequestPtr request, StageHook* hook);

    /// Reads the source, chooses decoder and steps, and looks whether recorded results suffice. True: there
    /// is work.
    [[nodiscard]] bool prepare();
    /// Runs the decoder. True: go on with its products.
    [[nodiscard]] bool decode();

    [[nodiscard]] std::size_t product_count() const noexcept { return items_.size(); }
    /// Whether product `item` needs another stage; adopts recorded results where the rest of its way is
    /// known.
    [[nodiscard]] bool needs_stage(std::size_t item);
    /// Runs its next stage: a processor, a validator, or the store. True: go on.
    [[nodiscard]] bool run_stage(std::size_t item);

    void cancel() { fail({Code::Cancelled, "cancelled"}); }
    /// Writes the trace, puts the record into the index, and says how it went. Once.
    [[nodiscard]] BuildOutcome finish();

  private:
    /// A product under way. `asset` is empty while only its fingerprint is known.
    struct Item {
        std::string label;
        AssetType type = AssetType::Unknown;
        std::optional<EmbeddedFile> file;  ///< an embedded file, until it is decoded
        std::string hints;                 ///< of the embedded file it was
        const ItemPlan* plan = nullptr;    ///< once it is an asset
        artifact::Checksum fingerprint;
        std::optional<OwnedAsset> asset;
        ArtifactBytes bytes;
        std::size_t next_stage = 0;  ///< processors, then validators, then the store
        ProductRecord product;
        bool complete = false;
    };
    class StageClock;

    [[nodiscard]] bool choose();
    [[nodiscard]] bool add_own_rules();
    bool skip();
    [[nodiscard]] bool recorded_everything();
    [[nodiscard]] const StageResult* find_hit(const StageKey& key, const Values& settings);
    [[nodiscard]] bool holds(const Discovery& discovery, const Values& settings);
    [[nodiscard]] bool adopt_rest(Item& item);
    [[nodiscard]] bool adopt(const StageResult& result, bool is_validator, Item& item);
    [[nodiscard]] bool set_asset(Item& item, OwnedAsset asset);
    /// `item` is an asset of its type now: the steps of that type are its way.
    void set_plan(Item& item);
    /// Decoder and settings for an embedded file. False: there is none, and the item has failed.
    [[nodiscard]] bool choose_inner(Item& item, ChosenStep& decoder);
    [[nodiscard]] bool decode_file(Item& item);
    [[nodiscard]] bool run_step(Item& item, const ChosenStep& chosen, bool is_validator);
    /// A labelled product fails alone, when the failure stands; any other failure is the source's. True: go
    /// on.
    bool fail_item(Item& item, Error error);
    [[nodiscard]] bool store(Item& item);
    /// Runs the job in the kernel or in the cage. `recorded` is where results of this key stand; a death
    /// counts there.
    [[nodiscard]] JobResult run(const ChosenStep& chosen, const JobInput& input, const StageKey& key);
    void note(const std::vector<Diagnostic>& diagnostics);
    bool fail(Error error);
    [[nodiscard]] JobInput job_input(const ChosenStep& chosen, std::string_view label);

    Project& project_;
    const std::string path_;
    const std::string variant_;
    const RequestPtr request_;
    StageHook* const hook_;
    BuildWorld world_;
    std::int64_t started_at_ns_;

    Trace trace_;
    std::shared_ptr<AssetRecord> record_;
    BuildWorld::Source source_;
    ItemPlans plans_;
    ChosenStep decoder_{};
    std::vector<Item> items_;
    std::vector<StageTiming> timings_;
    std::optional<Error> error_;
    bool skipped_ = false;
    bool quarantined_ = false;  ///< the input took two workers with it
};

}  // namespace sinter
