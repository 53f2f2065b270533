// SPDX-License-Identifier: Apache-2.0
#include "worker/worker.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

#include "worker/worker_death.hpp"

namespace sinter {
namespace {

constexpr std::chrono::seconds HelloLimit{10};
constexpr std::uint64_t PageBytes = 4096;

struct Pages {
    unsigned long size = 0, resident = 0, shared = 0;
};

/// proc(5), statm. Zeros when it cannot be read.
Pages read_pages(int statm) noexcept {
    Pages pages;
    std::array<char, 128> text{};
    if (statm < 0 || ::pread(statm, text.data(), text.size() - 1, 0) <= 0) return pages;
    if (std::sscanf(text.data(), "%lu %lu %lu", &pages.size, &pages.resident, &pages.shared) != 3) return {};
    return pages;
}

}  // namespace

Worker::Worker(ForkedWorker born, std::shared_ptr<ForkServer> server)
    : server_(std::move(server)),
      born_(std::move(born)),
      statm_(::open(("/proc/" + std::to_string(born_.id) + "/statm").c_str(), O_RDONLY | O_CLOEXEC)) {}

Worker::~Worker() { kill(); }

// False: it is gone, the deadline has passed, or nobody wants it any more.
bool Worker::receive(std::span<std::uint8_t> bytes, std::chrono::steady_clock::time_point deadline, JobWorld& world) {
    while (!bytes.empty()) {
        const auto got = ::recv(wire(), bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got > 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(got));
            continue;
        }
        if (got == 0 || (errno != EAGAIN && errno != EINTR)) return false;
        if (std::chrono::steady_clock::now() > deadline || !world.checkpoint(0)) return false;
        pollfd waiting{wire(), POLLIN, 0};
        (void)::poll(&waiting, 1, 2);
    }
    return true;
}

Result<std::vector<WallState>> Worker::hello(JobWorld& world) {
    const auto deadline = std::chrono::steady_clock::now() + HelloLimit;
    const auto failure = [&](const char* what) {
        if (!world.checkpoint(0)) return Error{Code::Cancelled, "cancelled", {}};
        std::string said(2048, '\0');
        const auto got = ::read(log(), said.data(), said.size());
        said.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        std::string text = std::string{"worker: "} + what;
        for (const auto& line : printable_lines(said, 4)) text += "; " + line;
        return Error{Code::Io, std::move(text), {}};
    };
    wire::FrameHead head{};
    if (!receive({reinterpret_cast<std::uint8_t*>(&head), sizeof head}, deadline, world))
        return failure("ended or hung before it was ready");
    if (head.kind != wire::Kind::Hello || head.size > wire::MaxPacketBytes) return failure("says nonsense");
    std::vector<std::uint8_t> payload(head.size);
    wire::HelloMessage hello;
    if (!receive(payload, deadline, world) || !decode(payload, hello)) return failure("says nonsense");
    if (hello.version != wire::Version)
        return {Code::Contract, "worker: sinter-worker is of another version (speaks " +
                                    std::to_string(hello.version) + ", wanted " + std::to_string(wire::Version) + ")"};
    return std::move(hello.walls);
}

bool Worker::is_quiet() const noexcept {
    pollfd waiting{born_.wire.get(), POLLIN, 0};
    return ::poll(&waiting, 1, 0) == 0;
}

bool Worker::knows(std::vector<std::uint8_t> values) {
    if (!values_.empty() && values == values_) return true;
    values_ = std::move(values);
    return false;
}

void Worker::end_job() noexcept {
    arena().release_from(WarmBytes);
    dirty_until_ = arena().size();
}

void Worker::signal(int number) noexcept {
    (void)::syscall(SYS_pidfd_send_signal, born_.process.get(), number, nullptr, 0);
}
void Worker::stop() noexcept { signal(SIGSTOP); }
void Worker::resume() noexcept { signal(SIGCONT); }
void Worker::kill() noexcept { signal(SIGKILL); }

bool Worker::limit_growth(std::uint64_t bytes) noexcept {
    // Where /proc hides other processes, a guess above what any plugin maps by itself is better than nothing.
    constexpr std::uint64_t Unknown = std::uint64_t{2} << 30;
    // What a worker keeps from job to job grows slowly, so it is looked at now and then.
    constexpr std::uint64_t LookEvery = 16;
    if (mapped_ == 0 || jobs_ % LookEvery == 0) {
        mapped_ = std::uint64_t{read_pages(statm_.get()).size} * PageBytes;
        if (mapped_ == 0) mapped_ = born_.arena.capacity() + Unknown;
    }
    rlimit limit{};
    if (hard_limit_ == 0) {
        if (::prlimit(born_.id, RLIMIT_AS, nullptr, &limit) != 0) return false;
        hard_limit_ = limit.rlim_max;
    }
    limit = {std::min<rlim_t>(mapped_ + bytes, hard_limit_), hard_limit_};
    if (limit.rlim_cur == soft_limit_) return true;
    soft_limit_ = limit.rlim_cur;
    return ::prlimit(born_.id, RLIMIT_AS, &limit, nullptr) == 0;
}

bool Worker::has_ended(std::chrono::milliseconds time) const noexcept {
    pollfd waiting{born_.process.get(), POLLIN, 0};
    int ready = 0;
    do ready = ::poll(&waiting, 1, static_cast<int>(time.count()));
    while (ready < 0 && errno == EINTR);
    return ready > 0;
}

std::optional<int> Worker::reap() { return server_->reap(born_.id); }

std::uint64_t Worker::private_bytes() const noexcept {
    const auto pages = read_pages(statm_.get());
    return pages.resident > pages.shared ? (pages.resident - pages.shared) * PageBytes : 0;
}

}  // namespace sinter
