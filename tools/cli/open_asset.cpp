// SPDX-License-Identifier: Apache-2.0
#include "open_asset.hpp"

#include <filesystem>
#include <map>

#include <sinter/core/asset_server.hpp>

#include "commands.hpp"
#include "terminal.hpp"

namespace sinter::cli {
namespace {

/// What the project has made so far.
class ProjectNeighbours : public Neighbours {
  public:
    explicit ProjectNeighbours(std::unique_ptr<AssetServer> server) : server_(std::move(server)) {}

    std::optional<AssetView> find(std::string_view path) override {
        auto known = opened_.find(path);
        if (known == opened_.end()) {
            const auto metadata = server_->metadata(path);
            if (!metadata) return std::nullopt;
            auto artifact = ArtifactFile::open(metadata->file);
            if (!artifact) return std::nullopt;
            known = opened_.emplace(std::string{path}, *std::move(artifact)).first;
        }
        return known->second.view();
    }

  private:
    std::unique_ptr<AssetServer> server_;
    std::map<std::string, ArtifactFile, std::less<>> opened_;
};

Result<OpenedAsset> opened(std::string file, std::unique_ptr<Neighbours> neighbours) {
    auto artifact = ArtifactFile::open(file);
    if (!artifact) return std::move(artifact).error();
    return OpenedAsset{std::move(file), *std::move(artifact), std::move(neighbours)};
}

}  // namespace

Result<OpenedAsset> open_asset(const std::string& what, const ProjectOptions& project) {
    std::error_code ignored;
    const bool names_project = !project.project.empty() || !project.sources.empty();
    if (!names_project && std::filesystem::is_regular_file(what, ignored)) {
        // A source of the project here may have the same name; an artifact begins with its magic.
        if (ArtifactFile::open(what)) return opened(what, std::make_unique<NoNeighbours>());
    }
    auto config = project.config();
    if (!config) return Error{Code::Invalid, {}, {}};
    auto server = std::make_unique<AssetServer>(*std::move(config));
    if (!server->status()) return server->status().error();
    const auto handle = server->load_untyped(what, {LoadPriority::Critical, {}});
    // Until its neighbours are there too: what is written may need them.
    const auto is_waiting = [&] {
        const auto state = server->state(handle);
        return state == LoadState::Loading || state == LoadState::Loaded;
    };
    while (is_waiting()) {
        (void)server->wait_for_events(std::chrono::milliseconds{20});
        server->update();
    }
    if (server->state(handle) == LoadState::Failed && server->error(handle).code != Code::Dependency)
        return server->error(handle);
    const auto metadata = server->metadata(handle.path());
    if (!metadata) return Error{Code::Absent, "was not cooked", {.path = what}};
    return opened(metadata->file, std::make_unique<ProjectNeighbours>(std::move(server)));
}

int tell_failed_opening(const Error& error) {
    const bool is_told = error.code == Code::Invalid && error.text.empty();
    if (!is_told) print_error(error);
    return is_told ? ExitUsage : ExitSomeFailed;
}

}  // namespace sinter::cli
