// SPDX-License-Identifier: Apache-2.0
// Opening what lies below a folder, and nothing else, whatever links say.
#pragma once

#include <string>

#include "os/file_descriptor.hpp"

namespace sinter {

/// Opens `path`, relative and without empty parts, below the folder `root`. Relative links that stay below
/// the root are followed; those that lead out of it, absolute ones and the magic ones of /proc are not.
/// `flags` as for open; O_CLOEXEC | O_NOCTTY | O_NONBLOCK are added, so that a FIFO never waits for its other
/// end. On failure the result holds no descriptor and errno says why: EXDEV and ELOOP mean "leads out",
/// ENOENT and ENOTDIR "no such file". Where the kernel has no openat2 this is open_beneath_by_parts. Thread:
/// any.
[[nodiscard]] FileDescriptor open_beneath(const FileDescriptor& root, const std::string& path, int flags);

/// The same one part after the other, following no link at all.
[[nodiscard]] FileDescriptor open_beneath_by_parts(const FileDescriptor& root, const std::string& path,
                                                   int flags);

}  // namespace sinter
