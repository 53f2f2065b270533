// SPDX-License-Identifier: Apache-2.0
// sinter-worker: runs a plugin where it can harm nobody. Started by the kernel, never by hand:
//
//   sinter-worker <kernel's process id> [plugin library]
//
// with the kernel's connection as descriptor 3. Without a plugin its workers only tell which walls stand.
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>

#include "crash.hpp"
#include "fork_server.hpp"
#include "landlock.hpp"
#include "system_calls.hpp"
#include "walls.hpp"
#include "worker/wire.hpp"

int main(int argc, char** argv) {
    using namespace sinter;
    pid_t parent = 0;
    const char* const number = argc > 1 ? argv[1] : "";
    if (std::from_chars(number, number + std::strlen(number), parent).ec != std::errc{} || argc > 3) {
        std::fputs("sinter-worker: started by Sinter, not by hand\n", stderr);
        return 2;
    }
    constexpr std::array keep{STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO, wire::WireFile};
    auto walls = enclose(parent, keep);
    PluginHost plugin;
    if (argc == 3) {
        if (const auto loaded = plugin.load(argv[2]); !loaded) {
            refuse(loaded.error().text);
            return 1;
        }
    }
    prepare_crash_reports();
    walls.push_back(drop_capabilities());
    walls.push_back(deny_files());
    deny_calls_of_fork_server();
    return serve_forks(plugin, std::move(walls));
}
