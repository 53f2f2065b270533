// SPDX-License-Identifier: Apache-2.0
#include "os/beneath.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>

#include <cerrno>

namespace sinter {
namespace {

constexpr int AddedFlags = O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
/// openat2 takes no flags that O_PATH would ignore.
constexpr int flags_with(int flags) noexcept {
    return flags | ((flags & O_PATH) ? O_CLOEXEC : AddedFlags);
}

}  // namespace

FileDescriptor open_beneath(const FileDescriptor& root, const std::string& path, int flags) {
    open_how how{};
    how.flags = static_cast<std::uint64_t>(flags_with(flags));
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    // EAGAIN: somebody renamed on the way, and the kernel could not tell whether ".." stayed below.
    for (int attempt = 0; attempt < 64; ++attempt) {
        const auto fd = ::syscall(SYS_openat2, root.get(), path.c_str(), &how, sizeof how);
        if (fd >= 0) return FileDescriptor{static_cast<int>(fd)};
        // Older filters of containers answer EPERM for calls they do not know.
        if (errno == ENOSYS || errno == EPERM) return open_beneath_by_parts(root, path, flags);
        if (errno != EAGAIN && errno != EINTR) return {};
    }
    return {};
}

FileDescriptor open_beneath_by_parts(const FileDescriptor& root, const std::string& path, int flags) {
    FileDescriptor folder;
    int at = root.get();
    std::size_t begin = 0;
    for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', begin)) {
        const auto part = path.substr(begin, slash - begin);
        if (part.empty() || part == "..") {
            errno = EXDEV;
            return {};
        }
        FileDescriptor next{::openat(at, part.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
        if (!next) return {};
        folder = std::move(next);
        at = folder.get();
        begin = slash + 1;
    }
    const auto last = path.substr(begin);
    if (last.empty() || last == "..") {
        errno = EXDEV;
        return {};
    }
    return FileDescriptor{::openat(at, last.c_str(), flags_with(flags) | O_NOFOLLOW)};
}

}  // namespace sinter
