// SPDX-License-Identifier: Apache-2.0
#include <sinter/abi/data.h>

#include "asset/family_facts.hpp"

namespace sinter {
namespace {

Value number(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

}  // namespace

Facts data_facts(const AssetView& asset) {
    if (const auto* fields = asset.table(SINTER_FIELD_TABLE))
        return {{"fields", number(fields->count)}, {"references", number(asset.dependencies().size())}};
    return {{"tables", number(asset.tables().size())}, {"chunks", number(asset.chunks().size())}};
}

}  // namespace sinter
