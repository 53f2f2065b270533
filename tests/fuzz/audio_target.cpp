// SPDX-License-Identifier: Apache-2.0
// Fuzzes the decoders of sounds: our own readers of Ogg pages, comments and trimming, and libvorbis and
// libsndfile behind them. The first byte chooses the decoder. Ogg pages have checksums, which are mended.
#include <algorithm>
#include <array>

#include "decoder_check.hpp"
#include "project_sounds_synth.hpp"

namespace sinter::fuzz {
namespace {

constexpr std::array<std::string_view, 6> Decoders = {"ogg", "wav", "flac", "aiff", "mp3", "sound"};

Bytes with_choice(std::uint8_t choice, const samples::Bytes& file) {
    Bytes out(file.size() + 1);
    out[0] = choice;
    std::copy(file.begin(), file.end(), out.begin() + 1);
    return out;
}

/// CRC-32 of RFC 3533, bit by bit.
std::uint32_t page_checksum(std::span<const std::uint8_t> page) {
    std::uint32_t crc = 0;
    for (const std::uint8_t byte : page) {
        crc ^= static_cast<std::uint32_t>(byte) << 24;
        for (int bit = 0; bit < 8; ++bit) crc = (crc << 1) ^ ((crc & 0x80000000U) != 0 ? 0x04C11DB7U : 0U);
    }
    return crc;
}

}  // namespace

std::vector<Bytes> seeds() {
    samples::Sound mono = samples::coin(), stereo{2, 22050, {}};
    mono.samples.resize(3000);
    for (const float sample : mono.samples) stereo.samples.insert(stereo.samples.end(), {sample, -sample});
    std::vector<Bytes> out;
    for (const auto* sound : {&mono, &stereo}) {
        if (auto ogg =
                samples::write_ogg_vorbis(*sound, 0.0F, {"LOOPSTART=100", "LOOPLENGTH=500", "TITLE=a"}))
            out.push_back(with_choice(0, *ogg));
        if (auto flac = samples::write_flac(*sound)) out.push_back(with_choice(2, *flac));
    }
    for (const auto form : {samples::WavSamples::Bits8, samples::WavSamples::Bits16,
                            samples::WavSamples::Bits24, samples::WavSamples::Float})
        out.push_back(with_choice(1, samples::write_wav(stereo, form, {100, 600}, {{7, "a"}, {900, "b"}})));
    return out;
}

void resign(std::span<std::uint8_t> input, std::uint64_t) {
    constexpr std::array<std::uint8_t, 4> capture{'O', 'g', 'g', 'S'};
    for (std::size_t at = 1; at + 27 <= input.size(); ++at) {
        if (!std::equal(capture.begin(), capture.end(), input.begin() + static_cast<std::ptrdiff_t>(at)))
            continue;
        std::size_t size = 27 + std::size_t{input[at + 26]};
        if (size > input.size() - at) return;
        for (std::size_t i = 27, end = size; i < end; ++i) size += input[at + i];
        if (size > input.size() - at) continue;
        const auto page = input.subspan(at, size);
        for (std::size_t i = 22; i < 26; ++i) page[i] = 0;
        const auto crc = page_checksum(page);
        for (std::size_t i = 0; i < 4; ++i) page[22 + i] = static_cast<std::uint8_t>(crc >> (8 * i));
        at += size - 1;
    }
}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sinter::fuzz;
    if (size == 0) return 0;
    check_decoder({Decoders[data[0] % Decoders.size()], "sounds/a", {{"max_minutes", std::int64_t{2}}}},
                  {data + 1, size - 1});
    return 0;
}
