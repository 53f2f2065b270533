// SPDX-License-Identifier: Apache-2.0
#include "os/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <system_error>

namespace sinter {
namespace {

std::string folder_of(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

/// Removes the temporary file unless it has got its final name.
class TemporaryFile {
  public:
    /// Opens a new file in `folder`; errno says why when it could not.
    explicit TemporaryFile(const std::string& folder) {
        // Unique within the process; O_EXCL sees to other processes, other machines and what a killed one
        // left.
        static std::atomic<std::uint64_t> counter{0};
        do {
            name_ = folder + "/.sinter-" + std::to_string(::getpid()) + "-" +
                    std::to_string(counter.fetch_add(1, std::memory_order_relaxed)) + ".tmp";
            file_ = FileDescriptor{::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)};
        } while (!file_ && (errno == EEXIST || errno == EINTR));
        if (!file_) name_.clear();
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (!name_.empty()) ::unlink(name_.c_str());
    }

    explicit operator bool() const noexcept { return static_cast<bool>(file_); }
    [[nodiscard]] int fd() const noexcept { return file_.get(); }
    /// Closes and renames. False with errno set when either failed.
    [[nodiscard]] bool become(const std::string& path) {
        // Some file systems report a failed write only here.
        if (::close(file_.release()) != 0 && errno != EINTR) return false;
        if (std::rename(name_.c_str(), path.c_str()) != 0) return false;
        name_.clear();
        return true;
    }

  private:
    std::string name_;
    FileDescriptor file_;
};

/// Writes all pieces. False with errno set when it could not.
bool write_all(int fd, std::span<const ByteSpan> pieces) {
    std::array<iovec, 64> batch;
    std::size_t piece = 0;
    std::size_t done = 0;  // bytes of pieces[piece] already written
    while (true) {
        std::size_t count = 0;
        for (std::size_t i = piece, skip = done; i < pieces.size() && count < batch.size(); ++i, skip = 0) {
            const auto rest = pieces[i].subspan(skip);
            // writev does not change what it reads from; its type only cannot say so.
            if (!rest.empty()) batch[count++] = {const_cast<std::uint8_t*>(rest.data()), rest.size()};
        }
        if (count == 0) return true;
        const auto written = ::writev(fd, batch.data(), static_cast<int>(count));
        if (written < 0) {
            if (errno == EINTR) continue;
            return false;
        }
        if (written == 0) {
            errno = EIO;
            return false;
        }
        auto left = static_cast<std::size_t>(written);
        while (piece < pieces.size() && left >= pieces[piece].size() - done) {
            left -= pieces[piece].size() - done;
            done = 0;
            ++piece;
        }
        done += left;
    }
}

Status sync_at(const std::string& path, int (*sync)(int)) {
    const FileDescriptor folder{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!folder) return system_error(path, "cannot open the folder", errno);
    if (sync(folder.get()) != 0) return system_error(path, "cannot sync", errno);
    return {};
}

}  // namespace

FileStamp stamp_of(const struct ::stat& facts) noexcept {
    constexpr std::int64_t second = 1'000'000'000;
    return {static_cast<std::uint64_t>(facts.st_size), facts.st_mtim.tv_sec * second + facts.st_mtim.tv_nsec,
            facts.st_ino, facts.st_dev, facts.st_ctim.tv_sec * second + facts.st_ctim.tv_nsec};
}

Result<FileStamp> stamp_of(const std::string& path) {
    struct ::stat facts {};
    if (::stat(path.c_str(), &facts) != 0) return system_error(path, "cannot look at it", errno);
    if (!S_ISREG(facts.st_mode)) return {Code::Invalid, path + ": not a regular file"};
    return stamp_of(facts);
}

Error system_error(const std::string& path, std::string_view what, int error_number) {
    const bool absent = error_number == ENOENT || error_number == ENOTDIR;
    return {absent ? Code::Absent : Code::Io,
            path + ": " + std::string{what} + " (" + std::generic_category().message(error_number) + ")",
            {}};
}

Status read_exactly(const FileDescriptor& file, const std::string& path, std::uint64_t offset,
                    std::span<std::uint8_t> out) {
    std::size_t done = 0;
    while (done < out.size()) {
        const auto got =
            ::pread(file.get(), out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
        if (got < 0) {
            if (errno == EINTR) continue;
            return system_error(path, "cannot read", errno);
        }
        if (got == 0)
            return {Code::Corrupt, path + ": ends too early (at byte " + std::to_string(offset + done) + ")"};
        done += static_cast<std::size_t>(got);
    }
    return {};
}

Result<FileBytes> read_file(const FileDescriptor& file, const std::string& path, std::uint64_t limit) {
    struct ::stat facts {};
    if (::fstat(file.get(), &facts) != 0) return system_error(path, "cannot look at it", errno);
    if (!S_ISREG(facts.st_mode)) return {Code::Invalid, path + ": not a regular file"};
    const auto stamp = stamp_of(facts);
    if (stamp.size > limit) {
        return {Code::TooLarge, path + ": too large (" + std::to_string(stamp.size) + " bytes, at most " +
                                    std::to_string(limit) + ")"};
    }
    auto bytes = AlignedBuffer::uninitialised(stamp.size);
    if (!bytes)
        return {Code::OutOfMemory, path + ": no memory for it (" + std::to_string(stamp.size) + " bytes)"};
    const auto read = read_exactly(file, path, 0, bytes.bytes());
    if (read.code() == Code::Corrupt) return {Code::Io, path + ": became shorter while it was read"};
    if (!read) return read.error();
    return FileBytes{std::move(bytes), stamp};
}

Result<FileBytes> read_file(const std::string& path, std::uint64_t limit) {
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
    if (!file) return system_error(path, "cannot open", errno);
    return read_file(file, path, limit);
}

Status write_atomically(const std::string& path, std::span<const ByteSpan> pieces, Durability durability) {
    const auto folder = folder_of(path);
    TemporaryFile temporary{folder};
    if (!temporary) return system_error(path, "cannot make a file in its folder", errno);
    if (!write_all(temporary.fd(), pieces)) return system_error(path, "cannot write", errno);
    if (durability == Durability::Now && ::fdatasync(temporary.fd()) != 0)
        return system_error(path, "cannot sync", errno);
    if (!temporary.become(path)) return system_error(path, "cannot take its name", errno);
    return durability == Durability::Now ? sync_folder(folder) : Status{};
}

Status write_atomically(const std::string& path, ByteSpan bytes, Durability durability) {
    return write_atomically(path, std::span{&bytes, 1}, durability);
}

Status sync_folder(const std::string& path) {
    return sync_at(path, &::fsync);
}
Status sync_file_system(const std::string& path) {
    return sync_at(path, &::syncfs);
}

Status make_folders(const std::string& path) {
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const auto part = path.substr(0, end);
        if (::mkdir(part.c_str(), 0777) != 0 && errno != EEXIST) {
            const int reason = errno;
            return {Code::Io,
                    part + ": cannot make the folder (" + std::generic_category().message(reason) + ")"};
        }
        if (end == std::string::npos) break;
    }
    struct ::stat facts {};
    if (::stat(path.c_str(), &facts) != 0 || !S_ISDIR(facts.st_mode))
        return {Code::Io, path + ": cannot make the folder (a file has that name)"};
    return {};
}

}  // namespace sinter
