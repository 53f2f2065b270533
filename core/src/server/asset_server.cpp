// SPDX-License-Identifier: Apache-2.0
#include <sinter/core/asset_server.hpp>

#include <cassert>

#include "server/server_core.hpp"

namespace sinter {
namespace {

/// True inside update, for the assert against a nested one.
thread_local bool updating = false;

}  // namespace

AssetServer::AssetServer(Result<Config> config) : core_(server::ServerCore::open(std::move(config))) {}
AssetServer::~AssetServer() { core_->close(); }

const Status& AssetServer::status() const noexcept { return core_->status(); }
std::vector<Error> AssetServer::warnings() const { return core_->warnings(); }
unsigned AssetServer::thread_count() const noexcept { return core_->thread_count(); }

std::shared_ptr<server::Slot> AssetServer::acquire(std::string_view path, AssetType type, LoadPriority priority,
                                                   const std::map<std::string, std::string>& settings) {
    return core_->acquire(path, type, priority, settings);
}

std::shared_ptr<const server::Resident> AssetServer::resident_of(const UntypedHandle& handle, bool ask) const {
    return handle ? core_->resident_of(*handle.slot(), ask) : nullptr;
}

LoadBatch AssetServer::load_batch(std::span<const std::string> paths, const LoadOptions& options) {
    std::vector<UntypedHandle> handles;
    handles.reserve(paths.size());
    for (const auto& path : paths) handles.push_back(load_untyped(path, options));
    return LoadBatch{std::move(handles)};
}

BatchProgress AssetServer::progress(const LoadBatch& batch) const {
    BatchProgress out;
    out.total = batch.handles().size();
    for (const auto& handle : batch.handles()) {
        const auto now = state(handle);
        if (now == LoadState::LoadedWithDependencies) ++out.complete;
        if (now == LoadState::Failed) ++out.failed;
    }
    return out;
}

LoadState AssetServer::state(const UntypedHandle& handle) const noexcept {
    return handle ? handle.slot()->state.load() : LoadState::NotLoaded;
}

LoadState AssetServer::state(AssetId id) const {
    const auto slot = core_->find(id);
    return slot ? slot->state.load() : LoadState::NotLoaded;
}

Error AssetServer::error(const UntypedHandle& handle) const {
    if (!handle || handle.slot()->state.load() != LoadState::Failed) return {Code::Ok, {}, {}};
    return handle.slot()->error();
}

std::optional<AssetMetadata> AssetServer::metadata(std::string_view path) const { return core_->metadata(path); }

std::vector<AssetMetadata> AssetServer::known_assets() const { return core_->known_assets(); }

std::size_t AssetServer::reload(std::string_view path) { return core_->reload(path); }

std::size_t AssetServer::update(std::chrono::microseconds budget) {
    assert(!updating && "AssetServer::update called from one of its listeners");
    updating = true;
    core_->apply_reloads();
    core_->release_orphans();
    const auto delivered = core_->outbox().deliver(budget);
    updating = false;
    return delivered;
}

void AssetServer::on_event(EventListener listener) { core_->outbox().listen(std::move(listener)); }
bool AssetServer::wait_for_events(std::chrono::milliseconds timeout) { return core_->outbox().wait(timeout); }
AssetPipelineMetrics AssetServer::metrics() const { return core_->metrics(); }
Status AssetServer::write_trace(const std::string& file) const { return core_->write_trace(file); }

}  // namespace sinter
