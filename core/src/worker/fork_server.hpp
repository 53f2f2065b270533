// SPDX-License-Identifier: Apache-2.0
// ForkServer: the kernel's end of a process that has one plugin loaded and makes workers of itself.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <sinter/status.hpp>

#include "os/file_descriptor.hpp"
#include "os/shared_memory.hpp"
#include "worker/wire.hpp"

namespace sinter {

/// A worker process as it was born: it has still to say hello.
struct ForkedWorker {
    pid_t id = 0;
    FileDescriptor process;  ///< a pidfd: signals sent through it never reach another process
    FileDescriptor wire;
    FileDescriptor log;      ///< what it writes to stdout and stderr; reading never blocks
    SharedMemory arena;
};

/// Threads: any. Lifetime: its workers die with it, and it dies with this process.
class ForkServer {
  public:
    /// Starts `program` for the library `plugin` (empty: none). Returns at once. Errors: Io.
    [[nodiscard]] static Result<std::unique_ptr<ForkServer>> start(const std::string& program,
                                                                   const std::string& plugin);
    ForkServer(const ForkServer&) = delete;
    ForkServer& operator=(const ForkServer&) = delete;
    ~ForkServer();

    /// Waits up to `time` for its plugin to be loaded. Nothing: not yet. Errors: Io (with what it said).
    /// Threads: one at a time, before the others are called.
    [[nodiscard]] std::optional<Status> ready(std::chrono::milliseconds time);

    /// A new worker with an arena of `capacity` bytes of address space. Errors: Io.
    [[nodiscard]] Result<ForkedWorker> fork(std::uint64_t capacity, unsigned helpers);
    /// Whether it still answers. One that does not is of no use any more.
    [[nodiscard]] bool is_usable() const noexcept { return usable_.load(); }
    /// How a worker ended, as of waitpid; it must have ended. Nothing: nobody knows.
    [[nodiscard]] std::optional<int> reap(pid_t worker);

  private:
    ForkServer(pid_t process, FileDescriptor handle, FileDescriptor control, FileDescriptor log)
        : process_(process), handle_(std::move(handle)), control_(std::move(control)), log_(std::move(log)) {}
    [[nodiscard]] Result<wire::ServerMessage> ask(const wire::ServerMessage& order, std::span<const int> files);
    [[nodiscard]] Error broken(const std::string& what);

    pid_t process_;  // 0 once it was waited for
    FileDescriptor handle_;  // a pidfd: who else in this program waits for children may free the number
    FileDescriptor control_;
    FileDescriptor log_;
    std::atomic<bool> usable_{true};
    std::mutex mutex_;
};

}  // namespace sinter
