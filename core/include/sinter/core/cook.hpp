// SPDX-License-Identifier: Apache-2.0
// Cook: builds everything a project holds for one platform, as far as it is not built yet.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <sinter/core/cage.hpp>
#include <sinter/core/config.hpp>

#include <sinter/asset.hpp>

namespace sinter {

/// A fact of an asset: name and value, in the order in which they are shown.
using FactValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;
using FactList = std::vector<std::pair<std::string, FactValue>>;

enum class CookStatus : std::uint8_t {
    Built,    ///< at least one stage ran
    Reused,   ///< nothing had changed
    Failed,   ///< `error` says why; nothing of it is served
    Skipped,  ///< no plugin takes it, or a rule says so
};
/// "built", "reused", "failed", "skipped".
constexpr std::string_view name_of(CookStatus status) noexcept {
    constexpr std::string_view names[] = {"built", "reused", "failed", "skipped"};
    return names[static_cast<std::uint8_t>(status) < 4 ? static_cast<std::uint8_t>(status) : 2];
}

struct CookedStage {
    std::string name;
    double wall_ms = 0;
    double cpu_ms = 0;
};

struct CookedProduct {
    std::string label;        ///< empty for the main one
    AssetType type = AssetType::Unknown;
    std::uint64_t bytes = 0;  ///< of the artifact
    std::string artifact;     ///< SHA-256, hexadecimal: its name in the store
    FactList facts;
    std::vector<std::string> needs;          ///< products it is loaded with
    std::vector<std::pair<std::string, double>> stats;  ///< what validators measured
};

/// A warning, or an error beside the first.
struct CookedMessage {
    bool is_error = false;
    Error error;
};

/// One source file.
struct CookedAsset {
    std::string path;  ///< relative to the source folder
    CookStatus status = CookStatus::Skipped;
    AssetType type = AssetType::Unknown;
    std::string decoder;               ///< empty when skipped
    std::vector<CookedStage> stages;   ///< that ran now
    Error error{Code::Ok, {}, {}};
    std::vector<CookedMessage> warnings;
    std::vector<Error> notes;          ///< what is only worth knowing: also what a worker wrote to its outputs
    FactList source;                   ///< of what was decoded, before any processing
    std::vector<CookedProduct> products;
};

struct CookTotals {
    std::size_t found = 0, built = 0, reused = 0, failed = 0, skipped = 0;
    double wall_ms = 0;
    double cpu_ms = 0;                 ///< of the process, while it cooked
    std::uint64_t peak_rss_bytes = 0;  ///< of the process
};

struct CookReport {
    std::string platform;
    CookTotals totals;
    std::vector<CookedAsset> assets;   ///< sorted by path
    std::vector<Error> problems;       ///< folders that could not be read, broken plugins, patterns of `only` that
                                       ///< match nothing
    std::optional<CageReport> cage;    ///< none when no plugin of the cook needed a worker
    bool cancelled = false;            ///< what was done is kept; the rest is not in `assets`
    bool saved = true;                 ///< false: the index could not be written (a problem says why); the next cook
                                       ///< finds its results by their traces
};

struct CookProgress {
    std::size_t done = 0;
    std::size_t total = 0;
    const CookedAsset* asset = nullptr;  ///< that was just finished; valid during the call
};

/// Threads: `run` on one; `cancel` from any, also from a signal handler. Lifetime: its own scheduler lives in `run`.
class Cook {
  public:
    struct Options {
        std::function<void(const CookProgress&)> progress;  ///< called one at a time, from threads of the cook
        std::vector<std::string> only;  ///< globs of logical paths; empty: all. The index keeps what it has of the others
        bool retry = false;             ///< build again what has failed before, as if nobody remembered
        std::string trace_file;         ///< Chrome trace events of every job and stage; empty: none
        std::uint64_t shuffle_seed = 0; ///< other than 0: sources are begun in an order of their own, for tests
    };

    /// Builds all sources below the configured folders, or those that `only` chooses. One bad asset fails alone.
    /// Errors: what keeps everything from being built: folders, rules, patterns (all mistakes in `problems`).
    [[nodiscard]] Result<CookReport> run(const Config& config, const Options& options, std::vector<Error>& problems);
    /// Begins nothing more, stops what runs at its next checkpoint, and lets `run` return.
    void cancel() noexcept { cancelled_.store(true); }

  private:
    std::atomic<bool> cancelled_{false};
};

}  // namespace sinter
