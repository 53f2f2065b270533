// SPDX-License-Identifier: Apache-2.0
#include "build/stage_key.hpp"


namespace sinter {
namespace {

// A length before each part: no two lists of parts give the same bytes.
void add(ContentHasher& hasher, std::string_view part) {
    const std::uint64_t size = part.size();
    hasher.update(std::string_view{reinterpret_cast<const char*>(&size), sizeof size});
    hasher.update(part);
}

}  // namespace

StageKey decode_key(std::string_view who, std::string_view path, const ContentHash& source) {
    ContentHasher hasher;
    add(hasher, "sinter decode 1");
    add(hasher, who);
    add(hasher, path);
    hasher.update(source.bytes);
    return hasher.finish();
}

StageKey step_key(std::string_view who, std::string_view path, std::string_view label,
                  const artifact::Checksum& input) {
    ContentHasher hasher;
    add(hasher, "sinter step 1");
    add(hasher, who);
    add(hasher, path);
    add(hasher, label);
    hasher.update(std::string_view{reinterpret_cast<const char*>(&input), sizeof input});
    return hasher.finish();
}

}  // namespace sinter
