// SPDX-License-Identifier: Apache-2.0
#include "animations.hpp"

#include <sinter/animation_job.hpp>

namespace sinter::test {

OwnedAsset animation_of(const std::vector<models::Keys>& channels, const std::string& model) {
    OwnedAsset asset{AssetType::Animation};
    AnimationTables tables;
    bool first = true;
    for (const auto& keys : channels) {
        tables.add_channel(static_cast<std::uint32_t>(tables.channels.size()), "", keys.path,
                           keys.interpolation, keys.components,
                           static_cast<std::uint32_t>(keys.times.size()));
        tables.row.start_seconds =
            first ? keys.times.front() : std::min(tables.row.start_seconds, keys.times.front());
        tables.row.end_seconds =
            first ? keys.times.back() : std::max(tables.row.end_seconds, keys.times.back());
        first = false;
    }
    tables.row.model = asset.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Model, model);
    std::memcpy(*asset.add_table(SINTER_ANIMATION_TABLE, SINTER_ANIMATION_VERSION, sizeof tables.row, 1),
                &tables.row, sizeof tables.row);
    auto* rows = *asset.add_table(SINTER_ANIMATION_CHANNEL_TABLE, SINTER_ANIMATION_VERSION,
                                  sizeof(sinter_animation_channel_row),
                                  static_cast<std::uint32_t>(tables.channels.size()));
    if (!tables.channels.empty())
        std::memcpy(rows, tables.channels.data(),
                    tables.channels.size() * sizeof(sinter_animation_channel_row));
    auto* chunk = *asset.add_chunk(SINTER_ANIMATION_CHUNK, 64, tables.chunk_size);
    for (std::size_t i = 0; i < channels.size(); ++i) {
        std::memcpy(chunk + tables.channels[i].times_offset, channels[i].times.data(),
                    4 * channels[i].times.size());
        std::memcpy(chunk + tables.channels[i].values_offset, channels[i].values.data(),
                    4 * channels[i].values.size());
    }
    return asset;
}

}  // namespace sinter::test
