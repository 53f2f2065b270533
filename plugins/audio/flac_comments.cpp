// SPDX-License-Identifier: Apache-2.0
#include "flac_comments.hpp"

namespace sinter {

void read_flac_comments(std::span<const std::uint8_t> file, Comments& comments) {
    constexpr std::uint8_t magic[] = {'f', 'L', 'a', 'C'};
    constexpr std::uint8_t CommentBlock = 4;
    if (file.size() < 4 || !std::equal(std::begin(magic), std::end(magic), file.begin())) return;
    file = file.subspan(4);
    while (file.size() >= 4) {
        const bool is_last = (file[0] & 0x80) != 0;
        const auto type = static_cast<std::uint8_t>(file[0] & 0x7F);
        const auto size =
            static_cast<std::size_t>(file[1]) << 16 | static_cast<std::size_t>(file[2]) << 8 | file[3];
        file = file.subspan(4);
        if (size > file.size()) return;
        if (type == CommentBlock) return comments.add_block(file.first(size));
        if (is_last) return;
        file = file.subspan(size);
    }
}

}  // namespace sinter
