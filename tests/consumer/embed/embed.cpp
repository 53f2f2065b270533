// SPDX-License-Identifier: Apache-2.0
// A program outside the tree that embeds Sinter: it sees the installed headers and links the installed kernel.
#include <cstdio>

#include <sinter/core/load_priority.hpp>
#include <sinter/material.hpp>
#include <sinter/texture.hpp>

int main() {
    sinter::TextureDesc desc;
    desc.width = desc.height = 4;
    desc.mips = 3;
    const auto layout = sinter::layout_texture(desc);
    if (!layout) {
        std::fprintf(stderr, "%s\n", layout.error().text.c_str());
        return 1;
    }
    // 64 + 16 + 4 bytes, each level from a multiple of 16: 4, then 16 from 16 on, then 64 from 32 on.
    return layout->chunk_sizes.size() == 1 && layout->chunk_sizes[0] == 96 ? 0 : 1;
}
