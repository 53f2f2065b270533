// SPDX-License-Identifier: Apache-2.0
#include <sinter/core/cook.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>
#include <set>

#include "build/cook_dependencies.hpp"
#include "build/road_tracer.hpp"
#include "config/glob.hpp"
#include "config/quote.hpp"
#include "os/process.hpp"

namespace sinter {
namespace {

/// What is no asset beside the sources: the project's own files.
bool describes_others(std::string_view path) {
    const auto name = file_name_of(path);
    return name == "sinter.toml" || name == "sinter.ids.toml" || name.ends_with(".sinter.toml");
}

CookedProduct cooked_product(const ProductRecord& product) {
    CookedProduct out;
    out.label = product.label;
    out.type = product.type;
    out.bytes = product.size_bytes;
    out.artifact = product.artifact.hex();
    out.facts = product.facts;
    for (const auto& dependency : product.dependencies)
        if (dependency.kind == SINTER_LOADED_WITH_ME) out.needs.push_back(dependency.path);
    for (const auto& stat : product.stats) out.stats.emplace_back(stat.name, stat.value);
    return out;
}

CookedAsset cooked_asset(const std::string& path, BuildOutcome outcome) {
    CookedAsset out;
    out.path = path;
    switch (outcome.kind) {
        case BuildOutcome::Kind::Built:
            out.status = CookStatus::Built;
            break;
        case BuildOutcome::Kind::Reused:
            out.status = CookStatus::Reused;
            break;
        case BuildOutcome::Kind::Skipped:
            out.status = CookStatus::Skipped;
            break;
        default:
            out.status = CookStatus::Failed;
    }
    out.error = std::move(outcome.error);
    if (out.status == CookStatus::Failed && out.error.where.path.empty()) out.error.where.path = path;
    for (auto& stage : outcome.stages)
        out.stages.push_back({std::move(stage.name), stage.wall_ms, stage.cpu_ms});
    if (!outcome.record) return out;
    const auto& record = *outcome.record;
    out.type = record.type;
    out.decoder = record.decoder;
    out.source = record.source_facts;
    for (const auto& said : record.warnings) {
        if (said.severity == Diagnostic::Severity::Note)
            out.notes.push_back(said.error);
        else
            out.warnings.push_back({said.severity == Diagnostic::Severity::Error, said.error});
    }
    for (const auto& product : record.products)
        if (!product.error) out.products.push_back(cooked_product(product));
    return out;
}

/// What a record that is still fresh says, as an outcome.
BuildOutcome remembered(std::shared_ptr<const AssetRecord> record) {
    BuildOutcome outcome;
    const auto* failure = record->failure();
    outcome.kind = failure                   ? BuildOutcome::Kind::Failed
                   : record->decoder.empty() ? BuildOutcome::Kind::Skipped
                                             : BuildOutcome::Kind::Reused;
    if (failure) outcome.error = *failure;
    outcome.record = std::move(record);
    return outcome;
}

/// Feeds sources to the builder, a few at a time: what is begun holds decoded pixels, what waits holds
/// nothing.
class Feeder {
  public:
    Feeder(Builder& builder, Scheduler& scheduler, std::vector<std::string> paths,
           const Cook::Options& options)
        : builder_(builder),
          scheduler_(scheduler),
          options_(options),
          paths_(std::move(paths)),
          results_(paths_.size()),
          finished_(paths_.size(), false),
          order_(paths_.size()),
          width_(std::max(2u, scheduler.turns() * 2)) {
        for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = i;
        if (options.shuffle_seed != 0)
            std::shuffle(order_.begin(), order_.end(), std::mt19937_64{options.shuffle_seed});
    }

    /// Returns when all are done, or `cancelled` is set and what ran has stopped.
    void run(const std::atomic<bool>& cancelled) {
        std::unique_lock lock{mutex_};
        feed();
        while (active_ != 0) {
            if (cancelled.load() && !stopping_) {
                stopping_ = true;
                for (const auto& request : requests_) scheduler_.cancel(*request);
            }
            // A signal handler may set the flag and nothing else, so it is looked at now and then.
            changed_.wait_for(lock, std::chrono::milliseconds{50});
        }
    }
    /// Those that were finished, in the order of the paths.
    std::vector<CookedAsset> take_results() {
        std::vector<CookedAsset> out;
        for (std::size_t i = 0; i < results_.size(); ++i)
            if (finished_[i]) out.push_back(std::move(results_[i]));
        return out;
    }

  private:
    // Under mutex_.
    void feed() {
        while (!stopping_ && active_ < width_ && next_ < order_.size()) {
            const auto index = order_[next_++];
            ++active_;
            auto request = make_request(paths_[index], LoadPriority::Normal);
            requests_.insert(request);
            scheduler_.post(request, [this, index, request] { begin(index, request); });
        }
    }

    void begin(std::size_t index, const RequestPtr& request) {
        auto record = builder_.fresh_record(paths_[index]);
        if (record && !(options_.retry && record->failure()))
            return finish(index, request, remembered(std::move(record)));
        builder_.build(paths_[index], {}, request, [this, index, request](BuildOutcome outcome) {
            finish(index, request, std::move(outcome));
        });
    }

    void finish(std::size_t index, const RequestPtr& request, BuildOutcome outcome) {
        // Only what was told to stop may go without a word.
        const bool counts = outcome.kind != BuildOutcome::Kind::Cancelled || !request->cancelled();
        auto asset = cooked_asset(paths_[index], std::move(outcome));
        const std::lock_guard lock{mutex_};
        if (counts) {
            results_[index] = std::move(asset);
            finished_[index] = true;
            ++done_;
            if (options_.progress) options_.progress({done_, paths_.size(), &results_[index]});
        }
        requests_.erase(request);
        --active_;
        feed();
        changed_.notify_one();
    }

    Builder& builder_;
    Scheduler& scheduler_;
    const Cook::Options& options_;
    const std::vector<std::string> paths_;
    std::vector<CookedAsset> results_;
    std::vector<bool> finished_;
    std::vector<std::size_t> order_;
    const std::size_t width_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t next_ = 0;
    std::size_t active_ = 0;
    std::size_t done_ = 0;
    bool stopping_ = false;
    std::set<RequestPtr> requests_;  // of what is begun
};

/// Which sources a cook is for.
class Selection {
  public:
    /// No pattern: all. What is no pattern is a problem.
    Selection(const std::vector<std::string>& patterns, std::vector<Error>& problems) {
        for (const auto& pattern : patterns) {
            if (auto glob = Glob::compile(pattern))
                globs_.push_back(*std::move(glob));
            else
                problems.push_back({Code::Invalid, "only: " + glob.error().text});
        }
    }

    /// Those of `paths` that are chosen, in their order. A pattern that chooses none is a problem.
    [[nodiscard]] std::vector<std::string> choose(const std::vector<std::string>& paths,
                                                  std::vector<Error>& problems) const {
        if (globs_.empty()) return paths;
        std::vector<std::string> out;
        std::vector<bool> used(globs_.size(), false);
        for (const auto& path : paths) {
            bool chosen = false;
            for (std::size_t i = 0; i < globs_.size(); ++i) {
                if (!globs_[i].matches(path)) continue;
                used[i] = chosen = true;
            }
            if (chosen) out.push_back(path);
        }
        for (std::size_t i = 0; i < globs_.size(); ++i)
            if (!used[i])
                problems.push_back({Code::Absent, "only: no source matches " + shown(globs_[i].pattern())});
        return out;
    }

  private:
    std::vector<Glob> globs_;
};

void count(CookReport& report) {
    auto& totals = report.totals;
    for (const auto& asset : report.assets) {
        switch (asset.status) {
            case CookStatus::Built:
                ++totals.built;
                break;
            case CookStatus::Reused:
                ++totals.reused;
                break;
            case CookStatus::Failed:
                ++totals.failed;
                break;
            case CookStatus::Skipped:
                ++totals.skipped;
                break;
        }
    }
}

}  // namespace

Result<CookReport> Cook::run(const Config& config, const Options& options, std::vector<Error>& problems) {
    const auto started_ns = steady_ns();
    const auto started_cpu_ms = process_cpu_ms();
    auto opened = Project::open(config);
    if (!opened) {
        problems.push_back(opened.error());
        return std::move(opened).error();
    }
    auto& project = **opened;
    if (!project.problems().empty()) {
        problems = project.problems();
        return problems.front();
    }
    std::vector<Error> no_patterns;
    const Selection selection{options.only, no_patterns};
    if (!no_patterns.empty()) {
        problems = std::move(no_patterns);
        return problems.front();
    }
    project.set_retry(options.retry);

    CookReport report;
    report.platform = config.platform();
    report.problems = project.warnings();
    auto scan = project.sources().scan();
    report.problems.insert(report.problems.end(), scan.problems.begin(), scan.problems.end());
    std::vector<std::string> sources;
    for (auto& file : scan.files)
        if (!describes_others(file.path)) sources.push_back(std::move(file.path));
    auto paths = selection.choose(sources, report.problems);
    report.totals.found = paths.size();

    RoadTracer tracer;
    const bool tracing = !options.trace_file.empty();
    {
        Scheduler scheduler{{config.turns(), tracing ? &tracer : nullptr}};
        tracer.turns_are(scheduler.turns());
        Builder builder{project, scheduler, tracing ? &tracer : nullptr};
        Feeder feeder{builder, scheduler, std::move(paths), options};
        feeder.run(cancelled_);
        scheduler.shutdown();
        report.assets = feeder.take_results();
    }
    if (auto cage = project.cage().report(); !cage.groups.empty()) report.cage = std::move(cage);
    report.cancelled = cancelled_.load();
    if (!report.cancelled) {
        project.index().retain([&](std::string_view path) {
            return std::binary_search(sources.begin(), sources.end(), path, std::less<>{});
        });
        check_dependencies(report.assets, sources);
    }
    if (auto saved = project.save(); !saved) {
        report.saved = false;
        report.problems.push_back(saved.error());
    }
    if (tracing) {
        const auto json = tracer.json();
        const ByteSpan bytes{reinterpret_cast<const std::uint8_t*>(json.data()), json.size()};
        if (auto written = write_atomically(options.trace_file, bytes); !written)
            report.problems.push_back(written.error());
    }
    count(report);
    report.totals.wall_ms = static_cast<double>(steady_ns() - started_ns) / 1e6;
    report.totals.cpu_ms = process_cpu_ms() - started_cpu_ms;
    report.totals.peak_rss_bytes = peak_rss_bytes();
    return report;
}

}  // namespace sinter
