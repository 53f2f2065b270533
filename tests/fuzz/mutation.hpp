// SPDX-License-Identifier: Apache-2.0
// Mutation: a plain mutator that makes the same inputs on every machine.
#pragma once

#include "fuzz_target.hpp"

namespace sinter::fuzz {

/// splitmix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
class Random {
  public:
    explicit Random(std::uint64_t seed) noexcept : state_(seed) {}
    [[nodiscard]] std::uint64_t next() noexcept;
    /// 0 to `limit` - 1; 0 when `limit` is 0.
    [[nodiscard]] std::size_t below(std::size_t limit) noexcept;

  private:
    std::uint64_t state_;
};

/// One of `from`, changed in one or more places (two on average) and signed again most of the time. At most `max_bytes` long.
[[nodiscard]] Bytes mutate(std::span<const Bytes> from, Random& random, std::size_t max_bytes);

}  // namespace sinter::fuzz
