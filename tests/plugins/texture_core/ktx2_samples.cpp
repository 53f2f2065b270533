// SPDX-License-Identifier: Apache-2.0
#include "ktx2_samples.hpp"

#include <zlib.h>
#include <zstd.h>

#include <boost/test/unit_test.hpp>

namespace sinter::test {
namespace {

ByteVector descriptor_of(const Ktx2Sample& sample) {
    const auto block = static_cast<std::uint32_t>(24 + 16 * sample.samples.size());
    ByteVector out;
    append_u32(out, 4 + block);
    append_u32(out, 0);  // vendor and type: the basic descriptor
    append_u32(out, 2 | block << 16);
    out.insert(out.end(), {sample.model, 1, sample.transfer, sample.flags});
    const auto less_one = [](std::uint8_t size) { return static_cast<std::uint8_t>(size - 1); };
    out.insert(out.end(), {less_one(sample.block_width), less_one(sample.block_height),
                           less_one(sample.block_depth), 0});
    out.insert(out.end(), {sample.block_bytes, 0, 0, 0, 0, 0, 0, 0});
    for (const auto word : sample.samples) {
        append_u32(out, word);
        append_u32(out, 0);  // position
        append_u32(out, 0);  // lower
        append_u32(out, 0xffffffff);
    }
    return out;
}

ByteVector metadata_of(const Ktx2Sample& sample) {
    ByteVector out;
    for (const auto& [key, value] : sample.metadata) {
        append_u32(out, static_cast<std::uint32_t>(key.size() + value.size() + 2));
        out.insert(out.end(), key.begin(), key.end());
        out.push_back(0);
        out.insert(out.end(), value.begin(), value.end());
        out.push_back(0);
        out.resize((out.size() + 3) / 4 * 4);
    }
    return out;
}

}  // namespace

ByteVector make_ktx2(const Ktx2Sample& sample) {
    ByteVector out{0xAB, 'K', 'T', 'X', ' ', '2', '0', 0xBB, '\r', '\n', 0x1A, '\n'};
    for (const auto value : {sample.vk_format, sample.type_size, sample.width, sample.height, sample.depth,
                             sample.layers, sample.faces, sample.level_count, sample.scheme})
        append_u32(out, value);
    const auto descriptor = descriptor_of(sample), metadata = metadata_of(sample);
    const auto dfd = 80 + 24 * sample.levels.size(), kvd = dfd + descriptor.size();
    append_u32(out, static_cast<std::uint32_t>(dfd));
    append_u32(out, static_cast<std::uint32_t>(descriptor.size()));
    append_u32(out, metadata.empty() ? 0 : static_cast<std::uint32_t>(kvd));
    append_u32(out, static_cast<std::uint32_t>(metadata.size()));
    const auto sgd = (kvd + metadata.size() + 7) / 8 * 8;
    append_u64(out, sample.global_data.empty() ? 0 : sgd);
    append_u64(out, sample.global_data.size());
    out.resize(dfd);
    out.insert(out.end(), descriptor.begin(), descriptor.end());
    out.insert(out.end(), metadata.begin(), metadata.end());
    if (!sample.global_data.empty()) out.resize(sgd);
    out.insert(out.end(), sample.global_data.begin(), sample.global_data.end());
    for (std::size_t i = sample.levels.size(); i-- > 0;) {
        out.resize((out.size() + 47) / 48 * 48);  // a multiple of every block size and of 4
        set_u64(out, 80 + i * 24, out.size());
        set_u64(out, 80 + i * 24 + 8, sample.levels[i].size());
        set_u64(out, 80 + i * 24 + 16,
                sample.uncompressed.empty() ? sample.levels[i].size() : sample.uncompressed[i]);
        out.insert(out.end(), sample.levels[i].begin(), sample.levels[i].end());
    }
    return out;
}

ByteVector zstd_packed(const ByteVector& bytes) {
    ByteVector out(ZSTD_compressBound(bytes.size()));
    const auto size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3);
    BOOST_REQUIRE(!ZSTD_isError(size));
    out.resize(size);
    return out;
}

ByteVector zlib_packed(const ByteVector& bytes) {
    uLongf size = compressBound(bytes.size());
    ByteVector out(size);
    BOOST_REQUIRE(compress(out.data(), &size, bytes.data(), bytes.size()) == Z_OK);
    out.resize(size);
    return out;
}

}  // namespace sinter::test
