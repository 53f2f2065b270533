// SPDX-License-Identifier: Apache-2.0
// AssetServer: hands finished assets to a running engine, and builds what is not finished.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <sinter/core/asset_metadata.hpp>
#include <sinter/core/config.hpp>
#include <sinter/core/events.hpp>
#include <sinter/core/handle.hpp>
#include <sinter/core/load_priority.hpp>
#include <sinter/core/load_state.hpp>
#include <sinter/core/metrics.hpp>

namespace sinter {

namespace server {
class ServerCore;
}

/// How a request differs from the plain one. Another setting is another product: it is built, kept and counted apart.
struct LoadOptions {
    LoadPriority priority = LoadPriority::Normal;
    /// "step.setting" → value as TOML writes it: {"mipmaps.filter", "\"box\""}, {"resize.max_size", "256"}.
    std::map<std::string, std::string> settings;
};

/// Several requests followed as one.
/// Threads: as its handles.
class LoadBatch {
  public:
    LoadBatch() = default;
    explicit LoadBatch(std::vector<UntypedHandle> handles) : handles_(std::move(handles)) {}
    /// In the order of the paths.
    [[nodiscard]] std::span<const UntypedHandle> handles() const noexcept { return handles_; }

  private:
    std::vector<UntypedHandle> handles_;
};

/// How far a batch is.
struct BatchProgress {
    std::size_t total = 0;
    std::size_t complete = 0;  ///< loaded with their dependencies
    std::size_t failed = 0;
    [[nodiscard]] bool done() const noexcept { return complete + failed == total; }
    /// 0..1; an empty batch is done.
    [[nodiscard]] float fraction() const noexcept {
        return total == 0 ? 1.0f : static_cast<float>(complete + failed) / static_cast<float>(total);
    }
};

/// The server of one project on one platform.
///
/// Threads: every function may be called from any thread, but `update` and `on_event` from one thread (the main
/// thread), which never waits for a load. Destroy it when no other thread calls it.
/// Lifetime: handles and refs may outlive it; handles are inert then.
class AssetServer {
  public:
    /// Opens the project. Starts threads, reads the manifests of all plugins and the index of what was cooked; runs
    /// no plugin. When `config` is an error, or nothing can be opened, `status()` says so and every load fails
    /// with it.
    explicit AssetServer(Result<Config> config);
    ~AssetServer();
    AssetServer(const AssetServer&) = delete;
    AssetServer& operator=(const AssetServer&) = delete;

    [[nodiscard]] const Status& status() const noexcept;
    /// Broken plugins, doubtful configuration: what does not keep the server from working.
    [[nodiscard]] std::vector<Error> warnings() const;
    /// Number of turns: jobs that run at once.
    [[nodiscard]] unsigned thread_count() const noexcept;

    // ---- asking ----

    /// Asks for an asset: "ui/health_bar.png", "fox.glb#Walk". Equal requests join; a more urgent one raises the
    /// others. Returns at once. What goes wrong is found in `state` and `error`.
    template <class T>
    [[nodiscard]] Handle<T> load(std::string_view path, LoadPriority priority = LoadPriority::Normal) {
        return Handle<T>{acquire(path, T::type, priority, {})};
    }
    template <class T>
    [[nodiscard]] Handle<T> load(std::string_view path, const LoadOptions& options) {
        return Handle<T>{acquire(path, T::type, options.priority, options.settings)};
    }
    /// An asset of whatever type.
    [[nodiscard]] UntypedHandle load_untyped(std::string_view path, const LoadOptions& options = {}) {
        return UntypedHandle{acquire(path, AssetType::Unknown, options.priority, options.settings)};
    }
    /// Several at once, of whatever types.
    [[nodiscard]] LoadBatch load_batch(std::span<const std::string> paths, const LoadOptions& options);
    [[nodiscard]] LoadBatch load_batch(std::span<const std::string> paths,
                                       LoadPriority priority = LoadPriority::Normal) {
        return load_batch(paths, LoadOptions{priority, {}});
    }
    [[nodiscard]] BatchProgress progress(const LoadBatch& batch) const;

    // ---- using ----

    /// The asset, pinned, or nothing while it is not loaded. Of an asset on demand this starts the load, at Normal.
    template <class T>
    [[nodiscard]] Ref<T> get(const Handle<T>& handle) {
        auto resident = resident_of(handle, true);
        return resident ? Ref<T>{std::move(resident)} : Ref<T>{};
    }
    /// The same without asking for it.
    template <class T>
    [[nodiscard]] Ref<T> peek(const Handle<T>& handle) const {
        auto resident = resident_of(handle, false);
        return resident ? Ref<T>{std::move(resident)} : Ref<T>{};
    }
    [[nodiscard]] LoadState state(const UntypedHandle& handle) const noexcept;
    /// Of the plain product with that id; NotLoaded when nobody asked for it.
    [[nodiscard]] LoadState state(AssetId id) const;
    /// Why it failed; Code::Ok when it did not.
    [[nodiscard]] Error error(const UntypedHandle& handle) const;
    /// From the index of what was cooked or built so far.
    [[nodiscard]] std::optional<AssetMetadata> metadata(std::string_view path) const;
    /// Every product in that index, sorted by path.
    [[nodiscard]] std::vector<AssetMetadata> known_assets() const;

    // ---- changing ----

    /// Looks at a source again: "textures/brick.png". Where its loaded products differ now, the new versions are built, loaded
    /// with what they need, and put in place by `update`: their reload handlers are asked there, an event tells how it went,
    /// and what refers to them is told too. A failed build, or a handler that refuses, keeps the old version. Returns how many
    /// loaded products are looked at. A Ref keeps the version that it has.
    std::size_t reload(std::string_view path);

    // ---- once per frame ----

    /// Puts new versions in place, delivers events, and lets go of what nobody is interested in (a load is cancelled at the second update
    /// without interest). Stops delivering when `budget` is used up; the rest comes with the next call. Returns the
    /// number of events delivered. Listeners may load and drop handles; calling update from one is an assert.
    std::size_t update(std::chrono::microseconds budget = std::chrono::microseconds::max());
    /// Calls `listener` for every event, inside update, until the server is gone.
    void on_event(EventListener listener);
    /// For tools without frames: waits until update would deliver something, or the time is over. True: it would.
    [[nodiscard]] bool wait_for_events(std::chrono::milliseconds timeout);

    // ---- watching ----

    [[nodiscard]] AssetPipelineMetrics metrics() const;
    /// What ran since the start, as Chrome trace events. Errors: Io, Invalid (profiling is off in the config).
    [[nodiscard]] Status write_trace(const std::string& file) const;

  private:
    [[nodiscard]] std::shared_ptr<server::Slot> acquire(std::string_view path, AssetType type, LoadPriority priority,
                                                        const std::map<std::string, std::string>& settings);
    [[nodiscard]] std::shared_ptr<const server::Resident> resident_of(const UntypedHandle& handle, bool ask) const;

    std::shared_ptr<server::ServerCore> core_;
};

}  // namespace sinter
