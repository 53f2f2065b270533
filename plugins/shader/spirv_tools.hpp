// SPDX-License-Identifier: Apache-2.0
// Checking and optimising SPIR-V by SPIRV-Tools.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <sinter/status.hpp>

namespace shader {

using Words = std::vector<std::uint32_t>;

enum class Rules { Final, BeforeLegalising };

/// Is the module right, for the Vulkan that its version belongs to (1.3 → Vulkan 1.1, 1.5 → 1.2, 1.6 → 1.3)?
/// Blocks may have the scalar layout. Errors: Corrupt, with the validator's text; Unsupported (another
/// version).
[[nodiscard]] sinter::Status validate(std::span<const std::uint32_t> words, Rules rules = Rules::Final);

enum class Aim { Nothing, Legal, Speed, Size };

struct OptimiseOptions {
    Aim aim = Aim::Speed;      ///< Legal: only what glslang's HLSL needs to be valid
    bool strip_names = false;  ///< first, as shaderc does: it makes types equal that differ by name only
};

/// Validates neither what comes in, which must be valid, nor what goes out. Errors: Corrupt, Unsupported
/// (version).
[[nodiscard]] sinter::Result<Words> optimise(std::span<const std::uint32_t> words,
                                             const OptimiseOptions& options);

/// The bytes of a chunk as words; empty when they are no whole words.
[[nodiscard]] Words to_words(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::vector<std::uint8_t> to_bytes(std::span<const std::uint32_t> words);

}  // namespace shader
