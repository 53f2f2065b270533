// SPDX-License-Identifier: Apache-2.0
// PluginLibrary: one plugin, known by its manifest and loaded on first use.
#pragma once

#include <atomic>
#include <mutex>
#include <string>

#include "plugin/manifest.hpp"

namespace sinter {

/// Bytes of a manifest, at most.
constexpr std::uint64_t MaxManifestBytes = 1u << 20;

/// Threads: any, at once; the first to ask loads, the others wait for it.
/// Lifetime: what it hands out stays valid until the process ends, because a library is never unloaded.
class PluginLibrary {
  public:
    /// Reads the manifest that the library `path` carries; runs nothing of it. Errors: those of read_section
    /// (Absent: it is no plugin) and of parse_manifest.
    [[nodiscard]] static Result<Manifest> read_manifest(const std::string& path);

    PluginLibrary(std::string path, Manifest manifest);
    PluginLibrary(const PluginLibrary&) = delete;
    PluginLibrary& operator=(const PluginLibrary&) = delete;

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] const Manifest& manifest() const noexcept { return manifest_; }
    /// Where its code is to run, and who says so. Its manifest does, until somebody else has.
    [[nodiscard]] Isolation isolation() const noexcept { return isolation_; }
    [[nodiscard]] IsolationReason isolation_reason() const noexcept { return isolation_reason_; }
    /// Before anybody else uses it.
    void set_isolation(Isolation isolation, IsolationReason reason) noexcept {
        isolation_ = isolation;
        isolation_reason_ = reason;
    }
    [[nodiscard]] bool is_loaded() const noexcept {
        return entry_.load(std::memory_order_acquire) != nullptr;
    }

    /// The function table of the interface `id` ("sinter.decoder/0") under the name `name` of the manifest;
    /// its size is the one of this host's headers. Loads the library. Errors, all naming the file, what was
    /// found and what was wanted: Io (the system cannot load it), Contract (no sinter_entry; one or a table
    /// of a wrong size; a step that the manifest promises is missing), Unsupported (made for another version
    /// of the SDK; an unknown interface). A library that failed to load fails the same way each time.
    [[nodiscard]] Result<const void*> interface_of(std::string_view id, std::string_view name);

  private:
    Result<const sinter_entry_v0*> entry();
    Result<const sinter_entry_v0*> load() const;

    std::string path_;
    Manifest manifest_;
    Isolation isolation_;
    IsolationReason isolation_reason_ = IsolationReason::Manifest;
    std::atomic<const sinter_entry_v0*> entry_{nullptr};
    std::mutex mutex_;  // held while it is being loaded
    Error failure_{Code::Ok, {}, {}};
};

}  // namespace sinter
