// SPDX-License-Identifier: Apache-2.0
// The texts of schemas/*.schema.toml, compiled in.
#pragma once

#include <span>
#include <string_view>

namespace data_plugin {

[[nodiscard]] std::span<const std::string_view> shipped_schema_texts() noexcept;

}  // namespace data_plugin
