// SPDX-License-Identifier: Apache-2.0
// What a plugin that makes shaders adds to its job: the tables of a shader as values, written as an asset.
#pragma once

#include <map>

#include <sinter/plugin.hpp>
#include <sinter/shader.hpp>

namespace sinter {

/// A shader in memory: rows that may be changed, and the code of each variant. Texts are added, never
/// removed. Threads: one. Lifetime: its own; `code` may be views of somebody else's bytes.
struct ShaderDraft {
    sinter_shader_row row{};
    std::vector<sinter_shader_axis_row> axes;
    std::vector<sinter_shader_variant_row> variants;
    std::vector<sinter_shader_binding_row> bindings;
    std::vector<sinter_shader_member_row> members;
    std::vector<sinter_shader_port_row> ports;
    std::vector<sinter_shader_constant_row> constants;
    std::vector<sinter_shader_include_row> includes;
    std::string text;
    std::vector<std::vector<std::uint8_t>> code;  ///< of variants[i]; their `chunk` is set when written

    ShaderDraft() = default;
    /// Everything of a valid shader.
    explicit ShaderDraft(const Shader& shader) : row(shader.row()) {
        const auto& asset = shader.asset();
        copy(asset, SINTER_SHADER_AXIS_TABLE, axes);
        copy(asset, SINTER_SHADER_VARIANT_TABLE, variants);
        copy(asset, SINTER_SHADER_BINDING_TABLE, bindings);
        copy(asset, SINTER_SHADER_MEMBER_TABLE, members);
        copy(asset, SINTER_SHADER_PORT_TABLE, ports);
        copy(asset, SINTER_SHADER_CONSTANT_TABLE, constants);
        copy(asset, SINTER_SHADER_INCLUDE_TABLE, includes);
        if (const auto* table = asset.table(SINTER_SHADER_TEXT_TABLE); table && table->stride == 1)
            text.assign(reinterpret_cast<const char*>(table->rows), table->count);
        for (std::uint32_t i = 0; i < shader.variant_count(); ++i) {
            const auto bytes = shader.code(i);
            code.emplace_back(bytes.begin(), bytes.end());
        }
    }

    /// The text's place; equal texts added here share one.
    sinter_shader_text add_text(std::string_view value) {
        if (value.empty()) return {};
        if (const auto found = places_.find(value); found != places_.end()) return found->second;
        const sinter_shader_text place{static_cast<std::uint32_t>(text.size()),
                                       static_cast<std::uint32_t>(value.size())};
        text += value;
        places_.emplace(value, place);
        return place;
    }

    /// Writes tables and chunks: a chunk for each different code, in the order of the variants. Errors:
    /// OutOfMemory.
    Status write(Output output) {
        std::vector<std::uint32_t> first;  // of each chunk, the variant whose code it is
        std::map<std::string_view, std::uint32_t> chunks;
        for (std::uint32_t i = 0; i < variants.size(); ++i) {
            const std::string_view bytes{reinterpret_cast<const char*>(code[i].data()), code[i].size()};
            const auto [found, added] = chunks.emplace(bytes, static_cast<std::uint32_t>(first.size()));
            if (added) first.push_back(i);
            variants[i].chunk = found->second;
        }
        if (auto done = put(output, SINTER_SHADER_TABLE, std::vector{row}); !done) return done;
        if (auto done = put(output, SINTER_SHADER_AXIS_TABLE, axes); !done) return done;
        if (auto done = put(output, SINTER_SHADER_VARIANT_TABLE, variants); !done) return done;
        if (auto done = put(output, SINTER_SHADER_BINDING_TABLE, bindings); !done) return done;
        if (auto done = put(output, SINTER_SHADER_MEMBER_TABLE, members); !done) return done;
        if (auto done = put(output, SINTER_SHADER_PORT_TABLE, ports); !done) return done;
        if (auto done = put(output, SINTER_SHADER_CONSTANT_TABLE, constants); !done) return done;
        if (auto done = put(output, SINTER_SHADER_INCLUDE_TABLE, includes); !done) return done;
        if (auto done = put(output, SINTER_SHADER_TEXT_TABLE, std::vector<char>(text.begin(), text.end()));
            !done)
            return done;
        for (const auto variant : first) {
            auto chunk = output.add_chunk(SINTER_SHADER_CHUNK, code[variant].size(), 64);
            if (!chunk) return chunk.status();
            std::copy(code[variant].begin(), code[variant].end(), chunk->begin());
        }
        return {};
    }

  private:
    template <class Row>
    static void copy(const AssetView& asset, std::uint32_t tag, std::vector<Row>& out) {
        const auto rows = asset.rows<Row>(tag);
        for (std::uint32_t i = 0; i < rows.size(); ++i) out.push_back(rows[i]);
    }
    template <class Row>
    static Status put(Output& output, std::uint32_t tag, const std::vector<Row>& rows) {
        auto table =
            output.add_table<Row>(tag, SINTER_SHADER_VERSION, static_cast<std::uint32_t>(rows.size()));
        if (!table) return table.status();
        std::copy(rows.begin(), rows.end(), table->begin());
        return {};
    }

    std::map<std::string, sinter_shader_text, std::less<>> places_;
};

/// A decoder's shader, emitted.
inline Status emit_shader(DecodeJob& job, ShaderDraft& draft, std::string_view label = {}) {
    auto output = job.new_asset(AssetType::Shader);
    if (!output) return output.status();
    if (auto written = draft.write(*output); !written) return written;
    return job.emit(*output, label);
}

/// A processor's shader, emitted, with the input's other tables and its dependencies. Errors: Unsupported (a
/// table of the input is of a newer version than this header), OutOfMemory.
inline Status emit_shader(ProcessJob& job, ShaderDraft& draft) {
    const std::initializer_list<std::uint32_t> own = {
        SINTER_SHADER_TABLE,          SINTER_SHADER_AXIS_TABLE,    SINTER_SHADER_VARIANT_TABLE,
        SINTER_SHADER_BINDING_TABLE,  SINTER_SHADER_MEMBER_TABLE,  SINTER_SHADER_PORT_TABLE,
        SINTER_SHADER_CONSTANT_TABLE, SINTER_SHADER_INCLUDE_TABLE, SINTER_SHADER_TEXT_TABLE};
    for (const auto tag : own)
        if (const auto* table = job.input().table(tag); table && table->version > SINTER_SHADER_VERSION)
            return {Code::Unsupported,
                    "shader: tables of a newer version (" + std::to_string(table->version) + ")"};
    auto output = job.new_asset();
    if (!output) return output.status();
    if (auto passed = job.pass_through(*output, own); !passed) return passed;
    if (auto written = draft.write(*output); !written) return written;
    return job.emit(*output);
}

}  // namespace sinter
