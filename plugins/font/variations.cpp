// SPDX-License-Identifier: Apache-2.0
#include "variations.hpp"

#include FT_MULTIPLE_MASTERS_H
#include <hb-ot.h>

#include <charconv>
#include <cmath>

namespace sinter {
namespace {

constexpr unsigned MostAxes = 256, MostInstances = 4096;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string tag_text(std::uint32_t tag) {
    std::string out;
    for (unsigned i = 0; i < 4; ++i) {
        const auto letter = static_cast<char>(tag >> (8 * i) & 0xFF);
        out += letter >= ' ' && letter <= '~' ? letter : '?';
    }
    return out;
}

std::string axes_text(const FontDraft& draft) {
    std::string out;
    for (const auto& axis : draft.axes) {
        char range[80];
        std::snprintf(range, sizeof(range), " %g..%g", static_cast<double>(axis.minimum),
                      static_cast<double>(axis.maximum));
        out += (out.empty() ? "" : ", ") + tag_text(axis.tag) + range;
    }
    return out;
}

/// "wght=650, wdth=87.5" into the axes' values.
Status set_values(std::string_view text, FontDraft& draft) {
    while (!text.empty()) {
        const auto comma = text.find(',');
        const auto item = trimmed(text.substr(0, comma));
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
        const auto equals = item.find('=');
        const auto tag = trimmed(item.substr(0, equals));
        const auto axis = std::find_if(draft.axes.begin(), draft.axes.end(),
                                       [&](const auto& row) { return trimmed(tag_text(row.tag)) == tag; });
        if (axis == draft.axes.end())
            return {Code::Invalid, "instance: the font has neither an instance nor an axis of that name (" +
                                       std::string{tag} + "); its axes: " + axes_text(draft)};
        const auto number =
            equals == std::string_view::npos ? std::string_view{} : trimmed(item.substr(equals + 1));
        float value = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
        if (error != std::errc{} || end != number.data() + number.size() || !(value >= axis->minimum) ||
            !(value <= axis->maximum))
            return {Code::Invalid, "instance: not a value of the axis (" + std::string{item} +
                                       "); its axes: " + axes_text(draft)};
        axis->value = value;
    }
    return {};
}

void read_axes(const FontFace& face, FontDraft& draft) {
    hb_face_t* tables = face.harfbuzz();
    const unsigned count = std::min(hb_ot_var_get_axis_count(tables), MostAxes);
    std::vector<hb_ot_var_axis_info_t> axes(count);
    unsigned got = count;
    if (count != 0) hb_ot_var_get_axis_infos(tables, 0, &got, axes.data());
    for (unsigned i = 0; i < got; ++i) {
        const auto& axis = axes[i];
        const auto t = axis.tag;
        draft.axes.push_back({SINTER_TAG(t >> 24, t >> 16, t >> 8, t), axis.min_value, axis.default_value,
                              axis.max_value, axis.default_value,
                              (axis.flags & HB_OT_VAR_AXIS_FLAG_HIDDEN) != 0 ? 1u : 0u,
                              draft.add_text(name_of(face, axis.name_id))});
    }
    const unsigned instances =
        got == 0 ? 0 : std::min(hb_ot_var_get_named_instance_count(tables), MostInstances);
    for (unsigned i = 0; i < instances; ++i) {
        std::vector<float> coordinates(got);
        unsigned size = got;
        hb_ot_var_named_instance_get_design_coords(tables, i, &size, coordinates.data());
        for (auto& value : coordinates)
            if (!std::isfinite(value)) value = 0;
        draft.coordinates.insert(draft.coordinates.end(), coordinates.begin(), coordinates.end());
        draft.instances.push_back(
            {draft.add_text(name_of(face, hb_ot_var_named_instance_get_subfamily_name_id(tables, i))),
             draft.add_text(name_of(face, hb_ot_var_named_instance_get_postscript_name_id(tables, i)))});
    }
}

/// The instance whose coordinates the values are; none.
std::uint32_t chosen_instance(const FontDraft& draft) {
    for (std::size_t i = 0; i < draft.instances.size(); ++i) {
        bool same = true;
        for (std::size_t a = 0; a < draft.axes.size(); ++a)
            same = same && draft.coordinates[i * draft.axes.size() + a] == draft.axes[a].value;
        if (same) return static_cast<std::uint32_t>(i);
    }
    return SINTER_FONT_NONE;
}

}  // namespace

std::string name_of(const FontFace& face, unsigned id) {
    if (id == HB_OT_NAME_ID_INVALID || !face.is_sfnt()) return {};
    hb_face_t* tables = face.harfbuzz();
    hb_language_t language = hb_language_from_string("en", -1);
    unsigned size = 0;
    if (hb_ot_name_get_utf8(tables, id, language, &size, nullptr) == 0) {
        // No English: the first there is.
        unsigned count = 0;
        const auto* entries = hb_ot_name_list_names(tables, &count);
        for (unsigned i = 0; i < count; ++i) {
            if (entries[i].name_id != id) continue;
            language = entries[i].language;
            break;
        }
    }
    std::string out(4096, '\0');
    size = static_cast<unsigned>(out.size());
    hb_ot_name_get_utf8(tables, id, language, &size, out.data());
    out.resize(std::min<std::size_t>(size, out.size()));
    return out;
}

Status choose_instance(DecodeJob& job, FontFace& face, std::string_view instance, FontDraft& draft) {
    read_axes(face, draft);
    instance = trimmed(instance);
    if (draft.axes.empty()) {
        if (!instance.empty()) job.warn("instance: the font is not variable (" + std::string{instance} + ")");
        return {};
    }
    bool named = false;
    for (std::size_t i = 0; i < draft.instances.size() && !named; ++i) {
        const auto& text = draft.instances[i].name;
        named = !instance.empty() && std::string_view{draft.texts}.substr(text.offset, text.size) == instance;
        for (std::size_t a = 0; named && a < draft.axes.size(); ++a)
            draft.axes[a].value = draft.coordinates[i * draft.axes.size() + a];
    }
    if (!named)
        if (auto done = set_values(instance, draft); !done) return done;
    draft.row.instance = chosen_instance(draft);

    std::vector<FT_Fixed> fixed;
    std::vector<hb_variation_t> variations;
    for (const auto& axis : draft.axes) {
        fixed.push_back(static_cast<FT_Fixed>(std::floor(static_cast<double>(axis.value) * 65536 + 0.5)));
        const auto t = axis.tag;
        variations.push_back({HB_TAG(t & 0xFF, t >> 8 & 0xFF, t >> 16 & 0xFF, t >> 24), axis.value});
    }
    FT_MM_Var* masters = nullptr;
    auto error = FT_Get_MM_Var(face.freetype(), &masters);
    const bool agree = error == 0 && masters->num_axis == fixed.size();
    if (masters) FT_Done_MM_Var(face.freetype()->glyph->library, masters);
    if (!agree) {
        job.warn("font: its variations cannot be read; it is taken as it is by default");
        for (auto& axis : draft.axes) axis.value = axis.default_value;
        return {};
    }
    error = FT_Set_Var_Design_Coordinates(face.freetype(), static_cast<FT_UInt>(fixed.size()), fixed.data());
    if (error != 0) return freetype_status(error, "instance");
    hb_font_set_variations(face.shaper(), variations.data(), static_cast<unsigned>(variations.size()));
    return {};
}

}  // namespace sinter
