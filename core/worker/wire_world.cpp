// SPDX-License-Identifier: Apache-2.0
#include "wire_world.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstring>

#include "os/socket.hpp"
#include "store/logical_path.hpp"

namespace sinter {

wire::FrameHead receive_frame(std::vector<std::uint8_t>& payload) {
    // The kernel sends the next message when this one is answered, so one read takes a whole one, if it is small.
    std::array<std::uint8_t, 8192> piece;
    wire::FrameHead head{};
    std::size_t have = 0;
    while (have < sizeof head) {
        const auto got = ::recv(wire::WireFile, piece.data() + have, piece.size() - have, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) ::_exit(0);
        have += static_cast<std::size_t>(got);
    }
    std::memcpy(&head, piece.data(), sizeof head);
    const auto begun = have - sizeof head;
    if (head.size > wire::MaxFrameBytes || begun > head.size) ::_exit(1);
    payload.resize(head.size);
    std::memcpy(payload.data(), piece.data() + sizeof head, begun);
    if (!receive_all(wire::WireFile, std::span{payload}.subspan(begun))) ::_exit(0);
    return head;
}

WireWorld::WireWorld(SharedMemory memory, unsigned helpers, void (*on_thread)())
    : arena_(std::move(memory), [this](std::uint64_t size) { return grow(size); }),
      team_(helpers, arena_.control(), on_thread) {}

void WireWorld::begin(std::uint64_t number, const wire::JobMessage& job) noexcept {
    job_ = number;
    arena_.begin(job);
}

void WireWorld::send(wire::Kind kind, std::span<const std::uint8_t> payload) {
    if (!send_all(wire::WireFile, wire::frame(kind, job_, payload))) ::_exit(0);
}

template <class Answer>
Answer WireWorld::receive(wire::Kind kind) {
    std::vector<std::uint8_t> payload;
    const auto head = receive_frame(payload);
    Answer answer;
    if (head.kind != kind || head.job != job_ || !decode(payload, answer)) ::_exit(1);
    return answer;
}

std::uint64_t WireWorld::grow(std::uint64_t size) {
    send(wire::Kind::Grow, encode(wire::GrowMessage{size}));
    return receive<wire::GrowAnswer>(wire::Kind::GrowAnswer).granted;
}

Result<std::string> WireWorld::resolve(std::string_view from, std::string_view path) {
    return normalise(folder_of(from), path);
}

Result<JobWorld::File> WireWorld::read(const std::string& logical_path) {
    const auto at = arena_.next_offset();
    send(wire::Kind::Read, encode(wire::ReadMessage{logical_path, at}));
    const auto answer = receive<wire::ReadAnswer>(wire::Kind::ReadAnswer);
    if (answer.code != Code::Ok) return {answer.code, "cannot be read (" + logical_path + ")"};
    arena_.adopt(answer.size, answer.granted);
    return File{std::make_shared<const AlignedBuffer>(
                    AlignedBuffer::borrowed(arena_.at(at), static_cast<std::size_t>(answer.size))),
                {}};
}

bool WireWorld::checkpoint(float progress) {
    auto& control = arena_.control();
    control.progress.store(std::bit_cast<std::uint32_t>(progress), std::memory_order_relaxed);
    control.checkpoints.fetch_add(1, std::memory_order_relaxed);
    return control.cancel.load(std::memory_order_relaxed) == 0;
}

sinter_code WireWorld::parallel_for(std::uint64_t count, sinter_parallel_body body, void* user) {
    // Alone, or with a single body, there is nothing to grant.
    const bool ask = team_.helpers() != 0 && count > 1;
    const auto code = team_.run(count, body, user, [&] {
        if (ask) send(wire::Kind::ParallelBegin);
    });
    if (ask) send(wire::Kind::ParallelEnd);
    return code;
}

}  // namespace sinter
