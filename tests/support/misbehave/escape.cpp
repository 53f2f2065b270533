// SPDX-License-Identifier: Apache-2.0
// Deeds that reach for the machine: files, network, processes. Each ends in one of three ways: the worker
// dies, the system refuses, or it has escaped and says so.
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include <arpa/inet.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include "deed.hpp"

namespace sinter::misbehave {
namespace {

std::string argument_or(const Scene& scene, const char* fallback) {
    return scene.argument.empty() ? std::string{fallback} : std::string{scene.argument};
}

sinter_code open_file(const Scene& scene) {
    const auto path = argument_or(scene, "/etc/passwd");
    if (::open(path.c_str(), O_RDONLY | O_CLOEXEC) < 0) return refused(scene, "open");
    return escaped(scene, "open " + path);
}

sinter_code create_file(const Scene& scene) {
    const auto path = argument_or(scene, "misbehave-escaped");
    if (::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600) < 0) return refused(scene, "create");
    return escaped(scene, "create " + path);
}

sinter_code change_file(const Scene& scene) {
    const auto path = argument_or(scene, "/tmp/misbehave-escaped");
    if (::unlink(path.c_str()) == 0) return escaped(scene, "unlink " + path);
    if (::mkdir((path + ".d").c_str(), 0700) == 0) return escaped(scene, "mkdir " + path);
    if (::symlink("/etc/passwd", (path + ".l").c_str()) == 0) return escaped(scene, "symlink " + path);
    if (::rename(path.c_str(), (path + ".r").c_str()) == 0) return escaped(scene, "rename " + path);
    if (::truncate(path.c_str(), 0) == 0) return escaped(scene, "truncate " + path);
    if (::chmod(path.c_str(), 0) == 0) return escaped(scene, "chmod " + path);
    return refused(scene, "change of a file");
}

sinter_code connect_tcp(const Scene& scene) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return refused(scene, "a TCP socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(number_of(scene.argument)));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return refused(scene, "a TCP connection");
    return escaped(scene, "a TCP connection");
}

sinter_code connect_unix(const Scene& scene) {
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return refused(scene, "a unix socket");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto path = scene.argument.substr(0, sizeof address.sun_path - 1);
    std::memcpy(address.sun_path, path.data(), path.size());
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return refused(scene, "a unix connection");
    return escaped(scene, "a unix connection");
}

/// A child that got out lives 20 seconds at most, so that a broken cage does not fill the machine.
bool fork_once() {
    const auto child = ::fork();
    if (child == 0) {
        ::alarm(20);
        for (;;) ::pause();
    }
    return child > 0;
}

sinter_code fork_child(const Scene& scene) {
    return fork_once() ? escaped(scene, "fork") : refused(scene, "fork");
}

sinter_code fork_bomb(const Scene& scene) {
    int children = 0;
    for (int i = 0; i < 64; ++i) children += fork_once() ? 1 : 0;
    return children != 0 ? escaped(scene, "fork bomb") : refused(scene, "fork bomb");
}

sinter_code make_thread(const Scene& scene) {
    pthread_t thread{};
    errno = pthread_create(
        &thread, nullptr, [](void*) -> void* { return nullptr; }, nullptr);
    return errno == 0 ? escaped(scene, "a thread") : refused(scene, "a thread");
}

sinter_code run_program(const Scene& scene) {
    char program[] = "/bin/true";
    char* const arguments[] = {program, nullptr};
    ::execve(program, arguments, arguments + 1);
    return refused(scene, "exec");
}

sinter_code kill_parent(const Scene& scene) {
    const auto parent = ::getppid();
    if (parent <= 1) return fail(scene, SINTER_DENIED, "sees no parent");
    return ::kill(parent, SIGKILL) == 0 ? escaped(scene, "kill of the parent") : refused(scene, "kill");
}

sinter_code trace_parent(const Scene& scene) {
    const auto parent = ::getppid();
    if (::ptrace(PTRACE_ATTACH, parent, nullptr, nullptr) != 0) return refused(scene, "ptrace");
    ::ptrace(PTRACE_DETACH, parent, nullptr, nullptr);
    return escaped(scene, "ptrace of the parent");
}

sinter_code read_parent(const Scene& scene) {
    // Parent and child are copies of one process: what lies here lies there.
    static char secret = 1;
    char byte = 0;
    const iovec here{&byte, 1};
    const iovec there{&secret, 1};
    return ::process_vm_readv(::getppid(), &here, 1, &there, 1, 0) == 1
               ? escaped(scene, "memory of the parent")
               : refused(scene, "memory of the parent");
}

/// What it knows of the machine without asking: its environment, as text.
sinter_code tell_environment(const Scene& scene) {
    std::string text;
    for (char** entry = environ; entry && *entry; ++entry) text += std::string{*entry} + "\n";
    return emit_text(scene, text);
}

sinter_code dump_core(const Scene& scene) {
    return ::prctl(PR_SET_DUMPABLE, 1) == 0 ? escaped(scene, "dumpable again") : refused(scene, "prctl");
}

/// A system call by number, with zeroes as arguments.
sinter_code call_system(const Scene& scene) {
    const auto number = static_cast<long>(number_of(scene.argument));
    const auto result = ::syscall(number, 0, 0, 0, 0, 0, 0);
    if (result == -1) return refused(scene, "call " + std::to_string(number));
    return emit_text(scene, "allowed");
}

/// Code of its own making.
sinter_code make_code(const Scene& scene) {
    void* memory =
        ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? refused(scene, "executable memory") : emit_text(scene, "allowed");
}

constexpr Deed Deeds[] = {
    {"open", Harm::Process, open_file},             // [path]
    {"create", Harm::Process, create_file},         // [path]
    {"change", Harm::Process, change_file},         // [path]
    {"connect_tcp", Harm::Process, connect_tcp},    // port
    {"connect_unix", Harm::Process, connect_unix},  // path
    {"fork", Harm::Process, fork_child},
    {"fork_bomb", Harm::Process, fork_bomb},
    {"thread", Harm::Process, make_thread},
    {"exec", Harm::Process, run_program},
    {"kill_parent", Harm::Process, kill_parent},
    {"ptrace_parent", Harm::Process, trace_parent},
    {"read_parent", Harm::Process, read_parent},
    {"environment", Harm::Process, tell_environment},
    {"dump_core", Harm::Process, dump_core},
    {"syscall", Harm::Process, call_system},  // number
    {"make_code", Harm::Process, make_code},
};

}  // namespace

std::span<const Deed> escape_deeds() {
    return Deeds;
}

}  // namespace sinter::misbehave
