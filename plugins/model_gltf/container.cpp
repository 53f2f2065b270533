// SPDX-License-Identifier: Apache-2.0
#include "container.hpp"

#include <cstring>

#include "refusal.hpp"

namespace model_gltf {
namespace {

constexpr std::uint32_t GlbMagic = 0x46546c67, JsonChunk = 0x4e4f534a, BinaryChunk = 0x004e4942;

std::uint32_t word_at(std::span<const std::uint8_t> bytes, std::size_t offset) {
    std::uint32_t word;
    std::memcpy(&word, bytes.data() + offset, sizeof word);
    return word;
}

std::string_view text_of(std::span<const std::uint8_t> bytes) {
    std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    // Some exporters pad with zeros where spaces are due.
    while (!text.empty() && text.back() == '\0') text.remove_suffix(1);
    return text;
}

}  // namespace

Container open_container(std::span<const std::uint8_t> source) {
    if (source.size() < 4 || word_at(source, 0) != GlbMagic) return {text_of(source), {}};
    require(source.size() >= 20, "the GLB header is truncated");
    const std::uint32_t version = word_at(source, 4);
    if (version != 2)
        refuse(sinter::Code::Unsupported, "GLB of version " + std::to_string(version) + "; 2 is read");
    const std::uint32_t length = word_at(source, 8);
    if (length < 20 || length > source.size())
        corrupt("the GLB says it has " + std::to_string(length) + " bytes (it has " +
                std::to_string(source.size()) + ")");
    const auto whole = source.first(length);
    Container out;
    bool first = true;
    for (std::size_t at = 12; whole.size() - at >= 8; first = false) {
        const std::uint32_t size = word_at(whole, at), kind = word_at(whole, at + 4);
        at += 8;
        require(size <= whole.size() - at, "a chunk of the GLB reaches beyond its end");
        const auto bytes = whole.subspan(at, size);
        if (first) {
            require(kind == JsonChunk, "the first chunk of the GLB is not JSON");
            out.json = text_of(bytes);
        } else if (kind == BinaryChunk && !out.binary) {
            out.binary = bytes;
        }
        at += size;
    }
    return out;
}

void check_json_size(std::string_view text) {
    constexpr std::size_t MostDepth = 128, MostValues = std::size_t{1} << 24;
    std::size_t depth = 0, values = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        switch (text[i]) {
            case '"':
                // Base64 makes texts of many megabytes: memchr runs through them.
                for (++i; i < text.size(); ++i) {
                    const auto* quote =
                        static_cast<const char*>(std::memchr(text.data() + i, '"', text.size() - i));
                    if (!quote) return;
                    i = static_cast<std::size_t>(quote - text.data());
                    std::size_t slashes = 0;
                    while (slashes < i && text[i - 1 - slashes] == '\\') ++slashes;
                    if (slashes % 2 == 0) break;
                }
                break;
            case '[':
            case '{':
                if (++depth > MostDepth) refuse(sinter::Code::TooLarge, "the JSON nests more than 128 deep");
                ++values;
                break;
            case ']':
            case '}':
                if (depth > 0) --depth;
                break;
            case ',':
                ++values;
                break;
            default:
                break;
        }
        if (values > MostValues) refuse(sinter::Code::TooLarge, "the JSON has more than 16777216 values");
    }
}

}  // namespace model_gltf
