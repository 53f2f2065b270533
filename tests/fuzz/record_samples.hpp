// SPDX-License-Identifier: Apache-2.0
// Records with something in every field, as seeds of the index and of traces.
#pragma once

#include "registry/asset_record.hpp"

namespace sinter::fuzz {

[[nodiscard]] inline Facts sample_facts() {
    return {{"width", std::int64_t{256}},
            {"is_array", true},
            {"gamma", 0.45455},
            {"format", std::string{"R8G8B8A8_SRGB"}},
            {"labels", std::vector<std::string>{"Walk", "Run"}}};
}

[[nodiscard]] inline Error sample_error() {
    return {Code::Corrupt,
            "png: bad header",
            {.path = "textures/wall.png", .offset = 16, .line = 3, .column = 5}};
}

[[nodiscard]] inline AssetRecord sample_record(bool failed) {
    AssetRecord record;
    record.path = "textures/wall.png";
    record.type = AssetType::Texture;
    record.decoder = "png";
    record.environment.bytes.fill(0x5A);
    record.seen = {{"textures/wall.png", FileStamp{1234, 1700000000000000000, 42, 7, 1700000000000000001}},
                   {"textures/wall.png.sinter.toml", std::nullopt}};
    record.checked_at_ns = 1700000001000000000;
    if (failed) {
        record.error = sample_error();
        return record;
    }
    record.warnings = {{Diagnostic::Severity::Warning, sample_error()}};
    record.source_facts = sample_facts();
    ProductRecord product;
    product.label = "Walk";
    product.type = AssetType::Texture;
    product.artifact.bytes.fill(0xA5);
    product.size_bytes = 4096;
    product.facts = sample_facts();
    product.dependencies = {
        {AssetId{77}, SINTER_LOADED_ON_DEMAND, AssetType::Material, "materials/wall.material.json"}};
    product.stats = {{"load_ms", 1.5}};
    record.products = {product, product};
    record.products.back().label = "Run";
    return record;
}

}  // namespace sinter::fuzz
