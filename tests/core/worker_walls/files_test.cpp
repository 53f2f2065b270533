// SPDX-License-Identifier: Apache-2.0
// Landlock alone, without the filter of system calls before it.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "child.hpp"
#include "landlock.hpp"
#include "system_calls_filter.hpp"

using namespace sinter;
using namespace walls_test;

namespace {

/// As the kernel tells; negative when it offers none.
long landlock_abi() {
    return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, 1U);
}

bool skipped(long least_abi) {
    if (landlock_abi() >= least_abi) return false;
    BOOST_TEST_MESSAGE("SKIPPED: needs Landlock ABI " << least_abi << ", this system has " << landlock_abi());
    return true;
}

struct Refusal {
    long call;
    int error_number;
    const char* detail;
};
std::ostream& operator<<(std::ostream& out, const Refusal& refusal) {
    return out << refusal.detail;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(worker_deny_files)

BOOST_DATA_TEST_CASE(no_file_can_be_opened_made_or_removed, boost::unit_test::data::make(users()), user) {
    if (skipped(1)) return;
    const auto ended = in_child(user, [](int pipe) {
        Complaints complaints;
        const int open_before = ::open("/etc/passwd", O_RDONLY);
        const auto state = deny_files();
        complaints.expect(state.wall == Wall::Files && state.in_force, state.detail);
        complaints.expect(
            state.detail.starts_with("Landlock ABI " + std::to_string(landlock_abi()) + ": files"),
            state.detail);
        complaints.refused(::open("/etc/passwd", O_RDONLY), EACCES, "open");
        complaints.refused(::open("/tmp", O_RDONLY | O_DIRECTORY), EACCES, "opening a folder");
        complaints.refused(::open("/tmp/sinter-walls", O_WRONLY | O_CREAT, 0600), EACCES, "creat");
        complaints.refused(::open("/tmp", O_RDWR | O_TMPFILE, 0600), EACCES, "a file without a name");
        complaints.refused(::mkdir("/tmp/sinter-walls", 0700), EACCES, "mkdir");
        complaints.refused(::mknod("/tmp/sinter-walls", S_IFIFO | 0600, 0), EACCES, "mkfifo");
        complaints.refused(::execl("/bin/true", "true", nullptr), EACCES, "exec");
        char byte = 0;
        complaints.expect(::read(open_before, &byte, 1) == 1, "an open descriptor does not read");
        static_cast<void>(pipe);
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(later_threads_and_children_are_denied_too) {
    if (skipped(1)) return;
    const auto ended = in_child(User::AsStarted, [](int pipe) {
        Complaints complaints;
        complaints.expect(deny_files().in_force, "not in force");
        std::thread{[&] {
            complaints.refused(::open("/etc/passwd", O_RDONLY), EACCES, "open in a thread");
        }}.join();
        const pid_t child = ::fork();
        if (child == 0) {
            Complaints inner;
            inner.refused(::open("/etc/passwd", O_RDONLY), EACCES, "open in a child");
            say(pipe, inner.text());
            ::_exit(0);
        }
        ::waitpid(child, nullptr, 0);
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(tcp_is_denied) {
    if (skipped(4)) return;
    const auto ended = in_child(User::AsStarted, [](int) {
        Complaints complaints;
        complaints.expect(deny_files().in_force, "not in force");
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
        address.sin_port = ::htons(9);
        const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
        const auto* const any = reinterpret_cast<const sockaddr*>(&address);
        complaints.refused(::connect(socket, any, sizeof address), EACCES, "connect");
        complaints.refused(::bind(socket, any, sizeof address), EACCES, "bind");
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_DATA_TEST_CASE(signals_and_abstract_sockets_stay_inside, boost::unit_test::data::make(users()), user) {
    if (skipped(6)) return;
    const auto ended = in_child(user, [](int) {
        Complaints complaints;
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const auto name = "sinter-walls-" + std::to_string(::getpid());
        name.copy(address.sun_path + 1, name.size());
        const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
        const int listening = ::socket(AF_UNIX, SOCK_STREAM, 0);
        complaints.expect(::bind(listening, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                              ::listen(listening, 1) == 0,
                          "no socket to connect to");
        complaints.expect(deny_files().in_force, "not in force");
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        complaints.refused(::connect(socket, reinterpret_cast<sockaddr*>(&address), size), EPERM,
                           "abstract socket");
        complaints.refused(::kill(::getppid(), 0), EPERM, "a signal to the parent");
        // To itself, from one of its threads to another, and to a child of its own they pass.
        ::signal(SIGUSR1, SIG_IGN);
        complaints.expect(::raise(SIGUSR1) == 0, "raise");
        const auto main_thread = ::pthread_self();
        std::thread{[&] {
            complaints.expect(::pthread_kill(main_thread, SIGUSR1) == 0, "pthread_kill");
        }}.join();
        const pid_t child = ::fork();
        if (child == 0)
            for (;;) ::pause();
        complaints.expect(::kill(child, SIGKILL) == 0, "a signal to a child");
        ::waitpid(child, nullptr, 0);
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_DATA_TEST_CASE(
    says_why_not,
    boost::unit_test::data::make(std::vector<Refusal>{
        {SYS_landlock_create_ruleset, ENOSYS, "the kernel does not offer Landlock"},
        {SYS_landlock_create_ruleset, EOPNOTSUPP, "Landlock is switched off on this system"},
        {SYS_landlock_create_ruleset, EPERM, "Landlock is refused here: Operation not permitted"},
        {SYS_landlock_restrict_self, EPERM, "Landlock is refused here: Operation not permitted"},
        {SYS_landlock_restrict_self, 0, "Landlock was accepted and does not act"},
    }),
    refusal) {
    if (refusal.call == SYS_landlock_restrict_self && skipped(1)) return;
    const auto ended = in_child(User::AsStarted, [&](int) {
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        CallFilter around;
        around.answer(refusal.call, refusal.error_number);
        around.allow_the_rest();
        if (around.apply() != 0) return std::string{"no filter"};
        const auto state = deny_files();
        return state.in_force ? "in force: " + state.detail : state.detail;
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == refusal.detail);
}

BOOST_AUTO_TEST_SUITE_END()
