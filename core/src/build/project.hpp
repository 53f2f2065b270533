// SPDX-License-Identifier: Apache-2.0
// Project: a configured project, opened: sources, plugins, pipeline, store and index of one platform.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sinter/core/config.hpp>

#include "build/trace.hpp"
#include "plugin/catalog.hpp"
#include "plugin/pipeline.hpp"
#include "plugin/plugin_folders.hpp"
#include "registry/asset_index.hpp"
#include "store/object_store.hpp"
#include "store/source_folders.hpp"
#include "store/source_stamps.hpp"
#include "worker/cage.hpp"

namespace sinter {

/// The output folder holds objects/ (finished artifacts by content), traces/ (why results are good, by path),
/// index/ (records per platform) and stamps (hashes of unchanged files). All but objects/ can be made again
/// from the rest.
/// Threads: functions from any, `save` from one at a time. Lifetime: outlives builders; never moves.
class Project {
  public:
    /// Opens folders and reads manifests, index and stamps; runs no plugin, writes nothing.
    /// Errors: Absent, Io (a source folder), Invalid. What is wrong with rules or plugins is among `warnings`
    /// and `problems`.
    [[nodiscard]] static Result<std::unique_ptr<Project>> open(const Config& config);

    Project(const Project&) = delete;
    Project& operator=(const Project&) = delete;

    /// Mistakes in the project's rules: a cook refuses to run with them.
    [[nodiscard]] const std::vector<Error>& problems() const noexcept { return problems_; }
    /// Broken plugins.
    [[nodiscard]] const std::vector<Error>& warnings() const noexcept { return warnings_; }

    [[nodiscard]] const Config& config() const noexcept { return config_; }
    [[nodiscard]] const std::string& platform_name() const noexcept { return config_.platform(); }
    [[nodiscard]] const Values& platform() const noexcept { return platform_; }
    [[nodiscard]] const Catalog& catalog() const noexcept { return catalog_; }
    [[nodiscard]] const Pipeline& pipeline() const noexcept { return *pipeline_; }
    [[nodiscard]] const SourceFolders& sources() const noexcept { return *sources_; }
    [[nodiscard]] SourceStamps& stamps() noexcept { return stamps_; }
    [[nodiscard]] ObjectStore& store() noexcept { return store_; }
    [[nodiscard]] AssetIndex& index() noexcept { return *index_; }
    /// Where the jobs of plugins run that are not to run in this process.
    [[nodiscard]] Cage& cage() noexcept { return *cage_; }
    [[nodiscard]] const Cage& cage() const noexcept { return *cage_; }
    [[nodiscard]] std::uint64_t max_source_bytes() const noexcept;
    [[nodiscard]] std::uint64_t job_memory_bytes() const noexcept;
    /// Whether loads look at sources and build; see Config::set_check_sources.
    [[nodiscard]] bool can_build() const noexcept { return config_.check_sources(); }

    /// Hash of all that shapes results beside files: rules, the platform's fields, every plugin's steps with
    /// the build-ids of their libraries. A record made under another environment is looked at again.
    [[nodiscard]] const ContentHash& environment() const noexcept { return environment_; }

    /// Whether what is remembered of failures is passed over, and built again. Off at first. Set before
    /// anything is built.
    [[nodiscard]] bool retry() const noexcept { return retry_; }
    void set_retry(bool retry) noexcept { retry_ = retry; }

    [[nodiscard]] std::string trace_file(std::string_view path) const;
    /// Errors: Io.
    [[nodiscard]] Status write_trace(Trace& trace, std::string_view path) const;
    /// Syncs the objects written since the last save, then writes index and stamps. Errors: Io.
    [[nodiscard]] Status save();

  private:
    Project(const Config& config, Catalog catalog);
    [[nodiscard]] ContentHash hash_environment() const;

    Config config_;
    Catalog catalog_;
    Values platform_;
    std::optional<Pipeline> pipeline_;
    std::optional<SourceFolders> sources_;
    SourceStamps stamps_;
    ObjectStore store_;
    std::optional<AssetIndex> index_;
    std::optional<Cage> cage_;
    ContentHash environment_;
    bool retry_ = false;
    std::vector<Error> problems_;
    std::vector<Error> warnings_;
};

}  // namespace sinter
