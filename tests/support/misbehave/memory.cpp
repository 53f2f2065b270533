// SPDX-License-Identifier: Apache-2.0
// Deeds that take too much memory, or write past what they were given.
#include <cstdlib>
#include <new>

#include <sys/mman.h>

#include "deed.hpp"

namespace sinter::misbehave {
namespace {

constexpr std::size_t EightGigabytes = std::size_t{8} << 30;
constexpr std::size_t PageBytes = 4096;

void touch(void* memory, std::size_t size) {
    auto* bytes = static_cast<volatile char*>(memory);
    for (std::size_t i = 0; i < size; i += PageBytes) bytes[i] = 1;
}

sinter_code by_malloc(const Scene& scene) {
    void* memory = std::malloc(EightGigabytes);
    if (!memory) return refused(scene, "8 GB of malloc");
    touch(memory, EightGigabytes);
    return escaped(scene, "8 GB of malloc");
}

sinter_code by_mmap(const Scene& scene) {
    void* memory = mmap(nullptr, EightGigabytes, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return refused(scene, "8 GB of mmap");
    touch(memory, EightGigabytes);
    return escaped(scene, "8 GB of mmap");
}

sinter_code by_new(const Scene& scene) {
    touch(::operator new(EightGigabytes), EightGigabytes);
    return escaped(scene, "8 GB of new");
}

/// In blocks as a container that grows would ask for them.
sinter_code bit_by_bit(const Scene& scene) {
    constexpr std::size_t Block = std::size_t{1} << 20;
    for (std::size_t sum = 0; sum < EightGigabytes; sum += Block) {
        void* memory = std::malloc(Block);
        if (!memory) return refused(scene, "8 GB in blocks");
        touch(memory, Block);
    }
    return escaped(scene, "8 GB in blocks");
}

/// A million small mappings.
sinter_code many_mappings(const Scene& scene) {
    for (int i = 0; i < 1'000'000; ++i) {
        // Neighbours of unlike protection are not merged.
        void* memory = mmap(nullptr, PageBytes, i % 2 ? PROT_READ : PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) return refused(scene, "a million mappings");
    }
    return escaped(scene, "a million mappings");
}

sinter_code by_the_host(const Scene& scene) {
    std::uint8_t* data = nullptr;
    const auto code = scene.host().allocate(scene.self(), EightGigabytes, &data);
    if (code != SINTER_OK) return fail(scene, code, "the host refused 8 GB");
    touch(data, EightGigabytes);
    return escaped(scene, "8 GB of the host");
}

sinter_code chunks_without_end(const Scene& scene) {
    sinter_output* output = nullptr;
    auto code = scene.host().new_output(scene.self(), SINTER_DATA, &output);
    for (std::uint32_t i = 0; i < 1024 && code == SINTER_OK; ++i) {
        constexpr std::uint64_t Size = std::uint64_t{64} << 20;
        std::uint8_t* data = nullptr;
        code = scene.host().add_chunk(scene.self(), output, SINTER_TAG('B', 'I', 'G', ' ') + i, 4096, Size,
                                      &data);
        if (code == SINTER_OK) touch(data, Size);
    }
    return code != SINTER_OK ? fail(scene, code, "the host refused 64 GB")
                             : escaped(scene, "64 GB of chunks");
}

/// Writes `argument` bytes past the end of its rows, then emits as if nothing had happened.
__attribute__((no_sanitize("address", "undefined", "thread"))) sinter_code overrun_rows(const Scene& scene) {
    sinter_output* output = nullptr;
    std::uint8_t* rows = nullptr;
    auto code = scene.host().new_output(scene.self(), SINTER_DATA, &output);
    if (code == SINTER_OK)
        code = scene.host().add_table(scene.self(), output, SINTER_TAG('R', 'O', 'W', 'S'), 1, 64, 1, &rows);
    if (code != SINTER_OK) return code;
    volatile std::uint8_t* past = rows + 64;
    const auto count = number_of(scene.argument);
    for (std::uint64_t i = 0; i < count; ++i) past[i] = 0xee;
    return scene.host().emit(scene.self(), output, {});
}

/// The source and the neighbours are the kernel's.
__attribute__((no_sanitize("address", "undefined", "thread"))) sinter_code write_source(const Scene& scene) {
    const auto source = scene.host().source(scene.self());
    auto* bytes = const_cast<volatile std::uint8_t*>(source.data);
    for (std::uint64_t i = 0; i < source.size; ++i) bytes[i] = 0xee;
    return act_honestly(scene);
}

constexpr Deed Deeds[] = {
    {"allocate_malloc", Harm::Process, by_malloc},
    {"allocate_mmap", Harm::Process, by_mmap},
    {"allocate_new", Harm::Process, by_new},
    {"allocate_bit_by_bit", Harm::Process, bit_by_bit},
    {"allocate_mappings", Harm::Process, many_mappings},
    {"allocate_host", Harm::None, by_the_host},
    {"allocate_chunks", Harm::Process, chunks_without_end},
    {"overrun_rows", Harm::Process, overrun_rows},  // bytes
    {"write_source", Harm::Process, write_source},
};

}  // namespace

std::span<const Deed> memory_deeds() {
    return Deeds;
}

}  // namespace sinter::misbehave
