// SPDX-License-Identifier: Apache-2.0
// Runs a body in a child process, which may lock itself in, crash, or be killed.
#pragma once

#include <sys/types.h>

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace walls_test {

/// Who the child is. Nobody: a plain user; only root can become it.
enum class User { AsStarted, Nobody };
std::ostream& operator<<(std::ostream& out, User user);
/// Both for root, otherwise the one that can be had.
std::vector<User> users();

/// What a child had to say and how it ended.
struct Ended {
    int status = 0;  ///< as waitpid gives it
    std::string text;
    [[nodiscard]] bool exited(int code) const;
    [[nodiscard]] bool killed_by(int signal_number) const;
};

/// What goes wrong inside of the child, which cannot use Boost.Test.
class Complaints {
  public:
    void expect(bool holds, std::string_view what) {
        if (!holds) text_ += std::string{what} + "; ";
    }
    /// `result` is that of a system call that must have failed with `error_number`.
    void refused(long result, int error_number, std::string_view what);
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    std::string text_;
};

/// Forks; the child runs `body(pipe)`, writes what it returns to `pipe` and leaves with 0. Handlers of the
/// test framework are reset in it. A child that says nothing for a minute is killed.
Ended in_child(User user, const std::function<std::string(int pipe)>& body);

/// Writes all of it, without memory or locks.
void say(int pipe, std::string_view text) noexcept;

/// Reads until the other ends are closed; gives up after a minute, which `complete` then tells.
std::string read_all(int pipe, bool& complete);

}  // namespace walls_test
