// SPDX-License-Identifier: Apache-2.0
#include "worker/worker.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstdio>

#include "os/socket.hpp"

namespace sinter {
namespace {

constexpr int HelloTimeoutMs = 10'000;
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

Worker::Worker(ForkedWorker born)
    : born_(std::move(born)),
      statm_(::open(("/proc/" + std::to_string(born_.id) + "/statm").c_str(), O_RDONLY | O_CLOEXEC)) {}

Worker::~Worker() { kill(); }

Result<std::vector<WallState>> Worker::hello() {
    const auto failure = [](const char* what) {
        return Error{Code::Io, std::string{"worker: "} + what, {}};
    };
    pollfd waiting{wire(), POLLIN, 0};
    if (::poll(&waiting, 1, HelloTimeoutMs) <= 0) return failure("does not say that it is ready");
    wire::FrameHead head{};
    if (!receive_all(wire(), {reinterpret_cast<std::uint8_t*>(&head), sizeof head}))
        return failure("ended before it was ready");
    if (head.kind != wire::Kind::Hello || head.size > wire::MaxPacketBytes) return failure("says nonsense");
    std::vector<std::uint8_t> payload(head.size);
    wire::HelloMessage hello;
    if (!receive_all(wire(), payload) || !decode(payload, hello)) return failure("says nonsense");
    if (hello.version != wire::Version)
        return {Code::Contract, "worker: sinter-worker is of another version (speaks " +
                                    std::to_string(hello.version) + ", wanted " + std::to_string(wire::Version) + ")"};
    return std::move(hello.walls);
}

bool Worker::is_quiet() const noexcept {
    pollfd waiting{born_.wire.get(), POLLIN, 0};
    return ::poll(&waiting, 1, 0) == 0;
}

void Worker::end_job() noexcept {
    arena().release_from(WarmBytes);
    dirty_until_ = std::min(arena().size(), WarmBytes);
}

void Worker::signal(int number) noexcept {
    (void)::syscall(SYS_pidfd_send_signal, born_.process.get(), number, nullptr, 0);
}
void Worker::stop() noexcept { signal(SIGSTOP); }
void Worker::resume() noexcept { signal(SIGCONT); }
void Worker::kill() noexcept { signal(SIGKILL); }

void Worker::limit_growth(std::uint64_t bytes) noexcept {
    const auto size = std::uint64_t{read_pages(statm_.get()).size} * PageBytes;
    if (size == 0) return;
    rlimit limit{};
    limit.rlim_cur = size + bytes;
    limit.rlim_max = RLIM_INFINITY;
    (void)::prlimit(born_.id, RLIMIT_AS, &limit, nullptr);
}

std::uint64_t Worker::private_bytes() const noexcept {
    const auto pages = read_pages(statm_.get());
    return pages.resident > pages.shared ? (pages.resident - pages.shared) * PageBytes : 0;
}

}  // namespace sinter
