// SPDX-License-Identifier: Apache-2.0
// Sealed records: a payload behind magic, version, size and checksum, so that damage reads as absence.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include <cstdint>

namespace sinter {

/// The head of a sealed record, 32 bytes: magic (8), version u32, zero u32, payload size u64, XXH3-64 of the
/// payload.
using SealHead = std::array<std::uint8_t, 32>;

/// The head that goes before `payload`. `magic`: 8 characters.
[[nodiscard]] SealHead seal(std::string_view magic, std::uint32_t version,
                            std::span<const std::uint8_t> payload);

/// The payload of a whole file, or nothing when magic, version, size or checksum are not as they should be.
[[nodiscard]] std::optional<std::span<const std::uint8_t>> unseal(std::string_view magic,
                                                                  std::uint32_t version,
                                                                  std::span<const std::uint8_t> file);

}  // namespace sinter
