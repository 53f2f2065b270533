// SPDX-License-Identifier: Apache-2.0
#include "schema.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace data_material {
namespace {

constexpr std::string_view AlphaModes[] = {"opaque", "mask", "blend"};

constexpr FieldSpec numbers(std::string_view name, std::uint8_t count, std::array<float, 4> value,
                            float maximum = 1) {
    FieldSpec spec;
    spec.name = name;
    spec.count = count;
    spec.maximum = maximum;
    spec.default_number = value;
    return spec;
}
constexpr FieldSpec boolean(std::string_view name) {
    FieldSpec spec;
    spec.name = name;
    spec.kind = FieldKind::Bool;
    return spec;
}
constexpr FieldSpec text(std::string_view name, std::string_view value) {
    FieldSpec spec;
    spec.name = name;
    spec.kind = FieldKind::Text;
    spec.default_text = value;
    return spec;
}
constexpr FieldSpec choice(std::string_view name, std::span<const std::string_view> choices) {
    FieldSpec spec;
    spec.name = name;
    spec.kind = FieldKind::Choice;
    spec.default_text = choices[0];
    spec.choices = choices;
    return spec;
}
constexpr FieldSpec texture(std::string_view name) {
    FieldSpec spec;
    spec.name = name;
    spec.kind = FieldKind::Texture;
    return spec;
}
constexpr FieldSpec shadowed(FieldSpec spec) {
    spec.in_shadow = true;
    return spec;
}

// Meanings and defaults are those of glTF 2.0, section 5.19 (Material) and KHR_materials_emissive_strength.
constexpr FieldSpec Schema[] = {
    shadowed(numbers("alpha_cutoff", 1, {0.5f})),
    shadowed(choice("alpha_mode", AlphaModes)),
    numbers("base_color", 4, {1, 1, 1, 1}),
    shadowed(texture("base_color_texture")),
    shadowed(boolean("double_sided")),
    numbers("emissive", 3, {0, 0, 0}),
    numbers("emissive_strength", 1, {1}, 65504),
    texture("emissive_texture"),
    numbers("metallic", 1, {1}),
    text("name", ""),
    numbers("normal_scale", 1, {1}, 8),
    texture("normal_texture"),
    numbers("occlusion_strength", 1, {1}),
    texture("orm_texture"),
    numbers("roughness", 1, {1}),
    text("shader", "pbr"),
};
static_assert(std::ranges::is_sorted(Schema, {}, &FieldSpec::name));

/// Levenshtein distance by rows. Names are short; a long wrong one is cut, for it is near to nothing anyway.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    a = a.substr(0, 64);
    b = b.substr(0, 64);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::span<const FieldSpec> schema() noexcept {
    return Schema;
}

const FieldSpec* find_field(std::string_view name) noexcept {
    const auto found = std::ranges::lower_bound(Schema, name, {}, &FieldSpec::name);
    return found != std::end(Schema) && found->name == name ? found : nullptr;
}

std::string suggestion(std::string_view wrong, std::span<const std::string_view> candidates) {
    // A third of the letters may be wrong, else a suggestion is noise.
    std::size_t nearest = std::max<std::size_t>(1, wrong.size() / 3) + 1;
    std::string_view best;
    for (const auto candidate : candidates)
        if (const auto distance = edit_distance(wrong, candidate); distance < nearest) {
            nearest = distance;
            best = candidate;
        }
    return best.empty() ? std::string{} : "; did you mean \"" + std::string{best} + "\"?";
}

}  // namespace data_material
