// SPDX-License-Identifier: Apache-2.0
// Accessors: typed views of buffers (glTF 2.0, section 3.6.2), each checked against the bytes that are there.
#pragma once

#include <sinter/vertex_format.hpp>

#include "buffers.hpp"

namespace model_gltf {

enum class Shape : std::uint8_t { Scalar, Vec2, Vec3, Vec4, Mat2, Mat3, Mat4 };

/// `count` elements, element i at data + i * stride; all of them are there. Not aligned.
struct Accessor {
    const std::uint8_t* data = nullptr;
    std::size_t stride = 0;  ///< bytes
    std::uint32_t count = 0;
    Shape shape = Shape::Scalar;
    std::uint32_t components = 1;       ///< of an element: 1 to 16
    std::uint32_t component_bytes = 4;  ///< 1, 2, 4
    bool is_float = true, is_signed = true, normalised = false;

    /// Bytes of an element. Matrices of 1- and 2-byte components have padding; see `is_padded`.
    [[nodiscard]] std::uint32_t element_bytes() const;
    [[nodiscard]] bool is_padded() const;
    /// Component of an element of no matrix with padding, as a float: normalised integers undone.
    [[nodiscard]] float number(std::uint32_t element, std::uint32_t component) const;
    /// Component of a scalar or vector of unsigned integers.
    [[nodiscard]] std::uint32_t integer(std::uint32_t element, std::uint32_t component = 0) const;
    [[nodiscard]] bool is_unsigned_integer() const { return !is_float && !is_signed && !normalised; }
    /// How a GPU reads its components; `integers`: as integers where they are not normalised.
    [[nodiscard]] sinter::VertexFormat vertex_format(bool integers) const;
};

class Accessors {
  public:
    Accessors(Document& document, Buffers& buffers);

    [[nodiscard]] std::size_t size() const { return known_.size(); }
    /// Throws Refusal when it is not whole. Sparse ones and those of zeros are laid out in memory of the
    /// document.
    [[nodiscard]] const Accessor& get(std::uint32_t index);
    /// Type and count alone: what Draco decodes has no bytes of its own.
    [[nodiscard]] Accessor describe(std::uint32_t index) const;

  private:
    [[nodiscard]] Accessor load(std::uint32_t index);
    /// The elements of a view from byte `offset` on.
    void place(Accessor& accessor, std::uint32_t view, std::uint64_t offset, const Object& object);
    /// Changes elements of `accessor`, which is tightly packed in `memory`.
    void apply_sparse(const Accessor& accessor, std::span<std::uint8_t> memory, const Object& sparse);

    Document& document_;
    Buffers& buffers_;
    std::vector<std::optional<Accessor>> known_;
};

}  // namespace model_gltf
