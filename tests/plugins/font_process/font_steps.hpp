// SPDX-License-Identifier: Apache-2.0
// A font file through the decoder and the distance field step.
#pragma once

#include <sinter/font.hpp>

#include "support/corpus.hpp"
#include "support/plugin_runner.hpp"

namespace sinter::test {

inline const PluginRunner& font_plugin() {
    static const PluginRunner plugin{SINTER_FONT_PLUGIN};
    return plugin;
}
inline const PluginRunner& process_plugin() {
    static const PluginRunner plugin{SINTER_PLUGIN};
    return plugin;
}

/// A decoded file and its distance field.
struct CookedFont {
    JobResult decoded, processed;
    [[nodiscard]] Font outlines() const { return Font{product_of(decoded).view()}; }
    [[nodiscard]] Font field() const { return Font{product_of(processed).view()}; }
};

inline CookedFont cook_font(const ByteVector& file, const Values& field_settings = {}) {
    CookedFont out;
    out.decoded = font_plugin().decode("font", file);
    RunOptions options;
    options.settings = field_settings;
    options.threads = 2;
    out.processed =
        process_plugin().process("font_distance_field", product_of(out.decoded).view().abi(), options);
    return out;
}

/// A file of the shared corpus.
inline ByteVector font_file(const std::filesystem::path& corpus, const std::string& path) {
    CorpusRow row;
    row.file = path;
    return corpus_file(corpus, row);
}

}  // namespace sinter::test
