// SPDX-License-Identifier: Apache-2.0
#include "store/source_stamps.hpp"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

namespace sinter {
namespace {

static_assert(std::endian::native == std::endian::little, "the stamps file is written as it lies in memory");

constexpr std::array<char, 8> Magic{'S', 'N', 'T', 'R', 'S', 'T', 'M', 'P'};
constexpr std::uint32_t Version = 1;
constexpr std::uint64_t MaxFileBytes = 1ull << 30;

struct Header {
    std::array<char, 8> magic;
    std::uint32_t version;
    std::uint32_t record_bytes;
    std::uint64_t count;
    std::uint64_t checksum;
};
static_assert(sizeof(Header) == 32);

struct Record {
    std::uint64_t device;
    std::uint64_t inode;
    std::uint64_t size;
    std::int64_t mtime_ns;
    std::int64_t ctime_ns;
    std::array<std::uint8_t, 32> hash;
    std::uint32_t age;
    std::uint32_t zero;
};
static_assert(sizeof(Record) == 80);

/// The records of a sound file, none of any other.
std::vector<Record> parse(ByteSpan bytes) {
    Header header{};
    if (bytes.size() < sizeof header) return {};
    std::memcpy(&header, bytes.data(), sizeof header);
    const auto body = bytes.subspan(sizeof header);
    if (header.magic != Magic || header.version != Version || header.record_bytes != sizeof(Record) ||
        body.size() % sizeof(Record) != 0 || header.count != body.size() / sizeof(Record) ||
        header.checksum != XXH3_64bits(body.data(), body.size()))
        return {};
    std::vector<Record> out(body.size() / sizeof(Record));
    if (!out.empty()) std::memcpy(out.data(), body.data(), body.size());
    return out;
}

ByteSpan bytes_of(const void* data, std::size_t size) {
    return {static_cast<const std::uint8_t*>(data), size};
}

}  // namespace

std::size_t SourceStamps::HashFileId::operator()(const FileId& id) const noexcept {
    return static_cast<std::size_t>(XXH3_64bits_withSeed(&id.inode, sizeof id.inode, id.device));
}

std::optional<ContentHash> SourceStamps::find(const FileStamp& stamp) {
    const std::lock_guard lock{mutex_};
    const auto found = entries_.find({stamp.device, stamp.inode});
    if (found == entries_.end() || found->second.stamp != stamp) return std::nullopt;
    found->second.age = 0;
    return found->second.hash;
}

void SourceStamps::remember(const FileStamp& stamp, const ContentHash& hash, std::int64_t stamped_at_ns) {
    const std::lock_guard lock{mutex_};
    const FileId id{stamp.device, stamp.inode};
    // Also when it seems modified in the future: then its clock cannot be compared with ours.
    if (std::max(stamp.mtime_ns, stamp.ctime_ns) > stamped_at_ns - RacyNs) {
        entries_.erase(id);
    } else {
        entries_[id] = {stamp, hash, 0};
    }
}

void SourceStamps::load(const std::string& path) {
    const auto file = read_file(path, MaxFileBytes);
    if (!file) return;
    const std::lock_guard lock{mutex_};
    for (const auto& record : parse(file->bytes.bytes())) {
        const FileStamp stamp{record.size, record.mtime_ns, record.inode, record.device, record.ctime_ns};
        entries_.try_emplace({record.device, record.inode},
                             Entry{stamp, ContentHash{record.hash}, record.age + 1});
    }
}

Status SourceStamps::save(const std::string& path) {
    std::vector<Record> records;
    {
        const std::lock_guard lock{mutex_};
        records.reserve(entries_.size());
        for (const auto& [id, entry] : entries_) {
            if (entry.age > MaxAge) continue;
            records.push_back({id.device, id.inode, entry.stamp.size, entry.stamp.mtime_ns,
                               entry.stamp.ctime_ns, entry.hash.bytes, entry.age, 0});
        }
    }
    std::ranges::sort(records, {}, [](const Record& record) {
        return std::pair{record.device, record.inode};
    });
    const auto body = bytes_of(records.data(), records.size() * sizeof(Record));
    const Header header{Magic, Version, sizeof(Record), records.size(),
                        XXH3_64bits(body.data(), body.size())};
    const std::array pieces{bytes_of(&header, sizeof header), body};
    return write_atomically(path, pieces);
}

std::size_t SourceStamps::size() const {
    const std::lock_guard lock{mutex_};
    return entries_.size();
}

}  // namespace sinter
