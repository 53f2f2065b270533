// SPDX-License-Identifier: Apache-2.0
// What an honest plugin does: looks at all it may look at, works in parallel, emits. Its row also holds
// everything that another job could have left changed in the process: rounding, flushed denormals, precision,
// locale.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "deed.hpp"

namespace sinter::misbehave {
namespace {

constexpr std::uint64_t BlockBytes = 256;

struct GoodRow {
    std::uint32_t body_size;
    std::uint32_t neighbour_size;
    std::int64_t number;            // the setting
    std::int64_t max_texture_size;  // of the platform
    float third;
    float denormal;
    double third_double;
    double infinite;
    std::uint8_t third_extended[16];
    char decimal[8];
    std::uint32_t longest_character;  // bytes, in the locale
    std::uint32_t reserved;
};

void note_arithmetic(GoodRow& row) {
    volatile float one = 1, three = 3, tiny = 1e-38f, zero = 0;
    volatile double one_double = 1;
    volatile long double one_extended = 1;
    row.third = one / three;
    row.denormal = tiny / three;
    row.third_double = one_double / static_cast<double>(three);
    row.infinite = static_cast<double>(one / zero);
    const long double third = one_extended / static_cast<long double>(three);
    std::memcpy(row.third_extended, &third, 10);  // the rest of it is padding
    std::snprintf(row.decimal, sizeof row.decimal, "%.2f", static_cast<double>(one) + 0.5);
    row.longest_character = static_cast<std::uint32_t>(MB_CUR_MAX);
}

struct Mixing {
    const Scene* scene;
    std::span<const std::uint8_t> from;
    std::uint8_t* to;
    std::uint8_t add;
};

/// A byte that depends on how this thread rounds, and on what it does with denormals.
std::uint8_t arithmetic_byte() {
    volatile float one = 1, three = 3, tiny = 1e-38f;
    const float values[] = {one / three, tiny / three};
    std::uint32_t bits[2];
    std::memcpy(bits, values, sizeof bits);
    return static_cast<std::uint8_t>(bits[0] + bits[1]);
}

sinter_code mix_block(void* user, std::uint64_t index) {
    const auto& work = *static_cast<const Mixing*>(user);
    const auto begin = index * BlockBytes;
    const auto end = std::min<std::uint64_t>(begin + BlockBytes, work.from.size());
    const auto add = static_cast<std::uint8_t>(work.add + arithmetic_byte());
    for (auto i = begin; i < end; ++i) work.to[i] = static_cast<std::uint8_t>(work.from[i] * 5 + add);
    return work.scene->host().checkpoint(work.scene->self(),
                                         static_cast<float>(end) / static_cast<float>(work.from.size()));
}

sinter_code decode(const Scene& scene) {
    const auto& host = scene.host();
    auto* self = scene.self();
    sinter_value number{}, largest{};
    sinter_bytes neighbour{};
    auto code = host.setting(self, to_abi("number"), &number);
    if (code != SINTER_OK) return code;
    if (host.platform(self, to_abi("max_texture_size"), &largest) != SINTER_OK) largest.integer = 0;
    if (!scene.argument.empty()) {
        code = host.read(self, to_abi(scene.argument), &neighbour);
        if (code != SINTER_OK && code != SINTER_ABSENT) return fail(scene, code, "cannot read the neighbour");
    }
    sinter_output* output = nullptr;
    std::uint8_t *rows = nullptr, *chunk = nullptr, *scratch = nullptr;
    code = host.new_output(self, SINTER_DATA, &output);
    if (code == SINTER_OK)
        code = host.add_table(self, output, SINTER_TAG('G', 'O', 'O', 'D'), 1, sizeof(GoodRow), 1, &rows);
    if (code == SINTER_OK)
        code = host.add_chunk(self, output, SINTER_TAG('M', 'I', 'X', 'D'), 64, scene.body.size(), &chunk);
    if (code == SINTER_OK)
        code = host.allocate(self, std::max<std::uint64_t>(scene.body.size(), 1), &scratch);
    if (code != SINTER_OK) return fail(scene, code, "no memory for an honest product");
    GoodRow row{};
    row.body_size = static_cast<std::uint32_t>(scene.body.size());
    row.neighbour_size = static_cast<std::uint32_t>(neighbour.size);
    row.number = number.integer;
    row.max_texture_size = largest.integer;
    note_arithmetic(row);
    std::memcpy(rows, &row, sizeof row);
    Mixing work{&scene, scene.body, scratch, static_cast<std::uint8_t>(number.integer)};
    for (std::uint64_t i = 0; i < neighbour.size; ++i)
        work.add = static_cast<std::uint8_t>(work.add * 31 + neighbour.data[i]);
    code = host.parallel_for(self, (scene.body.size() + BlockBytes - 1) / BlockBytes, mix_block, &work);
    if (code != SINTER_OK) return code;
    std::copy_n(scratch, scene.body.size(), chunk);
    host.release(self, scratch);
    return host.emit(self, output, {});
}

sinter_code process(const Scene& scene) {
    sinter_output* output = nullptr;
    std::uint8_t* chunk = nullptr;
    const auto* input = scene.host().input(scene.self());
    auto code = scene.host().new_output(scene.self(), input->type, &output);
    if (code == SINTER_OK)
        code = scene.host().add_chunk(scene.self(), output, SINTER_TAG('M', 'I', 'X', 'D'), 64,
                                      scene.body.size(), &chunk);
    if (code != SINTER_OK) return fail(scene, code, "no memory for an honest product");
    for (const auto byte : scene.body) *chunk++ = static_cast<std::uint8_t>(byte + 1);
    return scene.host().emit(scene.self(), output, {});
}

/// The bytes of a neighbour, or the code's number as a failure.
sinter_code read(const Scene& scene) {
    sinter_bytes bytes{};
    const auto code = scene.host().read(scene.self(), to_abi(scene.argument), &bytes);
    if (code != SINTER_OK) return fail(scene, code, "read gave " + std::to_string(code));
    return emit_bytes(scene, {bytes.data, bytes.size});
}

/// A checkpoint at the progress in hundredths, then another deed's worth of nothing: for the last checkpoint
/// of a death.
sinter_code checkpoint_then_abort(const Scene& scene) {
    (void)scene.host().checkpoint(scene.self(), static_cast<float>(number_of(scene.argument)) / 100);
    std::abort();
}

sinter_code copy_body(const Scene& scene) {
    return emit_bytes(scene, scene.body);
}

constexpr Deed Deeds[] = {
    {"good", Harm::None, act_honestly},  // [neighbour]
    {"read", Harm::None, read},          // path
    {"copy", Harm::None, copy_body},
    {"checkpoint_then_abort", Harm::Process, checkpoint_then_abort},  // hundredths
};

}  // namespace

std::span<const Deed> honest_deeds() {
    return Deeds;
}

sinter_code act_honestly(const Scene& scene) {
    if (scene.role == Role::Decoder) return decode(scene);
    if (scene.role == Role::Processor) return process(scene);
    scene.host().stat(scene.self(), to_abi("bytes"), static_cast<double>(scene.body.size()));
    return SINTER_OK;
}

}  // namespace sinter::misbehave
