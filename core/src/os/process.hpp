// SPDX-License-Identifier: Apache-2.0
// What the system tells about this process, and the clocks.
#pragma once

#include <cstdint>

namespace sinter {

/// Most memory this program has had resident, in bytes. Not what ran in the process before it (unlike
/// ru_maxrss, which exec inherits).
[[nodiscard]] std::uint64_t peak_rss_bytes();
/// CPU time of all threads, user and system, ended ones too, in milliseconds.
[[nodiscard]] double process_cpu_ms() noexcept;
/// CPU time of the calling thread, in nanoseconds.
[[nodiscard]] std::uint64_t thread_cpu_ns() noexcept;
/// A clock that never goes back, from an arbitrary start, in nanoseconds.
[[nodiscard]] std::uint64_t steady_ns() noexcept;
/// Time since 1970 as files are stamped, in nanoseconds.
[[nodiscard]] std::int64_t wall_clock_ns() noexcept;

}  // namespace sinter
