// SPDX-License-Identifier: Apache-2.0
#include "os/socket.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstring>

namespace sinter {
namespace {

constexpr std::size_t MostFiles = 4;

Error failure(const char* what) {
    return {Code::Io, std::string{what} + " (" + std::strerror(errno) + ")", {}};
}

}  // namespace

Result<std::array<FileDescriptor, 2>> socket_pair(SocketKind kind) {
    int ends[2];
    const int type = kind == SocketKind::Stream ? SOCK_STREAM : SOCK_SEQPACKET;
    if (::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends) != 0) return failure("socket: no pair can be made");
    return std::array<FileDescriptor, 2>{FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
}

Result<std::array<FileDescriptor, 2>> log_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return failure("pipe: none can be made");
    return std::array<FileDescriptor, 2>{FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
}

bool send_all(int socket, std::span<const std::uint8_t> bytes) noexcept {
    while (!bytes.empty()) {
        const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

bool receive_all(int socket, std::span<std::uint8_t> bytes) noexcept {
    while (!bytes.empty()) {
        const auto got = ::recv(socket, bytes.data(), bytes.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

bool send_packet(int socket, std::span<const std::uint8_t> bytes, std::span<const int> files) {
    assert(files.size() <= MostFiles && "send_packet: too many descriptors");
    iovec piece{const_cast<std::uint8_t*>(bytes.data()), bytes.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(MostFiles * sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    if (!files.empty()) {
        message.msg_control = control.data();
        message.msg_controllen = CMSG_SPACE(files.size_bytes());
        auto* const head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(files.size_bytes());
        std::memcpy(CMSG_DATA(head), files.data(), files.size_bytes());
    }
    ssize_t sent = 0;
    do sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(bytes.size());
}

std::size_t receive_packet(int socket, std::span<std::uint8_t> bytes, std::vector<FileDescriptor>& files,
                           int timeout_ms) {
    pollfd waiting{socket, POLLIN, 0};
    int ready = 0;
    do ready = ::poll(&waiting, 1, timeout_ms);
    while (ready < 0 && errno == EINTR);
    if (ready <= 0) return 0;
    iovec piece{bytes.data(), bytes.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(MostFiles * sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    ssize_t got = 0;
    do got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got <= 0) return 0;
    for (auto* head = CMSG_FIRSTHDR(&message); head; head = CMSG_NXTHDR(&message, head)) {
        if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) continue;
        const auto count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int file = -1;
            std::memcpy(&file, CMSG_DATA(head) + i * sizeof(int), sizeof(int));
            files.emplace_back(file);
        }
    }
    return static_cast<std::size_t>(got);
}

}  // namespace sinter
