// SPDX-License-Identifier: Apache-2.0
// Manifest: a plugin.toml, as embedded in a plugin's library, parsed and checked.
#pragma once

#include <sinter/asset.hpp>

#include "config/setting.hpp"

namespace sinter {

/// Bytes a file of the format begins with. Bytes whose mask is 0 may be anything ("??" in TOML).
struct Magic {
    std::uint32_t offset = 0;             ///< bytes from the start of the file
    std::vector<std::uint8_t> bytes;      ///< 1..32
    std::vector<std::uint8_t> mask;       ///< same length; 0xff or 0
};

/// What decoders, processors and validators have in common.
struct StepDecl {
    std::string name;                     ///< [a-z0-9_]+, unique among the installed steps of its kind
    AssetType type = AssetType::Unknown;  ///< what it makes or takes; Unknown: any ("any" in TOML)
    std::uint32_t content_version = 1;    ///< raised when it makes other bytes from the same input
    std::uint64_t peak_memory_bytes = 0;  ///< declared: fixed part …
    double peak_memory_per_input_byte = 0;  ///< … plus this times the size of its input
    std::vector<SettingDecl> settings;
    std::string help;                     ///< one line
};
struct DecoderDecl : StepDecl {
    std::vector<std::string> extensions;  ///< lower case, without dot
    std::vector<Magic> magic;
    std::int64_t preference = 0;          ///< among equals the larger wins, then the name
};
struct ProcessorDecl : StepDecl {};
struct ValidatorDecl : StepDecl {};
struct ReloadDecl {
    std::string name;
    AssetType type = AssetType::Unknown;
};

enum class Isolation : std::uint8_t { Worker, None };

struct Manifest {
    std::string name;                     ///< [a-z0-9_]+
    std::string version;                  ///< "1.2.3"
    std::string description;
    std::string licence;                  ///< SPDX expression
    Isolation isolation = Isolation::Worker;
    std::vector<std::string> libraries;   ///< sonames of the libraries that shape its bytes
    std::vector<DecoderDecl> decoders;
    std::vector<ProcessorDecl> processors;
    std::vector<ValidatorDecl> validators;
    std::vector<ReloadDecl> reload_handlers;
};

/// Parses and checks. `file` names the library or TOML in diagnostics.
/// Errors: Corrupt (not TOML), Invalid (unknown key, wrong type, bad name, bad magic, a default outside its range,
/// two steps of one name): text with a suggestion, file, line, column.
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view text, const std::string& file);

/// The settings of `decl` with every default.
[[nodiscard]] Values default_values(const StepDecl& decl);

}  // namespace sinter
