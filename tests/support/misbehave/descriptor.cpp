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

/// These bytes, to every socket it has. Most are none.
void send_everywhere(std::string_view bytes) {
    for (int i = FirstOwn; i < 64; ++i) {
        iovec part{const_cast<char*>(bytes.data()), bytes.size()};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        (void)::sendmsg(i, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    }
}

sinter_code send_body(const Scene& scene) {
    send_everywhere({reinterpret_cast<const char*>(scene.body.data()), scene.body.size()});
    return act_honestly(scene);
}

/// As much as the kernel takes.
sinter_code send_flood(const Scene& scene) {
    const std::string block(65536, '\x5a');
    for (int i = 0; i < 1000; ++i) send_everywhere(block);
    return act_honestly(scene);
}

constexpr Deed Deeds[] = {
    {"descriptors", Harm::Process, list},
    {"close_descriptors", Harm::Process, close_all},
    {"close_wire", Harm::Process, close_own},
    {"close_log", Harm::Process, close_log},
    {"replace_descriptors", Harm::Process, replace},
    {"use_up_descriptors", Harm::Process, use_up},
    {"send", Harm::Process, send_body},
    {"send_flood", Harm::Process, send_flood},
};

}  // namespace

std::span<const Deed> descriptor_deeds() {
    return Deeds;
}

}  // namespace sinter::misbehave
