// SPDX-License-Identifier: Apache-2.0
// The decoders: one per asset type, each for JSON and TOML.
#pragma once

#include <sinter/plugin.hpp>

namespace data_plugin {

/// Reads the job's file as an asset of `type`; emits it, and of a material its shadow pass under "shadow".
[[nodiscard]] sinter::Status decode_data(sinter::DecodeJob& job, sinter::AssetType type);

struct DataDecoder : sinter::Decoder {
    static constexpr std::string_view id = "data";
    sinter::Status decode(sinter::DecodeJob& job) override {
        return decode_data(job, sinter::AssetType::Data);
    }
};
struct MaterialDecoder : sinter::Decoder {
    static constexpr std::string_view id = "material";
    sinter::Status decode(sinter::DecodeJob& job) override {
        return decode_data(job, sinter::AssetType::Material);
    }
};
struct ParticleSystemDecoder : sinter::Decoder {
    static constexpr std::string_view id = "particle_system";
    sinter::Status decode(sinter::DecodeJob& job) override {
        return decode_data(job, sinter::AssetType::ParticleSystem);
    }
};
struct UiDecoder : sinter::Decoder {
    static constexpr std::string_view id = "ui";
    sinter::Status decode(sinter::DecodeJob& job) override { return decode_data(job, sinter::AssetType::Ui); }
};

}  // namespace data_plugin
