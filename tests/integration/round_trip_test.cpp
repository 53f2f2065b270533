// SPDX-License-Identifier: Apache-2.0
// Models of the sample project come back from their round trip.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "round_trip.hpp"
#include "round_trip_rig.hpp"

using namespace sinter::test;

namespace {

const char* const Samples[] = {"models/tentacle.glb", "models/face.glb", "models/crate.glb",
                               "models/rock.glb", "models/courtyard/courtyard.gltf"};

}  // namespace

BOOST_AUTO_TEST_SUITE(round_trip)

BOOST_DATA_TEST_CASE(a_sample_comes_back, boost::unit_test::data::make(Samples), path) {
    RoundTrip trip{std::filesystem::path{sample()} / "assets"};
    BOOST_TEST(trip.run(path, {"models/**", "textures/**"}) == "");
}

BOOST_AUTO_TEST_CASE(a_rig_with_every_kind_of_animation_comes_back) {
    const TempFolder folder;
    write_rig(folder / "rig.glb");
    RoundTrip trip{folder.path()};
    BOOST_TEST(trip.run("rig.glb", {"rig.glb"}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
