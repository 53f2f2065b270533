// SPDX-License-Identifier: Apache-2.0
// Deeds with what leaves the worker: log, and the memory that it shares with the kernel.
#include <algorithm>
#include <atomic>
#include <csetjmp>
#include <cstring>
#include <string>
#include <vector>

#include <pthread.h>
#include <unistd.h>

#include "deed.hpp"

namespace sinter::misbehave {
namespace {

/// 1 GB to stdout, stderr or both, as fast as it goes, then an honest product.
sinter_code flood_log(const Scene& scene) {
    constexpr std::size_t Block = 65536;
    std::string line(Block, 'x');
    for (std::size_t i = 99; i < Block; i += 100) line[i] = '\n';
    const bool out = scene.argument != "stderr", err = scene.argument != "stdout";
    for (std::uint64_t written = 0; written < (std::uint64_t{1} << 30);) {
        for (const int target : {STDOUT_FILENO, STDERR_FILENO}) {
            if (target == STDOUT_FILENO ? !out : !err) continue;
            const auto done = ::write(target, line.data(), line.size());
            if (done <= 0) return refused(scene, "1 GB of log");
            written += static_cast<std::uint64_t>(done);
        }
    }
    return act_honestly(scene);
}

/// A line without end, zeroes, terminal commands, broken UTF-8.
sinter_code odd_log(const Scene& scene) {
    std::string text = "\x1b[2J\x1b]0;title\x07";
    text.push_back('\0');
    text += "\xff\xfe\xc0\x80\r\b\b";
    text.append(100'000, 'y');
    if (::write(STDERR_FILENO, text.data(), text.size()) <= 0) return refused(scene, "odd log");
    return act_honestly(scene);
}

/// Speaks once, so that a test can see where it ends up.
sinter_code say(const Scene& scene) {
    const auto line = std::string{scene.argument} + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) <= 0) return refused(scene, "a line of log");
    return act_honestly(scene);
}

std::vector<sinter_buffer> remembered;

struct Parts {
    sinter_output* output = nullptr;
    sinter_buffer rows{};
    sinter_buffer chunk{};
};

sinter_code make(const Scene& scene, Parts& parts) {
    parts.rows.size = 64 * 16;
    parts.chunk.size = std::max<std::uint64_t>(scene.body.size(), 1);
    auto code = scene.host().new_output(scene.self(), SINTER_DATA, &parts.output);
    if (code == SINTER_OK)
        code = scene.host().add_table(scene.self(), parts.output, SINTER_TAG('R', 'O', 'W', 'S'), 1, 64, 16,
                                      &parts.rows.data);
    if (code == SINTER_OK)
        code = scene.host().add_chunk(scene.self(), parts.output, SINTER_TAG('M', 'I', 'X', 'D'), 64,
                                      parts.chunk.size, &parts.chunk.data);
    if (code == SINTER_OK) std::copy(scene.body.begin(), scene.body.end(), parts.chunk.data);
    return code;
}

/// An honest product; keeps the addresses of everything it was given.
sinter_code remember(const Scene& scene) {
    Parts parts;
    if (const auto code = make(scene, parts); code != SINTER_OK) return code;
    const auto source = scene.host().source(scene.self());
    remembered.push_back(parts.rows);
    remembered.push_back(parts.chunk);
    remembered.push_back({const_cast<std::uint8_t*>(source.data), source.size});
    return scene.host().emit(scene.self(), parts.output, {});
}

__attribute__((no_sanitize("address", "undefined", "thread"))) void scribble_over(sinter_buffer memory,
                                                                                  std::uint8_t with) {
    volatile std::uint8_t* bytes = memory.data;
    for (std::uint64_t i = 0; i < memory.size; ++i) bytes[i] = with;
}

/// Over all that earlier jobs were given.
sinter_code scribble(const Scene& scene) {
    for (const auto& memory : remembered) scribble_over(memory, 0xee);
    return act_honestly(scene);
}

struct Scribbling {
    pthread_t caller;
    std::jmp_buf back;
    Parts parts;
    std::atomic<bool> other_is_here{false};
};

/// On another thread: scribbles for ever. On the job's own: waits for the other and jumps out of
/// parallel_for.
sinter_code scribble_body(void* user, std::uint64_t) {
    auto& work = *static_cast<Scribbling*>(user);
    if (!pthread_equal(pthread_self(), work.caller)) {
        work.other_is_here.store(true);
        for (std::uint8_t with = 0;; ++with) {
            scribble_over(work.parts.rows, with);
            scribble_over(work.parts.chunk, with);
        }
    }
    // With a single turn there is no other.
    for (int i = 0; i < 10'000'000 && !work.other_is_here.load(); ++i) __builtin_ia32_pause();
    std::longjmp(work.back, 1);
}

/// Answers while another thread of the worker goes on writing over the answer's memory.
sinter_code scribble_while_answering(const Scene& scene) {
    static Scribbling work;  // outlives the call, as the other thread does
    work.caller = pthread_self();
    work.other_is_here.store(false);
    if (const auto code = make(scene, work.parts); code != SINTER_OK) return code;
    if (const auto code = scene.host().emit(scene.self(), work.parts.output, {}); code != SINTER_OK)
        return code;
    if (setjmp(work.back) == 0) (void)scene.host().parallel_for(scene.self(), 64, scribble_body, &work);
    return SINTER_OK;
}

constexpr Deed Deeds[] = {
    {"log_1gb", Harm::Process, flood_log},  // [stdout | stderr]
    {"log_odd", Harm::Process, odd_log},
    {"say", Harm::Process, say},  // text
    {"remember", Harm::None, remember},
    {"scribble", Harm::Process, scribble},
    {"scribble_while_answering", Harm::Process, scribble_while_answering},
};

}  // namespace

std::span<const Deed> output_deeds() {
    return Deeds;
}

}  // namespace sinter::misbehave
