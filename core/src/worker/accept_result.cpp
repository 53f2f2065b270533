// SPDX-License-Identifier: Apache-2.0
#include "worker/accept_result.hpp"

#include <algorithm>
#include <cstring>

#include "asset/artifact_format.hpp"
#include "asset/asset_check.hpp"
#include "os/utf8.hpp"
#include "store/logical_path.hpp"

namespace sinter {
namespace {

Error broken(std::string what) { return {Code::Contract, std::move(what), {}}; }

/// Every byte of these is written by the copy that follows.
class Uninitialised final : public BufferSource {
  public:
    AlignedBuffer zeroed(std::size_t size, std::size_t alignment) override {
        return AlignedBuffer::uninitialised(size, alignment);
    }
};
Uninitialised uninitialised;

class Copier {
  public:
    Copier(const std::uint8_t* arena, std::uint64_t size, std::uint64_t budget)
        : arena_(arena), size_(size), budget_(budget) {}

    Result<OwnedAsset> copy(const wire::AssetLayout& layout) {
        if (layout.tables.size() > artifact::MaxTables || layout.chunks.size() > artifact::MaxChunks ||
            layout.dependencies.size() > artifact::MaxDependencies)
            return broken("an asset with too many tables, chunks or dependencies");
        OwnedAsset asset{static_cast<AssetType>(layout.type), &uninitialised};
        for (const auto& table : layout.tables) {
            const auto bytes = std::uint64_t{table.stride} * table.count;
            if (auto fits = claim({table.offset, bytes}); !fits) return std::move(fits).error();
            auto rows = asset.add_table(table.tag, table.version, table.stride, table.count);
            if (!rows) return std::move(rows).error();
            if (bytes != 0) std::memcpy(*rows, arena_ + table.offset, bytes);
        }
        for (const auto& chunk : layout.chunks) {
            if (auto fits = claim(chunk.bytes); !fits) return std::move(fits).error();
            auto data = asset.add_chunk(chunk.tag, chunk.alignment, chunk.bytes.size);
            if (!data) return std::move(data).error();
            if (chunk.bytes.size != 0) std::memcpy(*data, arena_ + chunk.bytes.offset, chunk.bytes.size);
        }
        for (std::uint32_t i = 0; i < layout.dependencies.size(); ++i) {
            const auto& dependency = layout.dependencies[i];
            const auto path = std::string_view{dependency.path};
            const auto hash = path.find('#');
            if ((dependency.kind != SINTER_LOADED_WITH_ME && dependency.kind != SINTER_LOADED_ON_DEMAND) ||
                !is_logical_path(path.substr(0, hash)) ||
                (hash != std::string_view::npos && !valid_label(path.substr(hash + 1))))
                return broken("a dependency of no known form");
            if (asset.add_dependency(dependency.kind, static_cast<AssetType>(dependency.type), dependency.path) != i)
                return broken("a dependency twice");
        }
        if (auto checked = check_asset(asset.view()); !checked) return broken(checked.error().text);
        return asset;
    }

  private:
    Status claim(const wire::Extent& extent) {
        if (extent.offset < wire::DataOffset || extent.offset > size_ || extent.size > size_ - extent.offset)
            return broken("bytes outside of its arena");
        if (extent.size > budget_) return broken("more bytes than its budget");
        budget_ -= extent.size;
        return {};
    }

    const std::uint8_t* arena_;
    std::uint64_t size_;
    std::uint64_t budget_;
};

bool good_error(const Error& error, Code least) {
    return error.code >= least && error.code <= Code::Internal && error.text.size() <= 3 * JobResult::MostTextBytes &&
           error.where.path.size() <= JobResult::MostTextBytes && is_utf8(error.text) && is_utf8(error.where.path);
}

Status check_words(const wire::ResultMessage& message) {
    if (!good_error(message.error, Code::Ok)) return broken("an error of no known form");
    if (message.diagnostics.size() > JobResult::MostSaid || message.stats.size() > JobResult::MostSaid ||
        message.settings.size() > JobResult::MostLooks || message.platform_fields.size() > JobResult::MostLooks)
        return broken("more reports, figures or looks than are kept");
    for (const auto& said : message.diagnostics)
        if (said.severity > Diagnostic::Severity::Error || said.error.text.size() > JobResult::MostTextBytes ||
            said.error.where.path.size() > JobResult::MostTextBytes || !is_utf8(said.error.text) ||
            !is_utf8(said.error.where.path))
            return broken("a report of no known form");
    for (const auto& stat : message.stats)
        if (stat.name.size() > 1024 || !is_utf8(stat.name)) return broken("a figure of no known form");
    return {};
}

Status check_products(const wire::ResultMessage& message, StepKind kind) {
    const auto count = message.products.size();
    if (count > JobResult::MostProducts) return broken("more products than are allowed");
    if (message.error.code != Code::Ok) return count == 0 ? Status{} : broken("products of a failure");
    if (kind == StepKind::Decoder && count == 0) return broken("a success without a product");
    if (kind == StepKind::Processor && count > 1) return broken("a processor with several products");
    if (kind == StepKind::Validator && count != 0) return broken("a validator with a product");
    std::set<std::string_view> labels;
    for (const auto& product : message.products) {
        if (!valid_label(product.label) || (kind == StepKind::Processor && !product.label.empty()))
            return broken("a label of no known form");
        if (!labels.insert(product.label).second) return broken("a label twice");
    }
    return {};
}

/// The values are the kernel's own: a worker says only where it looked.
Status take_looks(const wire::ResultMessage& message, const JobInput& input, std::set<Discovery>& out) {
    for (const auto& name : message.settings) {
        if (!input.settings || !input.settings->contains(name)) return broken("a setting that nobody declared");
        out.insert({Discovery::Kind::Setting, name, to_text(input.settings->find(name)->second)});
    }
    for (const auto& name : message.platform_fields) {
        if (name.size() > JobResult::MostTextBytes) return broken("a platform field of no known form");
        const auto* all = input.platform;
        const auto found = all ? all->find(name) : Values::const_iterator{};
        if (!all || found == all->end())
            out.insert({Discovery::Kind::PlatformAbsence, name, {}});
        else
            out.insert({Discovery::Kind::PlatformField, name, to_text(found->second)});
    }
    return {};
}

}  // namespace

Result<JobResult> accept_result(wire::ResultMessage message, StepKind kind, const JobInput& input,
                                const std::uint8_t* arena, std::uint64_t arena_size) {
    if (auto checked = check_words(message); !checked) return std::move(checked).error();
    if (auto checked = check_products(message, kind); !checked) return std::move(checked).error();
    JobResult out;
    if (auto taken = take_looks(message, input, out.discoveries); !taken) return std::move(taken).error();
    Copier copier{arena, arena_size, input.memory_limit};
    for (auto& product : message.products) {
        auto asset = copier.copy(product.asset);
        if (!asset) return std::move(asset).error();
        out.products.push_back({std::move(product.label), *std::move(asset)});
    }
    if (message.error.code != Code::Ok) out.status = std::move(message.error);
    out.diagnostics = std::move(message.diagnostics);
    out.stats = std::move(message.stats);
    out.peak_memory_bytes = std::min(message.peak_memory_bytes, input.memory_limit);
    out.elsewhere_cpu_ns = message.cpu_ns;
    return out;
}

}  // namespace sinter
