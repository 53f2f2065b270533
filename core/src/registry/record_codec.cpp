// SPDX-License-Identifier: Apache-2.0
#include "registry/record_codec.hpp"

namespace sinter {

void put(ByteWriter& out, const ContentHash& hash) {
    for (const auto byte : hash.bytes) out.put(byte);
}
ContentHash get_hash(ByteReader& in) {
    ContentHash hash;
    for (auto& byte : hash.bytes) byte = in.get<std::uint8_t>();
    return hash;
}

void put(ByteWriter& out, const Value& value) {
    out.put(static_cast<std::uint8_t>(value.index()));
    switch (value.index()) {
        case 0: out.put(std::get<bool>(value)); break;
        case 1: out.put(std::get<std::int64_t>(value)); break;
        case 2: out.put(std::get<double>(value)); break;
        case 3: out.put(std::string_view{std::get<std::string>(value)}); break;
        default: {
            const auto& items = std::get<std::vector<std::string>>(value);
            out.put(static_cast<std::uint32_t>(items.size()));
            for (const auto& item : items) out.put(std::string_view{item});
        }
    }
}
Value get_value(ByteReader& in) {
    switch (in.get<std::uint8_t>()) {
        case 0: return in.get<std::uint8_t>() != 0;
        case 1: return in.get<std::int64_t>();
        case 2: return in.get<double>();
        case 3: return in.text();
        default: return get_list(in, 4, [](ByteReader& from) { return from.text(); });
    }
}

void put(ByteWriter& out, const Facts& facts) {
    out.put(static_cast<std::uint32_t>(facts.size()));
    for (const auto& [name, value] : facts) {
        out.put(std::string_view{name});
        put(out, value);
    }
}
Facts get_facts(ByteReader& in) {
    return get_list(in, 5, [](ByteReader& from) {
        auto name = from.text();
        return std::pair{std::move(name), get_value(from)};
    });
}

void put(ByteWriter& out, const Error& error) {
    out.put(error.code);
    out.put(std::string_view{error.text});
    out.put(std::string_view{error.where.path});
    out.put(error.where.offset);
    out.put(error.where.line);
    out.put(error.where.column);
}
Error get_error(ByteReader& in) {
    Error error;
    error.code = in.get<Code>();
    error.text = in.text();
    error.where.path = in.text();
    error.where.offset = in.get<std::uint64_t>();
    error.where.line = in.get<std::uint32_t>();
    error.where.column = in.get<std::uint32_t>();
    return error;
}

void put(ByteWriter& out, const Diagnostic& diagnostic) {
    out.put(diagnostic.severity);
    put(out, diagnostic.error);
}
Diagnostic get_diagnostic(ByteReader& in) {
    Diagnostic diagnostic;
    diagnostic.severity = in.get<Diagnostic::Severity>();
    diagnostic.error = get_error(in);
    return diagnostic;
}

void put(ByteWriter& out, const Stat& stat) {
    out.put(std::string_view{stat.name});
    out.put(stat.value);
}
Stat get_stat(ByteReader& in) {
    Stat stat;
    stat.name = in.text();
    stat.value = in.get<double>();
    return stat;
}

void put(ByteWriter& out, const ProductDependency& dependency) {
    out.put(dependency.id.value);
    out.put(dependency.kind);
    out.put(dependency.type);
    out.put(std::string_view{dependency.path});
}
ProductDependency get_dependency(ByteReader& in) {
    ProductDependency dependency;
    dependency.id.value = in.get<std::uint64_t>();
    dependency.kind = in.get<sinter_dependency_kind>();
    dependency.type = in.get<AssetType>();
    dependency.path = in.text();
    return dependency;
}

static void put(ByteWriter& out, const SeenFile& seen) {
    out.put(std::string_view{seen.path});
    out.put(seen.stamp.has_value());
    if (!seen.stamp) return;
    out.put(seen.stamp->size);
    out.put(seen.stamp->mtime_ns);
    out.put(seen.stamp->inode);
    out.put(seen.stamp->device);
    out.put(seen.stamp->ctime_ns);
}
static SeenFile get_seen(ByteReader& in) {
    SeenFile seen;
    seen.path = in.text();
    if (in.get<std::uint8_t>() == 0) return seen;
    FileStamp stamp;
    stamp.size = in.get<decltype(stamp.size)>();
    stamp.mtime_ns = in.get<decltype(stamp.mtime_ns)>();
    stamp.inode = in.get<decltype(stamp.inode)>();
    stamp.device = in.get<decltype(stamp.device)>();
    stamp.ctime_ns = in.get<decltype(stamp.ctime_ns)>();
    seen.stamp = stamp;
    return seen;
}

static void put(ByteWriter& out, const ProductRecord& product) {
    out.put(std::string_view{product.label});
    out.put(product.type);
    put(out, product.artifact);
    out.put(product.size_bytes);
    put(out, product.facts);
    put_list(out, product.dependencies);
    put_list(out, product.stats);
    out.put(product.error.has_value());
    if (product.error) put(out, *product.error);
}
static ProductRecord get_product(ByteReader& in) {
    ProductRecord product;
    product.label = in.text();
    product.type = in.get<AssetType>();
    product.artifact = get_hash(in);
    product.size_bytes = in.get<std::uint64_t>();
    product.facts = get_facts(in);
    product.dependencies = get_list(in, 20, get_dependency);
    product.stats = get_list(in, 12, get_stat);
    if (in.get<std::uint8_t>() != 0) product.error = get_error(in);
    return product;
}

void put(ByteWriter& out, const AssetRecord& record) {
    out.put(std::string_view{record.path});
    out.put(record.type);
    out.put(std::string_view{record.decoder});
    put(out, record.environment);
    put_list(out, record.seen);
    out.put(record.checked_at_ns);
    out.put(record.error.has_value());
    if (record.error) put(out, *record.error);
    put_list(out, record.warnings);
    put(out, record.source_facts);
    put_list(out, record.products);
}
AssetRecord get_record(ByteReader& in) {
    AssetRecord record;
    record.path = in.text();
    record.type = in.get<AssetType>();
    record.decoder = in.text();
    record.environment = get_hash(in);
    record.seen = get_list(in, 5, get_seen);
    record.checked_at_ns = in.get<std::int64_t>();
    if (in.get<std::uint8_t>() != 0) record.error = get_error(in);
    record.warnings = get_list(in, 28, get_diagnostic);
    record.source_facts = get_facts(in);
    record.products = get_list(in, 40, get_product);
    return record;
}

std::string product_path(std::string_view path, std::string_view label) {
    std::string out{path};
    if (!label.empty()) {
        out += '#';
        out += label;
    }
    return out;
}

std::pair<std::string_view, std::string_view> split_product_path(std::string_view product) {
    const auto hash = product.find('#');
    if (hash == std::string_view::npos) return {product, {}};
    return {product.substr(0, hash), product.substr(hash + 1)};
}

}  // namespace sinter
