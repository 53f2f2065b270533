// SPDX-License-Identifier: Apache-2.0
// ObjectStore: finished bytes by the hash of what they are.
//
// `<out>/objects/ab/abcdef…` (two hexadecimal digits, then all 64 of the SHA-256). An object is written to a
// temporary file beside it and renamed, and never changed after. So processes may share a store, and who dies
// while writing costs one temporary file.
#pragma once

#include <array>
#include <atomic>
#include <span>
#include <string>

#include "store/content_hash.hpp"

namespace sinter {

/// An object open for reading into a buffer of the caller's.
struct OpenObject {
    FileDescriptor file;
    std::uint64_t size = 0;  ///< bytes
};

/// Threads: any, at once; likewise processes.
class ObjectStore {
  public:
    /// `out_folder` need not exist before the first put.
    explicit ObjectStore(std::string out_folder);

    struct Put {
        ContentHash hash;
        std::uint64_t size = 0;  ///< bytes
        bool existed = false;    ///< it was there, of this size: nothing was written
    };
    /// Stores the pieces put together. An object of the right name and a wrong size (power loss) is replaced.
    /// On disk for good after the next sync_batch. Errors: Io.
    [[nodiscard]] Result<Put> put(std::span<const ByteSpan> pieces);
    [[nodiscard]] Result<Put> put(ByteSpan bytes);

    /// The whole object, unverified. Errors: Absent, TooLarge (over `limit` bytes), OutOfMemory, Io.
    [[nodiscard]] Result<AlignedBuffer> get(const ContentHash& hash, std::uint64_t limit = UINT64_MAX) const;
    /// For pooled buffers and for reading parts: read_exactly(object.file, …). Errors: Absent, Io.
    [[nodiscard]] Result<OpenObject> open(const ContentHash& hash) const;
    /// Size in bytes without opening it. Errors: Absent, Io.
    [[nodiscard]] Result<std::uint64_t> size_of(const ContentHash& hash) const;
    [[nodiscard]] std::string path_of(const ContentHash& hash) const;

    /// Takes a damaged object away, so that the next put writes it anew; well when it is not there. Errors:
    /// Io.
    [[nodiscard]] Status discard(const ContentHash& hash);

    /// What this object has put since the last call is on disk when this returns. Costs nothing when that is
    /// nothing. Errors: Io; then the next call tries again.
    [[nodiscard]] Status sync_batch();

    [[nodiscard]] const std::string& out_folder() const noexcept { return out_; }

  private:
    std::string out_;
    std::atomic<bool> unsynced_{false};
};

}  // namespace sinter
