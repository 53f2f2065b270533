// SPDX-License-Identifier: Apache-2.0
// Worker: one locked process that answers jobs, as the kernel holds it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "worker/fork_server.hpp"

namespace sinter {

/// Threads: one at a time. Lifetime: keeps its fork server, with which it would die; killed with this.
class Worker {
  public:
    /// Of the arena, kept warm between jobs.
    static constexpr std::uint64_t WarmBytes = std::uint64_t{64} << 20;

    Worker(ForkedWorker born, std::shared_ptr<ForkServer> server);
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    ~Worker();

    [[nodiscard]] pid_t id() const noexcept { return born_.id; }
    [[nodiscard]] int wire() const noexcept { return born_.wire.get(); }
    [[nodiscard]] int log() const noexcept { return born_.log.get(); }
    [[nodiscard]] SharedMemory& arena() noexcept { return born_.arena; }
    [[nodiscard]] wire::Control& control() noexcept {
        return *reinterpret_cast<wire::Control*>(born_.arena.data());
    }

    /// Waits until it is locked in; lends the turn meanwhile. Once, before anything else. Errors: Io, Contract (of
    /// another version), Cancelled.
    [[nodiscard]] Result<std::vector<WallState>> hello(JobWorld& world);
    /// Whether nothing has come from it that nobody asked for, and it still lives.
    [[nodiscard]] bool is_quiet() const noexcept;

    /// The processor that a handoff left it on, or -1.
    [[nodiscard]] int& processor() noexcept { return processor_; }
    /// The number of its next job; counts from 1.
    [[nodiscard]] std::uint64_t begin_job() noexcept { return ++jobs_; }
    [[nodiscard]] std::uint64_t jobs() const noexcept { return jobs_; }
    /// Whether these are the settings and the platform of its last job; from now on they are.
    [[nodiscard]] bool knows(std::vector<std::uint8_t> values);
    /// From here on the arena is zero.
    [[nodiscard]] std::uint64_t dirty_until() const noexcept { return dirty_until_; }
    /// Gives what the job had beyond WarmBytes back to the system.
    void end_job() noexcept;

    void stop() noexcept;    ///< SIGSTOP
    void resume() noexcept;  ///< SIGCONT
    void kill() noexcept;    ///< SIGKILL
    /// Lets its address space grow by `bytes` from what it is now. False: the system does not let us.
    bool limit_growth(std::uint64_t bytes) noexcept;
    /// Whether it has ended, within `time`.
    [[nodiscard]] bool has_ended(std::chrono::milliseconds time) const noexcept;
    /// How it ended, as of waitpid, once it has. Nothing: nobody knows.
    [[nodiscard]] std::optional<int> reap();
    /// Memory of its own, without the arena, in bytes.
    [[nodiscard]] std::uint64_t private_bytes() const noexcept;

  private:
    void signal(int number) noexcept;

    [[nodiscard]] bool receive(std::span<std::uint8_t> bytes, std::chrono::steady_clock::time_point deadline,
                               JobWorld& world);

    std::shared_ptr<ForkServer> server_;
    ForkedWorker born_;
    FileDescriptor statm_;
    int processor_ = -1;
    std::uint64_t jobs_ = 0;
    std::uint64_t mapped_ = 0;      // bytes of address space when last looked at
    std::uint64_t hard_limit_ = 0;  // of it
    std::uint64_t soft_limit_ = 0;
    std::vector<std::uint8_t> values_;
    std::uint64_t dirty_until_ = wire::DataOffset;
};

}  // namespace sinter
