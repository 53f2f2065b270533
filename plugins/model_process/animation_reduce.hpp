// SPDX-License-Identifier: Apache-2.0
// AnimationReduce: the processor that leaves out keys nobody would miss.
#pragma once

#include <sinter/plugin.hpp>

namespace sinter::models {

/// Rotations become continuous and of unit length; keys that interpolation gives back within a tolerance go;
/// channels that do not move keep one key. The error is added to that which a channel has already. Start and
/// end of the animation stay. Settings: see plugin.toml. Errors: Corrupt, Unsupported, OutOfMemory,
/// Cancelled.
struct AnimationReduce : Processor {
    static constexpr std::string_view id = "animation_reduce";
    Status process(ProcessJob& job) override;
};

}  // namespace sinter::models
