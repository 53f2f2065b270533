// SPDX-License-Identifier: Apache-2.0
// URIs of buffers and images (glTF 2.0, section 2.8; RFC 3986, RFC 2397): data within the text, or a
// neighbour's path.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace model_gltf {

struct DataUri {
    std::string_view media_type;  ///< "image/png"; may be empty
    bool base64 = false;
    std::string_view payload;  ///< as written
};

/// What "data:..." says; nothing for another URI. Throws Refusal when it has no payload.
std::optional<DataUri> parse_data_uri(std::string_view uri, const std::string& place);
/// Most bytes that the payload can hold.
std::size_t most_bytes(const DataUri& uri);
/// Writes the bytes to `out`, which has most_bytes() of room; how many they are. Throws Refusal for what is
/// no Base64 (RFC 4648, section 4; padding may be missing) or no percent-encoding.
std::size_t decode_payload(const DataUri& uri, std::uint8_t* out, const std::string& place);

/// The path of a neighbour, relative to the file: percent-encoding undone, "/" between the parts. Throws
/// Refusal: Denied for URIs with a scheme or from a root, Corrupt for a bad percent-encoding.
std::string path_of_uri(std::string_view uri, const std::string& place);

}  // namespace model_gltf
