// SPDX-License-Identifier: Apache-2.0
// check_decoder: one hostile file through a decoder and the real host table, and what must hold whatever it
// is.
#pragma once

#include "fuzz_target.hpp"
#include "plugin/job.hpp"

namespace sinter::fuzz {

/// What a job may cost in memory of the host, bytes.
inline constexpr std::uint64_t DecoderMemory = 64u << 20;

/// A decoder of the plugin that is linked into this program.
struct DecoderUnderTest {
    std::string_view name;
    std::string_view path;  ///< logical path its sources have
    Values settings = {};
    /// Neighbours: the world gives each path one of these texts, chosen by the path, or says it is absent.
    std::vector<std::string> neighbours = {};
};

/// Decodes `source`. Ends the process unless: the job ends in products, or in a reason in UTF-8 that is no
/// broken rule; it stays under the memory limit; products pass check_asset, can be read whole and survive the
/// artifact; a second run gives the same; a run with less memory or one that is cancelled ends in order.
void check_decoder(const DecoderUnderTest& decoder, std::span<const std::uint8_t> source);

}  // namespace sinter::fuzz
