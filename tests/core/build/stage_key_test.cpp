// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <set>

#include "build/stage_key.hpp"

using namespace sinter;

BOOST_AUTO_TEST_SUITE(stage_key)

BOOST_AUTO_TEST_CASE(differs_with_each_part_and_with_their_borders) {
    const auto source = hash_bytes("source");
    std::set<StageKey> keys{
        decode_key("who", "path", source),       decode_key("wh", "opath", source),
        decode_key("who", "path2", source),      decode_key("who", "path", hash_bytes("other")),
        step_key("who", "path", "", {1, 2}),     step_key("who", "path", "label", {1, 2}),
        step_key("who", "pathlabel", "", {1, 2}), step_key("who", "path", "", {2, 1}),
        step_key("whop", "ath", "", {1, 2}),
    };
    BOOST_TEST(keys.size() == 9);
    BOOST_CHECK(decode_key("who", "path", source) == decode_key("who", "path", source));
}

BOOST_AUTO_TEST_SUITE_END()
