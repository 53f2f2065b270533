// SPDX-License-Identifier: Apache-2.0
#include "serve_jobs.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <cfenv>
#include <clocale>
#include <csignal>

#include "os/buffer_pool.hpp"
#include "os/socket.hpp"
#include "plugin/run_step.hpp"

namespace sinter {
namespace {

std::atomic<std::uint64_t> current_job{0};

/// Of all threads. CLOCK_PROCESS_CPUTIME_ID will not do: in a process whose time is limited (RLIMIT_CPU) it shows what
/// was counted at the last tick, and a job of a millisecond seems to take none.
std::uint64_t process_cpu_ns() noexcept {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto ns = [](const timeval& time) {
        return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
               static_cast<std::uint64_t>(time.tv_usec) * 1000;
    };
    return ns(used.ru_utime) + ns(used.ru_stime);
}

/// An asset as the wire describes it, as a plugin sees it. Views `layout` and the arena.
class ArenaAsset {
  public:
    ArenaAsset(const wire::AssetLayout& layout, const Arena& arena) {
        for (const auto& table : layout.tables)
            tables_.push_back({table.tag, table.version, table.stride, table.count, arena.at(table.offset)});
        for (const auto& chunk : layout.chunks)
            chunks_.push_back({chunk.tag, chunk.alignment, {arena.at(chunk.bytes.offset), chunk.bytes.size}});
        for (const auto& dependency : layout.dependencies)
            dependencies_.push_back({dependency.kind, dependency.type, to_abi(dependency.path)});
        asset_.type = layout.type;
        asset_.table_count = static_cast<std::uint32_t>(tables_.size());
        asset_.chunk_count = static_cast<std::uint32_t>(chunks_.size());
        asset_.dependency_count = static_cast<std::uint32_t>(dependencies_.size());
        asset_.tables = tables_.data();
        asset_.chunks = chunks_.data();
        asset_.dependencies = dependencies_.data();
    }
    [[nodiscard]] const sinter_asset& abi() const noexcept { return asset_; }

  private:
    std::vector<sinter_table> tables_;
    std::vector<sinter_chunk> chunks_;
    std::vector<sinter_dependency> dependencies_;
    sinter_asset asset_{};
};

wire::AssetLayout layout_of(const AssetView& asset, const Arena& arena) {
    wire::AssetLayout out;
    out.type = static_cast<std::uint32_t>(asset.type());
    for (const auto& table : asset.tables())
        out.tables.push_back({table.tag, table.version, table.stride, table.count, arena.offset_of(table.rows)});
    for (const auto& chunk : asset.chunks())
        out.chunks.push_back({chunk.tag, chunk.alignment, {arena.offset_of(chunk.bytes.data), chunk.bytes.size}});
    for (const auto& dependency : asset.dependencies())
        out.dependencies.push_back({dependency.kind, dependency.type, std::string{to_view(dependency.path)}});
    return out;
}

wire::ResultMessage message_of(JobResult result, const Arena& arena) {
    wire::ResultMessage out;
    if (!result.status) out.error = result.status.error();
    for (const auto& product : result.products)
        out.products.push_back({product.label, layout_of(product.asset.view(), arena)});
    out.diagnostics = std::move(result.diagnostics);
    out.stats = std::move(result.stats);
    for (const auto& discovery : result.discoveries) {
        switch (discovery.kind) {
            case Discovery::Kind::Setting: out.settings.push_back(discovery.name); break;
            case Discovery::Kind::PlatformField:
            case Discovery::Kind::PlatformAbsence: out.platform_fields.push_back(discovery.name); break;
            case Discovery::Kind::File:
            case Discovery::Kind::Absence: break;  // the kernel read them, and knows
        }
    }
    out.peak_memory_bytes = result.peak_memory_bytes;
    return out;
}

/// What a plugin may have left behind in the thread or the process that another job's result could depend on.
void restore_defaults() noexcept {
    std::fesetenv(FE_DFL_ENV);
    if (const char* locale = std::setlocale(LC_ALL, nullptr); !locale || std::string_view{locale} != "C")
        std::setlocale(LC_ALL, "C");
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, nullptr);
}

JobResult run(PluginHost& plugin, WireWorld& world, const wire::JobMessage& job, const Values& settings,
              const Values& platform) {
    auto* const step = plugin.find(job.kind, job.step);
    if (!step) {
        JobResult unknown;
        unknown.status = Status{Code::Internal, "worker: the plugin has no step of this name (" + job.step + ")"};
        return unknown;
    }
    const ArenaAsset asset{job.asset, world.arena()};
    JobInput input;
    input.step = job.step;
    input.path = job.path;
    input.label = job.label;
    input.source = {world.arena().at(job.source.offset), static_cast<std::size_t>(job.source.size)};
    if (job.has_asset) input.asset = &asset.abi();
    input.settings = &settings;
    input.platform = &platform;
    input.memory_limit = job.memory_limit;
    input.world = &world;
    return run_step(*step, input);
}

}  // namespace

std::uint64_t running_job() noexcept { return current_job.load(std::memory_order_relaxed); }

void serve_jobs(PluginHost& plugin, WireWorld& world) {
    std::vector<std::uint8_t> payload;
    Values settings, platform;
    for (;;) {
        const auto head = receive_frame(payload);
        wire::JobMessage job;
        if (head.kind != wire::Kind::Job || !decode(payload, job)) ::_exit(1);
        if (!job.same_values) {
            settings = std::move(job.settings);
            platform = std::move(job.platform);
        }
        const BufferPool::Work work;
        restore_defaults();
        const auto started_ns = process_cpu_ns();
        current_job.store(head.job, std::memory_order_relaxed);
        world.begin(head.job, job);
        auto result = message_of(run(plugin, world, job, settings, platform), world.arena());
        current_job.store(0, std::memory_order_relaxed);
        result.cpu_ns = process_cpu_ns() - started_ns;
        if (!send_all(wire::WireFile, wire::frame(wire::Kind::Result, head.job, encode(result)))) ::_exit(0);
    }
}

}  // namespace sinter
