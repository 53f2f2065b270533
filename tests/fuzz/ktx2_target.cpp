// SPDX-License-Identifier: Apache-2.0
// Fuzzes the KTX 2.0 decoder. Nothing is signed again: the format has no checksums but those within its
// supercompressed levels.
#include "decoder_check.hpp"
#include "picture_seeds.hpp"

namespace sinter::fuzz {

std::vector<Bytes> seeds() {
    return ktx2_seeds();
}

void resign(std::span<std::uint8_t>, std::uint64_t) {}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    sinter::fuzz::check_decoder({"ktx2", "textures/a.ktx2"}, {data, size});
    return 0;
}
