// SPDX-License-Identifier: Apache-2.0
// Sockets between a process and its children: pairs, whole writes, descriptors as cargo.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <sinter/status.hpp>

#include "os/file_descriptor.hpp"

namespace sinter {

enum class SocketKind : std::uint8_t { Stream, Packets };

/// Two connected local sockets, closed on exec. Errors: Io.
[[nodiscard]] Result<std::array<FileDescriptor, 2>> socket_pair(SocketKind kind);
/// A pipe, closed on exec: [0] to read, [1] to write; neither blocks. Errors: Io.
[[nodiscard]] Result<std::array<FileDescriptor, 2>> log_pipe();

/// Writes all of it; blocks. False: the other side is gone. Raises no SIGPIPE.
[[nodiscard]] bool send_all(int socket, std::span<const std::uint8_t> bytes) noexcept;
/// Reads until `bytes` is full; blocks. False: the other side is gone.
[[nodiscard]] bool receive_all(int socket, std::span<std::uint8_t> bytes) noexcept;

/// Sends one packet, with up to 4 descriptors that the receiver gets copies of. False: the other side is gone.
[[nodiscard]] bool send_packet(int socket, std::span<const std::uint8_t> bytes, std::span<const int> files = {});
/// Receives one packet of at most bytes.size() bytes. Returns its size; 0: the other side is gone, or a timeout
/// (`timeout_ms` >= 0) passed. Descriptors come closed on exec.
[[nodiscard]] std::size_t receive_packet(int socket, std::span<std::uint8_t> bytes,
                                         std::vector<FileDescriptor>& files, int timeout_ms = -1);

}  // namespace sinter
