// SPDX-License-Identifier: Apache-2.0
// FontReload: a font that changed while the engine runs.
#pragma once

#include <sinter/font.hpp>
#include <sinter/plugin.hpp>

namespace sinter {

class FontReload : public ReloadHandler {
  public:
    static constexpr std::string_view id = "font_reload";
    /// Any font may become any other, as long as what the engine draws with stays: pages for pages, outlines
    /// for outlines.
    bool can_hot_reload(AssetView old_version, AssetView new_version) override;
    Status reload(Reload& reload, AssetView old_version, AssetView new_version) override;
    /// Text that was set keeps rows of the old glyph table: everyone who refers to the font is told.
    Status update_references(Reload& reload) override;
};

}  // namespace sinter
