// SPDX-License-Identifier: Apache-2.0
// The header of a PLY file (Turk 1994, "The PLY Polygon File Format"): elements and their properties.
#pragma once

#include <string>
#include <vector>

#include <sinter/plugin.hpp>

namespace sinter::model_assimp {

enum class PlyType : std::uint8_t { Int8, Uint8, Int16, Uint16, Int32, Uint32, Float, Double };

/// 1, 2, 4 or 8.
constexpr std::uint32_t bytes_of(PlyType type) {
    constexpr std::uint32_t sizes[] = {1, 1, 2, 2, 4, 4, 4, 8};
    return sizes[static_cast<std::size_t>(type)];
}

struct PlyProperty {
    std::string name;
    PlyType type = PlyType::Float;
    bool is_list = false;
    PlyType count_type = PlyType::Uint8;  ///< of a list: an integer
};

struct PlyElement {
    std::string name;
    std::uint64_t count = 0;
    std::vector<PlyProperty> properties = {};
};

struct PlyHeader {
    enum class Form { Text, LittleEndian, BigEndian } form = Form::Text;
    std::vector<PlyElement> elements;
    std::string generator;  ///< the first comment
    std::size_t size = 0;   ///< bytes: where the data begins
    std::uint32_t lines = 0;
};

/// Errors: Corrupt, with the line; Unsupported (another version); TooLarge (over 256 elements or properties).
Result<PlyHeader> read_ply_header(std::span<const std::uint8_t> source);

}  // namespace sinter::model_assimp
