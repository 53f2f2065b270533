// SPDX-License-Identifier: Apache-2.0
#include "system_calls.hpp"

#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

#include "system_calls_filter.hpp"

namespace sinter {
namespace {

/// The highest number in Debian 12's headers, the same on both processors.
constexpr long NewestKnownCall = 450;  // set_mempolicy_home_node

// Conditions hold for a set of bits that must be clear, or for values that may stand.
CallCondition without(std::uint32_t argument, std::uint32_t bits) {
    return {argument, bits, {0}, false};
}
CallCondition one_of(std::uint32_t argument, std::vector<std::uint32_t> values) {
    return {argument, ~0U, std::move(values), false};
}
std::vector<CallCondition> null(std::uint32_t argument) {
    return {{argument, ~0U, {0}, false}, {argument, ~0U, {0}, true}};
}

/// Descriptors that are there already. sendto without an address: a datagram socket could name another
/// receiver. recvmsg may bring descriptors, from the kernel only. fcntl asks, and nothing else: F_ADD_SEALS
/// would freeze the kernel's memory, F_SETOWN and F_SETSIG would send signals. dup and the like make nothing
/// that is needed.
void allow_talking(CallFilter& filter) {
    for (const long number : {SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_recvmsg, SYS_sendmsg,
                              SYS_recvfrom, SYS_ppoll, SYS_close, SYS_fstat})
        filter.allow(number);
#ifdef SYS_poll
    filter.allow(SYS_poll);
#endif
    filter.allow_if(SYS_sendto, null(4), EPERM);
    filter.allow_if(SYS_fcntl, {one_of(1, {F_GETFD, F_GETFL})}, EPERM);
    // isatty and seeks of the C library's streams: as on the pipes that they are.
    filter.answer(SYS_ioctl, ENOTTY);
    filter.answer(SYS_lseek, ESPIPE);
}

/// MADV_REMOVE punches holes into shared memory; MADV_HWPOISON and MADV_SOFT_OFFLINE take pages from the
/// machine.
void allow_memory(CallFilter& filter) {
    filter.allow_if(SYS_mmap, {without(2, PROT_EXEC)}, EACCES);
    filter.allow_if(SYS_mprotect, {without(2, PROT_EXEC)}, EACCES);
    for (const long number : {SYS_munmap, SYS_mremap, SYS_brk}) filter.allow(number);
    filter.allow_if(SYS_madvise,
                    {one_of(2, {MADV_NORMAL, MADV_RANDOM, MADV_SEQUENTIAL, MADV_WILLNEED, MADV_DONTNEED,
                                MADV_FREE, MADV_HUGEPAGE, MADV_NOHUGEPAGE, MADV_DONTDUMP, MADV_DODUMP})},
                    EINVAL);
}

/// Waiting and the time. set_robust_list and rseq are how glibc begins a thread, and it aborts without them:
/// a thread made before the filter may begin after it. Futexes with priority inheritance are left out: much
/// of the kernel for no one's need. restart_syscall resumes a wait that a stop and its continuation broke
/// off.
void allow_waiting(CallFilter& filter) {
    constexpr std::uint32_t Operation = ~std::uint32_t{FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME};
    filter.allow_if(SYS_futex,
                    {{1,
                      Operation,
                      {FUTEX_WAIT, FUTEX_WAKE, FUTEX_REQUEUE, FUTEX_CMP_REQUEUE, FUTEX_WAKE_OP,
                       FUTEX_WAIT_BITSET, FUTEX_WAKE_BITSET},
                      false}},
                    ENOSYS);
    for (const long number :
         {SYS_set_robust_list, SYS_rseq, SYS_restart_syscall, SYS_sched_yield, SYS_nanosleep,
          SYS_clock_nanosleep, SYS_clock_gettime, SYS_clock_getres, SYS_gettimeofday})
        filter.allow(number);
#ifdef SYS_time
    filter.allow(SYS_time);
#endif
}

/// About itself. getrandom: the allocators of libraries ask for it. sysinfo: glibc's qsort asks how much
/// memory there is and believes the answer unseen. prlimit64 may ask, about itself, and not set.
void allow_introspection(CallFilter& filter) {
    for (const long number :
         {SYS_getpid, SYS_gettid, SYS_getppid, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid, SYS_getcpu,
          SYS_sched_getaffinity, SYS_getrandom, SYS_sysinfo, SYS_getrusage, SYS_times, SYS_getrlimit})
        filter.allow(number);
    auto only_asks = null(2);
    only_asks.push_back(one_of(0, {0}));
    filter.allow_if(SYS_prlimit64, only_asks, EPERM);
    filter.allow_if(SYS_prctl, {one_of(0, {PR_SET_NAME, PR_GET_NAME, PR_GET_DUMPABLE})}, EPERM);
}

/// Signals and the end. abort sends itself a signal by tgkill.
void allow_ending(CallFilter& filter, pid_t self) {
    for (const long number :
         {SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack, SYS_exit, SYS_exit_group})
        filter.allow(number);
    const auto own = static_cast<std::uint32_t>(self);
    filter.allow_if(SYS_tgkill, {one_of(0, {own})}, EPERM);
    filter.allow_if(SYS_kill, {one_of(0, {own})}, EPERM);
}

/// What asks for files hears what a file without permission says. Not passed on, although Landlock stands
/// behind: Landlock lets stat through.
void answer_for_files(CallFilter& filter) {
    for (const long number :
         {SYS_openat, SYS_openat2, SYS_newfstatat, SYS_statx, SYS_faccessat, SYS_faccessat2, SYS_readlinkat,
          SYS_getcwd, SYS_statfs, SYS_chdir, SYS_mkdirat, SYS_unlinkat})
        filter.answer(number, EACCES);
#ifdef SYS_open
    for (const long number : {SYS_open, SYS_creat, SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_mkdir,
                              SYS_rmdir, SYS_unlink})
        filter.answer(number, EACCES);
#endif
}

/// clone3 keeps its flags in memory, where a filter cannot look; glibc takes clone when it hears ENOSYS.
void answer_for_the_unknown(CallFilter& filter) {
    filter.answer(SYS_clone3, ENOSYS);
    filter.unknown_above(NewestKnownCall);
}

void allow_work(CallFilter& filter) {
    allow_waiting(filter);
    allow_talking(filter);
    allow_memory(filter);
    allow_introspection(filter);
#ifdef __SANITIZE_ADDRESS__
    // UndefinedBehaviorSanitizer, built together with it, tries memory by writing it into a pipe.
    filter.allow(SYS_pipe2);
#endif
    answer_for_files(filter);
    answer_for_the_unknown(filter);
}

/// The rules that are looser than a worker's come first, so that they decide.
void allow_making_workers(CallFilter& filter) {
    constexpr std::uint32_t ForkAndThread = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |
                                            CLONE_SYSVSEM | CLONE_SETTLS | CLONE_PARENT_SETTID |
                                            CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | CSIGNAL;
    filter.allow_if(SYS_clone, {without(0, ~ForkAndThread)}, EPERM);
#ifdef SYS_fork
    filter.allow(SYS_fork);
#endif
    for (const long number : {SYS_wait4, SYS_waitid, SYS_seccomp, SYS_close_range, SYS_dup, SYS_dup3,
                              SYS_setrlimit, SYS_getpgid, SYS_setpriority})
        filter.allow(number);
#ifdef SYS_dup2
    filter.allow(SYS_dup2);
#endif
    // The children abort by tgkill, whatever their numbers will be; Landlock keeps the signals among them.
    filter.allow(SYS_kill);
    filter.allow(SYS_tgkill);
    filter.allow_if(SYS_prlimit64, {one_of(0, {0})}, EPERM);
    filter.allow_if(
        SYS_prctl,
        {one_of(0, {PR_SET_NAME, PR_GET_NAME, PR_GET_DUMPABLE, PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS})},
        EPERM);
    filter.allow_if(SYS_fcntl, {one_of(1, {F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC})}, EPERM);
}

WallState apply(const CallFilter& filter) {
    const int error_number = filter.apply();
    switch (error_number) {
        case 0:
            break;
        case ENOSYS:
        case EINVAL:
            return {Wall::SystemCalls, false, "the kernel does not offer seccomp filters"};
        case ESRCH:
            return {Wall::SystemCalls, false, "a thread of the process has a filter of its own"};
        default:
            return {Wall::SystemCalls, false,
                    std::string{"seccomp is refused here: "} + std::strerror(error_number)};
    }
    const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe >= 0) {
        ::close(probe);
        return {Wall::SystemCalls, false, "seccomp was accepted and does not act"};
    }
    return {Wall::SystemCalls, true,
            std::to_string(filter.allowed()) + " calls allowed, some by their arguments"};
}

}  // namespace

WallState deny_calls() {
    const rlimit none{0, 0};
    // A second wall: refused nowhere, and where it is, the filter says no as well.
    static_cast<void>(::setrlimit(RLIMIT_NPROC, &none));
    CallFilter filter;
    allow_work(filter);
    allow_ending(filter, ::getpid());
    return apply(filter);
}

WallState deny_calls_of_fork_server() {
    CallFilter filter;
    allow_making_workers(filter);
    allow_work(filter);
    allow_ending(filter, ::getpid());
    return apply(filter);
}

}  // namespace sinter
