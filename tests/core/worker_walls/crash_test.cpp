// SPDX-License-Identifier: Apache-2.0
// Last words: read from a pipe by the parent of a child that dies.
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "child.hpp"
#include "crash.hpp"
#include "landlock.hpp"
#include "system_calls.hpp"
#include "walls.hpp"

using namespace sinter;
using namespace walls_test;

// Functions that a report should name: exported, and not to be merged into their callers.
#define SINTER_TEST_NAMED extern "C" __attribute__((visibility("default"), noinline))

// As volatile memory, so that no compiler sees where it leads.
static volatile std::uintptr_t nowhere = 0;

SINTER_TEST_NAMED int sinter_test_recurse(int depth) {
    std::array<volatile char, 512> frame{};
    frame[static_cast<std::size_t>(depth) % frame.size()] = static_cast<char>(depth);
    if (nowhere != 0) return 0;
    return sinter_test_recurse(depth + 1) + frame[0];
}
SINTER_TEST_NAMED void sinter_test_write_nowhere() {
    *reinterpret_cast<volatile int*>(nowhere + 16) = 1;
}
SINTER_TEST_NAMED void sinter_test_call_nowhere() {
    reinterpret_cast<void (*)()>(nowhere)();
    nowhere = 0;  // so that the call is no jump
}
SINTER_TEST_NAMED void sinter_test_abort() {
    std::abort();
}

namespace {

// ThreadSanitizer calls handlers with all signals blocked: a second fault kills at once.
#ifdef __SANITIZE_THREAD__
constexpr bool SecondFaultIsHandled = false;
#else
constexpr bool SecondFaultIsHandled = true;
#endif

int report_pipe = -1;

void say_report(std::string_view report) noexcept {
    say(report_pipe, report);
}
void fault_while_taking(std::string_view report) noexcept {
    say(report_pipe, report);
    sinter_test_write_nowhere();
}

/// `body` behind all walls, with crash reports to the pipe.
Ended crashing(const std::function<void()>& body, CrashSink sink = say_report) {
    return in_child(User::AsStarted, [&](int pipe) {
        report_pipe = pipe;
        static_cast<void>(enclose(::getppid(), std::array{pipe}));
        prepare_crash_reports();
        set_crash_report(sink);
        handle_crashes_on_this_thread();
        static_cast<void>(deny_files());
        static_cast<void>(deny_calls());
        body();
        return std::string{"survived"};
    });
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::ptrdiff_t count(const std::string& text, std::string_view part) {
    std::ptrdiff_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

/// The line of the frame that faulted: the second of a report.
std::string faulting_line(const std::string& report) {
    const auto begin = report.find('\n') + 1;
    return report.substr(begin, report.find('\n', begin) - begin);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(worker_crash)

BOOST_AUTO_TEST_CASE(a_bad_pointer_is_named_with_address_and_function) {
    const auto ended = crashing(sinter_test_write_nowhere);
    BOOST_TEST_INFO(ended.text);
    BOOST_TEST(ended.killed_by(SIGSEGV));
    BOOST_TEST(ended.text.starts_with("SIGSEGV: address not mapped (0x10), thread "));
    BOOST_TEST(has(faulting_line(ended.text), "worker_walls_test+0x"));
    BOOST_TEST(faulting_line(ended.text).ends_with(" sinter_test_write_nowhere"));
    BOOST_TEST(ended.text.back() == '\n');
    BOOST_TEST(!has(ended.text, "/"));  // no folder of this machine
}

BOOST_AUTO_TEST_CASE(a_stack_overflow_is_reported) {
    const auto ended = crashing([] { sinter_test_recurse(0); });
    BOOST_TEST_INFO(ended.text);
    BOOST_TEST(ended.killed_by(SIGSEGV));
    BOOST_TEST(ended.text.starts_with("SIGSEGV: stack overflow (0x"));
    BOOST_TEST(count(ended.text, " sinter_test_recurse\n") > 10);
    BOOST_TEST(ended.text.size() <= CrashText::Capacity);
}

BOOST_AUTO_TEST_CASE(a_stack_overflow_of_another_thread_is_reported) {
    const auto ended = in_child(User::AsStarted, [](int pipe) {
        report_pipe = pipe;
        prepare_crash_reports();
        set_crash_report(say_report);
        std::thread{[] {
            handle_crashes_on_this_thread();
            sinter_test_recurse(0);
        }}.join();
        return std::string{"survived"};
    });
    BOOST_TEST_INFO(ended.text);
    BOOST_TEST(ended.killed_by(SIGSEGV));
    BOOST_TEST(ended.text.starts_with("SIGSEGV: stack overflow (0x"));
    BOOST_TEST(count(ended.text, " sinter_test_recurse\n") > 10);
}

BOOST_AUTO_TEST_CASE(a_thread_that_has_done_its_work_may_end) {
    const auto ended = in_child(User::AsStarted, [](int) {
        std::thread{[] { handle_crashes_on_this_thread(); }}.join();
        return std::string{};
    });
    BOOST_TEST(ended.exited(0));
}

BOOST_AUTO_TEST_CASE(abort_is_named_with_who_called_it) {
    const auto ended = crashing(sinter_test_abort);
    BOOST_TEST_INFO(ended.text);
    BOOST_TEST(ended.killed_by(SIGABRT));
    BOOST_TEST(ended.text.starts_with("SIGABRT: sent by process "));
    BOOST_TEST(has(ended.text, " abort\n"));
    BOOST_TEST(has(ended.text, " sinter_test_abort\n"));
}

BOOST_AUTO_TEST_CASE(a_call_to_nowhere_names_the_caller) {
    const auto ended = crashing(sinter_test_call_nowhere);
    BOOST_TEST_INFO(ended.text);
    BOOST_TEST(ended.killed_by(SIGSEGV));
    BOOST_TEST(faulting_line(ended.text) == "  0x0");
    BOOST_TEST(has(ended.text, " sinter_test_call_nowhere\n"));
}

BOOST_DATA_TEST_CASE(each_signal_keeps_its_name,
                     boost::unit_test::data::make({SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGSYS}) ^
                         boost::unit_test::data::make({"SIGSEGV: ", "SIGBUS: ", "SIGABRT: ", "SIGFPE: ",
                                                       "SIGILL: ", "SIGSYS: "}),
                     number, words) {
    const auto ended = crashing([&] { ::raise(number); });
    BOOST_TEST(ended.killed_by(number));
    BOOST_TEST(ended.text.starts_with(words));
}

BOOST_AUTO_TEST_CASE(a_fault_while_the_report_is_taken_changes_nothing,
                     *boost::unit_test::enable_if<SecondFaultIsHandled>()) {
    const auto ended = crashing(sinter_test_abort, fault_while_taking);
    BOOST_TEST_INFO(ended.text);
    BOOST_TEST(ended.killed_by(SIGABRT));
    BOOST_TEST(count(ended.text, "SIGABRT: ") == 1);
    BOOST_TEST(!has(ended.text, "SIGSEGV"));
}

#if defined(__x86_64__)
BOOST_AUTO_TEST_CASE(a_fault_while_writing_gives_what_there_is,
                     *boost::unit_test::enable_if<SecondFaultIsHandled>()) {
    // Nothing can be read at this stack pointer, which is where the caller of a call to nowhere is looked up.
    const auto ended = crashing([] {
        asm volatile("mov $0x1000, %%rsp\n\tjmp *%0" : : "r"(nowhere) : "memory");
    });
    BOOST_TEST_INFO(ended.text);
    BOOST_TEST(ended.killed_by(SIGSEGV));
    BOOST_TEST(ended.text.starts_with("SIGSEGV: "));
    BOOST_TEST(ended.text.ends_with("  0x0\n  the report ends here: SIGSEGV while writing it\n"));
}
#endif

BOOST_AUTO_TEST_CASE(threads_that_crash_at_once_give_one_report) {
    for (int round = 0; round < 30; ++round) {
        const auto ended = in_child(User::AsStarted, [](int pipe) {
            report_pipe = pipe;
            prepare_crash_reports();
            set_crash_report(say_report);
            std::atomic<int> waiting{4};
            const auto crash = [&waiting] {
                handle_crashes_on_this_thread();
                --waiting;
                while (waiting > 0) {
                }
                sinter_test_write_nowhere();
            };
            std::array threads{std::thread{crash}, std::thread{crash}, std::thread{crash},
                               std::thread{crash}};
            for (auto& thread : threads) thread.join();
            return std::string{"survived"};
        });
        BOOST_TEST_INFO(ended.text);
        BOOST_TEST(ended.killed_by(SIGSEGV));
        BOOST_TEST(count(ended.text, "SIGSEGV: address not mapped") == 1);
        BOOST_TEST(count(ended.text, "sinter_test_write_nowhere") == 1);
    }
}

BOOST_AUTO_TEST_CASE(text_holds_whole_lines_only) {
    CrashText text;
    const std::string line(1000, 'x');
    for (int i = 0; i < 10; ++i) {
        text << line;
        text.end_line();
    }
    BOOST_TEST(text.lines().size() == 4 * 1001);
    text << "short";
    BOOST_TEST(text.lines().size() == 4 * 1001);
    text.end_line();
    BOOST_TEST(text.lines().size() == 4 * 1001 + 6);
}

BOOST_AUTO_TEST_CASE(text_writes_numbers) {
    CrashText text;
    text.decimal(0) << " ";
    text.decimal(18446744073709551615U) << " ";
    text.hexadecimal(0) << " ";
    text.hexadecimal(0x10) << " ";
    text.hexadecimal(0xfedcba9876543210U);
    text.end_line();
    BOOST_TEST(text.lines() == "0 18446744073709551615 0x0 0x10 0xfedcba9876543210\n");
}

BOOST_AUTO_TEST_SUITE_END()
