// SPDX-License-Identifier: Apache-2.0
// ArtifactFile: a finished artifact, opened for looking into it.
#pragma once

#include <filesystem>
#include <memory>
#include <span>

#include <sinter/asset.hpp>
#include <sinter/core/asset_id.hpp>
#include <sinter/core/cook.hpp>

namespace sinter {

/// A verified artifact in memory, for tools; an engine loads through AssetServer.
/// Threads: any may read. Lifetime: views live as long as it does, also when it is moved.
class ArtifactFile {
  public:
    /// Errors: Absent, Io, Corrupt (with the byte), Unsupported (another format), OutOfMemory.
    [[nodiscard]] static Result<ArtifactFile> open(const std::filesystem::path& file);
    ArtifactFile(ArtifactFile&&) noexcept;
    ArtifactFile& operator=(ArtifactFile&&) noexcept;
    ~ArtifactFile();

    [[nodiscard]] AssetView view() const noexcept;
    /// One per dependency of the view.
    [[nodiscard]] std::span<const AssetId> dependency_ids() const noexcept;
    [[nodiscard]] std::uint64_t size_bytes() const noexcept;
    /// What it is, as `cook` reports it.
    [[nodiscard]] FactList facts() const;

  private:
    struct State;
    explicit ArtifactFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace sinter
