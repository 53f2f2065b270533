// SPDX-License-Identifier: Apache-2.0
// Buffers: the bytes behind buffers and buffer views, wherever they lie, with EXT_meshopt_compression undone.
#pragma once

#include "document.hpp"

namespace model_gltf {

class Buffers {
  public:
    explicit Buffers(Document& document);

    struct View {
        Bytes bytes;
        std::size_t stride = 0;  ///< bytes; 0: tightly packed
    };
    /// Throws Refusal when the view or its buffer is not whole.
    [[nodiscard]] const View& view(std::uint32_t index);

  private:
    [[nodiscard]] Bytes buffer(std::uint32_t index);
    [[nodiscard]] Bytes load(const Object& object, std::uint32_t index);
    /// Bytes [byteOffset, byteOffset + byteLength) of the buffer that `object` names.
    [[nodiscard]] Bytes slice(const Object& object);
    [[nodiscard]] View load_view(const Object& object);

    Document& document_;
    std::vector<std::optional<Bytes>> buffers_;
    std::vector<std::optional<View>> views_;
};

}  // namespace model_gltf
