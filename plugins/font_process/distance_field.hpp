// SPDX-License-Identifier: Apache-2.0
// FontDistanceField: a font of outlines → a font of pages.
#pragma once

#include <sinter/plugin.hpp>

namespace sinter {

class FontDistanceField : public Processor {
  public:
    static constexpr std::string_view id = "font_distance_field";
    Status process(ProcessJob& job) override;
};

}  // namespace sinter
