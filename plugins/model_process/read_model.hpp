// SPDX-License-Identifier: Apache-2.0
// Reading: from the tables of a model to plain geometry.
#pragma once

#include <sinter/model.hpp>
#include <sinter/plugin.hpp>

#include "geometry.hpp"

namespace sinter::models {

/// An asset as a model that is checked and small enough to work on. `who` begins the texts. Errors: Corrupt,
/// Unsupported (tables of a newer version), TooLarge (vertices of all primitives, of which several may share
/// bytes, over 2^28).
[[nodiscard]] Result<Model> checked_model(AssetView asset, std::string_view who);

/// Has this model its final form? Steps leave such a one as it is.
[[nodiscard]] bool is_processed(const Model& model);
/// Has any primitive more than one level?
[[nodiscard]] bool has_levels(const Model& model);

/// All vertices and levels of row `primitive` of a checked model; of two attributes of one name the first. A
/// primitive that is not indexed gets its indices. Errors: Corrupt (no positions, an index out of range,
/// bytes that are missing).
[[nodiscard]] Result<Geometry> read_geometry(const Model& model, std::uint32_t primitive);

/// Reads each primitive and runs `work(geometry, row)` -> Status on it, on this and on idle threads. Errors:
/// those of reading and of `work`, of the lowest row; Cancelled.
template <class Work>
Result<std::vector<Geometry>> for_each_primitive(ProcessJob& job, const Model& model, Work&& work) {
    const auto count = model.primitives.size();
    std::vector<Geometry> out(count);
    std::vector<Status> states(count);
    const auto done = job.parallel_for(count, [&](std::uint64_t index) -> Status {
        const auto row = static_cast<std::uint32_t>(index);
        if (!job.checkpoint(0.9f * static_cast<float>(row) / static_cast<float>(count)))
            return Job::cancelled();
        auto geometry = read_geometry(model, row);
        if (!geometry) return states[row] = std::move(geometry).error();
        out[row] = *std::move(geometry);
        return states[row] = work(out[row], row);
    });
    for (auto& state : states)
        if (!state) return std::move(state).error();
    if (!done) return done.error();
    return out;
}

}  // namespace sinter::models
