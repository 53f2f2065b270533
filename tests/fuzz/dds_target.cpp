// SPDX-License-Identifier: Apache-2.0
// Fuzzes the DDS decoder. The format has no checksums.
#include "decoder_check.hpp"
#include "picture_seeds.hpp"

namespace sinter::fuzz {

std::vector<Bytes> seeds() {
    return dds_seeds();
}

void resign(std::span<std::uint8_t>, std::uint64_t) {}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    sinter::fuzz::check_decoder({"dds", "textures/a.dds"}, {data, size});
    return 0;
}
