// SPDX-License-Identifier: Apache-2.0
#include "build/embedded_file.hpp"

#include <algorithm>

namespace sinter {
namespace {

std::string text_of(const AssetView& asset, std::uint32_t tag) {
    const auto* table = asset.table(tag);
    return table ? std::string{reinterpret_cast<const char*>(table->rows), table->count} : std::string{};
}

}  // namespace

EmbeddedFile EmbeddedFile::of(const AssetView& asset) {
    const auto bytes = asset.chunks().front().bytes;
    return {text_of(asset, SINTER_FILE_NAME_TABLE),
            {reinterpret_cast<const char*>(bytes.data), std::min<std::size_t>(StartBytes, bytes.size)},
            text_of(asset, SINTER_FILE_HINT_TABLE)};
}

EmbeddedFile EmbeddedFile::of(const Facts& facts) {
    EmbeddedFile out;
    for (const auto& [name, value] : facts) {
        const auto* text = std::get_if<std::string>(&value);
        if (!text) continue;
        if (name == "name") out.name = *text;
        if (name == "start") out.start = *text;
        if (name == "hints") out.hints = *text;
    }
    return out;
}

Facts EmbeddedFile::facts() const {
    return {{"name", name}, {"start", start}, {"hints", hints}};
}

}  // namespace sinter
