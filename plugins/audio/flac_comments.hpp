// SPDX-License-Identifier: Apache-2.0
// The comments of a FLAC or Ogg Opus file, of which libsndfile tells only some.
#pragma once

#include "comments.hpp"

namespace sinter {

/// Metadata blocks of a FLAC file (RFC 9639, section 8), up to the one with the comments.
void read_flac_comments(std::span<const std::uint8_t> file, Comments& comments);

}  // namespace sinter
