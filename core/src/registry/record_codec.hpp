// SPDX-License-Identifier: Apache-2.0
// How asset records are written into, and read from, the index and the trace files.
#pragma once

#include "asset/byte_stream.hpp"
#include "registry/asset_record.hpp"

namespace sinter {

void put(ByteWriter& out, const ContentHash& hash);
void put(ByteWriter& out, const Value& value);
void put(ByteWriter& out, const Facts& facts);
void put(ByteWriter& out, const Error& error);
void put(ByteWriter& out, const Diagnostic& diagnostic);
void put(ByteWriter& out, const Stat& stat);
void put(ByteWriter& out, const ProductDependency& dependency);
void put(ByteWriter& out, const AssetRecord& record);

[[nodiscard]] ContentHash get_hash(ByteReader& in);
[[nodiscard]] Value get_value(ByteReader& in);
[[nodiscard]] Facts get_facts(ByteReader& in);
[[nodiscard]] Error get_error(ByteReader& in);
[[nodiscard]] Diagnostic get_diagnostic(ByteReader& in);
[[nodiscard]] Stat get_stat(ByteReader& in);
[[nodiscard]] ProductDependency get_dependency(ByteReader& in);
/// Ask `in.good()` afterwards.
[[nodiscard]] AssetRecord get_record(ByteReader& in);

/// A list behind its count.
template <class T>
void put_list(ByteWriter& out, const std::vector<T>& items) {
    out.put(static_cast<std::uint32_t>(items.size()));
    for (const auto& item : items) put(out, item);
}
/// `read(in)` for each item; items take `minimum_bytes` or more.
template <class Read>
auto get_list(ByteReader& in, std::size_t minimum_bytes, Read&& read) {
    std::vector<std::invoke_result_t<Read&, ByteReader&>> items;
    const auto count = in.count(minimum_bytes);
    items.reserve(count);
    for (std::uint32_t i = 0; i < count && in.good(); ++i) items.push_back(read(in));
    return items;
}

}  // namespace sinter
