// SPDX-License-Identifier: Apache-2.0
// SourceFolders: the folders a project's sources lie in, and the only way to them.
#pragma once

#include <string>
#include <vector>

#include "os/beneath.hpp"
#include "os/file.hpp"
#include "store/logical_path.hpp"

namespace sinter {

struct SourceFile {
    std::string path;  ///< logical
    FileStamp stamp;
    auto operator<=>(const SourceFile&) const = default;
};

struct SourceScan {
    std::vector<SourceFile> files;  ///< sorted by path, bytewise
    /// Folders that could not be read, names that are no UTF-8; the rest is there.
    std::vector<Error> problems;
};

/// Several roots lie over one another: of two files with one logical path the one in the earlier root counts.
/// Links are followed when they are relative and stay below their root; a folder is only reached by its own
/// name. Nothing here waits for a FIFO or opens what is not a regular file.
/// Threads: any, at once.
/// Lifetime: keeps its roots open; a root that is moved stays the same root.
class SourceFolders {
  public:
    /// `roots`: folders, the first counts most. `excluded`: folders that a scan passes over (the output),
    /// which need not exist. Errors: Absent, Invalid (no root, or not a folder), Io.
    [[nodiscard]] static Result<SourceFolders> open(std::vector<std::string> roots,
                                                    std::vector<std::string> excluded = {});

    /// All regular files, except those with a part that begins with ".", in excluded folders, and behind
    /// links that lead out of their root.
    [[nodiscard]] SourceScan scan() const;

    /// The file's bytes. Errors: Absent, Denied (no logical path; a link leads out of the root), Invalid (not
    /// a regular file), TooLarge (over `limit` bytes), OutOfMemory, Io.
    [[nodiscard]] Result<FileBytes> read(std::string_view path, std::uint64_t limit) const;
    /// Errors: as for read.
    [[nodiscard]] Result<FileStamp> stamp(std::string_view path) const;
    /// Up to `count` bytes from the start of the file, less when it is shorter. Errors: as for read.
    [[nodiscard]] Result<std::string> read_start(std::string_view path, std::size_t count) const;

    /// As given to open.
    [[nodiscard]] const std::vector<std::string>& roots() const noexcept { return names_; }

  private:
    SourceFolders() = default;
    [[nodiscard]] Result<FileDescriptor> open_file(std::string_view path, int flags) const;

    std::vector<std::string> names_;
    std::vector<FileDescriptor> roots_;
    std::vector<std::string> excluded_;
};

}  // namespace sinter
