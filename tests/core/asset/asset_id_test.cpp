// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <xxhash.h>

#include <sinter/core/asset_id.hpp>

BOOST_AUTO_TEST_SUITE(asset_id)

BOOST_AUTO_TEST_CASE(is_xxh3_of_the_path_and_label) {
    BOOST_TEST(sinter::AssetId::of("fox.glb#Walk").value == XXH3_64bits("fox.glb#Walk", 12));
    BOOST_CHECK(sinter::AssetId::of("fox.glb") != sinter::AssetId::of("fox.glb#Walk"));
}

BOOST_AUTO_TEST_CASE(is_written_with_all_its_digits) {
    BOOST_TEST(sinter::AssetId{0x12ABu}.text() == "00000000000012ab");
    BOOST_TEST(sinter::AssetId{UINT64_MAX}.text() == "ffffffffffffffff");
}

BOOST_AUTO_TEST_SUITE_END()
