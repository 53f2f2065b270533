// SPDX-License-Identifier: Apache-2.0
// Fuzzes the JPEG decoder with its EXIF and ICC readers. The format has no checksums.
#include "decoder_check.hpp"
#include "picture_seeds.hpp"

namespace sinter::fuzz {

std::vector<Bytes> seeds() {
    return jpeg_seeds();
}

void resign(std::span<std::uint8_t>, std::uint64_t) {}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const char* const spaces[] = {"auto", "srgb", "linear"};
    sinter::fuzz::check_decoder(
        {"jpeg",
         "textures/a.jpg",
         {{"color_space", std::string{spaces[size % 3]}}, {"max_megatexels", std::int64_t{256}}}},
        {data, size});
    return 0;
}
