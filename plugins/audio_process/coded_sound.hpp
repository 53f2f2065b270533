// SPDX-License-Identifier: Apache-2.0
// CodedSound: what an encoder made, in blocks that are decodable alone.
#pragma once

#include <sinter/audio_job.hpp>

namespace sinter {

using Packet = std::vector<std::uint8_t>;

struct CodedSound {
    struct Block {
        std::size_t first_packet = 0;  ///< with those that are repeated
        std::size_t packets = 0;
        std::uint32_t frames = 0, skip = 0, repeated = 0;  ///< as in sinter_audio_block_row
    };
    std::vector<Packet> setup;
    std::vector<Packet> packets;  ///< each once
    std::vector<Block> blocks;

    /// Bytes of packets and setup.
    [[nodiscard]] std::uint64_t size() const {
        std::uint64_t sum = 0;
        for (const auto& packet : setup) sum += packet.size() + 4;
        for (const auto& block : blocks)
            for (std::size_t i = 0; i < block.packets; ++i) sum += packets[block.first_packet + i].size() + 4;
        return sum;
    }
};

/// "low", "medium", "high", "best".
enum class EncodeQuality : std::uint8_t { Low, Medium, High, Best };

}  // namespace sinter
