// SPDX-License-Identifier: Apache-2.0
#include <sinter/shader.hpp>

#include "asset/family_facts.hpp"

namespace sinter {
namespace {

Value number(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

}  // namespace

Facts shader_facts(const AssetView& asset) {
    const Shader shader{asset};
    if (!shader.valid())
        return {{"tables", number(asset.tables().size())}, {"chunks", number(asset.chunks().size())}};
    const auto& row = shader.row();
    std::uint64_t bytes = 0;
    for (const auto& chunk : asset.chunks()) bytes += chunk.bytes.size;
    return {
        {"stage", std::string{name_of(shader.stage())}},
        {"source_language",
         language_text(static_cast<ShaderLanguage>(row.source_language), row.source_version)},
        {"language", language_text(shader.language(), row.language_version)},
        {"entry_point", std::string{shader.entry_point()}},
        {"spirv_words", number(row.reference_words)},
        {"warnings", number(row.warnings)},
        {"variants", number(shader.variant_count())},
        {"bindings", number(shader.bindings(0).size())},
        {"includes", number(shader.includes().size())},
        {"code_bytes", number(bytes)},
    };
}

}  // namespace sinter
