// SPDX-License-Identifier: Apache-2.0
#include "build/build.hpp"

#include <algorithm>

#include "build/death_report.hpp"
#include "os/process.hpp"
#include "plugin/run_step.hpp"

namespace sinter {
namespace {

/// Failures that come back as long as the input is the same. The others (disk full, out of memory, a bug, a
/// broken contract) are tried again each time.
bool stands_until_input_changes(Code code) {
    switch (code) {
        case Code::Corrupt:
        case Code::Unsupported:
        case Code::TooLarge:
        case Code::Invalid:
        case Code::Absent:
        case Code::Denied:
        case Code::Rejected:
            return true;
        default:
            return false;
    }
}

std::vector<ProductDependency> dependencies_of(const AssetView& asset) {
    std::vector<ProductDependency> out;
    out.reserve(asset.dependencies().size());
    for (const auto& dependency : asset.dependencies()) {
        const auto path = to_view(dependency.path);
        out.push_back(
            {AssetId::of(path), dependency.kind, static_cast<AssetType>(dependency.type), std::string{path}});
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
        auto found =
            std::find_if(timings.begin(), timings.end(), [&](const auto& t) { return t.name == stage_; });
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
      record_(std::make_shared<AssetRecord>()),
      plans_(project) {
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
    if (!add_own_rules()) return false;
    const auto& plan = plans_.plan(path_, record_->type, *decoder_.step);
    if (plan.choice->skip) return skip();
    decoder_ = plan.decoder;
    auto source = world_.read_source(path_);
    if (!source) return fail(std::move(source).error());
    source_ = *std::move(source);
    return true;
}

bool Build::add_own_rules() {
    const auto add = [&](std::string_view text, const std::string& file) {
        auto added = plans_.add_rule(text, file);
        return added ? true : fail(std::move(added).error());
    };
    const auto sidecar_path = path_ + ".sinter.toml";
    if (const auto sidecar = world_.read_source(sidecar_path)) {
        const auto text = sidecar->bytes->bytes();
        if (!add({reinterpret_cast<const char*>(text.data()), text.size()}, sidecar_path)) return false;
    }
    return variant_.empty() || add(variant_, "the request's settings");
}

bool Build::fail_item(Item& item, Error error) {
    if (item.label.empty() || !(quarantined_ || stands_until_input_changes(error.code)))
        return fail(std::move(error));
    if (error.where.path.empty()) error.where.path = product_path(path_, item.label);
    item.product = {};
    item.product.label = item.label;
    item.product.type = item.type;
    item.product.error = std::move(error);
    item.asset.reset();
    item.bytes = {};
    item.complete = true;
    return true;
}

void Build::set_plan(Item& item) {
    item.plan = &plans_.plan(path_, item.type, *decoder_.step, item.hints);
    item.next_stage = 0;
}

bool Build::choose_inner(Item& item, ChosenStep& decoder) {
    const auto& file = *item.file;
    auto* step = project_.catalog().choose_decoder(
        file.name, {reinterpret_cast<const std::uint8_t*>(file.start.data()), file.start.size()});
    if (!step) {
        (void)fail_item(
            item, {Code::Unsupported, "no installed plugin decodes the file inside it (" + file.name + ")"});
        return false;
    }
    decoder = plans_.plan(path_, step->decl().type, *step, file.hints).decoder;
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
    item.type = asset.view().type();
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
        const bool is_first = items_.empty();
        auto& item = items_.emplace_back();
        item.label = product.label;
        if (!set_asset(item, std::move(product.asset))) return false;
        Facts facts;
        if (item.type == AssetType::EmbeddedFile) {
            if (item.label.empty())
                return fail({Code::Contract, "the plugin made an embedded file without a label"});
            item.file = EmbeddedFile::of(item.asset->view());
            facts = item.file->facts();
        } else {
            set_plan(item);
            if (is_first) record_->source_facts = facts = facts_of(item.asset->view());
        }
        stage.products.push_back({item.label, item.type, item.fingerprint, std::move(facts)});
    }
    trace_.add(key, std::move(stage));
    source_.bytes.reset();
    return true;
}

bool Build::decode_file(Item& item) {
    ChosenStep decoder;
    if (!choose_inner(item, decoder)) return item.complete;
    const StageClock clock{*this, decoder.step->name()};
    auto input = job_input(decoder, item.label);
    const auto file = std::move(*item.asset);
    const auto bytes = file.view().chunks().front().bytes;
    input.source = {bytes.data, static_cast<std::size_t>(bytes.size)};
    const auto key = step_key(decoder.step->key(), path_, item.label, item.fingerprint);
    auto result = run(decoder, input, key);

    StageResult stage;
    stage.discoveries = std::move(result.discoveries);
    stage.diagnostics = std::move(result.diagnostics);
    auto main = std::find_if(result.products.begin(), result.products.end(),
                             [](const auto& product) { return product.label.empty(); });
    if (result.status &&
        (main == result.products.end() || main->asset.view().type() == AssetType::EmbeddedFile))
        result.status =
            Status{Code::Unsupported, "the file inside it holds no asset that can be its product"};
    if (!result.status) {
        if (!stands_until_input_changes(result.status.code()))
            return fail_item(item, std::move(result.status).error());
        stage.error = result.status.error();
    } else {
        if (!set_asset(item, std::move(main->asset))) return false;
        item.hints = std::exchange(item.file, std::nullopt)->hints;
        set_plan(item);
        stage.products.push_back({{}, item.type, item.fingerprint, {}});
    }
    const bool adopted = adopt(stage, false, item);
    trace_.add(key, std::move(stage));
    return adopted;
}

bool Build::needs_stage(std::size_t index) {
    auto& item = items_[index];
    if (item.complete || error_) return false;
    return !adopt_rest(item) && !error_;
}

bool Build::run_stage(std::size_t index) {
    auto& item = items_[index];
    if (item.file) return decode_file(item);
    if (item.next_stage == item.plan->stages.size()) return store(item);
    const auto stage = item.next_stage++;
    return run_step(item, item.plan->stages[stage], stage >= item.plan->processor_count);
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
        const auto rejected =
            std::find_if(stage.diagnostics.begin(), stage.diagnostics.end(),
                         [](const auto& said) { return said.severity == Diagnostic::Severity::Error; });
        if (rejected != stage.diagnostics.end()) {
            Error error = std::move(rejected->error);
            stage.diagnostics.erase(rejected);
            result.status = Status{Code::Rejected, std::move(error.text), std::move(error.where)};
        }
    }
    if (result.status && !result.products.empty() && result.products.front().asset.view().type() != item.type)
        result.status = Status{Code::Contract, "the plugin turned a product into one of another type"};
    if (!result.status) {
        if (!stands_until_input_changes(result.status.code()))
            return fail_item(item, std::move(result.status).error());
        stage.error = result.status.error();
    } else if (!result.products.empty()) {
        if (!set_asset(item, std::move(result.products.front().asset))) return false;
        stage.products.push_back({item.label, item.type, item.fingerprint, {}});
    }
    const bool adopted = adopt(stage, is_validator, item);
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
    trace_.add(
        {item.fingerprint, put->hash, put->size, view.type(), item.product.facts, item.product.dependencies});
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
    const bool worked =
        std::any_of(timings_.begin(), timings_.end(), [](const auto& t) { return t.name != "read"; });
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
        if (const auto* failure = record_->failure()) {
            outcome.kind = BuildOutcome::Kind::Failed;
            outcome.error = *failure;
        }
    }
    outcome.record = record_;
    if (keep) project_.index().put(record_, variant_);
    return outcome;
}

}  // namespace sinter
