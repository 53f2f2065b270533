// SPDX-License-Identifier: Apache-2.0
// Deeds with the descriptors that the worker has: its log, its shared memory, its wire.
#include <algorithm>
#include <cerrno>
#include <string>

#include <sys/socket.h>
#include <unistd.h>

#include "deed.hpp"

namespace sinter::misbehave {
namespace {

constexpr int FirstOwn = 3;
constexpr int Most = 1024;

/// Numbers of the open descriptors. An empty write changes nothing and tells.
sinter_code list(const Scene& scene) {
    std::string text;
    for (int i = 0; i < Most; ++i)
        if (::write(i, "", 0) >= 0 || errno != EBADF) text += (text.empty() ? "" : " ") + std::to_string(i);
    return emit_text(scene, text);
}

sinter_code close_all(const Scene& scene) {
    for (int i = 0; i < Most; ++i) ::close(i);
    return act_honestly(scene);
}

sinter_code close_own(const Scene& scene) {
    for (int i = FirstOwn; i < Most; ++i) ::close(i);
    return act_honestly(scene);
}

sinter_code close_log(const Scene& scene) {
    ::close(STDOUT_FILENO);
    ::close(STDERR_FILENO);
    return act_honestly(scene);
}

/// Its log in the place of everything else.
sinter_code replace(const Scene& scene) {
    for (int i = FirstOwn; i < 64; ++i) ::dup2(STDERR_FILENO, i);
    return act_honestly(scene);
}

/// More descriptors than the process may have.
sinter_code use_up(const Scene& scene) {
    for (int i = 0; i < 1'000'000; ++i)
        if (::dup(STDERR_FILENO) < 0) return refused(scene, "descriptors without end");
    return escaped(scene, "descriptors without end");
}

/// All of these bytes, or as many as are taken. Sockets other than the wire are not there; files are no
/// sockets.
void send_everywhere(std::string_view bytes) {
    for (int i = FirstOwn; i < 64; ++i) {
        for (std::size_t sent = 0; sent < bytes.size();) {
            iovec part{const_cast<char*>(bytes.data()) + sent, bytes.size() - sent};
            msghdr message{};
            message.msg_iov = &part;
            message.msg_iovlen = 1;
            const auto done = ::sendmsg(i, &message, MSG_NOSIGNAL);
            if (done <= 0) break;
            sent += static_cast<std::size_t>(done);
        }
    }
}

volatile bool turning = true;

/// Sends its body as it is, behind the worker's back. A test makes frames of it: answers that lie, come
/// twice, are cut short. Then, by its argument: "" goes on honestly, "hang", "exit".
sinter_code send_body(const Scene& scene) {
    // Asked first: when the kernel believes the answer, the argument's memory is the next job's.
    const bool ends = scene.argument == "exit", hangs = scene.argument == "hang";
    send_everywhere({reinterpret_cast<const char*>(scene.body.data()), scene.body.size()});
    if (ends) _exit(0);
    while (hangs && turning) {
    }
    return act_honestly(scene);
}

sinter_code send_flood(const Scene& scene) {
    const std::string block(65536, '\x5a');
    for (int i = 0; i < 1000; ++i) send_everywhere(block);
    return act_honestly(scene);
}

/// Writes nonsense over what kernel and worker share beside the payloads: the page before the source.
__attribute__((no_sanitize("address", "undefined", "thread"))) sinter_code scribble_control(
    const Scene& scene) {
    constexpr std::uintptr_t PageBytes = 4096;
    const auto source = reinterpret_cast<std::uintptr_t>(scene.host().source(scene.self()).data);
    auto* page = reinterpret_cast<volatile std::uint8_t*>((source & ~(PageBytes - 1)) - PageBytes);
    for (std::uintptr_t i = 0; i < PageBytes; ++i) page[i] = 0xff;
    return act_honestly(scene);
}

constexpr Deed Deeds[] = {
    {"descriptors", Harm::Process, list},
    {"close_descriptors", Harm::Process, close_all},
    {"close_wire", Harm::Process, close_own},
    {"close_log", Harm::Process, close_log},
    {"replace_descriptors", Harm::Process, replace},
    {"use_up_descriptors", Harm::Process, use_up},
    {"send", Harm::Process, send_body},  // [hang | exit]
    {"send_flood", Harm::Process, send_flood},
    {"scribble_control", Harm::Process, scribble_control},
};

}  // namespace

std::span<const Deed> descriptor_deeds() {
    return Deeds;
}

}  // namespace sinter::misbehave
