// SPDX-License-Identifier: Apache-2.0
// The texture decoders of the plugin under test on bytes in memory, and what they made.
#pragma once

#include <algorithm>
#include <ostream>
#include <stdexcept>

#include <sinter/texture.hpp>

#include "byte_vector.hpp"
#include "plugin_runner.hpp"

namespace sinter {

// How Boost.Test prints them.
inline std::ostream& operator<<(std::ostream& out, Format format) {
    return out << name_of(format);
}
inline std::ostream& operator<<(std::ostream& out, TextureShape shape) {
    return out << name_of(shape);
}
inline std::ostream& operator<<(std::ostream& out, ColorSpace space) {
    return out << name_of(space);
}
inline std::ostream& operator<<(std::ostream& out, AlphaMode mode) {
    return out << name_of(mode);
}

}  // namespace sinter

namespace sinter::test {

inline const PluginRunner& texture_plugin() {
    static const PluginRunner runner{SINTER_PLUGIN};
    return runner;
}

inline JobResult decode(std::string_view decoder, std::span<const std::uint8_t> source,
                        const RunOptions& options = {}) {
    return texture_plugin().decode(decoder, source, options);
}

/// The product of that label; views `result`. Throws when there is none, or it is no valid texture.
inline Texture texture_of(const JobResult& result, std::string_view label) {
    const Texture texture{product_of(result, label).view()};
    if (!texture.valid()) throw std::runtime_error("the texture is not valid");
    return texture;
}
/// The only product. Throws when there are others, too.
inline Texture texture_of(const JobResult& result) {
    const auto texture = texture_of(result, "");
    if (result.products.size() != 1) throw std::runtime_error("there are several products");
    return texture;
}
/// Bytes of a level of the only product.
inline ByteVector level_of(const JobResult& result, std::uint32_t level = 0) {
    const auto mip = texture_of(result).mip(level);
    return {mip.bytes.begin(), mip.bytes.end()};
}
/// Bytes of a level as numbers.
template <class T>
std::vector<T> values_of(const Texture& texture, std::uint32_t level = 0) {
    const auto bytes = texture.mip(level).bytes;
    std::vector<T> out(bytes.size() / sizeof(T));
    std::copy_n(bytes.begin(), out.size() * sizeof(T), reinterpret_cast<std::uint8_t*>(out.data()));
    return out;
}

/// Labels of all products, in order, separated by "|".
inline std::string labels_of(const JobResult& result) {
    std::string out;
    for (const auto& product : result.products) {
        if (&product != &result.products.front()) out += "|";
        out += product.label;
    }
    return out;
}
/// Texts of the warnings.
inline std::vector<std::string> warnings_of(const JobResult& result) {
    std::vector<std::string> out;
    for (const auto& diagnostic : result.diagnostics)
        if (diagnostic.severity == Diagnostic::Severity::Warning) out.push_back(diagnostic.error.text);
    return out;
}
/// Whether a warning contains `part`.
inline bool warns_of(const JobResult& result, std::string_view part) {
    for (const auto& text : warnings_of(result))
        if (text.find(part) != text.npos) return true;
    return false;
}

}  // namespace sinter::test
