// SPDX-License-Identifier: Apache-2.0
#include <sinter/data.hpp>
#include <sinter/script.hpp>

#include "asset/family_facts.hpp"

namespace sinter {
namespace {

Value number(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

Facts script_facts(const AssetView& asset) {
    const Script script{asset};
    return {{"language", std::string{script.language() == SINTER_SCRIPT_LUA_5_4 ? "lua_5_4" : "unknown"}},
            {"lines", number(script.lines())},
            {"functions", number(script.function_count())},
            {"globals", number(script.global_count())},
            {"requires", number(script.require_count())},
            {"references", number(asset.dependencies().size())}};
}

}  // namespace

Facts data_facts(const AssetView& asset) {
    if (asset.type() == AssetType::Script) return script_facts(asset);
    const FieldTree tree{asset};
    return {{"schema", std::string{tree.schema()}},
            {"fields", number(tree.size())},
            {"references", number(asset.dependencies().size())}};
}

}  // namespace sinter
