// SPDX-License-Identifier: Apache-2.0
// Runs the decoders of the built data plugin over texts in memory.
#pragma once

#include <sinter/material.hpp>

#include "support/plugin_runner.hpp"

namespace sinter::test {

inline const PluginRunner& data_plugin() {
    static const PluginRunner runner{SINTER_PLUGIN};
    return runner;
}

using Texts = std::map<std::string, std::string>;

inline ByteVector bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

/// Decodes the file `path` of `files`.
inline JobResult decode_text(std::string_view decoder, const Texts& files, const std::string& path,
                             RunOptions options = {}) {
    for (const auto& [name, text] : files) options.files[name] = bytes_of(text);
    options.path = path;
    return data_plugin().decode(decoder, options.files.at(path), options);
}
/// Decodes `text` as the file materials/a.material.json.
inline JobResult decode_material(const std::string& text, const RunOptions& options = {}) {
    return decode_text("material", {{"materials/a.material.json", text}}, "materials/a.material.json",
                       options);
}
inline JobResult decode_json(const std::string& text, const RunOptions& options = {}) {
    return decode_text("data", {{"d/a.json", text}}, "d/a.json", options);
}
inline JobResult decode_toml(const std::string& text, const RunOptions& options = {}) {
    return decode_text("data", {{"d/a.toml", text}}, "d/a.toml", options);
}

inline Material material_of(const JobResult& result, std::string_view label = {}) {
    return Material{product_of(result, label).view()};
}
inline Data data_of(const JobResult& result) {
    return Data{product_of(result).view()};
}
/// "d/base.json:3:5" or "3:5": where a failed job's error stands.
inline std::string place_of(const JobResult& result) {
    const auto& where = result.status.error().where;
    return (where.path.empty() ? "" : where.path + ":") + std::to_string(where.line) + ":" +
           std::to_string(where.column);
}

}  // namespace sinter::test
