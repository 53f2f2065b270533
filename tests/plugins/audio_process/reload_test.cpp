// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include <sinter/abi/reload.h>

#include "sdk/loaded_plugin.hpp"
#include "test_sound.hpp"

using namespace sinter;
using namespace sinter::test;

namespace {

const sinter_reload_handler_v0& handler() {
    static const LoadedPlugin plugin{SINTER_PLUGIN};
    const auto* table = plugin.find<sinter_reload_handler_v0>(SINTER_RELOAD_ID, "audio_reload");
    BOOST_TEST_REQUIRE(table != nullptr);
    return *table;
}

/// Two referrers, whose second dependency is the sound.
struct World {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> replaced;
    sinter_dependency dependencies[2] = {{SINTER_LOADED_WITH_ME, 0, {"other.wav", 9}},
                                         {SINTER_LOADED_WITH_ME, 0, {"steps.wav", 9}}};
    sinter_asset asset{SINTER_DATA, 0, 0, 2, nullptr, nullptr, dependencies};
    sinter_reload_host_v0 host{
        sizeof(sinter_reload_host_v0),
        0,
        [](void*) {
            return sinter_str{"steps.wav", 9};
        },
        [](void*) -> std::uint64_t { return 2; },
        [](void* self, std::uint64_t, sinter_str*) -> const sinter_asset* {
            return &static_cast<World*>(self)->asset;
        },
        [](void* self, std::uint64_t referrer, std::uint32_t dependency) -> sinter_code {
            static_cast<World*>(self)->replaced.emplace_back(referrer, dependency);
            return SINTER_OK;
        },
        [](void*, sinter_severity, sinter_code, sinter_str) {}};
    sinter_reload reload{&host, this};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(audio_reload)

BOOST_AUTO_TEST_CASE(a_voice_goes_on_when_channels_and_rate_agree) {
    TestSound before{1, 48000, std::vector<float>(10, 0.5F)}, longer{1, 48000, std::vector<float>(20, 0.5F)},
        stereo{2, 48000, std::vector<float>(20, 0.5F)}, slower{1, 44100, std::vector<float>(20, 0.5F)},
        broken{1, 48000, std::vector<float>(20, 0.5F)};
    broken.row().frames = 7;
    void* self = handler().create();
    World world;
    const auto can = [&](TestSound& after) {
        const bool yes = handler().can_hot_reload(self, &before.asset(), &after.asset()) == 1;
        const auto code = handler().reload(self, &world.reload, &before.asset(), &after.asset());
        BOOST_TEST((code == SINTER_OK) == yes);
        return yes;
    };
    BOOST_TEST(can(longer));
    BOOST_TEST(!can(stereo));
    BOOST_TEST(!can(slower));
    BOOST_TEST(!can(broken));
    handler().destroy(self);
}

BOOST_AUTO_TEST_CASE(who_refers_to_it_is_told) {
    void* self = handler().create();
    World world;
    BOOST_TEST(handler().update_references(self, &world.reload) == SINTER_OK);
    BOOST_TEST((world.replaced == std::vector<std::pair<std::uint64_t, std::uint32_t>>{{0, 1}, {1, 1}}));
    handler().destroy(self);
}

BOOST_AUTO_TEST_SUITE_END()
