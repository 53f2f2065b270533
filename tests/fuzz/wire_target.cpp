// SPDX-License-Identifier: Apache-2.0
// Fuzzes what a worker may say. Input: a frame of the wire (head and payload), or a fork server's packet
// behind a head of the kind ServerPacket. A message that is understood is written and understood again; a
// result that is accepted owns its bytes and keeps the rules of the host table.
#include <cstring>

#include <sinter/abi/data.h>

#include "asset/asset_check.hpp"
#include "asset_reader.hpp"
#include "exact_buffer.hpp"
#include "record_samples.hpp"
#include "worker/accept_result.hpp"
#include "worker/wire.hpp"

namespace sinter::fuzz {
namespace {

using namespace wire;

constexpr auto ServerPacket = static_cast<Kind>(64);
constexpr std::uint64_t ArenaBytes = 64 * 1024;
constexpr std::uint64_t MemoryLimit = 1u << 20;

const Values& settings() {
    static const Values values{{"filter", std::string{"box"}}, {"max_size", std::int64_t{512}}};
    return values;
}

AssetLayout layout() {
    AssetLayout out;
    out.type = SINTER_DATA;
    out.tables = {{SINTER_FIELD_TABLE, 1, 48, 2, DataOffset},
                  {SINTER_STRING_TABLE, 1, 1, 16, DataOffset + 128}};
    out.chunks = {{7, 64, {DataOffset + 256, 1000}}, {7, 1, {ArenaBytes, 0}}};
    out.dependencies = {{SINTER_LOADED_WITH_ME, SINTER_TEXTURE, "textures/wall.png#main"}};
    return out;
}

ResultMessage result(bool failed) {
    ResultMessage out;
    out.diagnostics = {{Diagnostic::Severity::Warning, sample_error()}};
    out.stats = {{"bytes", 1.5}};
    out.settings = {"filter"};
    out.platform_fields = {"max_texture_size"};
    out.peak_memory_bytes = 4096;
    if (failed)
        out.error = sample_error();
    else
        out.products = {{"", layout()}, {"Walk", layout()}};
    return out;
}

/// A message that was understood can be written; what is written is understood, and is the same.
template <class Message>
bool check_message(std::span<const std::uint8_t> payload) {
    Message message;
    if (!decode(payload, message)) return false;
    const auto once = encode(message);
    Message again;
    require(decode(once, again), "a message that was written is understood");
    require(encode(again) == once, "a message that was understood is the one that was written");
    return true;
}

void check_result(std::span<const std::uint8_t> payload, std::uint64_t job) {
    if (!check_message<ResultMessage>(payload)) return;
    ResultMessage message;
    require(decode(payload, message), "what was understood is understood");
    const auto kind = static_cast<StepKind>(job % 3);
    JobInput input;
    input.settings = &settings();
    input.platform = &settings();
    input.memory_limit = MemoryLimit;
    auto accepted = [&] {
        Bytes arena(ArenaBytes);
        for (std::size_t i = 0; i < arena.size(); ++i) arena[i] = static_cast<std::uint8_t>(i * 7);
        // The arena is gone when this returns: what was accepted may not view it.
        return accept_result(message, kind, input, arena.data(), arena.size());
    }();
    if (!accepted) {
        require(accepted.code() == Code::Contract || accepted.code() == Code::OutOfMemory,
                "a lie is a breach");
        return;
    }
    require(accepted->status || accepted->products.empty(), "a failure has no products");
    require(kind != StepKind::Validator || accepted->products.empty(), "a validator has no products");
    require(kind != StepKind::Decoder || !accepted->status || !accepted->products.empty(),
            "a decoder has a product");
    require(accepted->peak_memory_bytes <= MemoryLimit, "a peak is within the limit");
    std::uint64_t bytes = 0;
    for (const auto& product : accepted->products) {
        require(valid_label(product.label), "a label has the form of one");
        require(static_cast<bool>(check_asset(product.asset.view())), "a product's tables agree");
        read_whole(product.asset.view());
        (void)check_round_trip(product.asset.view());
        bytes += product.asset.size_bytes();
    }
    require(bytes <= MemoryLimit, "products are within the limit");
    for (const auto& seen : accepted->discoveries)
        require(seen.kind != Discovery::Kind::Setting || settings().contains(seen.name),
                "settings are declared ones");
}

}  // namespace

std::vector<Bytes> seeds() {
    HelloMessage hello;
    hello.walls = {{Wall::Files, true, "Landlock ABI 4"}, {Wall::SystemCalls, false, "not offered"}};
    JobMessage job;
    job.step = "png";
    job.path = "textures/wall.png";
    job.source = {DataOffset, 1000};
    job.has_asset = true;
    job.asset = layout();
    job.settings = job.platform = settings();
    constexpr std::string_view words = "last words";
    return {frame(Kind::Hello, 0, encode(hello)),
            frame(Kind::Read, 1, encode(ReadMessage{"materials/base.material.json", 8192})),
            frame(Kind::Grow, 1, encode(GrowMessage{1u << 20})),
            frame(Kind::ParallelBegin, 1),
            frame(Kind::Result, 0, encode(result(false))),
            frame(Kind::Result, 1, encode(result(true))),
            frame(Kind::Crash, 1, to_bytes(words)),
            frame(Kind::Job, 1, encode(job)),
            frame(Kind::ReadAnswer, 1, encode(ReadAnswer{Code::Absent, 5, 8192})),
            frame(Kind::GrowAnswer, 1, encode(GrowAnswer{Code::Ok, 8192})),
            frame(ServerPacket, 0, encode(ServerMessage{ServerKind::Failed, 7, 1u << 20, 2, "why"}))};
}

void resign(std::span<std::uint8_t> input, std::uint64_t) {
    if (input.size() < sizeof(FrameHead)) return;
    const auto size = static_cast<std::uint32_t>(input.size() - sizeof(FrameHead));
    std::memcpy(input.data() + offsetof(FrameHead, size), &size, sizeof size);
}

}  // namespace sinter::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sinter::fuzz;
    FrameHead head{};
    if (size < sizeof head) return 0;
    std::memcpy(&head, data, sizeof head);
    // A copy of exactly its size: the payload's end is the end of a block of the heap.
    const Bytes payload(data + sizeof head, data + size);
    if (head.size != payload.size() || head.size > MaxFrameBytes) return 0;
    switch (head.kind) {
        case Kind::Hello:
            (void)check_message<HelloMessage>(payload);
            break;
        case Kind::Read:
            (void)check_message<ReadMessage>(payload);
            break;
        case Kind::Grow:
            (void)check_message<GrowMessage>(payload);
            break;
        case Kind::Result:
            check_result(payload, head.job);
            break;
        case Kind::Job:
            (void)check_message<JobMessage>(payload);
            break;
        case Kind::ReadAnswer:
            (void)check_message<ReadAnswer>(payload);
            break;
        case Kind::GrowAnswer:
            (void)check_message<GrowAnswer>(payload);
            break;
        default:
            if (head.kind == ServerPacket) (void)check_message<ServerMessage>(payload);
    }
    return 0;
}
