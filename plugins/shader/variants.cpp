// SPDX-License-Identifier: Apache-2.0
#include "variants.hpp"

#include <bit>

namespace shader {

sinter::Result<std::vector<KeyBits>> key_bits(const std::vector<Axis>& axes, std::uint64_t limit) {
    std::vector<KeyBits> out;
    std::uint64_t total = 1;
    std::string product;
    std::uint32_t shift = 0;
    for (const auto& axis : axes) {
        total *= axis.values.size();  // at most 2^6 times more than limit < 2^32 each
        product += (product.empty() ? "" : " x ") + axis.name + " " + std::to_string(axis.values.size());
        if (total > limit)
            return {sinter::Code::TooLarge, "shader: more variants than max_variants allows (" + product +
                                                "; " + std::to_string(limit) + ")"};
        const auto bits = static_cast<std::uint32_t>(std::bit_width(axis.values.size() - 1));
        if (shift + bits > 63)
            return {sinter::Code::TooLarge, "shader: more axes than a key of 64 bits holds"};
        out.push_back({shift, bits});
        shift += bits;
    }
    return out;
}

std::vector<VariantPlan> plan_variants(const std::vector<Axis>& axes, const std::vector<KeyBits>& bits) {
    std::vector<VariantPlan> out{{0, {}}};
    for (std::size_t i = 0; i < axes.size(); ++i) {
        std::vector<VariantPlan> longer;
        for (const auto& plan : out)
            for (std::uint32_t value = 0; value < axes[i].values.size(); ++value) {
                longer.push_back(plan);
                longer.back().key |= std::uint64_t{value} << bits[i].shift;
                longer.back().values.push_back(value);
            }
        out = std::move(longer);
    }
    return out;
}

std::string defines_text(const std::vector<Axis>& axes, const VariantPlan& plan) {
    std::string out;
    for (std::size_t i = 0; i < axes.size(); ++i)
        out += (i == 0 ? "" : " ") + axes[i].name + '=' + axes[i].values[plan.values[i]];
    return out;
}

}  // namespace shader
