// SPDX-License-Identifier: Apache-2.0
#include "worker/wire.hpp"

#include "registry/record_codec.hpp"

namespace sinter::wire {
namespace {

void put(ByteWriter& out, const Extent& extent) {
    out.put(extent.offset);
    out.put(extent.size);
}
Extent get_extent(ByteReader& in) {
    const auto offset = in.get<std::uint64_t>();
    return {offset, in.get<std::uint64_t>()};
}

void put(ByteWriter& out, const AssetLayout& asset) {
    out.put(asset.type);
    out.put(static_cast<std::uint32_t>(asset.tables.size()));
    for (const auto& table : asset.tables) {
        out.put(table.tag);
        out.put(table.version);
        out.put(table.stride);
        out.put(table.count);
        out.put(table.offset);
    }
    out.put(static_cast<std::uint32_t>(asset.chunks.size()));
    for (const auto& chunk : asset.chunks) {
        out.put(chunk.tag);
        out.put(chunk.alignment);
        put(out, chunk.bytes);
    }
    out.put(static_cast<std::uint32_t>(asset.dependencies.size()));
    for (const auto& dependency : asset.dependencies) {
        out.put(dependency.kind);
        out.put(dependency.type);
        out.put(std::string_view{dependency.path});
    }
}
AssetLayout get_layout(ByteReader& in) {
    AssetLayout asset;
    asset.type = in.get<std::uint32_t>();
    asset.tables = get_list(in, 24, [](ByteReader& from) {
        AssetLayout::Table table;
        table.tag = from.get<std::uint32_t>();
        table.version = from.get<std::uint32_t>();
        table.stride = from.get<std::uint32_t>();
        table.count = from.get<std::uint32_t>();
        table.offset = from.get<std::uint64_t>();
        return table;
    });
    asset.chunks = get_list(in, 24, [](ByteReader& from) {
        AssetLayout::Chunk chunk;
        chunk.tag = from.get<std::uint32_t>();
        chunk.alignment = from.get<std::uint32_t>();
        chunk.bytes = get_extent(from);
        return chunk;
    });
    asset.dependencies = get_list(in, 12, [](ByteReader& from) {
        AssetLayout::Dependency dependency;
        dependency.kind = from.get<std::uint32_t>();
        dependency.type = from.get<std::uint32_t>();
        dependency.path = from.text();
        return dependency;
    });
    return asset;
}

void put(ByteWriter& out, const Values& values) {
    out.put(static_cast<std::uint32_t>(values.size()));
    for (const auto& [name, value] : values) {
        out.put(std::string_view{name});
        sinter::put(out, value);
    }
}
Values get_values(ByteReader& in) {
    Values values;
    const auto count = in.count(5);
    for (std::uint32_t i = 0; i < count && in.good(); ++i) {
        auto name = in.text();
        values.insert_or_assign(std::move(name), get_value(in));
    }
    return values;
}

void put(ByteWriter& out, const std::vector<std::string>& texts) {
    out.put(static_cast<std::uint32_t>(texts.size()));
    for (const auto& text : texts) out.put(std::string_view{text});
}
std::vector<std::string> get_texts(ByteReader& in) {
    return get_list(in, 4, [](ByteReader& from) { return from.text(); });
}

/// One byte beyond a message is as wrong as one that is missing.
bool whole(const ByteReader& in) { return in.good() && in.at_end(); }

}  // namespace

std::vector<std::uint8_t> frame(Kind kind, std::uint64_t job, std::span<const std::uint8_t> payload) {
    const FrameHead head{static_cast<std::uint32_t>(payload.size()), kind, job};
    std::vector<std::uint8_t> out(sizeof head + payload.size());
    std::memcpy(out.data(), &head, sizeof head);
    if (!payload.empty()) std::memcpy(out.data() + sizeof head, payload.data(), payload.size());
    return out;
}

std::vector<std::uint8_t> encode(const HelloMessage& message) {
    ByteWriter out;
    out.put(message.version);
    out.put(static_cast<std::uint32_t>(message.walls.size()));
    for (const auto& state : message.walls) {
        out.put(state.wall);
        out.put(state.in_force);
        out.put(std::string_view{state.detail});
    }
    return out.bytes();
}
bool decode(std::span<const std::uint8_t> bytes, HelloMessage& out) {
    ByteReader in{bytes};
    out.version = in.get<std::uint32_t>();
    out.walls = get_list(in, 6, [](ByteReader& from) {
        WallState state{};
        state.wall = from.get<Wall>();
        state.in_force = from.get<std::uint8_t>() != 0;
        state.detail = from.text();
        return state;
    });
    return whole(in);
}

std::vector<std::uint8_t> encode_values(const Values& settings, const Values& platform) {
    ByteWriter out;
    put(out, settings);
    put(out, platform);
    return out.bytes();
}

std::vector<std::uint8_t> encode(const JobMessage& message) {
    ByteWriter out;
    out.put(message.kind);
    out.put(std::string_view{message.step});
    out.put(std::string_view{message.path});
    out.put(std::string_view{message.label});
    put(out, message.source);
    out.put(message.has_asset);
    put(out, message.asset);
    out.put(message.same_values);
    put(out, message.settings);
    put(out, message.platform);
    out.put(message.memory_limit);
    out.put(message.free_from);
    out.put(message.dirty_until);
    out.put(message.granted);
    return out.bytes();
}
bool decode(std::span<const std::uint8_t> bytes, JobMessage& out) {
    ByteReader in{bytes};
    out.kind = in.get<StepKind>();
    out.step = in.text();
    out.path = in.text();
    out.label = in.text();
    out.source = get_extent(in);
    out.has_asset = in.get<std::uint8_t>() != 0;
    out.asset = get_layout(in);
    out.same_values = in.get<std::uint8_t>() != 0;
    out.settings = get_values(in);
    out.platform = get_values(in);
    out.memory_limit = in.get<std::uint64_t>();
    out.free_from = in.get<std::uint64_t>();
    out.dirty_until = in.get<std::uint64_t>();
    out.granted = in.get<std::uint64_t>();
    return whole(in);
}

std::vector<std::uint8_t> encode(const ReadMessage& message) {
    ByteWriter out;
    out.put(std::string_view{message.path});
    out.put(message.at);
    return out.bytes();
}
bool decode(std::span<const std::uint8_t> bytes, ReadMessage& out) {
    ByteReader in{bytes};
    out.path = in.text();
    out.at = in.get<std::uint64_t>();
    return whole(in);
}

std::vector<std::uint8_t> encode(const ReadAnswer& message) {
    ByteWriter out;
    out.put(message.code);
    out.put(message.size);
    out.put(message.granted);
    return out.bytes();
}
bool decode(std::span<const std::uint8_t> bytes, ReadAnswer& out) {
    ByteReader in{bytes};
    out.code = in.get<Code>();
    out.size = in.get<std::uint64_t>();
    out.granted = in.get<std::uint64_t>();
    return whole(in);
}

std::vector<std::uint8_t> encode(const GrowMessage& message) {
    ByteWriter out;
    out.put(message.size);
    return out.bytes();
}
bool decode(std::span<const std::uint8_t> bytes, GrowMessage& out) {
    ByteReader in{bytes};
    out.size = in.get<std::uint64_t>();
    return whole(in);
}

std::vector<std::uint8_t> encode(const GrowAnswer& message) {
    ByteWriter out;
    out.put(message.code);
    out.put(message.granted);
    return out.bytes();
}
bool decode(std::span<const std::uint8_t> bytes, GrowAnswer& out) {
    ByteReader in{bytes};
    out.code = in.get<Code>();
    out.granted = in.get<std::uint64_t>();
    return whole(in);
}

std::vector<std::uint8_t> encode(const ResultMessage& message) {
    ByteWriter out;
    sinter::put(out, message.error);
    out.put(static_cast<std::uint32_t>(message.products.size()));
    for (const auto& product : message.products) {
        out.put(std::string_view{product.label});
        put(out, product.asset);
    }
    put_list(out, message.diagnostics);
    put_list(out, message.stats);
    put(out, message.settings);
    put(out, message.platform_fields);
    out.put(message.peak_memory_bytes);
    out.put(message.cpu_ns);
    return out.bytes();
}
bool decode(std::span<const std::uint8_t> bytes, ResultMessage& out) {
    ByteReader in{bytes};
    out.error = get_error(in);
    out.products = get_list(in, 20, [](ByteReader& from) {
        ResultMessage::Product product;
        product.label = from.text();
        product.asset = get_layout(from);
        return product;
    });
    out.diagnostics = get_list(in, 28, get_diagnostic);
    out.stats = get_list(in, 12, get_stat);
    out.settings = get_texts(in);
    out.platform_fields = get_texts(in);
    out.peak_memory_bytes = in.get<std::uint64_t>();
    out.cpu_ns = in.get<std::uint64_t>();
    return whole(in);
}

std::vector<std::uint8_t> encode(const ServerMessage& message) {
    ByteWriter out;
    out.put(message.kind);
    out.put(message.number);
    out.put(message.capacity);
    out.put(message.helpers);
    out.put(std::string_view{message.text}.substr(0, 3072));
    return out.bytes();
}
bool decode(std::span<const std::uint8_t> bytes, ServerMessage& out) {
    ByteReader in{bytes};
    out.kind = in.get<ServerKind>();
    out.number = in.get<std::uint64_t>();
    out.capacity = in.get<std::uint64_t>();
    out.helpers = in.get<std::uint32_t>();
    out.text = in.text();
    return whole(in);
}

}  // namespace sinter::wire
