// SPDX-License-Identifier: Apache-2.0
#include "worker/fork_server.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "os/socket.hpp"
#include "worker/worker_death.hpp"

namespace sinter {
namespace {

constexpr int AnswerTimeoutMs = 10'000;

/// What a worker's program gets of the environment: where the loader finds libraries, and, in a build that has
/// them, how the sanitizers report. It clears even that once it runs.
std::vector<std::string> environment() {
    std::vector<std::string> out;
    for (const char* const name : {"LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"})
        if (const char* const value = std::getenv(name)) out.push_back(std::string{name} + "=" + value);
    return out;
}

/// The attributes of a new process, released with it.
class SpawnPlan {
  public:
    SpawnPlan() {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawnattr_init(&attributes_);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        // Its own session: Ctrl-C is for the kernel to hear, which then says what becomes of the jobs.
        ::posix_spawnattr_setflags(&attributes_,
                                   POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;
    ~SpawnPlan() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }
    void connect(int control, int log) {
        ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions_, log, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, log, STDERR_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, control, wire::WireFile);
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, wire::WireFile + 1);
    }
    [[nodiscard]] int run(pid_t& process, const std::string& program, const std::vector<std::string>& arguments) {
        std::vector<char*> words;
        for (const auto& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
        words.push_back(nullptr);
        const auto variables = environment();
        std::vector<char*> variable_words;
        for (const auto& variable : variables) variable_words.push_back(const_cast<char*>(variable.c_str()));
        variable_words.push_back(nullptr);
        return ::posix_spawn(&process, program.c_str(), &actions_, &attributes_, words.data(), variable_words.data());
    }

  private:
    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

/// A copy whose number is in nobody's way when descriptors 0 to 3 are set up.
Result<FileDescriptor> high_copy(const FileDescriptor& file) {
    FileDescriptor copy{::fcntl(file.get(), F_DUPFD_CLOEXEC, 16)};
    if (!copy) return {Code::Io, std::string{"worker: no descriptor is left ("} + std::strerror(errno) + ")"};
    return copy;
}

std::string drained(int log) {
    std::string text(4096, '\0');
    const auto got = ::read(log, text.data(), text.size());
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    std::string out;
    for (const auto& line : printable_lines(text, 8)) out += "; " + line;
    return out;
}

}  // namespace

Result<std::unique_ptr<ForkServer>> ForkServer::start(const std::string& program, const std::string& plugin) {
    auto control = socket_pair(SocketKind::Packets);
    if (!control) return std::move(control).error();
    auto log = log_pipe();
    if (!log) return std::move(log).error();
    const auto control_end = high_copy((*control)[1]);
    const auto log_end = high_copy((*log)[1]);
    if (!control_end) return control_end.error();
    if (!log_end) return log_end.error();

    SpawnPlan plan;
    plan.connect(control_end->get(), log_end->get());
    std::vector<std::string> arguments{program, std::to_string(::getpid())};
    // The program leaves this folder before it loads anything.
    std::error_code unknown;
    if (!plugin.empty()) arguments.push_back(std::filesystem::absolute(plugin, unknown).string());
    pid_t process = 0;
    if (const int error = plan.run(process, program, arguments); error != 0)
        return {Code::Io, "worker: " + program + " cannot be started (" + std::strerror(error) + ")"};
    FileDescriptor handle{static_cast<int>(::syscall(SYS_pidfd_open, process, 0))};
    return std::unique_ptr<ForkServer>{
        new ForkServer{process, std::move(handle), std::move((*control)[0]), std::move((*log)[0])}};
}

ForkServer::~ForkServer() {
    // The system kills its workers with it. Somebody else in this process may have waited for it already.
    if (process_ == 0) return;
    if (handle_)
        (void)::syscall(SYS_pidfd_send_signal, handle_.get(), SIGKILL, nullptr, 0);
    else
        ::kill(process_, SIGKILL);
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {}
}

Error ForkServer::broken(const std::string& what) {
    return {Code::Io, "worker: " + what + drained(log_.get()), {}};
}

std::optional<Status> ForkServer::ready(std::chrono::milliseconds time) {
    std::array<std::uint8_t, wire::MaxPacketBytes> packet{};
    std::vector<FileDescriptor> files;
    auto size = receive_packet(control_.get(), packet, files, static_cast<int>(time.count()));
    wire::ServerMessage answer;
    if (size == 0) {
        int status = 0;
        const auto ended = ::waitpid(process_, &status, WNOHANG);
        if (ended == 0) return std::nullopt;
        process_ = 0;
        // What it said last may have come in between.
        size = receive_packet(control_.get(), packet, files, 0);
        if (size == 0) {
            if (ended < 0) return Status{broken("its fork server is gone")};
            WorkerDeath death;
            death.cause = WIFSIGNALED(status) ? WorkerDeath::Cause::Signal : WorkerDeath::Cause::Exit;
            death.number = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
            return Status{broken("its fork server " + death.cause_text() + " while it loaded the plugin")};
        }
    }
    if (!decode({packet.data(), size}, answer)) return Status{broken("says nonsense")};
    // The plugin's own reason, which stays one.
    if (answer.kind == wire::ServerKind::Failed) return Status{Code::Contract, broken(answer.text).text};
    if (answer.kind != wire::ServerKind::Ready) return Status{broken("says nonsense")};
    return Status{};
}

Result<wire::ServerMessage> ForkServer::ask(const wire::ServerMessage& order, std::span<const int> files) {
    const std::lock_guard lock{mutex_};
    if (!send_packet(control_.get(), encode(order), files)) {
        usable_ = false;
        return broken("its fork server is gone");
    }
    std::array<std::uint8_t, wire::MaxPacketBytes> packet{};
    std::vector<FileDescriptor> none;
    const auto size = receive_packet(control_.get(), packet, none, AnswerTimeoutMs);
    wire::ServerMessage answer;
    if (size == 0 || !decode({packet.data(), size}, answer)) {
        // An answer that came later would be taken for the next one.
        usable_ = false;
        return broken("its fork server does not answer");
    }
    return answer;
}

Result<ForkedWorker> ForkServer::fork(std::uint64_t capacity, unsigned helpers) {
    auto wire_ends = socket_pair(SocketKind::Stream);
    if (!wire_ends) return std::move(wire_ends).error();
    auto log = log_pipe();
    if (!log) return std::move(log).error();
    ForkedWorker worker;
    auto arena = SharedMemory::create(capacity);
    if (!arena) return std::move(arena).error();
    if (auto grown = arena->grow(wire::DataOffset); !grown) return std::move(grown).error();

    const int files[] = {(*wire_ends)[1].get(), arena->file(), (*log)[1].get()};
    auto answer = ask({wire::ServerKind::Fork, 0, arena->capacity(), helpers, {}}, files);
    if (!answer) return std::move(answer).error();
    if (answer->kind == wire::ServerKind::Failed) return broken(answer->text);
    if (answer->kind != wire::ServerKind::Forked || answer->number == 0 || answer->number > INT32_MAX)
        return broken("its fork server says nonsense");
    worker.id = static_cast<pid_t>(answer->number);
    worker.process = FileDescriptor{static_cast<int>(::syscall(SYS_pidfd_open, worker.id, 0))};
    if (!worker.process) {
        const Error error{Code::Io, std::string{"worker: no handle of it can be had ("} + std::strerror(errno) + ")", {}};
        ::kill(worker.id, SIGKILL);  // the server keeps its number until it is reaped
        (void)reap(worker.id);
        return error;
    }
    worker.wire = std::move((*wire_ends)[0]);
    worker.log = std::move((*log)[0]);
    worker.arena = *std::move(arena);
    return worker;
}

std::optional<int> ForkServer::reap(pid_t worker) {
    const auto answer = ask({wire::ServerKind::Reap, static_cast<std::uint64_t>(worker), 0, 0, {}}, {});
    if (!answer || answer->kind != wire::ServerKind::Reaped) return std::nullopt;
    return static_cast<int>(static_cast<unsigned>(answer->number));
}

}  // namespace sinter
