// SPDX-License-Identifier: Apache-2.0
// Catalog: the installed plugins and what they can do.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "plugin/job.hpp"
#include "plugin/step.hpp"

namespace sinter {

/// A folder that holds plugins.
struct PluginFolder {
    std::string path;
    /// Whether what lies in it came with Sinter, and its manifests are believed. Else its plugins are a third
    /// party's and run in the cage, whatever their manifests say.
    bool trusted = true;
};

/// What the plugin folders hold, read from the manifests alone: nothing of a plugin runs before its first
/// use. Threads: const, and so any; its steps look after themselves. Lifetime: outlives every use of its
/// steps. Movable; steps stay where they are.
class Catalog {
  public:
    /// Bytes of a file's start that choose_decoder looks at.
    static constexpr std::size_t MagicBytes = 4096;

    /// Reads the manifest of every "*.so" in `folders` (not below them), folder by folder, each sorted by
    /// name. Of two plugins of one name, or two steps of one kind and name, the first counts and the other is
    /// an error among the diagnostics, as is a broken library. A library without a manifest is no plugin and
    /// not mentioned.
    [[nodiscard]] static Catalog scan(std::span<const PluginFolder> folders,
                                      LibraryPlaces places = LibraryPlaces::of_the_system());
    /// The same, of folders that are all trusted.
    [[nodiscard]] static Catalog scan(std::span<const std::string> folders,
                                      LibraryPlaces places = LibraryPlaces::of_the_system());
    Catalog(Catalog&&) = default;
    Catalog& operator=(Catalog&&) = delete;

    /// Gives each plugin that `overrides` name its isolation. Before any step is used. A plugin that is not
    /// there is a problem: Invalid, with suggestion and place.
    void apply(std::span<const IsolationOverride> overrides, std::vector<Error>& problems);

    [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const noexcept { return diagnostics_; }
    /// In the order they were found.
    [[nodiscard]] std::span<const std::unique_ptr<PluginLibrary>> plugins() const noexcept {
        return plugins_;
    }
    /// All steps of a kind, in the order they were found.
    [[nodiscard]] std::vector<Step*> steps(StepKind kind) const;

    /// The decoder for a file of this name that begins with `start` (its first MagicBytes bytes, or all of
    /// it), or null. Whose magic fits wins over whose extension alone fits; then the longer fitting extension
    /// ("material.json" before "json"), the larger preference, the name. Case of the name does not matter.
    [[nodiscard]] Step* choose_decoder(std::string_view logical_path,
                                       std::span<const std::uint8_t> start) const;

    /// Null when there is none.
    [[nodiscard]] Step* find_decoder(std::string_view name) const noexcept;
    [[nodiscard]] Step* find_processor(std::string_view name) const noexcept;
    [[nodiscard]] Step* find_validator(std::string_view name) const noexcept;
    /// The first handler for the type; one for any type when there is no other.
    [[nodiscard]] Step* find_reload(AssetType type) const noexcept;

  private:
    Catalog() = default;
    void add_folder(const PluginFolder& folder);
    void add_library(const std::string& path, bool trusted);
    void add_step(StepKind kind, const StepDecl& decl, PluginLibrary& library);
    void complain(Diagnostic::Severity severity, Error error);
    [[nodiscard]] Step* find(StepKind kind, std::string_view name) const noexcept;

    std::unique_ptr<SharedLibraries> installed_;
    std::vector<std::unique_ptr<PluginLibrary>> plugins_;
    std::vector<std::unique_ptr<StepDecl>> reload_decls_;
    std::vector<std::unique_ptr<Step>> steps_;
    std::vector<Diagnostic> diagnostics_;
};

}  // namespace sinter
