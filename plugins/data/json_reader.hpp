// SPDX-License-Identifier: Apache-2.0
// JSON (RFC 8259) → SourceValue.
#pragma once

#include "source_value.hpp"

namespace data_plugin {

/// Parses UTF-8; a byte order mark in front is skipped. A number without fraction and exponent that 64 bits
/// hold is an integer. Errors: Corrupt (not JSON, not UTF-8, a number that no double holds), TooLarge (over
/// the limits of source_value.hpp), all with byte, line and column.
[[nodiscard]] sinter::Result<SourceDocument> read_json(const TextSource& source);

}  // namespace data_plugin
