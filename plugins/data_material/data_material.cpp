// SPDX-License-Identifier: Apache-2.0
// Decodes a material in JSON to two products: the material, and under "shadow" what a shadow pass needs of
// it.
#include "product.hpp"

namespace {

struct MaterialDecoder : sinter::Decoder {
    static constexpr std::string_view id = "material";

    sinter::Status decode(sinter::DecodeJob& job) override {
        const auto material = data_material::read_with_includes(job);
        if (!material) return material.status();
        if (auto status = data_material::emit(job, data_material::main_product(*material), {}); !status)
            return status;
        return data_material::emit(job, data_material::shadow_product(*material), "shadow");
    }
};

}  // namespace

SINTER_PLUGIN(MaterialDecoder)
