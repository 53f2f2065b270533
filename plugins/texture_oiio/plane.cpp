// SPDX-License-Identifier: Apache-2.0
#include "plane.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace sinter::texture_oiio {
namespace {

/// Channels that share what stands before the last dot of their names.
struct Layer {
    std::string name;
    std::vector<int> channels;  ///< in the image's order
};

std::string channel_name(const OIIO::ImageSpec& spec, int channel) {
    const auto index = static_cast<std::size_t>(channel);
    return index < spec.channelnames.size() ? spec.channelnames[index] : std::string{};
}

std::string_view last_part(std::string_view name) {
    const auto dot = name.rfind('.');
    return dot == name.npos ? name : name.substr(dot + 1);
}

std::vector<Layer> layers_of(const OIIO::ImageSpec& spec) {
    std::vector<Layer> out;
    for (int channel = 0; channel < spec.nchannels; ++channel) {
        const auto name = channel_name(spec, channel);
        const auto dot = name.rfind('.');
        const auto layer = dot == name.npos ? std::string{} : name.substr(0, dot);
        auto found =
            std::find_if(out.begin(), out.end(), [&](const Layer& other) { return other.name == layer; });
        if (found == out.end()) found = out.insert(out.end(), Layer{layer, {}});
        found->channels.push_back(channel);
    }
    return out;
}

/// The channel of `layer` whose last part is one of `names`; -1: none.
int find_channel(const OIIO::ImageSpec& spec, const Layer& layer,
                 std::initializer_list<std::string_view> names) {
    for (const int channel : layer.channels) {
        const auto name = channel_name(spec, channel);
        if (std::find(names.begin(), names.end(), last_part(name)) != names.end()) return channel;
    }
    return -1;
}

/// The channels' number type, or Float where they differ; nothing where one has none.
std::optional<Element> common_element(const OIIO::ImageSpec& spec, const Plane& plane) {
    std::optional<Element> out;
    for (std::uint32_t i = 0; i < plane.count; ++i) {
        if (plane.source[i] == Plane::Opaque) continue;
        const auto element = element_of(spec.channelformat(plane.source[i]));
        if (!element) return {};
        if (out && *out != *element) return Element::Float;
        out = element;
    }
    return out == Element::Double ? Element::Float : out;
}

class Planner {
  public:
    explicit Planner(const OIIO::ImageSpec& spec)
        : spec_(spec), is_used_(static_cast<std::size_t>(spec.nchannels), false) {}

    void add(std::string label, std::initializer_list<int> channels, bool has_alpha) {
        Plane plane;
        plane.label = std::move(label);
        for (const int channel : channels) {
            plane.source[plane.count++] = channel;
            if (channel != Plane::Opaque) is_used_[static_cast<std::size_t>(channel)] = true;
        }
        plane.has_alpha = has_alpha;
        const auto element = common_element(spec_, plane);
        if (!element) is_possible_ = false;
        plane.element = element.value_or(Element::U8);
        planes_.push_back(std::move(plane));
    }
    /// Red, green, blue or gray of a layer, with alpha; those that are there, in this order.
    bool add_colors(const Layer& layer) {
        const int r = find_channel(spec_, layer, {"R", "r", "red", "Red"});
        const int g = find_channel(spec_, layer, {"G", "g", "green", "Green"});
        const int b = find_channel(spec_, layer, {"B", "b", "blue", "Blue"});
        const int a = find_channel(spec_, layer, {"A", "a", "alpha", "Alpha"});
        const int y = find_channel(spec_, layer, {"Y", "y"});
        if (r >= 0 && g >= 0 && b >= 0) {
            a >= 0 ? add(layer.name, {r, g, b, a}, true) : add(layer.name, {r, g, b}, false);
        } else if (r >= 0 && g >= 0 && a < 0) {
            add(layer.name, {r, g}, false);
        } else if (r >= 0 && g < 0 && b < 0 && a < 0) {
            add(layer.name, {r}, false);
        } else if (y >= 0 && r < 0 && find_channel(spec_, layer, {"X", "x", "U", "u"}) < 0) {
            a >= 0 ? add(layer.name, {y, y, y, a}, true) : add(layer.name, {y}, false);
        } else {
            return false;
        }
        return true;
    }
    /// A layer that is no colour: its channels together as far as a texture holds them.
    void add_data(const Layer& layer) {
        const auto& c = layer.channels;
        switch (c.size()) {
            case 1:
                return add(layer.name, {c[0]}, false);
            case 2:
                return add(layer.name, {c[0], c[1]}, false);
            case 3:
                return add(layer.name, {c[0], c[1], c[2]}, false);
            case 4:
                return add(layer.name, {c[0], c[1], c[2], c[3]}, false);
            default:
                return;
        }
    }
    /// Every channel that no plane has, by itself, under its name.
    void add_rest() {
        for (int channel = 0; channel < spec_.nchannels; ++channel)
            if (!is_used_[static_cast<std::size_t>(channel)])
                add(channel_name(spec_, channel), {channel}, false);
    }
    std::vector<Plane> finish() {
        if (!is_possible_) return {};
        // The first is the image itself, whatever its layer is called.
        if (!planes_.empty()) planes_.front().label.clear();
        return std::move(planes_);
    }

  private:
    const OIIO::ImageSpec& spec_;
    std::vector<bool> is_used_;
    std::vector<Plane> planes_;
    bool is_possible_ = true;
};

}  // namespace

std::optional<Element> element_of(OIIO::TypeDesc type) noexcept {
    switch (type.basetype) {
        case OIIO::TypeDesc::UINT8:
            return Element::U8;
        case OIIO::TypeDesc::UINT16:
            return Element::U16;
        case OIIO::TypeDesc::UINT32:
            return Element::U32;
        case OIIO::TypeDesc::INT8:
            return Element::S8;
        case OIIO::TypeDesc::INT16:
            return Element::S16;
        case OIIO::TypeDesc::INT32:
            return Element::S32;
        case OIIO::TypeDesc::HALF:
            return Element::Half;
        case OIIO::TypeDesc::FLOAT:
            return Element::Float;
        case OIIO::TypeDesc::DOUBLE:
            return Element::Double;
        default:
            return {};
    }
}

std::vector<Plane> picture_planes(const OIIO::ImageSpec& spec, bool two_is_alpha) {
    Planner planner{spec};
    // GIF's reader gives the number of its alpha channel one too high.
    const int alpha = spec.nchannels == 4 && spec.alpha_channel == 4 ? 3 : spec.alpha_channel;
    if (spec.nchannels == 1) {
        planner.add("", {0}, false);
    } else if (spec.nchannels == 2) {
        // Gray with alpha becomes RGBA, so that alpha lies where alpha is sought.
        const bool has_alpha = alpha == 1 || two_is_alpha;
        has_alpha ? planner.add("", {0, 0, 0, 1}, true) : planner.add("", {0, 1}, false);
    } else if (alpha >= 3 && alpha < spec.nchannels) {
        planner.add("", {0, 1, 2, alpha}, true);
    } else if (spec.nchannels == 4) {
        planner.add("", {0, 1, 2, 3}, false);
    } else {
        planner.add("", {0, 1, 2}, false);
    }
    planner.add_rest();
    return planner.finish();
}

std::vector<Plane> layered_planes(const OIIO::ImageSpec& spec) {
    Planner planner{spec};
    const auto layers = layers_of(spec);
    // Colours without a layer come first; then colours of layers, then data of layers.
    std::vector<const Layer*> others;
    for (const auto& layer : layers)
        if (!layer.name.empty() || !planner.add_colors(layer)) others.push_back(&layer);
    std::stable_partition(others.begin(), others.end(),
                          [](const Layer* layer) { return !layer->name.empty(); });
    for (const auto* layer : others)
        if (layer->name.empty() || !planner.add_colors(*layer)) {
            // Channels without a layer have nothing in common, but for a pair such as U and V.
            if (!layer->name.empty() || (layers.size() == 1 && layer->channels.size() == 2))
                planner.add_data(*layer);
        }
    planner.add_rest();
    return planner.finish();
}

}  // namespace sinter::texture_oiio
