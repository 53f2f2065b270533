// SPDX-License-Identifier: Apache-2.0
#include "crash.hpp"

#include <dlfcn.h>
#include <execinfo.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <initializer_list>

namespace sinter {
namespace {

constexpr int MaxFrames = 64;
constexpr std::size_t MaxSymbol = 256;
constexpr std::initializer_list<int> Signals = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGSYS};

// What the handler works with. Set before there are threads; then touched by the one thread that reports.
CrashSink sink = nullptr;
CrashText report;
int first_signal = 0;
bool delivered = false;
std::atomic<pid_t> reporter{0};
static_assert(std::atomic<pid_t>::is_always_lock_free);

pid_t thread_number() {
    return static_cast<pid_t>(::syscall(SYS_gettid));
}

std::string_view name_of_signal(int number) {
    switch (number) {
        case SIGSEGV:
            return "SIGSEGV";
        case SIGBUS:
            return "SIGBUS";
        case SIGABRT:
            return "SIGABRT";
        case SIGFPE:
            return "SIGFPE";
        case SIGILL:
            return "SIGILL";
        case SIGSYS:
            return "SIGSYS";
        default:
            return "a signal";
    }
}

/// The processor's state at the fault.
struct Registers {
    std::uintptr_t instruction;
    std::uintptr_t stack;
};

Registers registers_of(const void* context) {
    const auto& machine = static_cast<const ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
    return {static_cast<std::uintptr_t>(machine.gregs[REG_RIP]),
            static_cast<std::uintptr_t>(machine.gregs[REG_RSP])};
#elif defined(__aarch64__)
    return {machine.pc, machine.sp};
#else
#error "the registers are known on x86_64 and aarch64"
#endif
}

/// Where the call came from when the instruction pointer leads nowhere: no unwinder passes such a frame.
std::uintptr_t caller_of_nowhere(const void* context, const Registers& registers) {
#if defined(__x86_64__)
    static_cast<void>(context);
    return *reinterpret_cast<const std::uintptr_t*>(registers.stack);
#else
    static_cast<void>(registers);
    return static_cast<const ucontext_t*>(context)->uc_mcontext.regs[30];
#endif
}

/// A fault close to the stack pointer is the stack's end; large frames are touched above it.
bool is_stack_overflow(std::uintptr_t address, std::uintptr_t stack) {
    constexpr std::uintptr_t Below = 64 * 1024;
    constexpr std::uintptr_t Above = 1024 * 1024;
    return address + Below >= stack && address < stack + Above;
}

void describe(int number, const siginfo_t& info, const Registers& registers) {
    report << name_of_signal(number);
    const auto address = reinterpret_cast<std::uintptr_t>(info.si_addr);
    if (info.si_code <= 0) {
        report << ": sent by process ";
        report.decimal(static_cast<std::uint64_t>(info.si_pid));
    } else if (number == SIGSYS) {
        report << ": system call ";
        report.decimal(static_cast<std::uint64_t>(static_cast<unsigned>(info.si_syscall)));
    } else {
        if (number == SIGSEGV && is_stack_overflow(address, registers.stack))
            report << ": stack overflow (";
        else if (number == SIGSEGV && info.si_code == SEGV_MAPERR)
            report << ": address not mapped (";
        else if (number == SIGSEGV && info.si_code == SEGV_ACCERR)
            report << ": access not permitted (";
        else if (number == SIGFPE && info.si_code == FPE_INTDIV)
            report << ": integer division by zero (";
        else
            report << ": address (";
        report.hexadecimal(address) << ")";
    }
    report << ", thread ";
    report.decimal(static_cast<std::uint64_t>(thread_number()));
    report.end_line();
}

/// dladdr allocates nothing. It takes the loader's lock, which no other thread holds: nothing is loaded in a
/// cage.
void add_frame(std::uintptr_t address) {
    Dl_info found{};
    report << "  ";
    if (::dladdr(reinterpret_cast<void*>(address), &found) == 0 || !found.dli_fname) {
        report.hexadecimal(address);
        report.end_line();
        return;
    }
    const std::string_view path = found.dli_fname;
    report << path.substr(path.rfind('/') + 1) << "+";
    report.hexadecimal(address - reinterpret_cast<std::uintptr_t>(found.dli_fbase));
    if (found.dli_sname) report << " " << std::string_view{found.dli_sname}.substr(0, MaxSymbol);
    report.end_line();
}

void add_backtrace(const Registers& registers, const void* context) {
    add_frame(registers.instruction);
    std::array<void*, MaxFrames> frames{};
    const int count = ::backtrace(frames.data(), MaxFrames);
    // Above the fault lie this handler's own frames.
    int next = 0;
    while (next < count &&
           reinterpret_cast<std::uintptr_t>(frames[static_cast<std::size_t>(next)]) != registers.instruction)
        ++next;
    if (next + 1 < count) {
        for (++next; next < count; ++next)
            add_frame(reinterpret_cast<std::uintptr_t>(frames[static_cast<std::size_t>(next)]) - 1);
        return;
    }
    Dl_info found{};
    if (::dladdr(reinterpret_cast<void*>(registers.instruction), &found) == 0)
        add_frame(caller_of_nowhere(context, registers) - 1);
}

void deliver() {
    if (delivered) return;
    delivered = true;
    sink(report.lines());
}

// Before a call that does not return, AddressSanitizer looks for the thread's stacks in a file: out of reach
// here.
#define SINTER_IN_HANDLER __attribute__((no_sanitize_address))

[[noreturn]] SINTER_IN_HANDLER void die_of(int number) {
    struct sigaction action {};
    action.sa_handler = SIG_DFL;
    ::sigaction(number, &action, nullptr);
    sigset_t only;
    ::sigemptyset(&only);
    ::sigaddset(&only, number);
    ::pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
    ::syscall(SYS_tgkill, ::getpid(), thread_number(), number);
    ::_exit(128 + number);
}

/// The thread that reports ends the process. Should it hang, this one does.
[[noreturn]] SINTER_IN_HANDLER void wait_for_the_end(int number) {
    constexpr int Rounds = 500;
    const timespec pause{0, 10'000'000};
    for (int i = 0; i < Rounds; ++i) ::nanosleep(&pause, nullptr);
    die_of(number);
}

SINTER_IN_HANDLER void on_crash(int number, siginfo_t* info, void* context) {
    const pid_t self = thread_number();
    pid_t nobody = 0;
    if (!reporter.compare_exchange_strong(nobody, self)) {
        if (nobody != self) wait_for_the_end(number);
        report.end_line();
        report << "  the report ends here: " << name_of_signal(number) << " while writing it";
        report.end_line();
        deliver();
        die_of(first_signal);
    }
    first_signal = number;
    const auto registers = registers_of(context);
    describe(number, *info, registers);
    add_backtrace(registers, context);
    deliver();
    die_of(number);
}

}  // namespace

void prepare_crash_reports() {
    std::array<void*, 1> frame{};
    static_cast<void>(::backtrace(frame.data(), 1));
}

void set_crash_report(CrashSink new_sink) {
    sink = new_sink;
    struct sigaction action {};
    action.sa_sigaction = on_crash;
    // NODEFER: a fault within the handler comes back to it, rather than killing without a word.
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    ::sigemptyset(&action.sa_mask);
    for (const int number : Signals) ::sigaction(number, &action, nullptr);
}

void handle_crashes_on_this_thread() {
    // The unwinder's own need, and what the kernel saves of the processor (11 KiB with AMX).
    constexpr std::size_t Unwinding = 64 * 1024;
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const auto saved = static_cast<std::size_t>(::getauxval(AT_MINSIGSTKSZ));
    const auto size = (Unwinding + saved + page - 1) / page * page;
    void* const base =
        ::mmap(nullptr, page + size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED) return;
    // The lowest page is no stack, so that an overflow of this one meets no one else's memory.
    ::mprotect(base, page, PROT_NONE);
    stack_t stack{};
    stack.ss_sp = static_cast<char*>(base) + page;
    stack.ss_size = size;
    // Not kept for anyone: it is in use until the thread ends, and a worker's threads end with the process.
    ::sigaltstack(&stack, nullptr);
}

}  // namespace sinter
