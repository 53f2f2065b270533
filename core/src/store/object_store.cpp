// SPDX-License-Identifier: Apache-2.0
#include "store/object_store.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>

namespace sinter {

ObjectStore::ObjectStore(std::string out_folder) : out_(std::move(out_folder)) {}

std::string ObjectStore::path_of(const ContentHash& hash) const {
    const auto hex = hash.hex();
    return out_ + "/objects/" + hex.substr(0, 2) + "/" + hex;
}

Result<ObjectStore::Put> ObjectStore::put(std::span<const ByteSpan> pieces) {
    Put out;
    for (const auto piece : pieces) out.size += piece.size();
    out.hash = hash_pieces(pieces);
    const auto path = path_of(out.hash);
    if (const auto there = stamp_of(path); there && there->size == out.size) {
        out.existed = true;
        return out;
    }
    auto written = write_atomically(path, pieces);
    if (written.code() == Code::Absent) {
        if (auto made = make_folders(path.substr(0, path.rfind('/'))); !made) return std::move(made).error();
        written = write_atomically(path, pieces);
    }
    if (!written) return Error{Code::Io, written.error().text, {}};
    unsynced_.store(true, std::memory_order_release);
    return out;
}

Result<ObjectStore::Put> ObjectStore::put(ByteSpan bytes) {
    return put(std::span{&bytes, 1});
}

Result<OpenObject> ObjectStore::open(const ContentHash& hash) const {
    const auto path = path_of(hash);
    OpenObject out{FileDescriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)}, 0};
    if (!out.file) return system_error(path, "cannot open", errno);
    struct ::stat facts {};
    if (::fstat(out.file.get(), &facts) != 0) return system_error(path, "cannot look at it", errno);
    if (!S_ISREG(facts.st_mode)) return {Code::Io, path + ": not a regular file"};
    out.size = static_cast<std::uint64_t>(facts.st_size);
    return out;
}

Result<AlignedBuffer> ObjectStore::get(const ContentHash& hash, std::uint64_t limit) const {
    auto bytes = read_file(path_of(hash), limit);
    if (!bytes)
        return bytes.code() == Code::Invalid ? Error{Code::Io, bytes.error().text, {}} : bytes.error();
    return std::move(bytes->bytes);
}

Result<std::uint64_t> ObjectStore::size_of(const ContentHash& hash) const {
    const auto stamp = stamp_of(path_of(hash));
    if (!stamp) return stamp.error();
    return stamp->size;
}

Status ObjectStore::discard(const ContentHash& hash) {
    const auto path = path_of(hash);
    if (std::remove(path.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR)
        return system_error(path, "cannot remove", errno);
    return {};
}

Status ObjectStore::sync_batch() {
    if (!unsynced_.exchange(false, std::memory_order_acq_rel)) return {};
    auto synced = sync_file_system(out_);
    if (!synced) unsynced_.store(true, std::memory_order_release);
    return synced;
}

}  // namespace sinter
