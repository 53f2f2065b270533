// SPDX-License-Identifier: Apache-2.0
// Names out of a hostile file, as text and as labels of products.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include <assimp/types.h>

namespace sinter::model_assimp {

/// Valid UTF-8 of at most 1024 bytes: bytes that are none, and control characters, become '?'.
std::string clean_text(std::string_view text);
std::string clean_text(const aiString& text);
/// Its bytes, as many as it can have.
std::string_view bytes_of(const aiString& text);

/// Labels that are unique and have only the characters that labels may have.
class Labels {
  public:
    /// "material/fur", "material/fur.2"; "material/3" for an empty name.
    std::string unique(std::string_view kind, std::string_view name, unsigned index);

  private:
    std::set<std::string, std::less<>> taken_;
};

}  // namespace sinter::model_assimp
