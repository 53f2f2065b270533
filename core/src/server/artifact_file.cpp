// SPDX-License-Identifier: Apache-2.0
#include <sinter/core/artifact_file.hpp>

#include "asset/artifact_reader.hpp"
#include "asset/facts.hpp"
#include "os/file.hpp"

namespace sinter {

struct ArtifactFile::State {
    Artifact artifact;
};

ArtifactFile::ArtifactFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArtifactFile::ArtifactFile(ArtifactFile&&) noexcept = default;
ArtifactFile& ArtifactFile::operator=(ArtifactFile&&) noexcept = default;
ArtifactFile::~ArtifactFile() = default;

Result<ArtifactFile> ArtifactFile::open(const std::filesystem::path& file) {
    auto bytes = read_file(file.string(), UINT64_MAX);
    if (!bytes) return std::move(bytes).error();
    auto artifact = Artifact::verify(std::move(bytes->bytes));
    if (!artifact) {
        Error error = std::move(artifact).error();
        error.where.path = file.string();
        return error;
    }
    return ArtifactFile{std::make_unique<State>(State{*std::move(artifact)})};
}

AssetView ArtifactFile::view() const noexcept { return state_->artifact.view(); }
std::span<const AssetId> ArtifactFile::dependency_ids() const noexcept { return state_->artifact.dependency_ids(); }
std::uint64_t ArtifactFile::size_bytes() const noexcept { return state_->artifact.size_bytes(); }
FactList ArtifactFile::facts() const { return facts_of(view()); }

}  // namespace sinter
