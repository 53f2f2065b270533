// SPDX-License-Identifier: Apache-2.0
// Images: where each texture's texels come from, and the products of those that lie inside the file.
#pragma once

#include "buffers.hpp"
#include "labels.hpp"

namespace model_gltf {

/// What the texels of an image are to a material.
enum class ImageUse : std::uint8_t { Color, Data, Normal };

class Images {
  public:
    /// Finds the source of each image. Throws Refusal for one that has none.
    Images(Document& document, Buffers& buffers);

    /// The path of a texture's image, for a dependency: "#texture/Fur" or "textures/fur.png"; nothing when no
    /// image is named, or only through extensions that are not known. Notes how it is used.
    [[nodiscard]] std::optional<std::string> path_of(std::uint32_t texture, ImageUse use);
    /// Emits the images inside the file, as files that the host decodes. After the materials.
    void emit();

  private:
    struct Image {
        std::string path;   ///< as a dependency
        std::string label;  ///< empty: a file of its own
        bool used_as[3] = {};
    };
    [[nodiscard]] std::optional<std::uint32_t> image_of(const Object& texture) const;
    /// The bytes of an image inside the file.
    [[nodiscard]] Bytes bytes_of(const Object& image);

    Document& document_;
    Buffers& buffers_;
    std::vector<Image> images_;
};

}  // namespace model_gltf
