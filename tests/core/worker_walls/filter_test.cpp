// SPDX-License-Identifier: Apache-2.0
// The filter's own logic, on a harmless call: getppid takes no arguments, so any may be given.
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <csignal>

#include "child.hpp"
#include "system_calls_filter.hpp"

using namespace sinter;
using namespace walls_test;

namespace {

/// Runs `body` behind `filter`.
Ended behind(const CallFilter& filter, const std::function<void(Complaints&)>& body) {
    return in_child(User::AsStarted, [&](int) {
        Complaints complaints;
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        complaints.expect(filter.apply() == 0, "no filter");
        body(complaints);
        return complaints.text();
    });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(worker_call_filter)

BOOST_AUTO_TEST_CASE(any_of_the_values_of_every_condition) {
    CallFilter filter;
    filter.allow_if(SYS_getppid, {{0, ~0U, {1, 2, 0xffffffff}, false}, {5, ~0U, {7}, true}}, EDOM);
    filter.allow_the_rest();
    const auto ended = behind(filter, [](Complaints& complaints) {
        constexpr long Seven = 7L << 32;
        for (const long first : {1L, 2L, 0xffffffffL})
            complaints.expect(::syscall(SYS_getppid, first, 0, 0, 0, 0, Seven) > 0, "a listed value");
        complaints.expect(::syscall(SYS_getppid, 1, 0, 0, 0, 0, Seven | 99) > 0, "the other half");
        for (const long first : {0L, 3L, 0x7fffffffL})
            complaints.refused(::syscall(SYS_getppid, first, 0, 0, 0, 0, Seven), EDOM, "a value between");
        complaints.refused(::syscall(SYS_getppid, 1, 0, 0, 0, 0, 7L), EDOM, "the wrong half");
        complaints.refused(::syscall(SYS_getppid, 1, 0, 0, 0, Seven, 0), EDOM, "the wrong argument");
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(only_the_bits_of_the_mask_count) {
    CallFilter filter;
    filter.allow_if(SYS_getppid, {{2, 0b0110, {0b0100}, false}}, EDOM);
    filter.allow_the_rest();
    const auto ended = behind(filter, [](Complaints& complaints) {
        complaints.expect(::syscall(SYS_getppid, 0, 0, 0b1101) > 0, "bits outside");
        complaints.refused(::syscall(SYS_getppid, 0, 0, 0b0110), EDOM, "a bit too many");
        complaints.refused(::syscall(SYS_getppid, 0, 0, 0b0000), EDOM, "a bit too few");
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(the_first_rule_decides) {
    CallFilter filter;
    filter.answer(SYS_getppid, EDOM);
    filter.allow(SYS_getppid);
    filter.allow_the_rest();
    const auto ended = behind(filter, [](Complaints& complaints) {
        complaints.refused(::syscall(SYS_getppid), EDOM, "the first");
        complaints.expect(::getpid() > 0, "another call");
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(calls_newer_than_the_list_are_unknown) {
    CallFilter filter;
    filter.unknown_above(450);
    filter.allow_the_rest();
    const auto ended = behind(filter, [](Complaints& complaints) {
        complaints.refused(::syscall(451), ENOSYS, "the next");
        complaints.refused(::syscall(999), ENOSYS, "a later one");
        complaints.expect(::getppid() > 0, "a known one");
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(needs_no_new_privileges_of_a_plain_user) {
    if (users().size() < 2) return;
    const auto ended = in_child(User::Nobody, [](int) {
        CallFilter filter;
        filter.allow_the_rest();
        return std::string{filter.apply() == EACCES ? "" : "accepted"};
    });
    BOOST_TEST(ended.text == "");
}

#if defined(__x86_64__)
BOOST_AUTO_TEST_CASE(kills_calls_of_another_architecture) {
    CallFilter filter;
    filter.allow_the_rest();
    const auto x32 = behind(filter, [](Complaints&) { ::syscall(0x4000'0000 | SYS_getpid); });
    BOOST_TEST(x32.killed_by(SIGSYS));
    const auto i386 = behind(filter, [](Complaints&) {
        long number = 20;  // getpid there
        asm volatile("int $0x80" : "+a"(number) : : "memory", "r8", "r9", "r10", "r11");
    });
    // A kernel without 32-bit programs faults at the instruction itself.
    BOOST_TEST((i386.killed_by(SIGSYS) || i386.killed_by(SIGSEGV)));
}
#endif

BOOST_AUTO_TEST_SUITE_END()
