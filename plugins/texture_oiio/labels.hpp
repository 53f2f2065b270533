// SPDX-License-Identifier: Apache-2.0
// Labels of products, made of names that a file chose.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace sinter::texture_oiio {

/// Gives each product of a job a label that no other has. Threads: one.
class Labels {
  public:
    /// `name` with other characters than [A-Za-z0-9_./ -] as "_", of at most 200 bytes; the empty name is the
    /// main product's and stays empty. A name that was taken before gets "_2", "_3", … behind it, in the
    /// order of asking.
    [[nodiscard]] std::string take(std::string_view name);

  private:
    std::set<std::string> taken_;
};

}  // namespace sinter::texture_oiio
