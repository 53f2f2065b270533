// SPDX-License-Identifier: Apache-2.0
// Tracer: what ran when, written as Chrome trace events.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <sinter/status.hpp>

namespace sinter {

/// Collects slices and writes them in the Trace Event Format ("Complete Events", the JSON array form that Perfetto and
/// chrome://tracing open).
/// Threads: `add` from any; it takes a lock for as long as a push to a vector.
class Tracer {
  public:
    /// A slice of `track` (0 and up; each becomes a thread of the picture). Times in ns of one steady clock.
    void add(unsigned track, std::string_view category, std::string_view name, std::string_view detail,
             std::uint64_t begin_ns, std::uint64_t end_ns) noexcept;
    /// Names a track; without it: "turn N".
    void name_track(unsigned track, std::string name);
    [[nodiscard]] std::size_t size() const;

    /// The whole document. `detail` stands under args.detail.
    [[nodiscard]] std::string json() const;

  private:
    struct Slice {
        unsigned track;
        std::string category;
        std::string name;
        std::string detail;
        std::uint64_t begin_ns;
        std::uint64_t end_ns;
    };
    mutable std::mutex mutex_;
    std::vector<Slice> slices_;
    std::vector<std::pair<unsigned, std::string>> names_;
};

}  // namespace sinter
