// SPDX-License-Identifier: Apache-2.0
#include "cage_output.hpp"

#include <algorithm>
#include <utility>

#include "terminal.hpp"

namespace sinter::cli {
namespace {

std::string counted(std::uint64_t count, const char* what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string walls_text(const CageReport& cage, bool colour) {
    const auto missing =
        std::count_if(cage.walls.begin(), cage.walls.end(), [](const auto& wall) { return !wall.in_force; });
    if (cage.walls.empty()) return styled(colour, "1;33", "no worker could be started");
    if (missing == 0) return "all " + counted(cage.walls.size(), "wall") + " stand";
    auto out = std::to_string(cage.walls.size() - static_cast<std::size_t>(missing)) + " of " +
               counted(cage.walls.size(), "wall") + " stand; missing: ";
    bool first = true;
    for (const auto& wall : cage.walls)
        if (!wall.in_force)
            out += (std::exchange(first, false) ? "\"" : ", \"") + wall.name + "\", " + wall.detail;
    return styled(colour, "1;33", out);
}

}  // namespace

void write_cage(JsonWriter& out, const CageReport& cage) {
    out.begin_object();
    out.field("complete", cage.complete());
    out.field("first_start_ms", cage.first_start_ms);
    out.key("walls");
    out.begin_array();
    for (const auto& wall : cage.walls) {
        out.begin_object();
        out.field("name", std::string_view{wall.name});
        out.field("in_force", wall.in_force);
        out.field("detail", std::string_view{wall.detail});
        out.end_object();
    }
    out.end_array();
    out.key("plugins");
    out.begin_array();
    for (const auto& group : cage.groups) {
        out.begin_object();
        out.field("name", std::string_view{group.plugin});
        out.field("jobs", group.jobs);
        out.field("workers", group.workers);
        out.field("deaths", group.deaths);
        out.end_object();
    }
    out.end_array();
    out.end_object();
}

std::string cage_text(const CageReport& cage, bool colour) {
    std::string out;
    for (const auto& group : cage.groups) {
        out += (out.empty() ? "" : ", ") + group.plugin + " in " + counted(group.workers, "worker");
        if (group.deaths != 0) out += ", " + styled(colour, "31", counted(group.deaths, "death"));
    }
    return out + (out.empty() ? "" : "; ") + walls_text(cage, colour);
}

std::string_view advice_for(const CageWall& wall) {
    const auto is = [&](std::string_view word) { return wall.name.find(word) != std::string::npos; };
    if (is("Landlock"))
        return "use Linux 5.13 or later, with Landlock built in (CONFIG_SECURITY_LANDLOCK) and switched on "
               "(\"landlock\" in "
               "lsm= of the kernel's command line); in a container its system calls must not be filtered "
               "away.";
    if (is("seccomp"))
        return "use a kernel with CONFIG_SECCOMP_FILTER; in a container or under an emulator, allow the "
               "system call "
               "seccomp.";
    if (is("capabilities")) return "start Sinter as a plain user.";
    return "look at what keeps processes here from restricting themselves: a container's profile, an "
           "emulator.";
}

}  // namespace sinter::cli
