// SPDX-License-Identifier: Apache-2.0
// Files: what identifies a state of one, reading whole ones, and replacing one so that no reader sees a half.
#pragma once

#include <compare>
#include <span>
#include <string>

#include <sinter/status.hpp>

#include "os/aligned_buffer.hpp"
#include "os/file_descriptor.hpp"

struct stat;

namespace sinter {

/// A state of a file, as far as the system tells without reading it. The change time is in it because an edit
/// in place can leave size and modification time as they were (`touch -r`), but never the change time.
struct FileStamp {
    std::uint64_t size = 0;     ///< bytes
    std::int64_t mtime_ns = 0;  ///< last modification, since 1970
    std::uint64_t inode = 0;
    std::uint64_t device = 0;
    std::int64_t ctime_ns = 0;  ///< last change of the inode, since 1970
    auto operator<=>(const FileStamp&) const = default;
};

[[nodiscard]] FileStamp stamp_of(const struct ::stat& facts) noexcept;
/// Follows links. Errors: Absent, Invalid (not a regular file), Io. Thread: any, as everything here.
[[nodiscard]] Result<FileStamp> stamp_of(const std::string& path);

/// An Io error (Absent for "no such file"): "path: what (the system's reason)". `error_number` is errno's
/// value.
[[nodiscard]] Error system_error(const std::string& path, std::string_view what, int error_number);

/// A file's bytes and the state they were read in.
struct FileBytes {
    AlignedBuffer bytes;  ///< aligned to 64
    FileStamp stamp;      ///< taken before the first byte was read
};

/// Reads a regular file whole. Never waits for a FIFO or device. Errors: Absent, Invalid (not a regular
/// file), TooLarge (over `limit` bytes, nothing read), OutOfMemory, Io (also when it shrank while it was
/// read).
[[nodiscard]] Result<FileBytes> read_file(const std::string& path, std::uint64_t limit);
/// The same for an open descriptor; `path` names it in errors.
[[nodiscard]] Result<FileBytes> read_file(const FileDescriptor& file, const std::string& path,
                                          std::uint64_t limit);

/// Fills `out` from byte `offset` on. Errors: Corrupt (the file ends before), Io.
[[nodiscard]] Status read_exactly(const FileDescriptor& file, const std::string& path, std::uint64_t offset,
                                  std::span<std::uint8_t> out);

using ByteSpan = std::span<const std::uint8_t>;

enum class Durability : std::uint8_t {
    Later,  ///< survives a crash of the process; of the system, once it or somebody syncs
    Now,    ///< on disk, with its name, when the call returns
};

/// Makes `path` the concatenation of `pieces`: written to a new file in the same folder (".sinter-…tmp"),
/// then renamed. Readers see the old file or the new one; of two writers at once one wins whole. The folder
/// must exist. On failure the old file is untouched and the new one removed. Errors: Absent (no such folder),
/// Io.
[[nodiscard]] Status write_atomically(const std::string& path, std::span<const ByteSpan> pieces,
                                      Durability durability = Durability::Later);
[[nodiscard]] Status write_atomically(const std::string& path, ByteSpan bytes,
                                      Durability durability = Durability::Later);

/// Names of the folder's files are on disk when this returns. Errors: Absent, Io.
[[nodiscard]] Status sync_folder(const std::string& path);
/// Everything written to the file system that holds `path` is on disk. One call for a whole batch. Errors:
/// Absent, Io.
[[nodiscard]] Status sync_file_system(const std::string& path);
/// Makes the folder and those above it; well when it exists. Errors: Io.
[[nodiscard]] Status make_folders(const std::string& path);

}  // namespace sinter
