// SPDX-License-Identifier: Apache-2.0
// TOML 1.0 → SourceValue.
#pragma once

#include "source_value.hpp"

namespace data_plugin {

/// Parses UTF-8; a byte order mark in front is skipped. The root is an object. Errors: Corrupt (not TOML, not
/// UTF-8), TooLarge (over the limits of source_value.hpp), all with line and column.
[[nodiscard]] sinter::Result<SourceDocument> read_toml(const TextSource& source);

}  // namespace data_plugin
