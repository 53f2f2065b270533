// SPDX-License-Identifier: Apache-2.0
#include "plugin/step.hpp"

#include <algorithm>
#include <cassert>

namespace sinter {
namespace {

std::string_view interface_id(StepKind kind) {
    switch (kind) {
        case StepKind::Decoder:
            return SINTER_DECODER_ID;
        case StepKind::Processor:
            return SINTER_PROCESSOR_ID;
        case StepKind::Validator:
            return SINTER_VALIDATOR_ID;
        case StepKind::Reload:
            return SINTER_RELOAD_ID;
    }
    return {};
}

/// What the four kinds of tables have in common, as far as instances go.
struct Lifecycle {
    void* (*create)();
    void (*destroy)(void*);
    bool complete;  ///< the functions that do the work are there
};

Lifecycle lifecycle_of(StepKind kind, const void* table) {
    switch (kind) {
        case StepKind::Decoder: {
            const auto& it = *static_cast<const sinter_decoder_v0*>(table);
            return {it.create, it.destroy, it.decode != nullptr};
        }
        case StepKind::Processor: {
            const auto& it = *static_cast<const sinter_processor_v0*>(table);
            return {it.create, it.destroy, it.process != nullptr};
        }
        case StepKind::Validator: {
            const auto& it = *static_cast<const sinter_validator_v0*>(table);
            return {it.create, it.destroy, it.validate != nullptr};
        }
        case StepKind::Reload: {
            const auto& it = *static_cast<const sinter_reload_handler_v0*>(table);
            return {it.create, it.destroy, it.can_hot_reload && it.reload && it.update_references};
        }
    }
    return {};
}

/// Sized, so that no two lists of fields give the same bytes.
void append(std::string& key, std::string_view field) {
    for (unsigned shift = 0; shift < 64; shift += 8)
        key += static_cast<char>((std::uint64_t{field.size()} >> shift) & 255);
    key += field;
}

}  // namespace

std::string_view name_of(StepKind kind) noexcept {
    switch (kind) {
        case StepKind::Decoder:
            return "decoder";
        case StepKind::Processor:
            return "processor";
        case StepKind::Validator:
            return "validator";
        case StepKind::Reload:
            return "reload handler";
    }
    return "unknown";
}

InstanceLease::~InstanceLease() {
    if (step_) step_->give_back(self_);
}

const sinter_decoder_v0& InstanceLease::decoder() const {
    assert(step_ && step_->kind() == StepKind::Decoder && "InstanceLease::decoder() of another kind of step");
    return *static_cast<const sinter_decoder_v0*>(table_);
}
const sinter_processor_v0& InstanceLease::processor() const {
    assert(step_ && step_->kind() == StepKind::Processor &&
           "InstanceLease::processor() of another kind of step");
    return *static_cast<const sinter_processor_v0*>(table_);
}
const sinter_validator_v0& InstanceLease::validator() const {
    assert(step_ && step_->kind() == StepKind::Validator &&
           "InstanceLease::validator() of another kind of step");
    return *static_cast<const sinter_validator_v0*>(table_);
}
const sinter_reload_handler_v0& InstanceLease::reload() const {
    assert(step_ && step_->kind() == StepKind::Reload && "InstanceLease::reload() of another kind of step");
    return *static_cast<const sinter_reload_handler_v0*>(table_);
}

Step::Step(StepKind kind, const StepDecl& decl, PluginLibrary& library, SharedLibraries& installed)
    : kind_(kind), decl_(decl), library_(library), installed_(installed) {}

Step::~Step() {
    assert(leased_ == 0 && "Step: an instance is still in use");
    const void* const table = table_.load(std::memory_order_acquire);
    if (!table) return;
    const auto destroy = lifecycle_of(kind_, table).destroy;
    for (void* const self : idle_) {
        if (destroy && self) destroy(self);
    }
}

Result<const void*> Step::table() {
    if (const void* const ready = table_.load(std::memory_order_acquire)) return ready;
    const auto found = library_.interface_of(interface_id(kind_), decl_.name);
    if (!found) return found;
    if (!lifecycle_of(kind_, *found).complete) {
        return {Code::Contract, library_.path() + ": the table of " + std::string{interface_id(kind_)} +
                                    " \"" + decl_.name + "\" lacks a function"};
    }
    table_.store(*found, std::memory_order_release);
    return found;
}

Result<InstanceLease> Step::lease() {
    const auto found = table();
    if (!found) return found.error();
    {
        const std::lock_guard lock{mutex_};
        ++leased_;
        if (!idle_.empty()) {
            void* const self = idle_.back();
            idle_.pop_back();
            return InstanceLease{this, *found, self};
        }
        // So that giving back, in a destructor, needs no memory.
        idle_.reserve(leased_);
    }
    const auto create = lifecycle_of(kind_, *found).create;
    void* const self = create ? create() : nullptr;
    if (create && !self) {
        const std::lock_guard lock{mutex_};
        --leased_;
        return {Code::OutOfMemory, library_.path() + ": cannot make an instance of the " +
                                       std::string{name_of(kind_)} + " \"" + decl_.name + "\""};
    }
    return InstanceLease{this, *found, self};
}

void Step::give_back(void* self) noexcept {
    const std::lock_guard lock{mutex_};
    --leased_;
    idle_.push_back(self);
}

const std::string& Step::key() {
    std::call_once(key_made_, [this] {
        const auto& manifest = library_.manifest();
        for (const auto field :
             {name_of(kind_), std::string_view{manifest.name}, std::string_view{decl_.name}})
            append(key_, field);
        append(key_, std::to_string(decl_.content_version));
        auto libraries = manifest.libraries;
        std::ranges::sort(libraries);
        for (const auto& library : libraries) {
            const auto id = installed_.library_build_id(library);
            append(key_, library);
            append(key_, id ? *id : id.code() == Code::Absent ? "absent" : "unreadable");
        }
    });
    return key_;
}

}  // namespace sinter
