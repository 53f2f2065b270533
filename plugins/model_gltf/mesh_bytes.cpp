// SPDX-License-Identifier: Apache-2.0
// The second half of Meshes: bytes are copied once, from the file into the asset.
#include <cstring>

#include "meshes.hpp"

namespace model_gltf {
namespace {

void copy_elements(const Accessor& from, std::span<std::uint8_t> to) {
    if (to.empty()) return;
    const std::size_t element = from.element_bytes(), stride = (element + 3) & ~std::size_t{3};
    if (from.stride == element && stride == element) {
        std::memcpy(to.data(), from.data, to.size());
        return;
    }
    // Of the usual sizes, so that the copies are moves of registers.
    const auto each = [&]<std::size_t Size>() {
        for (std::size_t i = 0; i < from.count; ++i)
            std::memcpy(to.data() + i * stride, from.data + i * from.stride, Size ? Size : element);
    };
    switch (element) {
        case 4:
            each.operator()<4>();
            break;
        case 8:
            each.operator()<8>();
            break;
        case 12:
            each.operator()<12>();
            break;
        case 16:
            each.operator()<16>();
            break;
        default:
            each.operator()<0>();
            break;
    }
}

/// Copies indices and gives the highest.
template <class From, class To>
std::uint32_t copy_indices(const Accessor& from, Mode mode, std::span<std::uint8_t> to) {
    std::uint32_t highest = 0;
    if (is_list(mode) && sizeof(From) == sizeof(To) && from.stride == sizeof(From)) {
        // Most files: a copy, piece by piece, and sixteen maxima that do not wait for each other.
        std::array<From, 16> most{}, piece;
        const std::size_t count = to.size() / sizeof(From);
        std::size_t i = 0;
        for (; i + piece.size() <= count; i += piece.size()) {
            std::memcpy(piece.data(), from.data + i * sizeof(From), sizeof piece);
            for (std::size_t k = 0; k < piece.size(); ++k) most[k] = std::max(most[k], piece[k]);
            std::memcpy(to.data() + i * sizeof(From), piece.data(), sizeof piece);
        }
        piece = {};
        std::memcpy(piece.data(), from.data + i * sizeof(From), (count - i) * sizeof(From));
        most[0] = std::max(most[0], *std::max_element(piece.begin(), piece.end()));
        std::memcpy(to.data() + i * sizeof(From), piece.data(), (count - i) * sizeof(From));
        return *std::max_element(most.begin(), most.end());
    }
    auto* out = to.data();
    const auto put = [&](std::uint32_t i) {
        From index;
        std::memcpy(&index, from.data + i * from.stride, sizeof index);
        const auto wide = static_cast<To>(index);
        highest = index > highest ? index : highest;
        std::memcpy(out, &wide, sizeof wide);
        out += sizeof wide;
    };
    to_list(mode, from.count, put);
    return highest;
}

std::uint32_t copy_indices(const Accessor& from, Mode mode, std::span<std::uint8_t> to) {
    switch (from.component_bytes) {
        case 1:
            return copy_indices<std::uint8_t, std::uint16_t>(from, mode, to);
        case 2:
            return copy_indices<std::uint16_t, std::uint16_t>(from, mode, to);
        default:
            return copy_indices<std::uint32_t, std::uint32_t>(from, mode, to);
    }
}

/// Of `count` vertices, of which number i is at(i).
template <class At>
sinter::ModelBounds bounds_of(const Accessor& position, std::size_t count, At&& at) {
    std::vector<std::array<float, 3>> numbers(count);
    for (std::size_t i = 0; i < count; ++i)
        for (std::uint32_t k = 0; k < 3; ++k) numbers[i][k] = position.number(at(i), k);
    return sinter::ModelBounds::of_positions(reinterpret_cast<const std::uint8_t*>(numbers.data()),
                                             sizeof numbers[0], count);
}

}  // namespace

void Meshes::write_indices(const Part& part, std::span<std::uint8_t> to) const {
    if (to.empty() || part.is_empty) return;
    if (!part.indices) {
        auto* out = to.data();
        to_list(part.mode, part.vertex_count, [&](std::uint32_t i) {
            std::memcpy(out, &i, part.index_bytes);
            out += part.index_bytes;
        });
        return;
    }
    const auto highest = copy_indices(*part.indices, part.mode, to);
    if (highest >= part.vertex_count)
        corrupt(part.place + ".indices: there is no vertex " + std::to_string(highest) + " (there are " +
                std::to_string(part.vertex_count) + ")");
}

void Meshes::write_joints(const sinter::NewModel& model, const Part& part) const {
    std::uint32_t most = 0;
    const auto weighs = [&](std::size_t set, std::uint32_t vertex, std::uint32_t component) {
        return set >= part.weights.size() || part.weights[set].number(vertex, component) != 0;
    };
    for (std::size_t set = 0; set < part.joints.size(); ++set) {
        const auto& from = part.joints[set].second;
        for (std::uint32_t i = 0; i < from.count; ++i)
            for (std::uint32_t k = 0; k < 4; ++k)
                if (weighs(set, i, k)) most = std::max(most, from.integer(i, k) + 1);
    }
    // A joint that weighs nothing may be any number in the file. A GPU would read its matrix all the same, so
    // it becomes 0.
    for (const auto& [range, from] : part.joints) {
        const auto to = model.vertices(range);
        for (std::uint32_t i = 0; i < from.count; ++i)
            for (std::uint32_t k = 0; k < 4; ++k)
                if (from.integer(i, k) >= most)
                    std::memset(to.data() + (std::size_t{i} * 4 + k) * from.component_bytes, 0,
                                from.component_bytes);
    }
    model.primitives()[part.row].joint_count = most;
}

void Meshes::write_bounds(const sinter::NewModel& model, const Part& part) {
    const auto& position = *part.position;
    const auto [known, is_new] = bounds_.try_emplace(position.data);
    auto& all = known->second;
    if (is_new)
        all = position.is_float
                  ? sinter::ModelBounds::of_positions(position.data, position.stride, position.count)
                  : bounds_of(position, position.count,
                              [](std::size_t i) { return static_cast<std::uint32_t>(i); });
    auto& attribute = model.attributes()[part.position_attribute];
    std::copy(all.minimum.begin(), all.minimum.end(), attribute.minimum);
    std::copy(all.maximum.begin(), all.maximum.end(), attribute.maximum);

    const auto indices = model.indices(part.lod);
    if (!part.shares_vertices || indices.empty() || part.is_empty) {
        all.write_to(model.primitives()[part.row]);
        return;
    }
    // Of vertices that several primitives share, only those that this one draws.
    bounds_of(position, indices.size() / part.index_bytes, [&](std::size_t i) {
        std::uint32_t index = 0;
        std::memcpy(&index, indices.data() + i * part.index_bytes, part.index_bytes);
        return index;
    }).write_to(model.primitives()[part.row]);
}

void Meshes::fill(const sinter::NewModel& model) {
    for (std::size_t i = 0; i < copies_.size(); ++i) {
        copy_elements(copies_[i].from, model.vertices(copies_[i].range));
        document_.checkpoint(0.4F + 0.3F * static_cast<float>(i + 1) / static_cast<float>(copies_.size()));
    }
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const auto& part = parts_[i];
        write_indices(part, model.indices(part.lod));
        if (!part.joints.empty()) write_joints(model, part);
        if (part.position) write_bounds(model, part);
        document_.checkpoint(0.7F + 0.2F * static_cast<float>(i + 1) / static_cast<float>(parts_.size()));
    }
    model.sum_up();
    for (const auto& row : model.primitives())
        if (row.joint_count != 0) model.row().flags |= SINTER_MODEL_SKINNED;
    for (const auto& row : model.meshes())
        if (row.target_count != 0) model.row().flags |= SINTER_MODEL_MORPHED;
}

}  // namespace model_gltf
