// SPDX-License-Identifier: Apache-2.0
// The plugin's decoders: an importer of Assimp for each extension, chosen by name and never by guess.
#include "import.hpp"
#include "raw_mesh.hpp"
#include "scene.hpp"

namespace sinter::model_assimp {
namespace {

/// Where a format says what its axes and unit are.
enum class SpaceOf : std::uint8_t { Convention, Metadata, Root };

struct Format {
    std::string_view id;        ///< as in plugin.toml
    std::string_view importer;  ///< Assimp's name of it
    SpaceOf space = SpaceOf::Convention;
};

/// FBX: three axes and centimetres per unit. Assimp leaves the geometry as it is.
Space space_of_metadata(const aiScene& scene) {
    if (!scene.mMetaData) return Space{};
    const auto axis = [&](const char* name, const char* sign, std::uint32_t otherwise) {
        std::int32_t number = 0, direction = 0;
        Space::Axis out{otherwise, 1};
        if (scene.mMetaData->Get(name, number) && number >= 0 && number <= 2)
            out.axis = static_cast<std::uint32_t>(number);
        if (scene.mMetaData->Get(sign, direction) && direction < 0) out.sign = -1;
        return out;
    };
    double unit = 0;
    if (!scene.mMetaData->Get("UnitScaleFactor", unit)) {
        float narrow = 0;
        if (scene.mMetaData->Get("UnitScaleFactor", narrow)) unit = static_cast<double>(narrow);
    }
    const float metres = unit > 1e-9 && unit < 1e9 ? static_cast<float>(unit / 100) : 0.01F;
    return {axis("CoordAxis", "CoordAxisSign", 0), axis("UpAxis", "UpAxisSign", 1),
            axis("FrontAxis", "FrontAxisSign", 2), metres};
}

Status decode(DecodeJob& job, const Format& format) {
    auto import = Import::run(job, format.importer, format.id);
    if (!import) return std::move(import).error();
    const auto& scene = import->scene();
    Space space;
    bool in_root = false;
    if (format.space == SpaceOf::Metadata) space = space_of_metadata(scene);
    if (format.space == SpaceOf::Root) in_root = Space::from_root(scene.mRootNode->mTransformation, space);
    SceneReader reader{job, scene, chosen_space(job, space)};
    if (in_root) reader.leave_out_root_matrix();
    return reader.read();
}

template <const Format& Which>
struct AssimpDecoder : Decoder {
    static constexpr std::string_view id = Which.id;
    Status decode(DecodeJob& job) override { return model_assimp::decode(job, Which); }
};

constexpr Format Fbx{"fbx", "Autodesk FBX Importer", SpaceOf::Metadata};
constexpr Format Obj{"obj", "Wavefront Object Importer"};
constexpr Format Dae{"dae", "Collada Importer", SpaceOf::Root};
constexpr Format ThreeDs{"3ds", "Discreet 3DS Importer", SpaceOf::Root};
constexpr Format X{"x", "Direct3D XFile Importer"};
constexpr Format B3d{"b3d", "BlitzBasic 3D Importer"};
constexpr Format Ms3d{"ms3d", "Milkshape 3D Importer"};
constexpr Format X3d{"x3d", "Extensible 3D(X3D) Importer"};
constexpr Format Off{"off", "OFF Importer"};
constexpr Format Lwo{"lwo", "LightWave/Modo Object Importer"};

struct StlDecoder : Decoder {
    static constexpr std::string_view id = "stl";
    Status decode(DecodeJob& job) override { return decode_stl(job); }
};
struct PlyDecoder : Decoder {
    static constexpr std::string_view id = "ply";
    Status decode(DecodeJob& job) override { return decode_ply(job); }
};

}  // namespace
}  // namespace sinter::model_assimp

namespace own = sinter::model_assimp;
SINTER_PLUGIN(own::AssimpDecoder<own::Fbx>, own::AssimpDecoder<own::Obj>, own::AssimpDecoder<own::Dae>,
              own::AssimpDecoder<own::ThreeDs>, own::AssimpDecoder<own::X>, own::AssimpDecoder<own::B3d>,
              own::AssimpDecoder<own::Ms3d>, own::AssimpDecoder<own::X3d>, own::AssimpDecoder<own::Off>,
              own::AssimpDecoder<own::Lwo>, own::StlDecoder, own::PlyDecoder)
