// SPDX-License-Identifier: Apache-2.0
// What a worker gives up about itself.
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>

#include "child.hpp"
#include "system_calls_filter.hpp"
#include "walls.hpp"

using namespace sinter;
using namespace walls_test;

namespace {

/// The value of `key` in what the kernel says of this process.
std::string status_line(std::string_view key) {
    std::ifstream file{"/proc/self/status"};
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(key)) return line.substr(line.find_first_not_of(":\t ", key.size()));
    return "absent";
}

std::vector<WallState> enclosed(int pipe) {
    return enclose(::getppid(), std::array{pipe});
}

rlimit limit_of(decltype(RLIMIT_CORE) resource) {
    rlimit limit{};
    ::getrlimit(resource, &limit);
    return limit;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(worker_enclose)

BOOST_DATA_TEST_CASE(tells_of_each_wall_that_it_stands, boost::unit_test::data::make(users()), user) {
    const auto ended = in_child(user, [](int pipe) {
        Complaints complaints;
        const auto walls = enclosed(pipe);
        constexpr std::array expected{Wall::NoNewPrivileges, Wall::NotDumpable, Wall::DiesWithParent,
                                      Wall::Descriptors,     Wall::Environment, Wall::Limits};
        complaints.expect(std::ranges::equal(walls, expected, {}, &WallState::wall), "other walls");
        for (const auto& state : walls) complaints.expect(state.in_force, name_of(state.wall));
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_DATA_TEST_CASE(the_system_sees_the_walls, boost::unit_test::data::make(users()), user) {
    const auto ended = in_child(user, [](int pipe) {
        Complaints complaints;
        static_cast<void>(enclosed(pipe));
        complaints.expect(status_line("NoNewPrivs") == "1", "NoNewPrivs");
        complaints.expect(::prctl(PR_GET_DUMPABLE) == 0, "dumpable");
        int signal_number = 0;
        ::prctl(PR_GET_PDEATHSIG, &signal_number);
        complaints.expect(signal_number == SIGKILL, "no signal at the parent's death");
        complaints.expect(::getsid(0) == ::getpid(), "no session of its own");
        complaints.expect(::umask(0) == 077, "umask");
        std::array<char, 64> folder{};
        complaints.expect(::getcwd(folder.data(), folder.size()) && std::string_view{folder.data()} == "/",
                          "folder");
        const auto state = drop_capabilities();
        complaints.expect(state.wall == Wall::Capabilities && state.in_force, state.detail);
        for (const auto* set : {"CapInh", "CapPrm", "CapEff", "CapAmb"})
            complaints.expect(status_line(set) == "0000000000000000", set);
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(closes_all_descriptors_but_those_to_keep) {
    const auto ended = in_child(User::AsStarted, [](int pipe) {
        Complaints complaints;
        for (const int number : {20, 21, 300}) ::dup2(pipe, number);
        static_cast<void>(enclose(::getppid(), std::array{20, pipe, pipe, -1}));
        for (int number = 3; number < 400; ++number)
            complaints.expect((::fcntl(number, F_GETFD) >= 0) == (number == pipe || number == 20),
                              "descriptor " + std::to_string(number));
        // The three that every library believes in are there and lead nowhere.
        for (int number = 0; number < 3; ++number) {
            struct stat facts {};
            complaints.expect(::fstat(number, &facts) == 0 && facts.st_rdev == makedev(1, 3),
                              "standard stream");
        }
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(closes_descriptors_one_by_one_on_old_kernels) {
    const auto ended = in_child(User::AsStarted, [](int pipe) {
        Complaints complaints;
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        CallFilter old;
        old.answer(SYS_close_range, ENOSYS);
        old.allow_the_rest();
        complaints.expect(old.apply() == 0, "no filter");
        for (const int number : {20, 21, 300}) ::dup2(pipe, number);
        const auto state = close_all_but(std::array{pipe, 21});
        complaints.expect(state.in_force && state.detail == "2 kept, the others closed one by one",
                          state.detail);
        for (int number = 3; number < 400; ++number)
            complaints.expect((::fcntl(number, F_GETFD) >= 0) == (number == pipe || number == 21),
                              "descriptor " + std::to_string(number));
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(leaves_nothing_of_the_environment) {
    // One that the program was started with, and one that came later.
    BOOST_REQUIRE(std::getenv("PATH"));
    BOOST_REQUIRE(::setenv("SINTER_TEST_SECRET", "hunter2", 1) == 0);
    const auto ended = in_child(User::AsStarted, [](int pipe) {
        Complaints complaints;
        const char* const path = std::getenv("PATH");
        complaints.expect(path && *path, "PATH is not there before");
        static_cast<void>(enclosed(pipe));
        complaints.expect(!std::getenv("PATH") && !std::getenv("SINTER_TEST_SECRET"), "getenv");
        complaints.expect(!environ || !*environ, "environ");
        complaints.expect(std::all_of(path, path + 4, [](char c) { return c == 0; }),
                          "the bytes are still there");
        return complaints.text();
    });
    ::unsetenv("SINTER_TEST_SECRET");
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(limits_what_a_process_may_use) {
    const auto ended = in_child(User::AsStarted, [](int pipe) {
        Complaints complaints;
        static_cast<void>(enclosed(pipe));
        const auto expect = [&](decltype(RLIMIT_CORE) resource, rlim_t most, std::string_view what) {
            const auto limit = limit_of(resource);
            complaints.expect(limit.rlim_max == most && limit.rlim_cur == most, what);
        };
        expect(RLIMIT_CORE, 0, "core");
        expect(RLIMIT_NOFILE, 64, "descriptors");
        expect(RLIMIT_FSIZE, 0, "file size");
        expect(RLIMIT_CPU, 86400, "processor time");
        // Shared memory does not grow by writing to its descriptor, and the attempt kills no one.
        const int memory = static_cast<int>(::syscall(SYS_memfd_create, "grows", 0U));
        complaints.expect(memory >= 0, "memfd");
        complaints.refused(::write(memory, "x", 1), EFBIG, "growth");
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(keeps_a_limit_that_is_lower_already) {
    const auto ended = in_child(User::AsStarted, [](int pipe) {
        Complaints complaints;
        const rlimit low{16, 32};
        ::setrlimit(RLIMIT_NOFILE, &low);
        static_cast<void>(enclosed(pipe));
        complaints.expect(limit_of(RLIMIT_NOFILE).rlim_max == 32, "raised");
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(signals_to_the_terminal_do_not_end_it) {
    const auto ended = in_child(User::AsStarted, [](int pipe) {
        Complaints complaints;
        ::signal(SIGCHLD, SIG_IGN);
        sigset_t all;
        ::sigfillset(&all);
        ::sigprocmask(SIG_SETMASK, &all, nullptr);
        static_cast<void>(enclosed(pipe));
        for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXFSZ}) ::raise(number);
        sigset_t blocked;
        ::sigprocmask(SIG_SETMASK, nullptr, &blocked);
        complaints.expect(::sigismember(&blocked, SIGSEGV) == 0 && ::sigismember(&blocked, SIGCHLD) == 0,
                          "signals are blocked");
        struct sigaction action {};
        ::sigaction(SIGCHLD, nullptr, &action);
        complaints.expect(action.sa_handler == SIG_DFL, "children vanish unseen");
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_DATA_TEST_CASE(dies_with_its_parent, boost::unit_test::data::make(users()), user) {
    // The inner child never leaves by itself: only its death closes the pipe.
    const auto ended = in_child(user, [](int pipe) {
        std::array<int, 2> ready{};
        if (::pipe(ready.data()) != 0) return std::string{"no pipe"};
        const pid_t parent = ::getpid();
        if (::fork() == 0) {
            if (!die_with_parent(parent)) ::_exit(1);
            say(pipe, std::to_string(::getpid()));
            say(ready[1], "!");
            for (;;) ::pause();
        }
        char byte = 0;
        static_cast<void>(::read(ready[0], &byte, 1) == 1);
        return std::string{};
    });
    BOOST_TEST(ended.exited(0));
    const auto inner = std::atoi(ended.text.c_str());
    BOOST_REQUIRE(inner > 0);
    // Had the pipe stayed open, the text would have an end of its own; then the child must go by hand.
    const bool alive = ended.text != std::to_string(inner);
    if (alive) ::kill(inner, SIGKILL);
    BOOST_TEST(!alive);
}

BOOST_AUTO_TEST_CASE(notices_a_parent_that_has_ended) {
    const auto other = in_child(User::AsStarted, [](int) {
        return std::string{die_with_parent(::getpid()) ? "believes that it is its own parent" : ""};
    });
    BOOST_TEST(other.text == "");
    const auto enclosing = in_child(User::AsStarted, [](int pipe) {
        static_cast<void>(enclose(::getpid(), std::array{pipe}));
        return std::string{"went on"};
    });
    BOOST_TEST(enclosing.exited(1));
    BOOST_TEST(enclosing.text == "");
}

BOOST_AUTO_TEST_CASE(says_what_the_system_refuses) {
    const auto ended = in_child(User::AsStarted, [](int pipe) {
        Complaints complaints;
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        CallFilter around;
        around.answer(SYS_prctl, EPERM);
        around.answer(SYS_prlimit64, EPERM);
        around.answer(SYS_setrlimit, EPERM);
        around.answer(SYS_capset, EPERM);
        around.allow_the_rest();
        complaints.expect(around.apply() == 0, "no filter");
        const auto walls = enclosed(pipe);
        complaints.expect(walls.size() == 6, "count");
        for (const auto& state : walls) {
            const bool stands = state.wall == Wall::Descriptors || state.wall == Wall::Environment;
            complaints.expect(
                state.in_force == stands && (stands || state.detail.find("refused") != std::string::npos),
                std::string{name_of(state.wall)} + ": " + state.detail);
        }
        const auto capabilities = drop_capabilities();
        complaints.expect(
            !capabilities.in_force && capabilities.detail == "capset refused: Operation not permitted",
            capabilities.detail);
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(every_wall_has_a_name) {
    for (std::uint8_t i = 0; i < WallCount; ++i) BOOST_TEST(name_of(static_cast<Wall>(i)) != "unknown wall");
    BOOST_TEST(name_of(static_cast<Wall>(WallCount)) == "unknown wall");
}

BOOST_AUTO_TEST_SUITE_END()
