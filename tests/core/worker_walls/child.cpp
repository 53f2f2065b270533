// SPDX-License-Identifier: Apache-2.0
#include "child.hpp"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <stdexcept>

namespace walls_test {
namespace {

constexpr unsigned NobodyId = 65534;

void become(User user) {
    if (user == User::AsStarted) return;
    if (::setgroups(0, nullptr) != 0 || ::setgid(NobodyId) != 0 || ::setuid(NobodyId) != 0) ::_exit(99);
}

}  // namespace

std::ostream& operator<<(std::ostream& out, User user) {
    return out << (user == User::Nobody ? "as nobody" : ::geteuid() == 0 ? "as root" : "as a plain user");
}

std::vector<User> users() {
    if (::geteuid() != 0) return {User::AsStarted};
    return {User::AsStarted, User::Nobody};
}

bool Ended::exited(int code) const {
    return WIFEXITED(status) && WEXITSTATUS(status) == code;
}
bool Ended::killed_by(int signal_number) const {
    return WIFSIGNALED(status) && WTERMSIG(status) == signal_number;
}

void Complaints::refused(long result, int error_number, std::string_view what) {
    const int found = errno;
    if (result >= 0) {
        text_ += std::string{what} + " was not refused; ";
    } else if (found != error_number) {
        text_ += std::string{what} + " was refused with " + std::strerror(found) + "; ";
    }
}

void say(int pipe, std::string_view text) noexcept {
    while (!text.empty()) {
        const auto written = ::write(pipe, text.data(), text.size());
        if (written <= 0) return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string read_all(int pipe, bool& complete) {
    constexpr int Patience = 60'000;  // ms
    std::string text;
    std::array<char, 4096> block{};
    for (;;) {
        pollfd waiting{pipe, POLLIN, 0};
        if (::poll(&waiting, 1, Patience) == 0) {
            complete = false;
            return text;
        }
        const auto size = ::read(pipe, block.data(), block.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) break;
        text.append(block.data(), static_cast<std::size_t>(size));
    }
    complete = true;
    return text;
}

Ended in_child(User user, const std::function<std::string(int pipe)>& body) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
    // What is buffered would be written by the child once more.
    std::cout.flush();
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error{"no child"};
    if (child == 0) {
        ::close(ends[0]);
        for (const int number : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGSYS}) ::signal(number, SIG_DFL);
        become(user);
        say(ends[1], body(ends[1]));
        ::_exit(0);
    }
    ::close(ends[1]);
    Ended ended;
    bool complete = false;
    ended.text = read_all(ends[0], complete);
    ::close(ends[0]);
    if (!complete) {
        ::kill(child, SIGKILL);
        ended.text += "(and then nothing for a minute)";
    }
    while (::waitpid(child, &ended.status, 0) < 0 && errno == EINTR) {
    }
    return ended;
}

}  // namespace walls_test
