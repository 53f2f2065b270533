// SPDX-License-Identifier: Apache-2.0
// WireWorld: the world as a caged job sees it: every look at it is a question to the kernel.
#pragma once

#include "arena.hpp"
#include "team.hpp"

namespace sinter {

/// Threads: `checkpoint` from any thread of the job; all else from the job's own. Lifetime: the worker's.
class WireWorld final : public JobWorld {
  public:
    /// Asks over descriptor wire::WireFile. A kernel that does not answer ends the process.
    WireWorld(SharedMemory memory, unsigned helpers, void (*on_thread)());

    /// Forgets the last job; the next questions are about this one.
    void begin(std::uint64_t number, const wire::JobMessage& job) noexcept;
    [[nodiscard]] Arena& arena() noexcept { return arena_; }

    Result<std::string> resolve(std::string_view from, std::string_view path) override;
    Result<File> read(const std::string& logical_path) override;
    bool checkpoint(float progress) override;
    sinter_code parallel_for(std::uint64_t count, sinter_parallel_body body, void* user) override;
    BufferSource* outputs() override { return &arena_; }

  private:
    [[nodiscard]] std::uint64_t grow(std::uint64_t size);
    void send(wire::Kind kind, std::span<const std::uint8_t> payload = {});
    template <class Answer>
    [[nodiscard]] Answer receive(wire::Kind kind);

    std::uint64_t job_ = 0;
    Arena arena_;
    Team team_;
};

/// The next frame's head and payload; the end of the connection ends the process, as does nonsense.
[[nodiscard]] wire::FrameHead receive_frame(std::vector<std::uint8_t>& payload);

}  // namespace sinter
