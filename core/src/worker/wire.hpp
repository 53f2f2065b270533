// SPDX-License-Identifier: Apache-2.0
// The wire: what the kernel and a worker process say to each other (WIRE.md).
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "plugin/job.hpp"
#include "plugin/step.hpp"
#include "worker/walls.hpp"

namespace sinter::wire {

/// Both sides come from one build, but may be installed carelessly.
inline constexpr std::uint32_t Version = 1;

/// Descriptors of a worker process and of its fork server.
inline constexpr int WireFile = 3;
inline constexpr int ArenaFile = 4;

enum class Kind : std::uint32_t {
    // From the worker.
    Hello = 1,          ///< once, when it is locked: HelloMessage
    Read = 2,           ///< asks for a file: ReadMessage; answered by ReadAnswer
    Grow = 3,           ///< asks for more of the arena: GrowMessage; answered by GrowAnswer
    ParallelBegin = 4,  ///< helpers may be granted from now on: no payload
    ParallelEnd = 5,    ///< no payload
    Result = 6,         ///< the job's end: ResultMessage
    Crash = 7,          ///< last words: text
    // From the kernel.
    Job = 16,           ///< JobMessage
    ReadAnswer = 17,
    GrowAnswer = 18,
};

/// Before each message.
struct FrameHead {
    std::uint32_t size;  ///< bytes that follow, at most MaxFrameBytes
    Kind kind;
    std::uint64_t job;   ///< number of the job it is about; 0 for Hello
};
static_assert(sizeof(FrameHead) == 16);
inline constexpr std::uint32_t MaxFrameBytes = 16u << 20;
inline constexpr std::uint32_t MaxCrashBytes = 64u << 10;

/// At the arena's start; both sides write it, and neither trusts it.
struct Control {
    std::atomic<std::uint32_t> cancel;       ///< kernel: 1: checkpoints say no
    std::atomic<std::uint32_t> granted;      ///< kernel: helper threads that may run; a futex
    std::atomic<std::uint32_t> progress;     ///< worker: bits of the last checkpoint's float
    std::atomic<std::uint32_t> checkpoints;  ///< worker: how many there were
};
static_assert(std::atomic<std::uint32_t>::is_always_lock_free);
inline constexpr std::uint64_t DataOffset = 4096;  ///< of the arena's payloads

/// Bytes in the arena, from its start.
struct Extent {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    bool operator==(const Extent&) const = default;
};

/// An asset whose tables and chunks lie in the arena.
struct AssetLayout {
    struct Table {
        std::uint32_t tag = 0, version = 0, stride = 0, count = 0;
        std::uint64_t offset = 0;
        bool operator==(const Table&) const = default;
    };
    struct Chunk {
        std::uint32_t tag = 0, alignment = 0;
        Extent bytes;
        bool operator==(const Chunk&) const = default;
    };
    struct Dependency {
        std::uint32_t kind = 0, type = 0;
        std::string path;
        bool operator==(const Dependency&) const = default;
    };
    std::uint32_t type = 0;
    std::vector<Table> tables;
    std::vector<Chunk> chunks;
    std::vector<Dependency> dependencies;
    bool operator==(const AssetLayout&) const = default;
};

struct HelloMessage {
    std::uint32_t version = Version;
    std::vector<WallState> walls;
};

struct JobMessage {
    StepKind kind{};
    std::string step;
    std::string path;
    std::string label;
    Extent source;            ///< decoders
    bool has_asset = false;   ///< processors, validators
    AssetLayout asset;
    bool same_values = false;  ///< settings and platform are those of this worker's last job, and are left out
    Values settings;
    Values platform;
    std::uint64_t memory_limit = 0;
    std::uint64_t free_from = 0;   ///< the worker may use the arena from here on
    std::uint64_t dirty_until = 0; ///< from here on it is zero
    std::uint64_t granted = 0;     ///< and up to here it may be touched without asking
};

struct ReadMessage {
    std::string path;         ///< logical
    std::uint64_t at = 0;     ///< where in the arena the bytes are wanted
};
struct ReadAnswer {
    Code code = Code::Ok;
    std::uint64_t size = 0;
    std::uint64_t granted = 0;
};
struct GrowMessage {
    std::uint64_t size = 0;   ///< of the arena
};
struct GrowAnswer {
    Code code = Code::Ok;
    std::uint64_t granted = 0;
};

struct ResultMessage {
    struct Product {
        std::string label;
        AssetLayout asset;
    };
    Error error{Code::Ok, {}, {}};
    std::vector<Product> products;
    std::vector<Diagnostic> diagnostics;
    std::vector<Stat> stats;
    std::vector<std::string> settings;         ///< names that were looked at
    std::vector<std::string> platform_fields;  ///< likewise; absent ones too
    std::uint64_t peak_memory_bytes = 0;
    std::uint64_t cpu_ns = 0;                  ///< of all the worker's threads
};

/// A whole frame: head and payload.
[[nodiscard]] std::vector<std::uint8_t> frame(Kind kind, std::uint64_t job,
                                              std::span<const std::uint8_t> payload = {});

[[nodiscard]] std::vector<std::uint8_t> encode(const HelloMessage& message);
[[nodiscard]] std::vector<std::uint8_t> encode(const JobMessage& message);
/// Settings and platform as a Job carries them, to see whether they are the last job's.
[[nodiscard]] std::vector<std::uint8_t> encode_values(const Values& settings, const Values& platform);
[[nodiscard]] std::vector<std::uint8_t> encode(const ReadMessage& message);
[[nodiscard]] std::vector<std::uint8_t> encode(const ReadAnswer& message);
[[nodiscard]] std::vector<std::uint8_t> encode(const GrowMessage& message);
[[nodiscard]] std::vector<std::uint8_t> encode(const GrowAnswer& message);
[[nodiscard]] std::vector<std::uint8_t> encode(const ResultMessage& message);

/// False: the bytes are no such message; `out` is in some valid state. Anything else about the content is for the
/// caller to doubt.
[[nodiscard]] bool decode(std::span<const std::uint8_t> bytes, HelloMessage& out);
[[nodiscard]] bool decode(std::span<const std::uint8_t> bytes, JobMessage& out);
[[nodiscard]] bool decode(std::span<const std::uint8_t> bytes, ReadMessage& out);
[[nodiscard]] bool decode(std::span<const std::uint8_t> bytes, ReadAnswer& out);
[[nodiscard]] bool decode(std::span<const std::uint8_t> bytes, GrowMessage& out);
[[nodiscard]] bool decode(std::span<const std::uint8_t> bytes, GrowAnswer& out);
[[nodiscard]] bool decode(std::span<const std::uint8_t> bytes, ResultMessage& out);

// ---- between the kernel and a fork server: packets on a socket of their own ----

enum class ServerKind : std::uint32_t {
    Ready = 1,   ///< from the server: its plugin is loaded; ServerMessage
    Fork = 2,    ///< from the kernel, with the worker's socket, arena and log; answered by Forked
    Forked = 3,  ///< number: its process id
    Reap = 4,    ///< from the kernel, of a worker that was killed; number: process id. Answered by Reaped
    Reaped = 5,  ///< number: its status as of waitpid
    Failed = 6,  ///< instead of an answer: text
};
struct ServerMessage {
    ServerKind kind{};
    std::uint64_t number = 0;
    std::uint64_t capacity = 0;  ///< Fork: of the arena, bytes
    std::uint32_t helpers = 0;   ///< Fork: threads to make beside the first
    std::string text;            ///< at most 3 KiB
};
inline constexpr std::size_t MaxPacketBytes = 4096;
[[nodiscard]] std::vector<std::uint8_t> encode(const ServerMessage& message);
[[nodiscard]] bool decode(std::span<const std::uint8_t> bytes, ServerMessage& out);

}  // namespace sinter::wire
