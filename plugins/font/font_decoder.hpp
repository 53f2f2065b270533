// SPDX-License-Identifier: Apache-2.0
// FontDecoder: a font file → a font of outlines for each of its faces.
#pragma once

#include <sinter/plugin.hpp>

#include "characters.hpp"
#include "faces.hpp"

namespace sinter {

class FontDecoder : public Decoder {
  public:
    static constexpr std::string_view id = "font";
    Status decode(DecodeJob& job) override;

  private:
    Status emit_face(DecodeJob& job, const Characters& kerning, std::uint32_t index);
    FontLibrary library_;
};

}  // namespace sinter
