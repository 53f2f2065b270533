// SPDX-License-Identifier: Apache-2.0
// Step: a decoder, processor, validator or reload handler of an installed plugin, ready to be used.
#pragma once

#include <sinter/abi/decoder.h>
#include <sinter/abi/processor.h>
#include <sinter/abi/reload.h>
#include <sinter/abi/validator.h>

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "os/shared_library.hpp"
#include "plugin/library.hpp"

namespace sinter {

enum class StepKind : std::uint8_t { Decoder, Processor, Validator, Reload };

/// "decoder", "processor", "validator", "reload handler".
[[nodiscard]] std::string_view name_of(StepKind kind) noexcept;

class Step;

/// One instance, for one job at a time; goes back to its step when this goes. Move only.
/// Threads: may be used and given back on another thread than the one that took it.
/// Lifetime: within its step's.
class InstanceLease {
  public:
    InstanceLease(InstanceLease&& other) noexcept
        : step_(std::exchange(other.step_, nullptr)), table_(other.table_), self_(other.self_) {}
    InstanceLease& operator=(InstanceLease&&) = delete;
    ~InstanceLease();

    /// What `create` made; null when the plugin has no `create`.
    [[nodiscard]] void* self() const noexcept { return self_; }
    /// The table; asking for one of another kind than the step's is an assert. Valid until the process ends.
    [[nodiscard]] const sinter_decoder_v0& decoder() const;
    [[nodiscard]] const sinter_processor_v0& processor() const;
    [[nodiscard]] const sinter_validator_v0& validator() const;
    [[nodiscard]] const sinter_reload_handler_v0& reload() const;

  private:
    friend class Step;
    InstanceLease(Step* step, const void* table, void* self) : step_(step), table_(table), self_(self) {}

    Step* step_;
    const void* table_;
    void* self_;
};

/// Threads: any, at once. Lifetime: the catalog's; destroys its instances, all of which must have come back.
class Step {
  public:
    /// For reload handlers `decl` has the name and type only. All is borrowed.
    Step(StepKind kind, const StepDecl& decl, PluginLibrary& library, SharedLibraries& installed);
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
    ~Step();

    [[nodiscard]] StepKind kind() const noexcept { return kind_; }
    [[nodiscard]] const StepDecl& decl() const noexcept { return decl_; }
    [[nodiscard]] const std::string& name() const noexcept { return decl_.name; }
    [[nodiscard]] PluginLibrary& library() const noexcept { return library_; }

    /// An instance that nobody else has: one that came back, or a new one. Loads the library at first.
    /// Errors: those of PluginLibrary::interface_of; Contract (a table without its function); OutOfMemory
    /// (`create` gave nothing).
    [[nodiscard]] Result<InstanceLease> lease();

    /// Bytes that say which code makes this step's results: kind, plugin, name, content_version, and each
    /// library of the manifest with its build-id, "absent" or "unreadable". Found out once; needs no library
    /// loaded.
    [[nodiscard]] const std::string& key();

  private:
    friend class InstanceLease;
    [[nodiscard]] Result<const void*> table();
    void give_back(void* self) noexcept;

    StepKind kind_;
    const StepDecl& decl_;
    PluginLibrary& library_;
    SharedLibraries& installed_;
    std::once_flag key_made_;
    std::string key_;
    std::atomic<const void*> table_{nullptr};
    std::mutex mutex_;
    std::vector<void*> idle_;  // instances nobody uses
    std::size_t leased_ = 0;
};

}  // namespace sinter
