// SPDX-License-Identifier: Apache-2.0
// Exports: finished assets in the formats that other programs read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "neighbours.hpp"

namespace sinter::cli {

/// One file of an export.
struct ExportedFile {
    std::string suffix;  ///< what follows the name that the user chose, with its dot: ".glb", "_page0.png"
    std::vector<std::uint8_t> bytes;
};

/// What the user asked for.
struct ExportOptions {
    std::string format;  ///< lower case, of those that the type has; empty: its first one
};

/// Formats a type can be exported to, the usual one first; none for a type that cannot.
[[nodiscard]] std::vector<std::string> export_formats(AssetType type);

/// Exports an asset of any type. Errors: Unsupported (another format, or content that the format has no place
/// for), Corrupt (tables that do not agree), OutOfMemory. Thread: any.
[[nodiscard]] Result<std::vector<ExportedFile>> export_asset(const AssetView& asset,
                                                             const ExportOptions& options,
                                                             Neighbours& neighbours);

// ---- one function per type, each in export_<type>.cpp; errors as above ----

/// "ktx2"
[[nodiscard]] Result<std::vector<ExportedFile>> export_texture(const AssetView& asset,
                                                               const ExportOptions& options);
/// "glb": the finest level, with materials, textures and animations that `neighbours` has.
[[nodiscard]] Result<std::vector<ExportedFile>> export_model(const AssetView& asset,
                                                             const ExportOptions& options,
                                                             Neighbours& neighbours);
/// "wav", "ogg"
[[nodiscard]] Result<std::vector<ExportedFile>> export_audio(const AssetView& asset,
                                                             const ExportOptions& options);
/// "json" with its pages as PNG
[[nodiscard]] Result<std::vector<ExportedFile>> export_font(const AssetView& asset,
                                                            const ExportOptions& options);
/// What the shader was compiled to: "spv", "glsl" or "metal", a file per variant
[[nodiscard]] Result<std::vector<ExportedFile>> export_shader(const AssetView& asset,
                                                              const ExportOptions& options);
/// Material, particle system, UI, data: "json"
[[nodiscard]] Result<std::vector<ExportedFile>> export_data(const AssetView& asset,
                                                            const ExportOptions& options);
/// "lua"
[[nodiscard]] Result<std::vector<ExportedFile>> export_script(const AssetView& asset,
                                                              const ExportOptions& options);

}  // namespace sinter::cli
