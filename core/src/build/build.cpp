// SPDX-License-Identifier: Apache-2.0
#include "build/build.hpp"

#include <algorithm>

#include "build/death_report.hpp"
#include "os/process.hpp"
#include "plugin/run_step.hpp"

namespace sinter {
namespace {

/// Failures that come back as long as the input is the same. The others (disk full, out of memory, a bug, a broken
/// contract) are tried again each time.
bool stands_until_input_changes(Code code) {
    switch (code) {
        case Code::Corrupt:
        case Code::Unsupported:
        case Code::TooLarge:
        case Code::Invalid:
        case Code::Absent:
        case Code::Denied:
        case Code::Rejected: return true;
        default: return false;
    }
}

StageProduct stage_product(std::string label, const artifact::Checksum& fingerprint, Facts facts = {}) {
    return {std::move(label), fingerprint, std::move(facts)};
}

std::vector<ProductDependency> dependencies_of(const AssetView& asset) {
    std::vector<ProductDependency> out;
    out.reserve(asset.dependencies().size());
    for (const auto& dependency : asset.dependencies()) {
        const auto path = to_view(dependency.path);
        out.push_back({AssetId::of(path), dependency.kind, static_cast<AssetType>(dependency.type), std::string{path}});
    }
    return out;
}

}  // namespace

/// Times one stage, and tells the hook when it ends.
class Build::StageClock {
  public:
    StageClock(Build& build, std::string_view stage)
        : build_(build), stage_(stage), begin_ns_(steady_ns()), cpu_ns_(thread_cpu_ns()) {}
    ~StageClock() {
        const auto end_ns = steady_ns();
        const auto cpu_ns = thread_cpu_ns() - cpu_ns_ + build_.world_.take_helper_cpu_ns();
        auto& timings = build_.timings_;
        auto found = std::find_if(timings.begin(), timings.end(), [&](const auto& t) { return t.name == stage_; });
        if (found == timings.end()) found = timings.insert(timings.end(), {std::string{stage_}, 0, 0});
        found->wall_ms += static_cast<double>(end_ns - begin_ns_) / 1e6;
        found->cpu_ms += static_cast<double>(cpu_ns) / 1e6;
        if (build_.hook_) build_.hook_->stage_ran(stage_, build_.path_, current_turn(), begin_ns_, end_ns);
    }
    StageClock(const StageClock&) = delete;
    StageClock& operator=(const StageClock&) = delete;

  private:
    Build& build_;
    std::string_view stage_;
    std::uint64_t begin_ns_;
    std::uint64_t cpu_ns_;
};

Build::Build(Project& project, std::string path, std::string variant, RequestPtr request, StageHook* hook)
    : project_(project),
      path_(std::move(path)),
      variant_(std::move(variant)),
      request_(std::move(request)),
      hook_(hook),
      world_(project.sources(), project.stamps(), project.max_source_bytes()),
      started_at_ns_(wall_clock_ns()),
      record_(std::make_shared<AssetRecord>()) {
    record_->path = path_;
    record_->environment = project.environment();
}

bool Build::fail(Error error) {
    if (!error_) error_ = std::move(error);
    return false;
}

void Build::note(const std::vector<Diagnostic>& diagnostics) {
    record_->warnings.insert(record_->warnings.end(), diagnostics.begin(), diagnostics.end());
}

bool Build::prepare() {
    if (!choose()) return false;
    trace_ = Trace::read(project_.trace_file(path_));
    return !recorded_everything() && !error_;
}

bool Build::skip() {
    skipped_ = true;
    record_->decoder.clear();
    world_.note(path_);
    return false;
}

bool Build::choose() {
    const StageClock clock{*this, "read"};
    auto start = project_.sources().read_start(path_, Catalog::MagicBytes);
    if (start.code() == Code::Absent) return fail({Code::Absent, "no such file", {.path = path_}});
    if (!start) return fail(std::move(start).error());
    decoder_.step = project_.catalog().choose_decoder(
        path_, {reinterpret_cast<const std::uint8_t*>(start->data()), start->size()});
    if (!decoder_.step) return skip();
    record_->decoder = decoder_.step->name();
    record_->type = decoder_.step->decl().type;
    if (!choose_steps()) return false;
    if (choice_->skip) return skip();
    auto source = world_.read_source(path_);
    if (!source) return fail(std::move(source).error());
    source_ = *std::move(source);
    return true;
}

bool Build::choose_steps() {
    const auto& pipeline = project_.pipeline();
    std::vector<std::shared_ptr<const Pipeline::BoundRule>> own_rules;
    const auto bind = [&](std::string_view text, const std::string& file) {
        std::vector<Error> problems;
        auto rule = pipeline.bind_asset_rule(text, file, problems);
        if (!rule) return fail(std::move(rule).error());
        own_rules.push_back(*std::move(rule));
        return true;
    };
    const auto sidecar_path = path_ + ".sinter.toml";
    if (const auto sidecar = world_.read_source(sidecar_path)) {
        const auto text = sidecar->bytes->bytes();
        if (!bind({reinterpret_cast<const char*>(text.data()), text.size()}, sidecar_path)) return false;
    }
    if (!variant_.empty() && !bind(variant_, "the request's settings")) return false;
    std::vector<const Pipeline::BoundRule*> rules;
    for (const auto& rule : own_rules) rules.push_back(rule.get());
    choice_ = pipeline.resolve(path_, record_->type, decoder_.step->name(), rules);

    decoder_.settings = &choice_->decoder.values;
    for (const auto& step : choice_->steps)
        stages_.push_back({project_.catalog().find_processor(step.name), &step.values});
    processor_count_ = stages_.size();
    for (const auto& step : choice_->validators)
        stages_.push_back({project_.catalog().find_validator(step.name), &step.values});
    return true;
}

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
        case Discovery::Kind::Absence: return !world_.hash_of(discovery.name);
        case Discovery::Kind::Setting: return equals(settings);
        case Discovery::Kind::PlatformField: return equals(project_.platform());
        case Discovery::Kind::PlatformAbsence: return !project_.platform().contains(discovery.name);
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
        item.fingerprint = product.fingerprint;
        if (!adopt_rest(item)) {
            if (error_) return true;
            record_->warnings.clear();
            return false;
        }
    }
    record_->warnings.insert(record_->warnings.begin(), decoded->diagnostics.begin(), decoded->diagnostics.end());
    if (!decoded->products.empty()) record_->source_facts = decoded->products.front().facts;
    items_ = std::move(items);
    return true;
}

bool Build::adopt(const StageResult& result, bool is_validator, ProductRecord& product) {
    note(result.diagnostics);
    quarantined_ |= result.deaths > 1;
    if (result.error) return fail(*result.error);
    if (is_validator) product.stats.insert(product.stats.end(), result.stats.begin(), result.stats.end());
    return true;
}

// Follows recorded results from the item's next stage to the store. True: the item is complete. False: a stage must
// run, or a recorded failure stands (error_). Changes nothing of the item unless it completes it.
bool Build::adopt_rest(Item& item) {
    auto fingerprint = item.fingerprint;
    std::vector<std::pair<const StageResult*, bool>> hits;
    for (std::size_t i = item.next_stage; i < stages_.size(); ++i) {
        const bool is_validator = i >= processor_count_;
        const auto* hit = find_hit(step_key(stages_[i].step->key(), path_, item.label, fingerprint),
                                   *stages_[i].settings);
        if (!hit) return false;
        hits.emplace_back(hit, is_validator);
        if (hit->error) break;
        if (!is_validator && !hit->products.empty()) fingerprint = hit->products.front().fingerprint;
    }
    const bool failed = !hits.empty() && hits.back().first->error;
    const auto* stored = failed ? nullptr : trace_.stored(fingerprint);
    if (!failed) {
        if (!stored) return false;
        const auto size = project_.store().size_of(stored->artifact);
        if (!size || *size != stored->size_bytes) return false;
    }
    for (const auto& [hit, is_validator] : hits)
        if (!adopt(*hit, is_validator, item.product)) return false;
    item.fingerprint = fingerprint;
    item.next_stage = stages_.size() + 1;
    item.product.label = item.label;
    item.product.type = stored->type;
    item.product.artifact = stored->artifact;
    item.product.size_bytes = stored->size_bytes;
    item.product.facts = stored->facts;
    item.product.dependencies = stored->dependencies;
    item.complete = true;
    return true;
}

JobInput Build::job_input(const ChosenStep& chosen, std::string_view label) {
    JobInput input;
    input.step = chosen.step->name();
    input.path = path_;
    input.label = label;
    input.settings = chosen.settings;
    input.platform = &project_.platform();
    input.memory_limit = project_.job_memory_bytes();
    input.world = &world_;
    return input;
}

JobResult Build::run(const ChosenStep& chosen, const JobInput& input, const StageKey& key) {
    if (chosen.step->library().isolation() == Isolation::None) return sinter::run_step(*chosen.step, input);
    auto [result, death, deaths] = project_.cage().run(*chosen.step, input);
    world_.add_helper_cpu_ns(result.elsewhere_cpu_ns);
    if (!death) return std::move(result);

    StageResult stage;
    stage.discoveries = result.discoveries;
    stage.deaths = deaths;
    for (const auto* earlier : trace_.results(key))
        if (earlier->discoveries == stage.discoveries) stage.deaths += earlier->deaths;
    const auto hash = input.asset ? key.hex() : source_.hash.hex();
    quarantined_ = stage.deaths > 1;
    auto report = write_death_report(project_, *chosen.step, input, hash, *death, stage.deaths);
    Error error = std::move(result.status).error();
    error.text += report ? " (see " + *report + ")" : "";
    if (quarantined_) error.text += "; not tried again until the input, the plugin or the settings change";
    stage.error = error;
    stage.diagnostics = result.diagnostics;
    trace_.add(key, std::move(stage));
    result.status = std::move(error);
    return std::move(result);
}

bool Build::set_asset(Item& item, OwnedAsset asset) {
    item.asset = std::move(asset);
    auto bytes = write_artifact(item.asset->view());
    if (!bytes) return fail(std::move(bytes).error());
    item.bytes = *std::move(bytes);
    item.fingerprint = item.bytes.fingerprint;
    return true;
}

bool Build::decode() {
    const StageClock clock{*this, decoder_.step->name()};
    auto input = job_input(decoder_, {});
    input.source = source_.bytes->bytes();
    const auto key = decode_key(decoder_.step->key(), path_, source_.hash);
    auto result = run(decoder_, input, key);
    note(result.diagnostics);

    StageResult stage;
    stage.discoveries = std::move(result.discoveries);
    stage.diagnostics = std::move(result.diagnostics);
    if (!result.status) {
        if (stands_until_input_changes(result.status.code())) {
            stage.error = result.status.error();
            trace_.add(key, std::move(stage));
        }
        return fail(std::move(result.status).error());
    }
    for (auto& product : result.products) {
        auto& item = items_.emplace_back();
        item.label = product.label;
        if (!set_asset(item, std::move(product.asset))) return false;
        const bool first = items_.size() == 1;
        auto facts = first ? facts_of(item.asset->view()) : Facts{};
        if (first) record_->source_facts = facts;
        stage.products.push_back(stage_product(item.label, item.fingerprint, std::move(facts)));
    }
    trace_.add(key, std::move(stage));
    source_.bytes.reset();
    return true;
}

bool Build::needs_stage(std::size_t index) {
    auto& item = items_[index];
    if (item.complete || error_) return false;
    return !adopt_rest(item) && !error_;
}

bool Build::run_stage(std::size_t index) {
    auto& item = items_[index];
    if (item.next_stage == stages_.size()) return store(item);
    const auto stage = item.next_stage++;
    return run_step(item, stages_[stage], stage >= processor_count_);
}

bool Build::run_step(Item& item, const ChosenStep& chosen, bool is_validator) {
    const StageClock clock{*this, chosen.step->name()};
    const auto view = item.asset->view();
    auto input = job_input(chosen, item.label);
    input.asset = &view.abi();
    const auto key = step_key(chosen.step->key(), path_, item.label, item.fingerprint);
    auto result = run(chosen, input, key);

    StageResult stage;
    stage.discoveries = std::move(result.discoveries);
    stage.diagnostics = std::move(result.diagnostics);
    stage.stats = std::move(result.stats);
    if (result.status && is_validator) {
        // The first error is the asset's; the others are told beside the warnings.
        const auto rejected = std::find_if(stage.diagnostics.begin(), stage.diagnostics.end(), [](const auto& said) {
            return said.severity == Diagnostic::Severity::Error;
        });
        if (rejected != stage.diagnostics.end()) {
            Error error = std::move(rejected->error);
            stage.diagnostics.erase(rejected);
            result.status = Status{Code::Rejected, std::move(error.text), std::move(error.where)};
        }
    }
    if (!result.status) {
        if (!stands_until_input_changes(result.status.code())) return fail(std::move(result.status).error());
        stage.error = result.status.error();
    } else if (!result.products.empty()) {
        if (!set_asset(item, std::move(result.products.front().asset))) return false;
        stage.products.push_back(stage_product(item.label, item.fingerprint));
    }
    const bool adopted = adopt(stage, is_validator, item.product);
    trace_.add(key, std::move(stage));
    return adopted;
}

bool Build::store(Item& item) {
    const StageClock clock{*this, "store"};
    auto put = project_.store().put(item.bytes.pieces);
    if (!put) return fail(std::move(put).error());
    const auto view = item.asset->view();
    item.product.label = item.label;
    item.product.type = view.type();
    item.product.artifact = put->hash;
    item.product.size_bytes = put->size;
    item.product.facts = facts_of(view);
    item.product.dependencies = dependencies_of(view);
    trace_.add({item.fingerprint, put->hash, put->size, view.type(), item.product.facts, item.product.dependencies});
    item.asset.reset();
    item.bytes = {};
    ++item.next_stage;
    item.complete = true;
    return true;
}

BuildOutcome Build::finish() {
    BuildOutcome outcome;
    if (trace_.changed()) {
        // What the trace cannot keep is built again; the objects are there all the same.
        if (auto written = project_.write_trace(trace_, path_); !written && !error_)
            record_->warnings.push_back({Diagnostic::Severity::Warning, written.error()});
    }
    record_->seen = world_.seen();
    record_->checked_at_ns = started_at_ns_;
    const bool worked = std::any_of(timings_.begin(), timings_.end(), [](const auto& t) { return t.name != "read"; });
    if (error_ && error_->code == Code::Cancelled) {
        outcome.kind = BuildOutcome::Kind::Cancelled;
        outcome.error = *error_;
        return outcome;
    }
    outcome.stages = std::move(timings_);
    bool keep = true;
    if (error_) {
        outcome.kind = BuildOutcome::Kind::Failed;
        outcome.error = *error_;
        record_->error = *error_;
        keep = quarantined_ || stands_until_input_changes(error_->code);
    } else if (skipped_) {
        outcome.kind = BuildOutcome::Kind::Skipped;
    } else {
        outcome.kind = worked ? BuildOutcome::Kind::Built : BuildOutcome::Kind::Reused;
        for (auto& item : items_) record_->products.push_back(std::move(item.product));
    }
    outcome.record = record_;
    if (keep) project_.index().put(record_, variant_);
    return outcome;
}

}  // namespace sinter
