// SPDX-License-Identifier: Apache-2.0
#include "resident/read_artifact.hpp"

namespace sinter {
namespace {

// From this size on, buffers are aligned so that chunks keep the alignment they have in the file.
constexpr std::uint64_t PageAlignedFrom = 64 * 1024;

Result<AlignedBuffer> read_object(const ObjectStore& store, const ContentHash& hash) {
    auto object = store.open(hash);
    if (!object) return std::move(object).error();
    auto buffer = AlignedBuffer::uninitialised(static_cast<std::size_t>(object->size),
                                               object->size >= PageAlignedFrom ? 4096 : 64);
    if (!buffer) return {Code::OutOfMemory, "no memory for an artifact (" + std::to_string(object->size) + " bytes)"};
    if (auto read = read_exactly(object->file, store.path_of(hash), 0, buffer.bytes()); !read)
        return std::move(read).error();
    return buffer;
}

}  // namespace

Result<Artifact> read_artifact(const ObjectStore& store, const ContentHash& hash) {
    auto bytes = read_object(store, hash);
    if (!bytes) return std::move(bytes).error();
    return Artifact::verify(*std::move(bytes));
}

}  // namespace sinter
