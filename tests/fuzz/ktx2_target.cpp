// SPDX-License-Identifier: Apache-2.0
// Fuzzes the KTX 2.0 decoder. Its identifier is put back; there are no checksums but those within
// supercompressed levels.
#include <algorithm>

#include "decoder_check.hpp"
#include "picture_seeds.hpp"

namespace sinter::fuzz {

std::vector<Bytes> seeds() {
    return ktx2_seeds();
}

void resign(std::span<std::uint8_t> input, std::uint64_t) {
    constexpr std::string_view Identifier = "\xABKTX 20\xBB\r\n\x1A\n";
    if (input.size() >= Identifier.size()) std::copy(Identifier.begin(), Identifier.end(), input.begin());
}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    sinter::fuzz::check_decoder({"ktx2", "textures/a.ktx2"}, {data, size});
    return 0;
}
