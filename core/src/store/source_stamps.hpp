// SPDX-License-Identifier: Apache-2.0
// SourceStamps: hashes of files that have not changed since they were hashed.
//
// On disk (little endian, rewritten whole, replaced atomically; a file that is damaged or of another version
// is an empty one):
//     0  "SNTRSTMP"
//     8  u32 version, 1
//    12  u32 bytes of a record, 80
//    16  u64 number of records
//    24  u64 XXH3-64 of the records
//    32  records, sorted by device and inode: u64 device, u64 inode, u64 size, i64 mtime_ns, i64 ctime_ns,
//        32 bytes SHA-256, u32 age, u32 zero
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "store/content_hash.hpp"

namespace sinter {

/// One entry per device and inode, so that a changed file replaces its own.
/// Threads: any, at once. Lifetime: in memory until saved.
class SourceStamps {
  public:
    /// A file's time stamp may not move when it changes twice in a moment: what was modified within this time
    /// of being hashed is not remembered (git's "racy" rule, for file systems that count in two seconds).
    static constexpr std::int64_t RacyNs = 2'000'000'000;
    /// Saves that an entry lives on without being asked for: files of the project that were removed.
    static constexpr std::uint32_t MaxAge = 16;

    /// Hash of the file that has this stamp, when it is known and to be trusted.
    [[nodiscard]] std::optional<ContentHash> find(const FileStamp& stamp);
    /// `stamp` was taken before the file was read, at `stamped_at_ns` (wall_clock_ns); what was read had
    /// `hash`.
    void remember(const FileStamp& stamp, const ContentHash& hash, std::int64_t stamped_at_ns);

    /// Adds what `path` holds; nothing when there is no such file or it is damaged.
    void load(const std::string& path);
    /// Errors: Absent (no such folder), Io.
    [[nodiscard]] Status save(const std::string& path);

    [[nodiscard]] std::size_t size() const;

  private:
    struct Entry {
        FileStamp stamp;
        ContentHash hash;
        std::uint32_t age = 0;  // saves since it was last asked for
    };
    struct FileId {
        std::uint64_t device;
        std::uint64_t inode;
        bool operator==(const FileId&) const = default;
    };
    struct HashFileId {
        std::size_t operator()(const FileId& id) const noexcept;
    };
    mutable std::mutex mutex_;
    std::unordered_map<FileId, Entry, HashFileId> entries_;
};

}  // namespace sinter
