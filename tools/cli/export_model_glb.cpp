// SPDX-License-Identifier: Apache-2.0
#include "export_model_glb.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sinter::cli {
namespace {

constexpr std::uint32_t ComponentFloat = 5126, ComponentU16 = 5123, ComponentU32 = 5125;

template <class T>
std::span<const std::uint8_t> bytes_of(std::span<const T> values) {
    return {reinterpret_cast<const std::uint8_t*>(values.data()), values.size_bytes()};
}

template <class Range, class Text>
std::string list(const Range& values, Text&& text) {
    std::string out = "[";
    for (const auto& value : values) out += (out.size() > 1 ? "," : "") + text(value);
    return out + "]";
}

void put_u32(std::vector<std::uint8_t>& to, std::size_t value) {
    for (int shift = 0; shift < 32; shift += 8) to.push_back(static_cast<std::uint8_t>(value >> shift));
}

}  // namespace

std::string json_text(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out += {'\\', c};
        else if (code < 0x20)
            out += std::string{"\\u00"} + digits[code >> 4] + digits[code & 15];
        else
            out += c;
    }
    return out + "\"";
}

std::string json_number(float value) {
    char text[32];
    const float sound = std::isfinite(value) && value != 0 ? value : 0.0F;
    return {text, std::to_chars(text, text + sizeof text, sound).ptr};
}

std::string json_numbers(std::span<const float> values) {
    return list(values, json_number);
}

std::string json_indices(std::span<const std::uint32_t> values) {
    return list(values, [](std::uint32_t value) { return std::to_string(value); });
}

JsonObject& JsonObject::add(std::string_view name, const std::string& json) {
    body_ += (body_.empty() ? "" : ",") + json_text(name) + ":" + json;
    return *this;
}

std::uint32_t components_of(AccessorType type) {
    return type == AccessorType::Mat4 ? 16 : static_cast<std::uint32_t>(type) + 1;
}

std::uint32_t GlbBuilder::add(std::string_view array, std::string json) {
    auto& all = arrays_.try_emplace(std::string{array}).first->second;
    all.push_back(std::move(json));
    return static_cast<std::uint32_t>(all.size() - 1);
}

std::uint32_t GlbBuilder::count(std::string_view array) const {
    const auto found = arrays_.find(array);
    return found == arrays_.end() ? 0 : static_cast<std::uint32_t>(found->second.size());
}

std::uint32_t GlbBuilder::add_view(std::span<const std::uint8_t> bytes, Use use) {
    bin_.resize((bin_.size() + 3) / 4 * 4);
    JsonObject view;
    view.add("buffer", 0)
        .add("byteOffset", std::to_string(bin_.size()))
        .add("byteLength", std::to_string(bytes.size()));
    if (use != Use::Other) view.add("target", use == Use::Vertices ? 34962 : 34963);
    bin_.insert(bin_.end(), bytes.begin(), bytes.end());
    return add("bufferViews", view.text());
}

std::uint32_t GlbBuilder::add_accessor(std::span<const std::uint8_t> bytes, std::uint32_t component,
                                       std::size_t count, AccessorType type, Use use,
                                       const JsonObject& bounds) {
    constexpr std::string_view names[] = {"SCALAR", "VEC2", "VEC3", "VEC4", "MAT4"};
    JsonObject accessor;
    accessor.add("bufferView", add_view(bytes, use))
        .add("componentType", component)
        .add("count", std::to_string(count));
    accessor.add("type", json_text(names[static_cast<std::size_t>(type)]));
    std::string text = accessor.text();
    if (!bounds.empty()) text = text.substr(0, text.size() - 1) + "," + bounds.text().substr(1);
    return add("accessors", std::move(text));
}

std::uint32_t GlbBuilder::add_floats(AccessorType type, std::span<const float> values, Use use,
                                     bool with_bounds) {
    const std::size_t width = components_of(type);
    JsonObject bounds;
    if (with_bounds) {
        std::vector<float> low(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(width)),
            high = low;
        for (std::size_t i = 0; i < values.size(); ++i) {
            low[i % width] = std::min(low[i % width], values[i]);
            high[i % width] = std::max(high[i % width], values[i]);
        }
        bounds.add("min", json_numbers(low)).add("max", json_numbers(high));
    }
    return add_accessor(bytes_of(values), ComponentFloat, values.size() / width, type, use, bounds);
}

std::uint32_t GlbBuilder::add_u16(AccessorType type, std::span<const std::uint16_t> values, Use use) {
    return add_accessor(bytes_of(values), ComponentU16, values.size() / components_of(type), type, use, {});
}

std::uint32_t GlbBuilder::add_u32(std::span<const std::uint32_t> values, Use use) {
    return add_accessor(bytes_of(values), ComponentU32, values.size(), AccessorType::Scalar, use, {});
}

Result<std::vector<std::uint8_t>> GlbBuilder::finish(std::string_view generator, std::uint32_t scene) const {
    JsonObject asset, root;
    asset.add("version", json_text("2.0")).add("generator", json_text(generator));
    root.add("asset", asset.text());
    if (count("scenes") != 0) root.add("scene", scene);
    std::vector<std::string> used;
    JsonObject extensions;
    for (const auto& [name, body] : extensions_) {
        used.push_back(json_text(name));
        if (!body.empty()) extensions.add(name, body);
    }
    const auto as_is = [](const std::string& text) { return text; };
    if (!used.empty()) root.add("extensionsUsed", list(used, as_is));
    if (!extensions.empty()) root.add("extensions", extensions.text());
    for (const auto& [name, elements] : arrays_) root.add(name, list(elements, as_is));
    if (!bin_.empty()) {
        JsonObject buffer;
        buffer.add("byteLength", std::to_string(bin_.size()));
        root.add("buffers", "[" + buffer.text() + "]");
    }
    std::string text = root.text();
    text.resize((text.size() + 3) / 4 * 4, ' ');
    const std::size_t padded = (bin_.size() + 3) / 4 * 4;
    const std::size_t size = 12 + 8 + text.size() + (bin_.empty() ? 0 : 8 + padded);
    if (size > 0xFFFFFFFFU)
        return {Code::TooLarge, "export: a GLB holds at most 4 GiB (" + std::to_string(size) + " bytes)"};
    std::vector<std::uint8_t> out;
    out.reserve(size);
    put_u32(out, 0x46546C67);  // "glTF"
    put_u32(out, 2);
    put_u32(out, size);
    put_u32(out, text.size());
    put_u32(out, 0x4E4F534A);  // "JSON"
    out.insert(out.end(), text.begin(), text.end());
    if (bin_.empty()) return out;
    put_u32(out, padded);
    put_u32(out, 0x004E4942);  // "BIN"
    out.insert(out.end(), bin_.begin(), bin_.end());
    out.resize(size);
    return out;
}

}  // namespace sinter::cli
