// SPDX-License-Identifier: Apache-2.0
#include "asset/sealed_file.hpp"

#include <cassert>
#include <cstring>

#include <xxhash.h>

namespace sinter {

SealHead seal(std::string_view magic, std::uint32_t version, std::span<const std::uint8_t> payload) {
    assert(magic.size() == 8 && "seal: a magic has 8 characters");
    SealHead head{};
    const std::uint64_t size = payload.size();
    const std::uint64_t checksum = XXH3_64bits(payload.data(), payload.size());
    std::memcpy(head.data(), magic.data(), 8);
    std::memcpy(head.data() + 8, &version, 4);
    std::memcpy(head.data() + 16, &size, 8);
    std::memcpy(head.data() + 24, &checksum, 8);
    return head;
}

std::optional<std::span<const std::uint8_t>> unseal(std::string_view magic, std::uint32_t version,
                                                    std::span<const std::uint8_t> file) {
    if (file.size() < sizeof(SealHead)) return std::nullopt;
    const auto payload = file.subspan(sizeof(SealHead));
    const auto wanted = seal(magic, version, payload);
    if (std::memcmp(file.data(), wanted.data(), wanted.size()) != 0) return std::nullopt;
    return payload;
}

}  // namespace sinter
