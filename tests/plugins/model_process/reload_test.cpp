// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "animations.hpp"

using namespace sinter;

namespace {

const sinter_reload_handler_v0& handler(std::string_view name) {
    static const test::LoadedPlugin library{test::PluginUnderTest};
    const auto* table = library.find<sinter_reload_handler_v0>(SINTER_RELOAD_ID, name);
    if (!table) throw std::runtime_error("no such handler");
    return *table;
}
bool accepts(std::string_view name, const OwnedAsset& before, const OwnedAsset& after) {
    const auto& table = handler(name);
    void* self = table.create();
    const auto old_view = before.view(), new_view = after.view();
    const auto answer = table.can_hot_reload(self, &old_view.abi(), &new_view.abi());
    table.destroy(self);
    return answer != 0;
}
OwnedAsset skinned(std::uint32_t joints, std::uint32_t first_name = 0) {
    return test::model_of({test::torus(8, 4)}, [=](ModelTables& tables) {
        tables.skins.push_back({{}, SINTER_MODEL_NONE, 0, joints, 0});
        for (std::uint32_t j = 0; j < joints; ++j) {
            sinter_model_joint_row joint{};
            joint.node = static_cast<std::uint32_t>(tables.nodes.size());
            tables.joints.push_back(joint);
            auto node = plain_node();
            node.name = {0, first_name + j + 1};  // names differ by their length
            tables.nodes.push_back(node);
        }
        tables.nodes[0].skin = 0;
    });
}

/// A host with two referrers, of which the first has two dependencies on the reloaded asset.
struct FakeHost {
    OwnedAsset one{AssetType::Animation}, other{AssetType::Data};
    std::vector<AssetView> views;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> replaced;

    FakeHost() {
        static_cast<void>(one.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Model, "fox.glb"));
        static_cast<void>(one.add_dependency(SINTER_LOADED_ON_DEMAND, AssetType::Model, "fox.glb"));
        static_cast<void>(other.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Model, "crate.glb"));
        static_cast<void>(other.add_dependency(SINTER_LOADED_WITH_ME, AssetType::Unknown, "fox.glb"));
        views = {one.view(), other.view()};
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(ModelReloadHandlers)

BOOST_AUTO_TEST_CASE(geometry_may_change_and_joints_may_not) {
    BOOST_TEST(accepts("model_reload", skinned(3), skinned(3)));
    BOOST_TEST(!accepts("model_reload", skinned(3), skinned(4)));
    BOOST_TEST(!accepts("model_reload", skinned(3), skinned(3, 1)));
    BOOST_TEST(!accepts("model_reload", skinned(3), test::model_of({test::torus(8, 4)})));
    BOOST_TEST(accepts("model_reload", test::model_of({test::torus(8, 4)}),
                       test::model_of({test::torus(16, 8), test::torus(8, 4)})));
    BOOST_TEST(accepts("model_reload", test::model_of({test::torus(8, 4)}), skinned(3)));
    BOOST_TEST(!accepts("model_reload", skinned(3), test::animation_of({})));
}

BOOST_AUTO_TEST_CASE(an_animation_stays_with_its_model) {
    models::Keys keys;
    keys.times = {0, 1};
    keys.values = {0, 0, 0, 1, 1, 1};
    BOOST_TEST(accepts("animation_reload", test::animation_of({keys}), test::animation_of({keys, keys})));
    BOOST_TEST(
        !accepts("animation_reload", test::animation_of({keys}), test::animation_of({keys}, "wolf.glb")));
}

BOOST_AUTO_TEST_CASE(every_reference_is_replaced) {
    for (const char* name : {"model_reload", "animation_reload"}) {
        FakeHost fake;
        // Everything but the references that are asked for is left to zero.
        sinter_reload_host_v0 host{};
        host.size = sizeof host;
        host.referrer_count = [](void* self) -> std::uint64_t {
            return static_cast<FakeHost*>(self)->views.size();
        };
        host.referrer = [](void* self, std::uint64_t index, sinter_str*) -> const sinter_asset* {
            return &static_cast<FakeHost*>(self)->views[index].abi();
        };
        host.replace_reference = [](void* self, std::uint64_t index,
                                    std::uint32_t dependency) -> sinter_code {
            auto& own = *static_cast<FakeHost*>(self);
            if (to_view(own.views[index].dependencies()[dependency].path) != "fox.glb") return SINTER_ABSENT;
            own.replaced.emplace_back(index, dependency);
            return SINTER_OK;
        };
        const sinter_reload reload{&host, &fake};
        const auto& table = handler(name);
        void* self = table.create();
        BOOST_TEST(table.update_references(self, &reload) == SINTER_OK);
        table.destroy(self);
        const std::vector<std::pair<std::uint64_t, std::uint32_t>> expected = {{0, 0}, {0, 1}, {1, 1}};
        BOOST_TEST((fake.replaced == expected));
    }
}

BOOST_AUTO_TEST_SUITE_END()
