// SPDX-License-Identifier: Apache-2.0
#include "labels.hpp"

namespace sinter::texture_oiio {

std::string Labels::take(std::string_view name) {
    constexpr std::string_view others = "_./ -";
    constexpr std::size_t longest = 200;
    std::string label;
    for (const char c : name.substr(0, longest)) {
        const bool is_plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        label += is_plain || others.find(c) != others.npos ? c : '_';
    }
    auto unique = label;
    for (std::uint64_t i = 2; !taken_.insert(unique).second; ++i) unique = label + "_" + std::to_string(i);
    return unique;
}

}  // namespace sinter::texture_oiio
