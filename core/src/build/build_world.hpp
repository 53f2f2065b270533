// SPDX-License-Identifier: Apache-2.0
// BuildWorld: the project as a job sees it, with every look at a file noted.
#pragma once

#include <atomic>
#include <map>

#include "plugin/job.hpp"
#include "registry/asset_record.hpp"
#include "store/source_folders.hpp"
#include "store/source_stamps.hpp"

namespace sinter {

/// Neighbours come from the source folders; checkpoint and parallel_for from the scheduler whose job this is.
/// Threads: one job's. Lifetime: one build.
class BuildWorld final : public JobWorld {
  public:
    BuildWorld(const SourceFolders& sources, SourceStamps& stamps, std::uint64_t max_source_bytes)
        : sources_(sources), stamps_(stamps), max_source_bytes_(max_source_bytes) {}

    /// A source file and its content hash; noted as seen, as everything here. Errors: those of SourceFolders::read.
    struct Source {
        std::shared_ptr<const AlignedBuffer> bytes;
        ContentHash hash;
    };
    [[nodiscard]] Result<Source> read_source(const std::string& path);
    /// Content hash of a file, from memory when it has not changed since it was last hashed.
    [[nodiscard]] Result<ContentHash> hash_of(const std::string& path);
    /// Notes the file as seen without reading it.
    void note(const std::string& path);
    /// The files seen so far, sorted by path.
    [[nodiscard]] std::vector<SeenFile> seen() const;
    /// CPU time that other threads spent in parallel_for for this build, since the last call.
    [[nodiscard]] std::uint64_t take_helper_cpu_ns() noexcept { return helper_cpu_ns_.exchange(0); }

    Result<std::string> resolve(std::string_view from, std::string_view path) override;
    Result<File> read(const std::string& logical_path) override;
    bool checkpoint(float progress) override;
    sinter_code parallel_for(std::uint64_t count, sinter_parallel_body body, void* user) override;
    bool is_disturbed() override;
    /// CPU time that was spent for this build in another process.
    void add_helper_cpu_ns(std::uint64_t ns) noexcept { helper_cpu_ns_.fetch_add(ns, std::memory_order_relaxed); }

  private:
    const SourceFolders& sources_;
    SourceStamps& stamps_;
    std::uint64_t max_source_bytes_;
    std::map<std::string, std::optional<FileStamp>> seen_;
    std::atomic<std::uint64_t> helper_cpu_ns_{0};
};

}  // namespace sinter
