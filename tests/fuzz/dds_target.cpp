// SPDX-License-Identifier: Apache-2.0
// Fuzzes the DDS decoder. The format has no checksums; its magic is put back.
#include <algorithm>

#include "decoder_check.hpp"
#include "picture_seeds.hpp"

namespace sinter::fuzz {

std::vector<Bytes> seeds() {
    return dds_seeds();
}

void resign(std::span<std::uint8_t> input, std::uint64_t) {
    constexpr std::string_view Magic{"DDS \x7C\0\0\0", 8};
    if (input.size() >= Magic.size()) std::copy(Magic.begin(), Magic.end(), input.begin());
}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    sinter::fuzz::check_decoder({"dds", "textures/a.dds"}, {data, size});
    return 0;
}
