// SPDX-License-Identifier: Apache-2.0
#include "os/process.hpp"

#include <sys/resource.h>

#include <charconv>
#include <ctime>
#include <fstream>
#include <string>

namespace sinter {
namespace {

std::int64_t nanoseconds(clockid_t clock) noexcept {
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

std::uint64_t peak_rss_bytes() {
    constexpr std::string_view key = "VmHWM:";
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);) {
        if (!line.starts_with(key)) continue;
        const auto digit = line.find_first_of("0123456789");
        std::uint64_t kib = 0;
        if (digit != std::string::npos &&
            std::from_chars(line.data() + digit, line.data() + line.size(), kib).ec == std::errc{})
            return kib * 1024;
    }
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

double process_cpu_ms() noexcept {
    return static_cast<double>(nanoseconds(CLOCK_PROCESS_CPUTIME_ID)) / 1e6;
}
std::uint64_t thread_cpu_ns() noexcept {
    return static_cast<std::uint64_t>(nanoseconds(CLOCK_THREAD_CPUTIME_ID));
}
std::uint64_t steady_ns() noexcept {
    return static_cast<std::uint64_t>(nanoseconds(CLOCK_MONOTONIC));
}
std::int64_t wall_clock_ns() noexcept {
    return nanoseconds(CLOCK_REALTIME);
}

}  // namespace sinter
