// SPDX-License-Identifier: Apache-2.0
// StageKey: what is known of a stage's run before it runs.
#pragma once

#include "asset/artifact_format.hpp"
#include "store/content_hash.hpp"

namespace sinter {

using StageKey = ContentHash;

/// The key of a decoder's run: who decodes (`step_key`: plugin, step, content_version, build-ids), which path (a
/// plugin may look at it) and the content of the source.
[[nodiscard]] StageKey decode_key(std::string_view step_key, std::string_view path, const ContentHash& source);
/// The key of a processor's or validator's run: who, which path and label, and the fingerprint of the asset.
[[nodiscard]] StageKey step_key(std::string_view step_key, std::string_view path, std::string_view label,
                                const artifact::Checksum& input);

}  // namespace sinter
