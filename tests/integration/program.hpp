// SPDX-License-Identifier: Apache-2.0
// Program: a program as its users run it, and what it said.
#pragma once

#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <rapidjson/document.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/test/unit_test.hpp>

#include "support/temp_folder.hpp"

namespace sinter::test {

struct Outcome {
    int exit_code = -1;  // 128 + signal when a signal ended it
    std::string out;
    std::string err;
    rapidjson::Document json() const {
        rapidjson::Document document;
        document.Parse<rapidjson::kParseValidateEncodingFlag>(out.c_str());
        BOOST_REQUIRE_MESSAGE(!document.HasParseError(), "not one JSON document: " + out.substr(0, 200));
        return document;
    }
};

class Program {
  public:
    /// Starts `program` with its output in files of a folder of its own. `in_child` runs right before it.
    Program(const std::string& program, std::vector<std::string> arguments,
            const std::function<void()>& in_child = {}) {
        const auto out = (folder_ / "out").string(), err = (folder_ / "err").string();
        std::vector<char*> argv{const_cast<char*>(program.c_str())};
        for (auto& argument : arguments) argv.push_back(argument.data());
        argv.push_back(nullptr);
        child_ = fork();
        if (child_ == 0) {
            dup2(open(out.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO);
            dup2(open(err.c_str(), O_WRONLY | O_CREAT, 0600), STDERR_FILENO);
            if (in_child) in_child();
            execv(argv[0], argv.data());
            _exit(127);
        }
    }
    void signal(int number) const { kill(child_, number); }
    Outcome wait() {
        int status = 0;
        waitpid(child_, &status, 0);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), folder_.read("out"),
                folder_.read("err")};
    }

  private:
    TempFolder folder_;
    pid_t child_ = -1;
};

inline Outcome sinter_run(std::vector<std::string> arguments, const std::function<void()>& in_child = {}) {
    return Program{SINTER_PROGRAM, std::move(arguments), in_child}.wait();
}

/// The sample project, made once.
inline const std::string& sample() {
    static const TempFolder folder;
    static const std::string path = [] {
        const auto made = Program{SAMPLES_PROGRAM, {(folder / "sample").string()}}.wait();
        BOOST_REQUIRE(made.exit_code == 0);
        return (folder / "sample").string();
    }();
    return path;
}

inline std::vector<std::string> cook(const TempFolder& out, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"cook",   "--project", sample(), "--out", (out / "out").string(),
                                       "--quiet"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

inline unsigned total(const rapidjson::Document& json, const char* name) {
    return json["totals"][name].GetUint();
}

}  // namespace sinter::test
