// SPDX-License-Identifier: Apache-2.0
// A process behind all walls: what it cannot do, and what goes on working.
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <mutex>
#include <random>
#include <system_error>
#include <thread>

#include "child.hpp"
#include "landlock.hpp"
#include "system_calls.hpp"
#include "system_calls_filter.hpp"
#include "walls.hpp"

using namespace sinter;
using namespace walls_test;

namespace {

void wall_in(int pipe, Complaints& complaints) {
    static_cast<void>(enclose(::getppid(), std::array{pipe}));
    complaints.expect(drop_capabilities().in_force, "capabilities");
    static_cast<void>(deny_files());  // where the system has it; the filter must do without
    const auto state = deny_calls();
    complaints.expect(state.wall == Wall::SystemCalls && state.in_force, state.detail);
}

/// `body` in a child behind all walls.
Ended walled_in(User user, const std::function<void(Complaints&)>& body) {
    return in_child(user, [&](int pipe) {
        Complaints complaints;
        wall_in(pipe, complaints);
        body(complaints);
        return complaints.text();
    });
}

struct Call {
    const char* name;
    long number;
};

const std::vector<Call> RefusedCalls = {
    {"socket", SYS_socket},
    {"socketpair", SYS_socketpair},
    {"connect", SYS_connect},
    {"bind", SYS_bind},
    {"accept4", SYS_accept4},
    {"clone", SYS_clone},
    {"execve", SYS_execve},
    {"execveat", SYS_execveat},
    {"ptrace", SYS_ptrace},
    {"process_vm_readv", SYS_process_vm_readv},
    {"process_vm_writev", SYS_process_vm_writev},
    {"pidfd_open", SYS_pidfd_open},
    {"pidfd_getfd", SYS_pidfd_getfd},
    {"pidfd_send_signal", SYS_pidfd_send_signal},
    {"tkill", SYS_tkill},
    {"rt_sigqueueinfo", SYS_rt_sigqueueinfo},
    {"rt_tgsigqueueinfo", SYS_rt_tgsigqueueinfo},
    {"memfd_create", SYS_memfd_create},
    {"ftruncate", SYS_ftruncate},
    {"fallocate", SYS_fallocate},
    {"pwrite64", SYS_pwrite64},
    {"io_uring_setup", SYS_io_uring_setup},
    {"bpf", SYS_bpf},
    {"perf_event_open", SYS_perf_event_open},
    {"userfaultfd", SYS_userfaultfd},
    {"keyctl", SYS_keyctl},
    {"unshare", SYS_unshare},
    {"setns", SYS_setns},
    {"mount", SYS_mount},
    {"open_by_handle_at", SYS_open_by_handle_at},
    {"personality", SYS_personality},
    {"setrlimit", SYS_setrlimit},
    {"setsid", SYS_setsid},
    {"setuid", SYS_setuid},
    {"capset", SYS_capset},
    {"seccomp", SYS_seccomp},
    {"pkey_mprotect", SYS_pkey_mprotect},
    {"shmget", SYS_shmget},
    {"mq_open", SYS_mq_open},
    {"getdents64", SYS_getdents64},
    {"renameat2", SYS_renameat2},
    {"dup", SYS_dup},
    {"splice", SYS_splice},
    {"wait4", SYS_wait4},
    {"sched_setaffinity", SYS_sched_setaffinity},
    {"setpriority", SYS_setpriority},
    {"uname", SYS_uname},
    {"reboot", SYS_reboot},
};

/// Threads that run what they are given, made before the walls stand.
class Team {
  public:
    explicit Team(int count) {
        for (int i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
    }
    ~Team() {
        {
            const std::lock_guard lock{mutex_};
            over_ = true;
        }
        changed_.notify_all();
        for (auto& thread : threads_) thread.join();
    }
    /// `body` once on each thread; returns when all are through.
    void run(std::function<void()> body) {
        std::unique_lock lock{mutex_};
        body_ = std::move(body);
        ++round_;
        left_ = threads_.size();
        changed_.notify_all();
        changed_.wait(lock, [&] { return left_ == 0; });
    }

  private:
    void work() {
        std::unique_lock lock{mutex_};
        for (int seen = 0;;) {
            changed_.wait(lock, [&] { return over_ || round_ != seen; });
            if (over_) return;
            seen = round_;
            lock.unlock();
            body_();
            lock.lock();
            --left_;
            changed_.notify_all();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::function<void()> body_;
    std::size_t left_ = 0;
    int round_ = 0;
    bool over_ = false;
    std::vector<std::thread> threads_;
};

void expect_files_refused(Complaints& complaints) {
    complaints.refused(::open("/etc/passwd", O_RDONLY), EACCES, "open");
    complaints.refused(::open("/etc", O_RDONLY | O_DIRECTORY), EACCES, "opening a folder");
    struct stat facts {};
    complaints.refused(::stat("/etc/passwd", &facts), EACCES, "stat");
    complaints.refused(::fstatat(1, "/etc/passwd", &facts, AT_EMPTY_PATH), EACCES,
                       "stat by a descriptor's way");
    complaints.refused(::access("/etc/passwd", R_OK), EACCES, "access");
    std::array<char, 64> text{};
    complaints.refused(::readlink("/proc/self/exe", text.data(), text.size()), EACCES, "readlink");
    complaints.expect(!std::ifstream{"/etc/passwd"}, "a stream opened");
}

void expect_working(Complaints& complaints) {
    // 100 MB, and every page of it.
    constexpr std::size_t Size = 100'000'000;
    const std::unique_ptr<char, decltype(&std::free)> block{static_cast<char*>(std::malloc(Size)),
                                                            &std::free};
    complaints.expect(block != nullptr, "malloc");
    if (block)
        for (std::size_t i = 0; i < Size; i += 4096) block.get()[i] = 1;
    auto* const larger = std::realloc(std::malloc(10'000'000), 50'000'000);
    complaints.expect(larger != nullptr, "realloc");
    std::free(larger);
    complaints.expect(std::thread::hardware_concurrency() > 0, "hardware_concurrency");
    complaints.expect(std::chrono::steady_clock::now().time_since_epoch().count() > 0, "clock");
    std::this_thread::sleep_for(std::chrono::microseconds{1});
    std::this_thread::yield();
    try {
        static_cast<void>(std::random_device{}());
    } catch (const std::exception&) {
        complaints.expect(false, "random_device");
    }
    // glibc asks the system for its memory before it sorts much.
    std::vector<int> numbers(100'000);
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<int>(i * 7919 % 100'003);
    std::qsort(numbers.data(), numbers.size(), sizeof(int), [](const void* left, const void* right) {
        return *static_cast<const int*>(left) - *static_cast<const int*>(right);
    });
    complaints.expect(std::ranges::is_sorted(numbers), "qsort");
    try {
        throw std::runtime_error{"thrown"};
    } catch (const std::exception&) {
    }
    std::printf("to a descriptor that leads nowhere\n");
    complaints.expect(std::fflush(stdout) == 0, "printf");
    complaints.expect(::prctl(PR_SET_NAME, "sinter") == 0, "a thread's name");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(worker_deny_calls)

BOOST_DATA_TEST_CASE(files_are_out_of_reach, boost::unit_test::data::make(users()), user) {
    const auto ended = walled_in(user, expect_files_refused);
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(refuses_what_a_decoder_never_needs) {
    // One child asks for all of them: none may end it.
    const auto ended = walled_in(User::AsStarted, [](Complaints& complaints) {
        for (const auto& call : RefusedCalls)
            complaints.refused(::syscall(call.number, 0, 0, 0, 0, 0, 0), EPERM, call.name);
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_DATA_TEST_CASE(processes_and_programs_are_refused, boost::unit_test::data::make(users()), user) {
    const auto ended = walled_in(user, [](Complaints& complaints) {
        complaints.refused(::fork(), EPERM, "fork");
        complaints.refused(::execl("/bin/true", "true", nullptr), EPERM, "exec");
        complaints.refused(::syscall(SYS_clone3, nullptr, 0), ENOSYS, "clone3");
        complaints.refused(::kill(::getppid(), 0), EPERM, "a signal to the parent");
        complaints.refused(::kill(0, 0), EPERM, "a signal to the group");
        complaints.refused(::kill(-1, 0), EPERM, "a signal to everyone");
        complaints.refused(::syscall(SYS_tgkill, ::getppid(), ::getppid(), 0), EPERM,
                           "a signal to a thread outside");
        complaints.refused(::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr), EPERM, "ptrace");
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(arguments_decide) {
    const auto ended = walled_in(User::AsStarted, [](Complaints& complaints) {
        const auto map = [](int protection) {
            return ::mmap(nullptr, 4096, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        };
        complaints.refused(reinterpret_cast<long>(map(PROT_READ | PROT_EXEC)), EACCES, "executable memory");
        void* const page = map(PROT_READ | PROT_WRITE);
        complaints.expect(page != MAP_FAILED, "memory");
        complaints.refused(::mprotect(page, 4096, PROT_READ | PROT_EXEC), EACCES, "making memory executable");
        complaints.expect(::mprotect(page, 4096, PROT_READ) == 0, "making memory read-only");
        complaints.refused(::madvise(page, 4096, MADV_REMOVE), EINVAL, "a hole in memory");
        complaints.refused(::madvise(page, 4096, 100), EINVAL, "poisoned memory");
        complaints.expect(::madvise(page, 4096, MADV_DONTNEED) == 0, "giving memory back");
        complaints.refused(::prctl(PR_SET_DUMPABLE, 1), EPERM, "becoming dumpable");
        complaints.refused(::prctl(PR_SET_PDEATHSIG, 0), EPERM, "outliving the parent");
        rlimit limit{};
        complaints.expect(::getrlimit(RLIMIT_STACK, &limit) == 0, "reading a limit");
        complaints.refused(::setrlimit(RLIMIT_STACK, &limit), EPERM, "setting a limit");
        complaints.refused(::prlimit(::getppid(), RLIMIT_STACK, nullptr, &limit), EPERM, "another's limit");
        complaints.expect(::fcntl(1, F_GETFL) >= 0, "asking a descriptor");
        complaints.refused(::fcntl(1, F_SETOWN, ::getppid()), EPERM, "signals by descriptor");
        complaints.refused(::fcntl(1, F_ADD_SEALS, 1), EPERM, "seals");
        complaints.refused(::fcntl(1, F_DUPFD, 1), EPERM, "another descriptor");
        sockaddr address{};
        complaints.refused(::sendto(1, "", 0, 0, &address, sizeof address), EPERM, "sendto an address");
        complaints.refused(::sendto(1, "", 0, 0, nullptr, 0), ENOTSOCK, "sendto without one is passed on");
        complaints.refused(::ioctl(1, 0x5401, nullptr), ENOTTY, "ioctl");
        unsigned word = 0;
        complaints.refused(::syscall(SYS_futex, &word, 6 /* FUTEX_LOCK_PI */, 0, nullptr), ENOSYS,
                           "futex with heirs");
        complaints.refused(::syscall(600), ENOSYS, "a call newer than the list");
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_DATA_TEST_CASE(work_goes_on, boost::unit_test::data::make(users()), user) {
    const auto ended = walled_in(user, expect_working);
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_DATA_TEST_CASE(threads_made_before_are_enclosed_and_go_on, boost::unit_test::data::make(users()),
                     user) {
    const auto ended = in_child(user, [](int pipe) {
        Complaints complaints;
        std::mutex mutex;
        static_cast<void>(enclose(::getppid(), std::array{pipe}));
        complaints.expect(drop_capabilities().in_force, "capabilities");
        static_cast<void>(deny_files());
        Team team{4};
        complaints.expect(deny_calls().in_force, "not in force");
        for (int round = 0; round < 100; ++round)
            team.run([&] {
                const std::vector<char> block(200'000, 'x');  // of the thread's own heap
                const std::lock_guard lock{mutex};
                complaints.expect(block.back() == 'x', "memory");
                complaints.refused(::open("/etc/passwd", O_RDONLY), EACCES, "open");
                complaints.refused(::socket(AF_INET, SOCK_STREAM, 0), EPERM, "socket");
            });
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_DATA_TEST_CASE(threads_cannot_be_made_after, boost::unit_test::data::make(users()), user) {
    const auto ended = walled_in(user, [](Complaints& complaints) {
        bool thrown = false;
        try {
            std::thread{[] {}}.join();
        } catch (const std::system_error& error) {
            thrown = error.code() == std::errc::operation_not_permitted ||
                     error.code() == std::errc::resource_unavailable_try_again;
        }
        complaints.expect(thrown, "a thread");
        complaints.expect(std::make_unique<int>(7) != nullptr, "life afterwards");
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(abort_names_its_signal) {
    BOOST_TEST(walled_in(User::AsStarted, [](Complaints&) { std::abort(); }).killed_by(SIGABRT));
}

BOOST_AUTO_TEST_CASE(exit_is_possible) {
    BOOST_TEST(walled_in(User::AsStarted, [](Complaints&) { ::_exit(7); }).exited(7));
#if !defined(__SANITIZE_ADDRESS__)  // whose search for leaks at exit starts a thread
    BOOST_TEST(walled_in(User::AsStarted, [](Complaints&) { std::exit(7); }).exited(7));
#endif
}

BOOST_AUTO_TEST_CASE(a_wait_survives_a_stop) {
    std::array<int, 2> tell{};
    std::array<int, 2> wake{};
    BOOST_REQUIRE(::pipe(tell.data()) == 0);
    BOOST_REQUIRE(::pipe(wake.data()) == 0);
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        Complaints complaints;
        static_cast<void>(enclose(::getppid(), std::array{tell[1], wake[0]}));
        complaints.expect(deny_calls().in_force, "not in force");
        say(tell[1], "!");
        // With a timeout the system remembers the rest of it, and resumes by restart_syscall.
        pollfd waiting{wake[0], POLLIN, 0};
        complaints.expect(::poll(&waiting, 1, 60'000) == 1, "poll ended early");
        say(tell[1], complaints.text());
        ::_exit(0);
    }
    ::close(tell[1]);
    ::close(wake[0]);
    char byte = 0;
    BOOST_REQUIRE(::read(tell[0], &byte, 1) == 1);
    // Asleep, it is in poll: after its word it sleeps nowhere else.
    for (char state = 0; state != 'S';) {
        std::ifstream file{"/proc/" + std::to_string(child) + "/stat"};
        std::string number;
        std::string name;
        file >> number >> name >> state;
        BOOST_REQUIRE(file);
    }
    int status = 0;
    BOOST_TEST(::kill(child, SIGSTOP) == 0);
    BOOST_TEST(::waitpid(child, &status, WUNTRACED) == child);
    BOOST_TEST(WIFSTOPPED(status));
    BOOST_TEST(::kill(child, SIGCONT) == 0);
    BOOST_TEST(::waitpid(child, &status, WCONTINUED) == child);
    say(wake[1], "!");
    bool complete = false;
    BOOST_TEST(read_all(tell[0], complete) == "");
    BOOST_TEST(complete);
    if (!complete) ::kill(child, SIGKILL);
    BOOST_TEST(::waitpid(child, &status, 0) == child);
    BOOST_TEST((WIFEXITED(status) && WEXITSTATUS(status) == 0));
    ::close(tell[0]);
    ::close(wake[1]);
}

BOOST_DATA_TEST_CASE(
    says_why_not,
    boost::unit_test::data::make(std::vector<int>{ENOSYS, EINVAL, EPERM, 0}) ^
        boost::unit_test::data::make(std::vector<std::string>{
            "the kernel does not offer seccomp filters", "the kernel does not offer seccomp filters",
            "seccomp is refused here: Operation not permitted", "seccomp was accepted and does not act"}),
    error_number, detail) {
    const auto ended = in_child(User::AsStarted, [&](int) {
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        CallFilter around;
        around.answer(SYS_seccomp, error_number);
        around.allow_the_rest();
        if (around.apply() != 0) return std::string{"no filter"};
        const auto state = deny_calls();
        return state.in_force ? "in force: " + state.detail : state.detail;
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == detail);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(worker_fork_server)

BOOST_DATA_TEST_CASE(makes_workers_that_enclose_themselves_further, boost::unit_test::data::make(users()),
                     user) {
    const auto ended = in_child(user, [](int pipe) {
        Complaints complaints;
        static_cast<void>(enclose(::getppid(), std::array{pipe, 2}));
        complaints.expect(drop_capabilities().in_force, "capabilities");
        static_cast<void>(deny_files());
        const auto state = deny_calls_of_fork_server();
        complaints.expect(state.wall == Wall::SystemCalls && state.in_force, state.detail);
        const pid_t server = ::getpid();
        for (int i = 0; i < 3; ++i) {
            const pid_t child = ::fork();
            if (child == 0) {
                Complaints inner;
                inner.expect(die_with_parent(server), "the parent");
                ::dup2(pipe, 9);
                inner.expect(close_all_but(std::array{0, 1, 2, 9}).in_force, "descriptors");
                {
                    Team team{3};
                    const auto walls = deny_calls();
                    inner.expect(walls.in_force, walls.detail);
                    team.run([] { static_cast<void>(std::vector<int>(1000)); });
                }
                expect_files_refused(inner);
                inner.refused(::fork(), EPERM, "fork");
                inner.refused(::kill(server, 0), EPERM, "a signal to the server");
                inner.refused(::syscall(SYS_setrlimit, 0, 0), EPERM, "setrlimit");
                expect_working(inner);
                say(9, inner.text());
                if (i == 2) std::abort();
                ::_exit(i);
            }
            int status = 0;
            complaints.expect(::waitpid(child, &status, 0) == child, "waitpid");
            complaints.expect(i == 2 ? WTERMSIG(status) == SIGABRT : status == i << 8, "status of a child");
        }
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_CASE(has_no_more_than_it_needs_itself) {
    const auto ended = in_child(User::AsStarted, [](int pipe) {
        Complaints complaints;
        static_cast<void>(enclose(::getppid(), std::array{pipe}));
        complaints.expect(deny_calls_of_fork_server().in_force, "not in force");
        expect_files_refused(complaints);
        complaints.refused(::execl("/bin/true", "true", nullptr), EPERM, "exec");
        complaints.refused(::socket(AF_UNIX, SOCK_STREAM, 0), EPERM, "socket");
        complaints.refused(::unshare(CLONE_NEWUSER), EPERM, "unshare");
        complaints.refused(::syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0), EPERM, "a namespace");
        complaints.refused(::syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0), EPERM, "a sibling");
        complaints.refused(::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr), EPERM, "ptrace");
        complaints.refused(reinterpret_cast<long>(::mmap(nullptr, 4096, PROT_READ | PROT_EXEC,
                                                         MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)),
                           EACCES, "executable memory");
        rlimit limit{};
        complaints.refused(::prlimit(::getppid(), RLIMIT_NOFILE, nullptr, &limit), EPERM, "another's limit");
        return complaints.text();
    });
    BOOST_TEST(ended.exited(0));
    BOOST_TEST(ended.text == "");
}

BOOST_AUTO_TEST_SUITE_END()
