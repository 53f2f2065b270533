// SPDX-License-Identifier: Apache-2.0
// What every fuzz target gives, and what its two engines (libFuzzer and the replay) ask of it.
//
// A target is one file that defines LLVMFuzzerTestOneInput, seeds() and resign(), linked with one engine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Runs the parser under test on hostile bytes. Always returns 0; whatever is wrong ends the process.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace sinter::fuzz {

using Bytes = std::vector<std::uint8_t>;

/// Inputs to begin with: valid ones, made by our own writers, and texts of this repository.
[[nodiscard]] std::vector<Bytes> seeds();

/// Makes right, in place, the checksums and sizes that would stop a mutated input at the door. `choice` is
/// random: where there are several ways to mend an input, it picks one. Does nothing for a format without
/// checksums.
void resign(std::span<std::uint8_t> input, std::uint64_t choice);

/// Prints `text` and aborts when a property does not hold: for both engines that is a finding.
void require(bool holds, std::string_view text);

/// A number that looks random and depends on nothing but the bytes (FNV-1a, 64 bits): what a target uses to
/// choose between checks that would be too many together.
[[nodiscard]] std::uint64_t number_of(std::span<const std::uint8_t> bytes) noexcept;

[[nodiscard]] Bytes to_bytes(std::string_view text);
[[nodiscard]] std::string_view to_text(std::span<const std::uint8_t> bytes) noexcept;

/// A file of this repository, named from its root; ends the process when it cannot be read.
[[nodiscard]] Bytes source_file(const std::string& path);

}  // namespace sinter::fuzz
