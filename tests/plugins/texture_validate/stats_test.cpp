// SPDX-License-Identifier: Apache-2.0
// Figures, computed by hand.
#include <boost/test/unit_test.hpp>

#include "validate_step.hpp"

namespace {

using namespace sinter;
using namespace sinter::test;

double stat(const JobResult& result, std::string_view name) {
    for (const auto& stat : result.stats)
        if (stat.name == name) return stat.value;
    throw std::runtime_error("no such figure");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(texture_validate_stats)

BOOST_AUTO_TEST_CASE(of_a_chain) {
    auto desc = plane(4, 2, Format::Rgba8Srgb);
    desc.mips = 3;
    const auto asset = new_texture(desc);
    const auto result = validate(asset.view().abi());
    BOOST_TEST(stat(result, "mip_count") == 3);
    BOOST_TEST(stat(result, "texels") == 8 + 2 + 1);
    BOOST_TEST(stat(result, "gpu_bytes") == 44);
    BOOST_TEST(stat(result, "uncompressed_bytes") == 44);
}

BOOST_AUTO_TEST_CASE(of_block_compressed_cubes) {
    auto desc = plane(8, 8, Format::Bc1RgbUnorm);
    desc.shape = TextureShape::Cube;
    desc.layers = 2;
    desc.mips = 4;
    const auto asset = new_texture(desc);
    const auto result = validate(asset.view().abi());
    BOOST_TEST(stat(result, "texels") == 12 * (64 + 16 + 4 + 1));
    BOOST_TEST(stat(result, "gpu_bytes") == 12 * 8 * (4 + 1 + 1 + 1));
    BOOST_TEST(stat(result, "uncompressed_bytes") == 12 * 3 * 85);
    const auto wide = new_texture(plane(4, 4, Format::Bc6hUfloat));
    BOOST_TEST(stat(validate(wide.view().abi()), "uncompressed_bytes") == 16 * 3 * 2);
}

BOOST_AUTO_TEST_CASE(load_time_is_bytes_over_bandwidth) {
    const auto asset = new_texture(plane(1024, 1024, Format::Rgba8Srgb));  // 4 MiB
    const auto load_ms = [&](const Values& platform) {
        return stat(validate(asset.view().abi(), {}, platform), "load_time_estimate_ms");
    };
    BOOST_TEST(load_ms({{"disk_bandwidth_mib_s", integer(100)}}) == 40, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(load_ms({}) == 8, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(load_ms({{"disk_bandwidth_mib_s", integer(0)}}) == 8, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()
