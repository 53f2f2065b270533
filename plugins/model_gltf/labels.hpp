// SPDX-License-Identifier: Apache-2.0
// Labels of products: the name where it has one that is not taken, else the number.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <sinter/plugin.hpp>

namespace model_gltf {

/// A product that is emitted behind the model, which comes first.
struct Product {
    std::string label;
    sinter::Output output;
};
using Products = std::vector<Product>;

/// Labels of one kind: "material/Fur", "material/3". Asked in the order of the file, an earlier label never
/// depends on what stands later.
class Labels {
  public:
    /// `kind` without "/".
    explicit Labels(std::string kind) : kind_(std::move(kind)) {}

    /// Characters that no label may have become "_".
    std::string add(std::string_view name, std::size_t number) {
        constexpr std::size_t Most = 200;
        std::string text{name.substr(0, Most + 1)};
        for (char& c : text) {
            const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                              c == '_' || c == '.' || c == '/' || c == ' ' || c == '-';
            if (!fits) c = '_';
        }
        if (text.empty() || text.size() > Most || taken_.contains(text)) text = std::to_string(number);
        while (!taken_.insert(text).second) text += '_';  // a name that reads as this number
        return kind_ + "/" + text;
    }

  private:
    std::string kind_;
    std::set<std::string, std::less<>> taken_;
};

}  // namespace model_gltf
