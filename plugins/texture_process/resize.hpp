// SPDX-License-Identifier: Apache-2.0
// Resize: the processor that brings textures down to a largest extent.
#pragma once

#include <sinter/plugin.hpp>

namespace sinter {

/// Down to the smaller of the setting `max_size` and the platform's `max_texture_size`, keeping the aspect;
/// never up. Drops the finest levels where one below fits; else filters level 0 anew and leaves one level.
/// What fits already, or cannot be brought down (with a warning), goes on unchanged. Settings: see
/// plugin.toml. Errors: Corrupt, Unsupported, OutOfMemory, Cancelled.
struct Resize : Processor {
    static constexpr std::string_view id = "resize";
    Status process(ProcessJob& job) override;
};

}  // namespace sinter
