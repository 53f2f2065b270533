// SPDX-License-Identifier: Apache-2.0
#include "deed.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>

namespace sinter::misbehave {

sinter_code emit_bytes(const Scene& scene, std::span<const std::uint8_t> bytes) {
    if (scene.role != Role::Decoder) return SINTER_OK;
    sinter_output* output = nullptr;
    std::uint8_t* chunk = nullptr;
    auto code = scene.host().new_output(scene.self(), SINTER_DATA, &output);
    if (code == SINTER_OK)
        code = scene.host().add_chunk(scene.self(), output, SINTER_TAG('T', 'E', 'X', 'T'), 1, bytes.size(),
                                      &chunk);
    if (code != SINTER_OK) return code;
    std::copy(bytes.begin(), bytes.end(), chunk);
    return scene.host().emit(scene.self(), output, {});
}

sinter_code emit_text(const Scene& scene, std::string_view text) {
    return emit_bytes(scene, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

sinter_code fail(const Scene& scene, sinter_code code, std::string_view text) {
    const auto said = "misbehave: " + std::string{text};
    scene.host().report(scene.self(), SINTER_ERROR, code, to_abi(said), nullptr);
    return code;
}

sinter_code escaped(const Scene& scene, std::string_view what) {
    return fail(scene, SINTER_INTERNAL, "ESCAPED: " + std::string{what});
}

sinter_code refused(const Scene& scene, std::string_view what) {
    const auto* name = strerrorname_np(errno);
    return fail(scene, SINTER_DENIED, std::string{what} + " was refused (" + (name ? name : "?") + ")");
}

std::uint64_t number_of(std::string_view text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace sinter::misbehave
