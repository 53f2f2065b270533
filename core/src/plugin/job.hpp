// SPDX-License-Identifier: Apache-2.0
// Jobs: one call of a decoder, processor or validator through the host table, with everything it saw recorded.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <vector>

#include <sinter/abi/decoder.h>
#include <sinter/abi/processor.h>
#include <sinter/abi/validator.h>

#include "asset/owned_asset.hpp"
#include "config/value.hpp"

namespace sinter {

/// What a job saw of the world. A result may be reused while every one of its discoveries still holds.
struct Discovery {
    enum class Kind : std::uint8_t {
        File = 1,           ///< name: logical path; value: its content hash
        Absence = 2,        ///< name: logical path that could not be read; value empty
        Setting = 3,        ///< value: as TOML writes it
        PlatformField = 4,  ///< likewise
        PlatformAbsence = 5 ///< the profile has no such field
    };
    Kind kind;
    std::string name;
    std::string value;
    auto operator<=>(const Discovery&) const = default;
};

/// Something a job said.
struct Diagnostic {
    enum class Severity : std::uint8_t { Note = SINTER_NOTE, Warning = SINTER_WARNING, Error = SINTER_ERROR };
    Severity severity = Severity::Error;
    Error error;  ///< code (Ok for notes and warnings without one), text, where
    bool operator==(const Diagnostic&) const = default;
};

/// Whether a product may be called so: at most 255 of [A-Za-z0-9_./ -].
[[nodiscard]] bool valid_label(std::string_view label);

/// The world a job lives in. This base is the empty one: no neighbours, no other threads, never cancelled.
/// Threads: `checkpoint` from any thread of the job; all else from the job's own.
class JobWorld {
  public:
    struct File {
        std::shared_ptr<const AlignedBuffer> bytes;
        std::string hash;  ///< content hash as text
    };

    virtual ~JobWorld() = default;
    /// Logical path of `path` as written in the file `from`. Errors: Denied.
    [[nodiscard]] virtual Result<std::string> resolve(std::string_view from, std::string_view path);
    /// A file of the project. Errors: Absent, Denied, TooLarge, Io.
    [[nodiscard]] virtual Result<File> read(const std::string& logical_path);
    /// False: stop.
    [[nodiscard]] virtual bool checkpoint(float progress);
    /// As sinter_host_v0::parallel_for.
    [[nodiscard]] virtual sinter_code parallel_for(std::uint64_t count, sinter_parallel_body body, void* user);
    /// Whether the next checkpoint will lend the turn, or say stop. Any thread.
    [[nodiscard]] virtual bool is_disturbed();
    /// Where outputs are made; null: on the heap.
    [[nodiscard]] virtual BufferSource* outputs();
};

/// What a job is given. Everything is borrowed for the time of the call.
struct JobInput {
    std::string_view step;                 ///< name of the decoder, processor or validator, for texts
    std::string_view path;                 ///< logical path of the source
    std::string_view label;
    std::span<const std::uint8_t> source;  ///< decoders
    const sinter_asset* asset = nullptr;   ///< processors and validators
    const Values* settings = nullptr;      ///< every declared setting
    const Values* platform = nullptr;      ///< the profile's fields
    std::uint64_t memory_limit = std::uint64_t{4} << 30;  ///< bytes of outputs, scratch and neighbours at once
    JobWorld* world = nullptr;
};

struct Product {
    std::string label;
    OwnedAsset asset;
};

struct Stat {
    std::string name;
    double value = 0;
    bool operator==(const Stat&) const = default;
};

/// What a job made and said. `status` false: `products` is empty. A processor that emitted nothing passes its input
/// on: no products and a good status. A validator's errors stand in `diagnostics`, its status is good.
struct JobResult {
    static constexpr std::size_t MostProducts = 65536;
    static constexpr std::size_t MostLooks = 65536;  ///< discoveries
    static constexpr std::size_t MostSaid = 1000;  ///< diagnostics, and stats
    static constexpr std::size_t MostTextBytes = 4096;

    Status status;
    std::vector<Product> products;
    std::vector<Diagnostic> diagnostics;  ///< in the order of the reports; a failure's own error is in `status`
    std::vector<Stat> stats;
    std::set<Discovery> discoveries;      ///< complete also when the job failed
    std::uint64_t peak_memory_bytes = 0;
    std::uint64_t elsewhere_cpu_ns = 0;   ///< CPU time it took in another process
};

/// Runs one job on the calling thread. `self` is an instance made by the table's `create`, or null. Whatever the
/// plugin does short of crashing comes back as a status: its code with the last error it reported; Contract for
/// breaking the SDK's rules; Internal when an exception escaped or the code is unknown.
[[nodiscard]] JobResult run_decoder(const sinter_decoder_v0& decoder, void* self, const JobInput& input);
[[nodiscard]] JobResult run_processor(const sinter_processor_v0& processor, void* self, const JobInput& input);
[[nodiscard]] JobResult run_validator(const sinter_validator_v0& validator, void* self, const JobInput& input);

}  // namespace sinter
