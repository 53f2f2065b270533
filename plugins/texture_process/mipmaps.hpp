// SPDX-License-Identifier: Apache-2.0
// Mipmaps: the processor that adds the levels of a texture.
#pragma once

#include <sinter/plugin.hpp>

namespace sinter {

/// One level → a chain down to 1x1x1 or to `levels`. A texture that has levels already, or whose format's
/// texels are not worked on, goes on unchanged. Settings: see plugin.toml. Errors: Corrupt, Unsupported,
/// OutOfMemory, Cancelled.
struct Mipmaps : Processor {
    static constexpr std::string_view id = "mipmaps";
    Status process(ProcessJob& job) override;
};

}  // namespace sinter
