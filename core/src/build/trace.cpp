// SPDX-License-Identifier: Apache-2.0
#include "build/trace.hpp"

#include <algorithm>

#include "asset/sealed_file.hpp"
#include "registry/record_codec.hpp"

namespace sinter {
namespace {

constexpr std::string_view Magic = "SNTTRACE";
constexpr std::uint32_t Version = 3;
constexpr std::uint64_t MaxBytes = 64u << 20;
constexpr std::size_t MaxResultsPerKey = 8;
constexpr std::size_t MaxEntries = 4096;

void put_checksum(ByteWriter& out, const artifact::Checksum& checksum) {
    out.put(checksum.low);
    out.put(checksum.high);
}
artifact::Checksum get_checksum(ByteReader& in) {
    const auto low = in.get<std::uint64_t>();
    return {low, in.get<std::uint64_t>()};
}

void put_result(ByteWriter& out, const StageResult& result) {
    out.put(static_cast<std::uint32_t>(result.discoveries.size()));
    for (const auto& discovery : result.discoveries) {
        out.put(discovery.kind);
        out.put(std::string_view{discovery.name});
        out.put(std::string_view{discovery.value});
    }
    out.put(result.error.has_value());
    if (result.error) put(out, *result.error);
    out.put(static_cast<std::uint32_t>(result.products.size()));
    for (const auto& product : result.products) {
        out.put(std::string_view{product.label});
        out.put(product.type);
        put_checksum(out, product.fingerprint);
        put(out, product.facts);
    }
    put_list(out, result.diagnostics);
    put_list(out, result.stats);
    out.put(result.deaths);
}

StageResult get_result(ByteReader& in) {
    StageResult result;
    for (auto& discovery : get_list(in, 9, [](ByteReader& from) {
             Discovery discovery{};
             discovery.kind = from.get<Discovery::Kind>();
             discovery.name = from.text();
             discovery.value = from.text();
             return discovery;
         }))
        result.discoveries.insert(std::move(discovery));
    if (in.get<std::uint8_t>() != 0) result.error = get_error(in);
    result.products = get_list(in, 28, [](ByteReader& from) {
        StageProduct product;
        product.label = from.text();
        product.type = from.get<AssetType>();
        product.fingerprint = get_checksum(from);
        product.facts = get_facts(from);
        return product;
    });
    result.diagnostics = get_list(in, 28, get_diagnostic);
    result.stats = get_list(in, 12, get_stat);
    result.deaths = in.get<std::uint32_t>();
    return result;
}

void put_stored(ByteWriter& out, const StoredArtifact& stored) {
    put_checksum(out, stored.fingerprint);
    put(out, stored.artifact);
    out.put(stored.size_bytes);
    out.put(stored.type);
    put(out, stored.facts);
    put_list(out, stored.dependencies);
}
StoredArtifact get_stored(ByteReader& in) {
    StoredArtifact stored;
    stored.fingerprint = get_checksum(in);
    stored.artifact = get_hash(in);
    stored.size_bytes = in.get<std::uint64_t>();
    stored.type = in.get<AssetType>();
    stored.facts = get_facts(in);
    stored.dependencies = get_list(in, 20, get_dependency);
    return stored;
}

}  // namespace

Trace Trace::read(const std::string& file) {
    Trace trace;
    const auto bytes = read_file(file, MaxBytes);
    if (!bytes) return trace;
    const auto payload = unseal(Magic, Version, bytes->bytes.bytes());
    if (!payload) return trace;
    ByteReader in{*payload};
    trace.entries_ = get_list(in, 40, [](ByteReader& from) {
        Entry entry;
        entry.key = get_hash(from);
        entry.result = std::make_unique<StageResult>(get_result(from));
        return entry;
    });
    trace.stored_ = get_list(in, 68, get_stored);
    if (!in.good()) return {};
    return trace;
}

std::vector<const StageResult*> Trace::results(const StageKey& key) const {
    std::vector<const StageResult*> out;
    for (const auto& entry : entries_)
        if (entry.key == key) out.push_back(entry.result.get());
    return out;
}

void Trace::add(const StageKey& key, StageResult result) {
    // A run with the same discoveries is the same result made again, not another one.
    std::erase_if(entries_, [&](const Entry& entry) {
        return entry.key == key && entry.result->discoveries == result.discoveries;
    });
    entries_.insert(entries_.begin(), Entry{key, std::make_unique<StageResult>(std::move(result))});
    std::size_t seen = 0;
    std::erase_if(entries_, [&](const Entry& entry) { return entry.key == key && ++seen > MaxResultsPerKey; });
    if (entries_.size() > MaxEntries) entries_.resize(MaxEntries);
    changed_ = true;
}

const StoredArtifact* Trace::stored(const artifact::Checksum& fingerprint) const {
    for (const auto& stored : stored_)
        if (stored.fingerprint == fingerprint) return &stored;
    return nullptr;
}

void Trace::add(StoredArtifact artifact) {
    std::erase_if(stored_, [&](const StoredArtifact& other) { return other.fingerprint == artifact.fingerprint; });
    stored_.insert(stored_.begin(), std::move(artifact));
    if (stored_.size() > MaxEntries) stored_.resize(MaxEntries);
    changed_ = true;
}

Status Trace::write(const std::string& file) {
    ByteWriter out;
    out.put(static_cast<std::uint32_t>(entries_.size()));
    for (const auto& entry : entries_) {
        put(out, entry.key);
        put_result(out, *entry.result);
    }
    out.put(static_cast<std::uint32_t>(stored_.size()));
    for (const auto& stored : stored_) put_stored(out, stored);
    const auto head = seal(Magic, Version, out.bytes());
    const ByteSpan pieces[] = {head, out.bytes()};
    auto written = write_atomically(file, pieces);
    if (written) changed_ = false;
    return written;
}

}  // namespace sinter
