// SPDX-License-Identifier: Apache-2.0
// What a server tells of itself: metadata, metrics, its trace.
#include "server/server_core.hpp"

namespace sinter::server {

AssetMetadata ServerCore::metadata_of(const AssetRecord& record, const ProductRecord& product) const {
    AssetMetadata out;
    out.path = product_path(record.path, product.label);
    out.id = AssetId::of(out.path);
    out.type = product.type;
    out.version = product.artifact.hex();
    out.size_bytes = product.size_bytes;
    out.file = project_->store().path_of(product.artifact);
    for (const auto& dependency : product.dependencies)
        out.dependencies.push_back({dependency.id, dependency.path, dependency.kind == SINTER_LOADED_WITH_ME});
    if (const auto slot = find(out.id)) {
        const std::lock_guard lock{lock_};
        out.priority = slot->priority;
    }
    return out;
}

std::optional<AssetMetadata> ServerCore::metadata(std::string_view path) const {
    if (!project_) return std::nullopt;
    const auto [file, label] = split_product_path(path);
    if (const auto record = project_->index().find(file))
        for (const auto& product : record->products)
            if (product.label == label && !product.error) return metadata_of(*record, product);
    return std::nullopt;
}

std::vector<AssetMetadata> ServerCore::known_assets() const {
    std::vector<AssetMetadata> out;
    if (!project_) return out;
    for (const auto& record : project_->index().all())
        for (const auto& product : record->products)
            if (!product.error) out.push_back(metadata_of(*record, product));
    return out;
}

AssetPipelineMetrics ServerCore::metrics() const {
    AssetPipelineMetrics out;
    out.requested = requested_.load();
    out.joined = joined_.load();
    out.loaded = loaded_.load();
    out.failed = failed_.load();
    out.cancelled = cancelled_.load();
    out.built = built_.load();
    out.reloaded = reloaded_.load();
    out.bytes_loaded = bytes_loaded_.load();
    if (out.loaded != 0) out.average_load_ms = static_cast<double>(load_ns_.load()) / 1e6 / static_cast<double>(out.loaded);
    if (out.requested != 0) out.cache_hit_rate = static_cast<double>(out.joined) / static_cast<double>(out.requested);
    const auto schedule = scheduler_->stats();
    for (const auto queued : schedule.queued) out.queued += queued;
    out.queued += schedule.express_queued;
    out.running = schedule.running;
    out.lent_turns = schedule.lent_turns;
    out.resident_assets = ledger_->assets();
    for (std::size_t i = 0; i < out.resident_bytes_by_type.size(); ++i) {
        out.resident_bytes_by_type[i] = ledger_->bytes(static_cast<AssetType>(i));
        out.resident_bytes += out.resident_bytes_by_type[i];
    }
    return out;
}

Status ServerCore::write_trace(const std::string& file) const {
    if (!tracer_) return {Code::Invalid, "profiling is off, so there is no trace to write"};
    const auto json = tracer_->json();
    return write_atomically(file, ByteSpan{reinterpret_cast<const std::uint8_t*>(json.data()), json.size()});
}

}  // namespace sinter::server
