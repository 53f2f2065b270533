// SPDX-License-Identifier: Apache-2.0
#include "os/shared_memory.hpp"

#include <fcntl.h>
#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace sinter {
namespace {

constexpr std::uint64_t PageBytes = 4096;

Error failure(const char* what) {
    return {Code::Io, std::string{"shared memory: "} + what + " (" + std::strerror(errno) + ")", {}};
}

}  // namespace

SharedMemory::SharedMemory(SharedMemory&& other) noexcept
    : file_(std::move(other.file_)),
      data_(std::exchange(other.data_, nullptr)),
      capacity_(std::exchange(other.capacity_, 0)),
      size_(std::exchange(other.size_, 0)) {}

SharedMemory& SharedMemory::operator=(SharedMemory&& other) noexcept {
    if (this != &other) {
        if (data_) ::munmap(data_, capacity_);
        file_ = std::move(other.file_);
        data_ = std::exchange(other.data_, nullptr);
        capacity_ = std::exchange(other.capacity_, 0);
        size_ = std::exchange(other.size_, 0);
    }
    return *this;
}

SharedMemory::~SharedMemory() {
    if (data_) ::munmap(data_, capacity_);
}

Result<SharedMemory> SharedMemory::create(std::uint64_t capacity) {
    FileDescriptor file{::memfd_create("sinter-job", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (!file) return failure("cannot be made");
    // Without this the other side could take pages away under a reader's hands.
    if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_SEAL) != 0) return failure("cannot be sealed");
    return map(std::move(file), (capacity + PageBytes - 1) & ~(PageBytes - 1));
}

Result<SharedMemory> SharedMemory::map(FileDescriptor file, std::uint64_t capacity) {
    SharedMemory out;
    void* const data =
        ::mmap(nullptr, capacity, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, file.get(), 0);
    if (data == MAP_FAILED) return failure("cannot be mapped");
    out.data_ = static_cast<std::uint8_t*>(data);
    out.capacity_ = capacity;
    out.file_ = std::move(file);
    return out;
}

Status SharedMemory::grow(std::uint64_t size) {
    if (size <= size_) return {};
    if (size > capacity_)
        return {Code::TooLarge, "shared memory: over its capacity (" + std::to_string(size) + " bytes)"};
    const auto rounded = (size + PageBytes - 1) & ~(PageBytes - 1);
    // Memory that is there cannot be refused later, when touching it would be a SIGBUS.
    int refused = 0;
    do refused = ::fallocate(file_.get(), 0, static_cast<off_t>(size_), static_cast<off_t>(rounded - size_));
    while (refused != 0 && errno == EINTR);
    if (refused != 0) return failure("cannot grow");
    size_ = rounded;
    return {};
}

void SharedMemory::release_from(std::uint64_t offset) noexcept {
    offset = (offset + PageBytes - 1) & ~(PageBytes - 1);
    if (offset >= size_) return;
    (void)::fallocate(file_.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(offset),
                      static_cast<off_t>(size_ - offset));
    size_ = offset;
}

}  // namespace sinter
