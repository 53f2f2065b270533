// SPDX-License-Identifier: Apache-2.0
#include "font_reload.hpp"

namespace sinter {
namespace {

constexpr std::uint32_t Forms = SINTER_FONT_HAS_FIELD | SINTER_FONT_HAS_OUTLINES;

}  // namespace

bool FontReload::can_hot_reload(AssetView old_version, AssetView new_version) {
    if (old_version.type() != AssetType::Font || new_version.type() != AssetType::Font) return false;
    return (Font{old_version}.row().flags & Forms) == (Font{new_version}.row().flags & Forms);
}

Status FontReload::reload(Reload& reload, AssetView old_version, AssetView new_version) {
    const Font before{old_version}, after{new_version};
    if (!after.valid()) return {Code::Corrupt, "font: the tables of the new version do not agree"};
    const auto lost = [&] {
        std::uint32_t count = 0;
        for (std::uint32_t i = 0; i < before.code_points().size(); ++i)
            if (!after.find(before.code_points()[i].code_point)) ++count;
        return count;
    }();
    if (lost != 0)
        reload.report(Severity::Warning, Code::Ok,
                      "font: the new version lacks " + std::to_string(lost) + " characters of the old one");
    return {};
}

Status FontReload::update_references(Reload& reload) {
    for (std::uint64_t i = 0; i < reload.referrer_count(); ++i) {
        const auto dependencies = reload.referrer(i).dependencies();
        for (std::uint32_t d = 0; d < dependencies.size(); ++d) {
            if (dependencies[d].type != SINTER_FONT && dependencies[d].type != 0) continue;
            // Absent: this dependency is another asset.
            const auto replaced = reload.replace_reference(i, d);
            if (!replaced && replaced.code() != Code::Absent) return replaced;
        }
    }
    return {};
}

}  // namespace sinter
