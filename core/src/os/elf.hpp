// SPDX-License-Identifier: Apache-2.0
// Reads sections and build-ids of shared libraries without loading them.
//
// ELF64, little endian, of this machine's processor (System V ABI 4.1, chapters 4 and 5; gABI for extended
// section numbers; "GNU" notes as binutils documents them). The file is hostile: every offset and count is
// checked against its size.
#pragma once

#include <string>

#include <sinter/status.hpp>

namespace sinter {

/// Bytes of the section `name` of the library `path`. Errors: Absent (no file, no such section), Corrupt (not
/// an ELF file, or one that contradicts itself or its length), Unsupported (no library, or of another class,
/// byte order or processor; a compressed section), TooLarge (over `max_bytes`), Io. Thread: any.
[[nodiscard]] Result<std::string> read_section(const std::string& path, std::string_view name,
                                               std::uint64_t max_bytes);

/// The GNU build-id in lower-case hexadecimal. Errors: as above; Absent when the library carries none.
[[nodiscard]] Result<std::string> build_id(const std::string& path);

}  // namespace sinter
