// SPDX-License-Identifier: Apache-2.0
#include "registry/asset_index.hpp"

#include <algorithm>

#include "asset/sealed_file.hpp"
#include "registry/record_codec.hpp"

namespace sinter {
namespace {

constexpr std::string_view Magic = "SNTINDEX";
constexpr std::uint32_t Version = 2;
constexpr std::uint64_t MaxBytes = std::uint64_t{4} << 30;

std::string key_of(std::string_view path, std::string_view variant) {
    std::string key{path};
    if (!variant.empty()) {
        key += '?';
        key += variant;
    }
    return key;
}

}  // namespace

// The payload: u32 count, then per record: key (string), u32 size, that many bytes of the record.
AssetIndex::AssetIndex(std::string file) : file_path_(std::move(file)) {
    auto read = read_file(file_path_, MaxBytes);
    if (!read) return;
    file_ = std::move(read->bytes);
    const auto payload = unseal(Magic, Version, std::as_const(file_).bytes());
    if (!payload) return;
    ByteReader in{*payload};
    const auto count = in.count(8);
    slots_.reserve(count);
    for (std::uint32_t i = 0; i < count && in.good(); ++i) {
        auto key = in.text();
        const auto bytes = in.bytes(in.get<std::uint32_t>());
        if (in.good()) slots_.insert_or_assign(std::move(key), Slot{nullptr, bytes});
    }
}

std::shared_ptr<const AssetRecord> AssetIndex::decoded(Slot& slot) const {
    if (!slot.record) {
        ByteReader in{slot.bytes};
        auto record = std::make_shared<AssetRecord>(get_record(in));
        if (!in.good()) return nullptr;
        slot.record = std::move(record);
    }
    return slot.record;
}

std::shared_ptr<const AssetRecord> AssetIndex::find(std::string_view path, std::string_view variant) const {
    const auto key = key_of(path, variant);
    const std::lock_guard lock{mutex_};
    const auto found = slots_.find(key);
    return found == slots_.end() ? nullptr : decoded(found->second);
}

void AssetIndex::put(std::shared_ptr<const AssetRecord> record, std::string_view variant) {
    auto key = key_of(record->path, variant);
    const std::lock_guard lock{mutex_};
    slots_.insert_or_assign(std::move(key), Slot{std::move(record), {}});
    changed_ = true;
}

void AssetIndex::retain(const std::function<bool(std::string_view)>& keep) {
    const std::lock_guard lock{mutex_};
    changed_ |= std::erase_if(slots_, [&](const auto& slot) {
                    const std::string_view key = slot.first;
                    return !keep(key.substr(0, key.find('?')));
                }) != 0;
}

std::vector<std::shared_ptr<const AssetRecord>> AssetIndex::all() const {
    std::vector<std::shared_ptr<const AssetRecord>> out;
    {
        const std::lock_guard lock{mutex_};
        out.reserve(slots_.size());
        for (auto& [key, slot] : slots_)
            if (key.find('?') == std::string::npos)
                if (auto record = decoded(slot)) out.push_back(std::move(record));
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a->path < b->path; });
    return out;
}

std::size_t AssetIndex::size() const {
    const std::lock_guard lock{mutex_};
    return slots_.size();
}

Status AssetIndex::save() {
    const std::lock_guard lock{mutex_};
    if (!changed_) return {};
    std::vector<const std::string*> keys;
    keys.reserve(slots_.size());
    for (const auto& slot : slots_) keys.push_back(&slot.first);
    std::sort(keys.begin(), keys.end(), [](const auto* a, const auto* b) { return *a < *b; });

    ByteWriter out;
    out.put(static_cast<std::uint32_t>(keys.size()));
    for (const auto* key : keys) {
        const auto& slot = slots_.at(*key);
        out.put(std::string_view{*key});
        if (slot.record) {
            ByteWriter record;
            sinter::put(record, *slot.record);
            out.put_bytes(record.bytes());
        } else {
            out.put_bytes(slot.bytes);
        }
    }
    const auto head = seal(Magic, Version, out.bytes());
    const ByteSpan pieces[] = {head, out.bytes()};
    auto written = write_atomically(file_path_, pieces, Durability::Now);
    if (written) changed_ = false;
    return written;
}

}  // namespace sinter
