// SPDX-License-Identifier: Apache-2.0
#include "worker/cage.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "os/process.hpp"
#include "worker/caged_job.hpp"
#include "worker/worker_program.hpp"

namespace sinter {
namespace {

constexpr std::chrono::milliseconds StartTick{2};
constexpr std::chrono::seconds StartLimit{60};
constexpr std::chrono::seconds RetryPause{2};
constexpr std::chrono::seconds EndLimit{10};
constexpr std::chrono::milliseconds OwnEnd{50};
// What a plugin leaks, and what its allocator keeps, ends with its worker.
constexpr std::uint64_t JobsPerWorker = 4096;
constexpr std::uint64_t MostPrivateBytes = std::uint64_t{512} << 20;
constexpr std::uint64_t LookEvery = 16;
// Stacks, allocator arenas and the loader's tables also count as address space.
constexpr std::uint64_t GrowthSlack = std::uint64_t{256} << 20;
// So that jobs of like size have one limit, and it need not be set for each.
constexpr std::uint64_t GrowthStep = std::uint64_t{64} << 20;

}  // namespace

struct Cage::Group {
    explicit Group(const PluginLibrary& of) : library(&of) {}
    explicit Group() = default;

    const PluginLibrary* library = nullptr;  // null: workers without a plugin
    std::mutex mutex;
    std::unique_ptr<ForkServer> starting;
    std::chrono::steady_clock::time_point start_deadline;
    std::shared_ptr<ForkServer> server;
    std::optional<Error> failure;                // of the start …
    std::chrono::steady_clock::time_point retry_at{};  // … which is tried again then
    std::vector<std::unique_ptr<Worker>> idle;   // the one that worked last is at the end
    std::atomic<std::uint64_t> jobs{0};
    std::atomic<std::uint64_t> workers{0};
    std::atomic<std::uint64_t> deaths{0};
};

Cage::Cage(Options options) : options_(std::move(options)) {}
Cage::~Cage() {
    for (auto& [path, group] : groups_)
        for (auto& worker : std::exchange(group->idle, {})) bury(std::move(worker), nullptr);
}

Cage::Group& Cage::group_of(const PluginLibrary& library) {
    const std::lock_guard lock{mutex_};
    auto& group = groups_[library.path()];
    if (!group) group = std::make_unique<Group>(library);
    return *group;
}

// Starts the group's server, or looks on until it is there: whoever comes first may have lent its turn to this one.
Status Cage::start(Group& group, JobWorld& world) {
    const auto begin = [&]() -> Result<std::unique_ptr<ForkServer>> {
        const auto program = find_worker_program(options_.program, options_.plugin_folders);
        if (!program) return program.error();
        return ForkServer::start(*program, group.library ? group.library->path() : std::string{});
    };
    const auto fail = [&](const Error& error) {
        group.starting.reset();
        group.failure = error;
        // What the plugin says itself stays true; a machine may be mended meanwhile.
        group.retry_at = error.code == Code::Contract ? std::chrono::steady_clock::time_point::max()
                                                      : std::chrono::steady_clock::now() + RetryPause;
        return Status{error};
    };
    for (;;) {
        {
            const std::lock_guard lock{group.mutex};
            if (group.server) return {};
            if (group.failure && std::chrono::steady_clock::now() < group.retry_at) return *group.failure;
            if (!group.starting) {
                auto server = begin();
                if (!server) return fail(server.error());
                group.starting = *std::move(server);
                group.start_deadline = std::chrono::steady_clock::now() + StartLimit;
            }
            if (const auto ready = group.starting->ready(std::chrono::milliseconds{0})) {
                if (!*ready) return fail(ready->error());
                group.server = std::move(group.starting);
                return {};
            }
            if (std::chrono::steady_clock::now() > group.start_deadline)
                return fail({Code::Io, "worker: the plugin is not loaded after " + std::to_string(StartLimit.count()) +
                                           " s", {}});
        }
        std::this_thread::sleep_for(StartTick);
        if (!world.checkpoint(0)) return {Code::Cancelled, "cancelled"};
    }
}

Result<std::unique_ptr<Worker>> Cage::make(Group& group, JobWorld& world) {
    std::shared_ptr<ForkServer> server;
    {
        const std::lock_guard lock{group.mutex};
        server = group.server;
    }
    if (!server) return {Code::Io, "worker: its fork server is gone"};
    // Inputs, neighbours and outputs at once, each within a limit of its own.
    const auto capacity = options_.job_memory_bytes + 2 * options_.most_source_bytes + (std::uint64_t{64} << 20);
    auto born = server->fork(capacity, options_.turns - 1);
    if (!born) {
        // A server that does not answer any more is replaced by the next job; its workers end in peace.
        const std::lock_guard lock{group.mutex};
        if (group.server == server && !server->is_usable()) group.server.reset();
        return std::move(born).error();
    }
    auto worker = std::make_unique<Worker>(*std::move(born), server);
    auto walls = worker->hello(world);
    if (walls && !worker->limit_growth(options_.job_memory_bytes)) {
        for (auto& state : *walls)
            if (state.wall == Wall::Limits) state = {Wall::Limits, false, "its memory cannot be limited from outside"};
    }
    auto stands = walls ? note_walls(*walls) : Status{walls.error()};
    if (!stands) {
        bury(std::move(worker), nullptr);
        return std::move(stands).error();
    }
    ++group.workers;
    return worker;
}

Result<std::unique_ptr<Worker>> Cage::take(Group& group, JobWorld& world, bool is_new) {
    while (!is_new) {
        std::unique_ptr<Worker> worker;
        {
            const std::lock_guard lock{group.mutex};
            if (group.idle.empty()) break;
            worker = std::move(group.idle.back());
            group.idle.pop_back();
        }
        if (worker->is_quiet()) return worker;
        bury(std::move(worker), nullptr);
    }
    const auto began_ns = steady_ns();
    if (auto started = start(group, world); !started) return std::move(started).error();
    auto worker = make(group, world);
    if (worker) {
        const std::lock_guard lock{mutex_};
        if (first_start_ms_ == 0) first_start_ms_ = static_cast<double>(steady_ns() - began_ns) / 1e6;
    }
    return worker;
}

void Cage::give_back(Group& group, std::unique_ptr<Worker> worker) {
    const bool spent =
        worker->jobs() >= JobsPerWorker ||
        (worker->jobs() % LookEvery == 0 && worker->private_bytes() > MostPrivateBytes);
    if (spent) return bury(std::move(worker), nullptr);
    const std::lock_guard lock{group.mutex};
    group.idle.push_back(std::move(worker));
}

// Ends a worker for good, and says how it ended.
void Cage::bury(std::unique_ptr<Worker> worker, WorkerDeath* death) {
    // One that hung up may be about to end by itself, and then its own end is the news.
    const bool hung_up = death && death->cause == WorkerDeath::Cause::HungUp;
    const bool ended = hung_up && worker->has_ended(OwnEnd);
    worker->kill();
    // Its memory is freed first, which takes a while when it is much. The fork server must not wait for that.
    if (!worker->has_ended(EndLimit)) return;
    const auto status = worker->reap();
    if (!hung_up || !ended || !status) return;
    death->cause = WIFEXITED(*status) ? WorkerDeath::Cause::Exit : WorkerDeath::Cause::Signal;
    death->number = WIFEXITED(*status) ? WEXITSTATUS(*status) : WTERMSIG(*status);
}

Status Cage::note_walls(const std::vector<WallState>& walls) {
    std::vector<CageWall> told;
    std::string missing;
    for (std::uint8_t number = 0; number < WallCount; ++number) {
        const auto wall = static_cast<Wall>(number);
        const auto found = std::find_if(walls.begin(), walls.end(), [&](const auto& it) { return it.wall == wall; });
        CageWall entry{std::string{name_of(wall)}, found != walls.end() && found->in_force,
                       found != walls.end() ? found->detail.substr(0, 400) : "the worker says nothing of it"};
        if (!entry.in_force) missing += (missing.empty() ? "" : ", ") + entry.name;
        told.push_back(std::move(entry));
    }
    const std::lock_guard lock{mutex_};
    if (walls_.empty()) walls_ = std::move(told);
    if (options_.required && !missing.empty())
        return {Code::Unsupported, "worker: isolation is required, and this machine lacks: " + missing};
    return {};
}

std::uint64_t Cage::growth_for(const Step& step, const JobInput& input) const noexcept {
    const auto& decl = step.decl();
    std::uint64_t input_bytes = input.source.size();
    if (input.asset) {
        const AssetView asset{*input.asset};
        for (const auto& chunk : asset.chunks()) input_bytes += chunk.bytes.size;
    }
    const double declared = static_cast<double>(decl.peak_memory_bytes) +
                            decl.peak_memory_per_input_byte * static_cast<double>(input_bytes);
    const auto cap = options_.job_memory_bytes;
    // Twice what it says: it is an estimate, and what is not declared has the cap for a limit.
    const auto wanted = declared <= 0 || declared >= static_cast<double>(cap / 2)
                            ? cap
                            : std::min(cap, 2 * static_cast<std::uint64_t>(declared));
    return (wanted + GrowthSlack + GrowthStep - 1) / GrowthStep * GrowthStep;
}

Cage::Outcome Cage::run(Step& step, const JobInput& input) {
    auto& group = group_of(step.library());
    CageLimits limits;
    limits.time = options_.job_time;
    limits.growth_bytes = growth_for(step, input);
    limits.helpers = options_.turns - 1;
    JobWorld empty_world;
    JobInput given = input;
    if (!given.world) given.world = &empty_world;
    ++group.jobs;
    for (bool again = false;; again = true) {
        Outcome out;
        auto worker = take(group, *given.world, again);
        if (!worker) {
            // The machine's fault, not the file's: it is tried again when the machine is mended.
            const auto code = worker.code() == Code::Cancelled ? Code::Cancelled : Code::Io;
            out.result.status = Status{code, step.library().manifest().name + ": " + worker.error().text};
            return out;
        }
        const bool used = (*worker)->jobs() != 0;
        CagedJob job{**worker, step, given, limits};
        out.result = job.run();
        if (job.worker_is_good()) {
            give_back(group, *std::move(worker));
            return out;
        }
        out.death = std::move(job.death());
        bury(*std::move(worker), out.death ? &*out.death : nullptr);
        if (!out.death) return out;
        // What an earlier job left behind is not this one's fault.
        if (used && !again) continue;
        out.deaths = again ? 2 : 1;
        ++group.deaths;
        out.result.status = Status{Code::Crashed, step.library().manifest().name + " (" + step.name() + "): its worker " +
                                                      out.death->cause_text() + " " + out.death->place_text()};
        for (const auto& wall : report().walls) out.death->walls.push_back(wall.name + (wall.in_force ? "" : ": not in force"));
        return out;
    }
}

CageReport Cage::report() const {
    CageReport out;
    const std::lock_guard lock{mutex_};
    out.walls = walls_;
    out.first_start_ms = first_start_ms_;
    for (const auto& [path, group] : groups_) {
        if (!group->library || group->jobs == 0) continue;
        out.groups.push_back({group->library->manifest().name, group->jobs, group->workers, group->deaths});
    }
    std::ranges::sort(out.groups, {}, &CageGroup::plugin);
    return out;
}

Result<CageReport> Cage::examine(const Options& options) {
    Cage cage{options};
    Group group;
    JobWorld world;
    auto worker = cage.take(group, world, true);
    if (!worker) return std::move(worker).error();
    cage.bury(*std::move(worker), nullptr);
    return cage.report();
}

}  // namespace sinter
