// SPDX-License-Identifier: Apache-2.0
#include "facts.hpp"

#include "icc.hpp"

namespace sinter::texture_oiio {

ColorFacts color_facts(const OIIO::ImageSpec& spec, ColorSpace usual) {
    ColorFacts out;
    out.space = usual;
    const bool is_floating = spec.format == OIIO::TypeHalf || spec.format == OIIO::TypeFloat ||
                             spec.format.basetype == OIIO::TypeDesc::DOUBLE;
    const std::string_view name{spec.get_string_attribute("oiio:ColorSpace").c_str()};
    if (is_floating || name == "Linear" || name == "linear") out.space = ColorSpace::Linear;
    if (!is_floating && name == "sRGB") out.space = ColorSpace::Srgb;
    const float gamma = spec.get_float_attribute("oiio:Gamma", 1.0f);
    if (gamma > 1.01f && gamma < 10.0f) {
        out.gamma = 1.0f / gamma;
        out.space = ColorSpace::Unknown;
    }
    if (const auto* profile = spec.find_attribute("ICCProfile")) {
        const Bytes bytes{static_cast<const std::uint8_t*>(profile->data()), profile->type().size()};
        out.flags |= SINTER_TEXTURE_HAS_ICC;
        const auto said = icc_color_space(bytes);
        if (said != ColorSpace::Unknown || !is_floating) out.space = said;
    }
    return out;
}

void describe_color(DecodeJob& job, const ColorFacts& facts, Element element, TextureDesc& desc) {
    desc.color_space = is_plain_integer(element) ? ColorSpace::Linear : facts.space;
    const auto chosen = job.setting_string("color_space");
    if (chosen == "srgb") desc.color_space = ColorSpace::Srgb;
    if (chosen == "linear") desc.color_space = ColorSpace::Linear;
    desc.gamma = facts.gamma;
    desc.flags |= facts.flags;
    desc.format = with_srgb(desc.format, desc.color_space == ColorSpace::Srgb);
}

Error file_error(std::string_view who, Error error) {
    if (error.code == Code::Invalid) error.code = Code::Corrupt;
    error.text = std::string{who} + ": " + error.text;
    return error;
}

}  // namespace sinter::texture_oiio
