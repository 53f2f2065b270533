// SPDX-License-Identifier: Apache-2.0
#include "ktx2_metadata.hpp"

#include <algorithm>

namespace sinter::texture_core {

Result<Ktx2Metadata> read_ktx2_metadata(const Ktx2File& file) {
    const auto bytes = file.metadata;
    Ktx2Metadata out;
    const auto corrupt = [&](std::string text, std::uint64_t offset) {
        return Error{
            Code::Corrupt, "KTX2: " + std::move(text), {.path = {}, .offset = file.metadata_offset + offset}};
    };
    for (std::uint64_t at = 0; at < bytes.size();) {
        if (!holds(bytes, at, 4)) return corrupt("a metadata entry is truncated", at);
        const std::uint64_t size = little<std::uint32_t>(bytes, at);
        if (size < 2 || !holds(bytes, at + 4, size))
            return corrupt("a metadata entry of " + std::to_string(size) + " bytes", at);
        const auto entry = part(bytes, at + 4, size);
        const auto end_of_key = std::find(entry.begin(), entry.end(), std::uint8_t{0});
        if (end_of_key == entry.begin() || end_of_key == entry.end())
            return corrupt("a metadata key without end", at + 4);
        const auto key_size = static_cast<std::size_t>(end_of_key - entry.begin());
        const std::string_view key{reinterpret_cast<const char*>(entry.data()), key_size};
        std::string_view value{reinterpret_cast<const char*>(entry.data()) + key_size + 1,
                               entry.size() - key_size - 1};
        if (key == "KTXcubemapIncomplete") out.is_incomplete_cube = true;
        if (!value.empty() && value.back() == '\0') value.remove_suffix(1);
        if (key == "KTXorientation") out.orientation = value;
        if (key == "KTXswizzle") out.swizzle = value;
        at += 4 + ((size + 3) & ~std::uint64_t{3});
    }
    if (out.is_incomplete_cube && (file.faces != 1 || file.width != file.height || file.depth != 0))
        return corrupt("KTXcubemapIncomplete on layers that are no faces of a cube", 0);
    return out;
}

}  // namespace sinter::texture_core
