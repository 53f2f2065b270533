// SPDX-License-Identifier: Apache-2.0
#include "project.hpp"
#include "project_sounds_synth.hpp"

namespace sinter::samples {
namespace {

/// A file of its first bytes.
Result<Bytes> cut(Result<Bytes> file, std::size_t size) {
    if (file) file->resize(std::min(size, file->size()));
    return file;
}

/// The number of channels in "fmt " becomes 0.
Bytes without_channels(Bytes file) {
    file[22] = file[23] = 0;
    return file;
}

}  // namespace

void add_sounds(OutputFolder& out) {
    const Sound coins = coin(), winds = wind(), tunes = tune(), voice = vowels();
    const auto bar = tune_bar_frames();
    out.add("assets/sounds/sfx/coin.wav", write_wav(coins, WavSamples::Bits16));
    out.add("assets/sounds/sfx/laser.wav", write_wav(laser(), WavSamples::Bits24));
    out.add("assets/sounds/sfx/footstep.flac", write_flac(footstep()));
    out.add("assets/sounds/sfx/coin_8bit.wav", write_wav(coins, WavSamples::Bits8));
    out.add("assets/sounds/ambience/wind_loop.wav",
            write_wav(winds, WavSamples::Bits16, {0, static_cast<std::uint32_t>(winds.frames())}));
    out.add("assets/sounds/music/tune.ogg",
            write_ogg_vorbis(tunes, 0.5F,
                             {"TITLE=Five bars", "ARTIST=sinter-samples", "LOOPSTART=" + std::to_string(bar),
                              "LOOPLENGTH=" + std::to_string(bar * (TuneBars - 1))}));
    out.add("assets/sounds/voice/vowels.wav",
            write_wav(voice, WavSamples::Float, {},
                      {{0, "a"}, {24000, "e"}, {48000, "i"}, {72000, "o"}, {96000, "u"}}));

    out.add_text("assets/broken/not_a_sound.wav", "This is a text, whatever its name says.\n");
    out.add("assets/broken/no_channels.wav", without_channels(write_wav(coins, WavSamples::Bits16)));
    out.add("assets/broken/headers_only.ogg", cut(write_ogg_vorbis(coins, 0.1F, {}), 1000));
}

}  // namespace sinter::samples
