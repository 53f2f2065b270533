// SPDX-License-Identifier: Apache-2.0
#include "reference_dds.hpp"

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <unistd.h>

#include <OpenImageIO/imageio.h>

namespace sinter::test {
namespace {

constexpr std::uint32_t Dx10 = 0x30315844;

/// OpenImageIO 2.4 knows BC1 to BC3 only by their old names.
std::uint32_t four_character_code(unsigned dxgi_format) {
    switch (dxgi_format) {
        case 71:
            return 0x31545844;  // "DXT1"
        case 74:
            return 0x33545844;  // "DXT3"
        case 77:
            return 0x35545844;  // "DXT5"
        default:
            return Dx10;
    }
}

/// The header as Microsoft's "DDS_HEADER structure" and "DDS_HEADER_DXT10 structure" lay it out.
std::vector<std::uint32_t> header(unsigned width, unsigned height, std::size_t bytes, unsigned dxgi_format) {
    std::vector<std::uint32_t> words(37);
    words[0] = 0x20534444;  // "DDS "
    words[1] = 124;
    words[2] = 0x1 | 0x2 | 0x4 | 0x1000 | 0x80000;  // caps, height, width, pixel format, linear size
    words[3] = height;
    words[4] = width;
    words[5] = static_cast<std::uint32_t>(bytes);
    words[19] = 32;
    words[20] = 0x4;  // a four character code
    words[21] = four_character_code(dxgi_format);
    words[27] = 0x1000;  // a texture
    if (words[21] != Dx10) {
        words.resize(32);
        return words;
    }
    words[32] = dxgi_format;
    words[33] = 3;  // two dimensions
    words[35] = 1;  // of one layer
    return words;
}

}  // namespace

ReferenceImage read_reference(std::span<const std::uint8_t> blocks, unsigned block_bytes, unsigned columns,
                              unsigned dxgi_format) {
    const auto lines = static_cast<unsigned>(blocks.size() / block_bytes / columns);
    const auto file = std::filesystem::temp_directory_path() / ("sinter_blocks_" + std::to_string(getpid()) +
                                                                "_" + std::to_string(dxgi_format) + ".dds");
    {
        const auto words = header(columns * 4, lines * 4, blocks.size(), dxgi_format);
        std::ofstream out{file, std::ios::binary};
        out.write(reinterpret_cast<const char*>(words.data()),
                  static_cast<std::streamsize>(words.size() * 4));
        out.write(reinterpret_cast<const char*>(blocks.data()), static_cast<std::streamsize>(blocks.size()));
    }
    // Colours are wanted as stored, not multiplied by their alpha.
    OIIO::ImageSpec wishes;
    wishes.attribute("oiio:UnassociatedAlpha", 1);
    auto input = OIIO::ImageInput::open(file.string(), &wishes);
    std::filesystem::remove(file);
    if (!input) throw std::runtime_error(OIIO::geterror());
    const auto& spec = input->spec();
    ReferenceImage image{static_cast<unsigned>(spec.width),
                         static_cast<unsigned>(spec.height),
                         static_cast<unsigned>(spec.nchannels),
                         spec.format == OIIO::TypeHalf,
                         {}};
    image.bytes.resize(spec.image_bytes());
    if (!input->read_image(0, 0, 0, spec.nchannels, spec.format, image.bytes.data()))
        throw std::runtime_error(input->geterror());
    return image;
}

}  // namespace sinter::test
