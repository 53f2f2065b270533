// SPDX-License-Identifier: Apache-2.0
// Rows of the shared corpus that this plugin decodes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace sinter::test {

struct OiioRow {
    std::string file;                            ///< relative to the corpus
    std::string decoder;                         ///< of this plugin
    std::string expected;                        ///< "ok", "error", "survive"
    std::map<std::string, std::string> details;  ///< words of the form key=value

    /// The detail as a number; 0 when it is missing.
    [[nodiscard]] std::uint32_t number(const std::string& key) const;
};

/// Rows of `folder`/MANIFEST.tsv whose extension belongs to this plugin.
std::vector<OiioRow> oiio_rows(const std::filesystem::path& folder);

}  // namespace sinter::test
