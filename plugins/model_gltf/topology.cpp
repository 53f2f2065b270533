// SPDX-License-Identifier: Apache-2.0
#include "topology.hpp"

namespace model_gltf {

sinter_topology topology_of(Mode mode) {
    if (mode == Mode::Points) return SINTER_TOPOLOGY_POINTS;
    return mode <= Mode::LineStrip ? SINTER_TOPOLOGY_LINES : SINTER_TOPOLOGY_TRIANGLES;
}
bool is_list(Mode mode) {
    return mode == Mode::Points || mode == Mode::Lines || mode == Mode::Triangles;
}

std::uint64_t list_size(Mode mode, std::uint32_t count) {
    const std::uint64_t all = count;
    switch (mode) {
        case Mode::Points:
            return all;
        case Mode::Lines:
            return all / 2 * 2;
        case Mode::LineStrip:
            return all < 2 ? 0 : 2 * (all - 1);
        case Mode::LineLoop:
            return all < 2 ? 0 : 2 * all;
        case Mode::Triangles:
            return all / 3 * 3;
        case Mode::TriangleStrip:
        case Mode::TriangleFan:
            return all < 3 ? 0 : 3 * (all - 2);
    }
    return 0;
}

}  // namespace model_gltf
