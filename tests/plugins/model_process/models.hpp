// SPDX-License-Identifier: Apache-2.0
// Models for tests: surfaces made by formulas, as assets like those of a decoder; and what a step made of
// them.
#pragma once

#include <functional>

#include "geometry.hpp"
#include "support/plugin_runner.hpp"

namespace sinter::test {
inline constexpr const char* PluginUnderTest = SINTER_PLUGIN;
}
// The name of a macro of the SDK too, which the writer of models brings along.
#undef SINTER_PLUGIN
#include <sinter/model_job.hpp>

namespace sinter::test {

using models::Attribute;
using models::Geometry;

/// The plugin under test.
const PluginRunner& plugin();

/// An attribute of the rest pose, or of a morph target.
Attribute attribute(sinter_semantic semantic, std::uint32_t components, std::vector<float> values,
                    std::uint32_t set = 0, std::uint32_t target = SINTER_MODEL_NONE);
/// Triangles with positions only.
Geometry triangles(std::vector<float> positions, std::vector<std::uint32_t> indices);
/// A torus of 2 * around * across triangles with normals and texture coordinates; it is cut along both seams
/// of the texture. Radii 1 and 0.35 metres; `bumps`: height of waves on it, in metres.
Geometry torus(std::uint32_t around, std::uint32_t across, float bumps = 0);
/// The same triangles and vertices in another order, always the same for a seed.
Geometry shuffled(const Geometry& geometry, std::uint32_t seed = 1);

/// One mesh of these primitives at one node, in one chunk; `change` may add rows before it is laid out.
OwnedAsset model_of(const std::vector<Geometry>& primitives,
                    const std::function<void(ModelTables&)>& change = {});

/// What the step makes of it; of an input that goes on unchanged, nothing. Throws for a failed job.
std::optional<OwnedAsset> run(std::string_view step, const OwnedAsset& asset, const RunOptions& options = {});
/// Several steps one after the other, with their defaults.
OwnedAsset run_all(std::initializer_list<std::string_view> steps, OwnedAsset asset,
                   const RunOptions& options = {});

/// Values of an attribute of a primitive; throws when it has none.
std::vector<float> values(const Model& model, std::uint32_t primitive, sinter_semantic semantic,
                          std::uint32_t set = 0, std::uint32_t target = SINTER_MODEL_NONE);
/// The row of that attribute; throws when there is none.
sinter_model_attribute_row attribute_row(const Model& model, std::uint32_t primitive,
                                         sinter_semantic semantic, std::uint32_t set = 0);
/// All bytes of an asset: rows and chunks.
std::string bytes_of(const OwnedAsset& asset);

}  // namespace sinter::test
