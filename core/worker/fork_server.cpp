// SPDX-License-Identifier: Apache-2.0
#include "fork_server.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "crash.hpp"
#include "os/socket.hpp"
#include "serve_jobs.hpp"
#include "system_calls.hpp"
#include "walls.hpp"

namespace sinter {
namespace {

void send(const wire::ServerMessage& message) {
    if (!send_packet(wire::WireFile, encode(message))) ::_exit(0);
}

/// Runs in a signal handler: no memory, no locks.
void send_last_words(std::string_view text) noexcept {
    const wire::FrameHead head{static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), wire::MaxCrashBytes)),
                               wire::Kind::Crash, running_job()};
    if (::write(wire::WireFile, &head, sizeof head) != static_cast<ssize_t>(sizeof head)) return;
    (void)!::write(wire::WireFile, text.data(), head.size);
}

[[noreturn]] void be_worker(PluginHost& plugin, std::vector<WallState> walls, const wire::ServerMessage& order,
                            std::vector<FileDescriptor> files, pid_t server) {
    // Numbers in the way of the fixed ones first: the server's connection has that of the wire.
    std::array<int, 3> moved{};
    for (std::size_t i = 0; i < moved.size(); ++i) moved[i] = ::fcntl(files[i].get(), F_DUPFD_CLOEXEC, 16);
    files.clear();
    if (::dup2(moved[0], wire::WireFile) < 0 || ::dup2(moved[1], wire::ArenaFile) < 0 ||
        ::dup2(moved[2], STDOUT_FILENO) < 0 || ::dup2(moved[2], STDERR_FILENO) < 0)
        ::_exit(1);
    constexpr std::array keep{STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO, wire::WireFile, wire::ArenaFile};
    (void)close_all_but(keep);
    if (!die_with_parent(server)) ::_exit(0);

    auto memory = SharedMemory::map(FileDescriptor{wire::ArenaFile}, order.capacity);
    if (!memory) ::_exit(1);
    // Each allocator arena reserves 64 MiB of the address space that the job's limit counts.
    ::mallopt(M_ARENA_MAX, 2);
    set_crash_report(send_last_words);
    handle_crashes_on_this_thread();
    // Never destroyed: a plugin may call exit(), and the helpers still sleep in it.
    auto& world = *new WireWorld{*std::move(memory), order.helpers, handle_crashes_on_this_thread};
    walls.push_back(deny_calls());
    const auto hello = wire::frame(wire::Kind::Hello, 0, encode(wire::HelloMessage{wire::Version, std::move(walls)}));
    if (!send_all(wire::WireFile, hello)) ::_exit(0);
    serve_jobs(plugin, world);
}

}  // namespace

void refuse(const std::string& text) { send({wire::ServerKind::Failed, 0, 0, 0, text}); }

int serve_forks(PluginHost& plugin, std::vector<WallState> walls) {
    send({wire::ServerKind::Ready, 0, 0, 0, {}});
    const pid_t server = ::getpid();
    std::array<std::uint8_t, wire::MaxPacketBytes> packet{};
    for (;;) {
        std::vector<FileDescriptor> files;
        const auto size = receive_packet(wire::WireFile, packet, files);
        if (size == 0) return 0;
        wire::ServerMessage order;
        if (!decode({packet.data(), size}, order)) return 1;
        if (order.kind == wire::ServerKind::Fork && files.size() == 3) {
            const pid_t child = ::fork();
            if (child == 0) be_worker(plugin, std::move(walls), order, std::move(files), server);
            if (child < 0) {
                refuse(std::string{"a worker cannot be forked ("} + std::strerror(errno) + ")");
            } else {
                send({wire::ServerKind::Forked, static_cast<std::uint64_t>(child), 0, 0, {}});
            }
        } else if (order.kind == wire::ServerKind::Reap) {
            int status = 0;
            pid_t ended = 0;
            do ended = ::waitpid(static_cast<pid_t>(order.number), &status, 0);
            while (ended < 0 && errno == EINTR);
            if (ended < 0) {
                refuse(std::string{"no such worker ("} + std::strerror(errno) + ")");
            } else {
                send({wire::ServerKind::Reaped, static_cast<std::uint64_t>(static_cast<unsigned>(status)), 0, 0, {}});
            }
        } else {
            return 1;
        }
    }
}

}  // namespace sinter
