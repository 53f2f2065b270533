// SPDX-License-Identifier: Apache-2.0
// Runs the decoders of the built plugin on bytes in memory, with settings besides those of the shared
// harness.
#pragma once

#include <map>

#include "plugins/texture_core/harness.hpp"

namespace sinter::test {

using Settings = std::map<std::string, std::string>;

/// Decodes with the defaults of plugin.toml but for `chosen`.
JobResult decode_with(std::string_view decoder, std::span<const std::uint8_t> source, const Settings& chosen,
                      const DecodeOptions& options = {});

/// The product of that label, as a texture. Requires a good result that has it.
Texture product_of(const JobResult& result, std::string_view label);
/// Labels of all products, in order, separated by "|".
std::string labels_of(const JobResult& result);
/// Bytes of a level as numbers.
template <class T>
std::vector<T> values_of(const Texture& texture, std::uint32_t level = 0) {
    const auto bytes = texture.mip(level).bytes;
    std::vector<T> out(bytes.size() / sizeof(T));
    std::copy(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(out.size() * sizeof(T)),
              reinterpret_cast<std::uint8_t*>(out.data()));
    return out;
}

/// Loads the plugin and makes an instance of each of its decoders; what that made ready stays so.
void load_plugin();

}  // namespace sinter::test
