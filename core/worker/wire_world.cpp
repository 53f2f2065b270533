// SPDX-License-Identifier: Apache-2.0
#include "wire_world.hpp"

#include <unistd.h>

#include <bit>

#include "os/socket.hpp"
#include "store/logical_path.hpp"

namespace sinter {

wire::FrameHead receive_frame(std::vector<std::uint8_t>& payload) {
    wire::FrameHead head{};
    if (!receive_all(wire::WireFile, {reinterpret_cast<std::uint8_t*>(&head), sizeof head})) ::_exit(0);
    if (head.size > wire::MaxFrameBytes) ::_exit(1);
    payload.resize(head.size);
    if (!receive_all(wire::WireFile, payload)) ::_exit(0);
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
