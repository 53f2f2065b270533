// SPDX-License-Identifier: Apache-2.0
#include "walls.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>

extern char** environ;

namespace sinter {
namespace {

constexpr rlim_t MaxDescriptors = 64;
// Processor time of all threads together. A last resort for a worker that nobody watches any more; the
// kernel's own limits are in wall-clock time and far lower.
constexpr rlim_t MaxProcessorSeconds = 24 * 60 * 60;

std::string reason(int error_number) {
    return std::strerror(error_number);
}

WallState after_prctl(Wall wall, int result) {
    if (result == 0) return {wall, true, ""};
    return {wall, false, "prctl refused: " + reason(errno)};
}

bool close_range(unsigned first, unsigned last) {
    return ::syscall(SYS_close_range, first, last, 0U) == 0;
}

/// Highest number + 1 that close() is tried on where the kernel has no close_range (before Linux 5.9).
unsigned descriptor_bound() {
    constexpr rlim_t Most = 1U << 20U;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
    return static_cast<unsigned>(std::min(limit.rlim_cur, Most));
}

/// Secrets of the environment would stay on the stack, readable by the process itself: clearenv drops only
/// the pointers. Linux puts the strings between the random bytes and the program's name (fs/binfmt_elf.c,
/// create_elf_tables); what was added later lies elsewhere, and may be read-only.
void overwrite_initial_environment() {
    const auto begin = ::getauxval(AT_RANDOM);
    const auto end = ::getauxval(AT_EXECFN);
    if (begin == 0 || end == 0 || !environ) return;
    for (char** entry = environ; *entry; ++entry) {
        const auto address = reinterpret_cast<unsigned long>(*entry);
        if (address > begin && address < end) ::explicit_bzero(*entry, std::strlen(*entry));
    }
}

WallState clear_environment() {
    overwrite_initial_environment();
    if (::clearenv() != 0) return {Wall::Environment, false, "clearenv failed"};
    return {Wall::Environment, true, ""};
}

/// Soft and hard limit at most `value`; a hard limit that is lower already stays.
bool lower(decltype(RLIMIT_CORE) resource, rlim_t value) {
    rlimit limit{};
    if (::getrlimit(resource, &limit) != 0) return false;
    limit.rlim_max = std::min(limit.rlim_max, value);
    limit.rlim_cur = limit.rlim_max;
    return ::setrlimit(resource, &limit) == 0;
}

/// The number of processes is not among them: it counts all processes of the user, so that a low one would
/// keep the worker from making its threads. deny_calls sets it.
WallState limit_resources() {
    std::string refused;
    const auto apply = [&](decltype(RLIMIT_CORE) resource, rlim_t value, const char* name) {
        if (lower(resource, value)) return;
        refused += refused.empty() ? "refused: " : ", ";
        refused += name;
    };
    apply(RLIMIT_CORE, 0, "core file");
    apply(RLIMIT_NOFILE, MaxDescriptors, "descriptors");
    // A descriptor of shared memory grows by plain write, past every limit on address space.
    apply(RLIMIT_FSIZE, 0, "file size");
    apply(RLIMIT_CPU, MaxProcessorSeconds, "processor time");
    if (!refused.empty()) return {Wall::Limits, false, refused};
    return {Wall::Limits, true,
            "no core file, " + std::to_string(MaxDescriptors) + " descriptors, no file grows, " +
                std::to_string(MaxProcessorSeconds / 3600) + " h of processor"};
}

void leave_signals_to_parent() {
    struct sigaction action {};
    for (int number = 1; number < NSIG; ++number) {
        // Ignored signals are inherited: an ignored SIGCHLD would make every child vanish unseen.
        if (::sigaction(number, nullptr, &action) == 0 && !(action.sa_flags & SA_SIGINFO) &&
            action.sa_handler == SIG_IGN)
            ::signal(number, SIG_DFL);
    }
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXFSZ}) ::signal(number, SIG_IGN);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

}  // namespace

std::vector<WallState> enclose(pid_t parent, std::span<const int> keep) {
    std::vector<WallState> walls;
    leave_signals_to_parent();
    walls.push_back(after_prctl(Wall::NoNewPrivileges, ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)));
    walls.push_back(after_prctl(Wall::NotDumpable, ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)));
    if (!die_with_parent(parent)) ::_exit(1);
    int death_signal = 0;
    ::prctl(PR_GET_PDEATHSIG, &death_signal, 0, 0, 0);
    walls.push_back(
        {Wall::DiesWithParent, death_signal == SIGKILL, death_signal == SIGKILL ? "" : "prctl refused"});
    walls.push_back(close_all_but(keep));
    walls.push_back(clear_environment());
    // Without a terminal there is nothing to type into it. Refused to the leader of a group, which has none
    // to lose.
    static_cast<void>(::setsid());
    ::umask(S_IRWXG | S_IRWXO);
    // "/" always exists and keeps no file system from being unmounted; a failure leaves the old folder, which
    // deny_files closes too.
    static_cast<void>(::chdir("/") == 0);
    walls.push_back(limit_resources());
    return walls;
}

bool die_with_parent(pid_t parent) {
    // enclose tells when this is refused; whoever calls it for a child could do nothing about it.
    static_cast<void>(::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0));
    // Asked after the signal is set: a parent that ends from here on is noticed by the system.
    return ::getppid() == parent;
}

WallState close_all_but(std::span<const int> keep) {
    std::vector<unsigned> kept;
    for (const int descriptor : keep)
        if (descriptor >= 0) kept.push_back(static_cast<unsigned>(descriptor));
    std::sort(kept.begin(), kept.end());
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());

    bool ranges = true;
    const auto close_gap = [&](unsigned first, unsigned last) {  // both included
        if (first > last || (ranges && close_range(first, last))) return;
        ranges = false;
        const auto bound = descriptor_bound();
        for (unsigned i = first; i <= last && i < bound; ++i) ::close(static_cast<int>(i));
    };
    unsigned next = 0;
    for (const unsigned descriptor : kept) {
        if (descriptor > next) close_gap(next, descriptor - 1);
        next = descriptor + 1;
    }
    close_gap(next, UINT_MAX);

    for (int standard = 0; standard <= 2; ++standard) {
        if (::fcntl(standard, F_GETFD) >= 0) continue;
        // open gives the lowest free number, which is this one.
        if (::open("/dev/null", O_RDWR) < 0) break;
    }
    auto detail = std::to_string(kept.size()) + " kept";
    if (!ranges) detail += ", the others closed one by one";
    return {Wall::Descriptors, true, std::move(detail)};
}

WallState drop_capabilities() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, 2> none{};
    // Refused where there is no such set (before Linux 4.3); then there is nothing in it either.
    static_cast<void>(::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0));
    if (::syscall(SYS_capset, &header, none.data()) != 0)
        return {Wall::Capabilities, false, "capset refused: " + reason(errno)};
    std::array<__user_cap_data_struct, 2> found{};
    if (::syscall(SYS_capget, &header, found.data()) == 0)
        for (const auto& set : found)
            if (set.effective || set.permitted || set.inheritable)
                return {Wall::Capabilities, false, "the system kept some"};
    return {Wall::Capabilities, true, ""};
}

}  // namespace sinter
