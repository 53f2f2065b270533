// SPDX-License-Identifier: Apache-2.0
// Manifest: a plugin.toml, as embedded in a plugin's library, parsed and checked.
//
// The form of plugin.toml. A key not named here is an error; keys without "required" may be left out.
//
//   [plugin]                        required, once
//   name = "texture_core"           required; 1 to 64 of a-z 0-9 _
//   version = "0.1.0"               required; three numbers
//   description = "…"               one line
//   licence = "Apache-2.0"          SPDX expression
//   isolation = "worker"            "worker" (default): in a process of its own; "none": inside the kernel
//   libraries = ["libspng.so.0"]    sonames of the libraries that shape its bytes: an upgraded one rebuilds
//
//   [[decoder]]                     any number, as of [[processor]], [[validator]], [[reload_handler]]
//   name = "png"                    required; unique among the decoders
//   type = "texture"                required; what it makes: "texture", "model", "animation", "audio",
//                                   "shader", "material", "particle_system", "font", "ui", "data", "script",
//                                   or "any"
//   extensions = ["png"]            lower case, without the first dot; "material.json" is one too. A decoder
//                                   needs extensions or magic
//   magic = ["89504E47", "@4:66747970????"]
//                                   bytes the file begins with: pairs of hexadecimal digits, "??" for any
//                                   byte; "@4:" says 4 bytes from the start. 1 to 32 within the first 4096
//   preference = 0                  -1000000 to 1000000; among decoders that fit equally the larger wins
//   content_version = 1             1 to 2^31 - 1; raise it when the same input gives other bytes
//   peak_memory_mib = 8             0 to 1048576; what a job needs at most: this …
//   peak_memory_per_input_byte = 4.0    … plus this times the size of its input; 0 to 1e6
//   help = "…"                      one line
//
//   [[decoder.setting]]             any number, under the [[decoder]] that has it
//   name = "color_space"            required; 1 to 64 of a-z 0-9 _; unique within the decoder
//   type = "string"                 required; "boolean", "integer", "float", "string" or "strings"
//   default = "auto"                required; of that type
//   min = 0                         integers and floats only, inclusive
//   max = 16
//   choices = ["auto", "srgb"]      string and strings only: the values allowed
//   help = "…"                      required; one line
//
//   [[processor]], [[validator]]    as [[decoder]], without extensions, magic and preference; `type` is what
//                                   it takes
//   [[reload_handler]]              name and type, both required
#pragma once

#include <sinter/asset.hpp>

#include "config/isolation.hpp"
#include "config/setting.hpp"

namespace sinter {

/// Bytes a file of the format begins with. Bytes whose mask is 0 may be anything ("??" in TOML).
struct Magic {
    std::uint32_t offset = 0;         ///< bytes from the start of the file
    std::vector<std::uint8_t> bytes;  ///< 1..32
    std::vector<std::uint8_t> mask;   ///< same length; 0xff or 0
};

/// What decoders, processors and validators have in common.
struct StepDecl {
    std::string name;                       ///< [a-z0-9_]+, unique among the installed steps of its kind
    AssetType type = AssetType::Unknown;    ///< what it makes or takes; Unknown: any ("any" in TOML)
    std::uint32_t content_version = 1;      ///< raised when it makes other bytes from the same input
    std::uint64_t peak_memory_bytes = 0;    ///< declared: fixed part …
    double peak_memory_per_input_byte = 0;  ///< … plus this times the size of its input
    std::vector<SettingDecl> settings;
    std::string help;  ///< one line
};
struct DecoderDecl : StepDecl {
    std::vector<std::string> extensions;  ///< lower case, without dot
    std::vector<Magic> magic;
    std::int64_t preference = 0;  ///< among equals the larger wins, then the name
};
struct ProcessorDecl : StepDecl {};
struct ValidatorDecl : StepDecl {};
struct ReloadDecl {
    std::string name;
    AssetType type = AssetType::Unknown;
};

struct Manifest {
    std::string name;     ///< [a-z0-9_]+
    std::string version;  ///< "1.2.3"
    std::string description;
    std::string licence;  ///< SPDX expression
    Isolation isolation = Isolation::Worker;
    std::vector<std::string> libraries;  ///< sonames of the libraries that shape its bytes
    std::vector<DecoderDecl> decoders;
    std::vector<ProcessorDecl> processors;
    std::vector<ValidatorDecl> validators;
    std::vector<ReloadDecl> reload_handlers;
};

/// Parses and checks. `file` names the library or TOML in diagnostics.
/// Errors: Corrupt (not TOML), Invalid (unknown key, wrong type, bad name, bad magic, a default outside its
/// range, two steps of one name): text with a suggestion, file, line, column.
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view text, const std::string& file);

/// The settings of `decl` with every default.
[[nodiscard]] Values default_values(const StepDecl& decl);

}  // namespace sinter
