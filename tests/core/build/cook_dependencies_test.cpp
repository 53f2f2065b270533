// SPDX-License-Identifier: Apache-2.0
#include <boost/test/unit_test.hpp>

#include "build/cook_dependencies.hpp"

using namespace sinter;

namespace {

CookedAsset made(std::string path, std::vector<std::string> needs = {}, std::vector<std::string> labels = {""}) {
    CookedAsset out;
    out.path = std::move(path);
    out.status = CookStatus::Built;
    for (auto& label : labels) {
        CookedProduct product;
        product.label = label;
        product.needs = needs;
        out.products.push_back(product);
    }
    return out;
}

CookedAsset broken(std::string path) {
    CookedAsset out;
    out.path = std::move(path);
    out.status = CookStatus::Failed;
    out.error = {Code::Corrupt, "png: cut off", {.path = out.path, .offset = 12}};
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cook_dependencies)

BOOST_AUTO_TEST_CASE(leaves_what_is_whole_alone) {
    std::vector<CookedAsset> assets{made("a", {"b", "c#x"}), made("b"), made("c", {}, {"", "x"})};
    check_dependencies(assets);
    for (const auto& asset : assets) BOOST_CHECK(asset.status == CookStatus::Built);
}

BOOST_AUTO_TEST_CASE(passes_the_root_cause_along) {
    std::vector<CookedAsset> assets{made("a", {"b"}), made("b", {"c"}), broken("c"), made("d")};
    check_dependencies(assets);
    BOOST_CHECK(assets[0].status == CookStatus::Failed);
    BOOST_CHECK(assets[0].error.code == Code::Dependency);
    BOOST_TEST(assets[0].error.text == "needs b: needs c: png: cut off");
    BOOST_TEST(assets[0].error.where.path == "c");
    BOOST_TEST(assets[0].error.where.offset == 12);
    BOOST_TEST(assets[0].products.empty());
    BOOST_CHECK(assets[3].status == CookStatus::Built);
}

BOOST_AUTO_TEST_CASE(names_what_is_missing) {
    CookedAsset unknown;
    unknown.path = "u";
    std::vector<CookedAsset> assets{made("a", {"gone.png"}), made("b", {"c#no"}), made("c"), made("d", {"u"}), unknown};
    check_dependencies(assets);
    BOOST_TEST(assets[0].error.text == "needs gone.png: no such file");
    BOOST_TEST(assets[0].error.where.path == "gone.png");
    BOOST_TEST(assets[1].error.text == "needs c#no: it has no product \"no\"");
    BOOST_TEST(assets[3].error.text == "needs u: no installed plugin decodes it");
}

BOOST_AUTO_TEST_CASE(says_nothing_of_what_was_not_cooked_this_time) {
    const std::vector<std::string> elsewhere{"a", "b", "c"};
    std::vector<CookedAsset> assets{made("a", {"b", "c#any"}), made("d", {"bb"})};
    check_dependencies(assets, elsewhere);
    BOOST_CHECK(assets[0].status == CookStatus::Built);
    BOOST_TEST(assets[1].error.text == "needs bb: no such file");
}

BOOST_AUTO_TEST_CASE(finds_circles) {
    std::vector<CookedAsset> assets{made("a", {"b"}), made("b", {"c"}), made("c", {"a"}), made("d", {"d"})};
    check_dependencies(assets);
    for (const auto& asset : assets) BOOST_CHECK(asset.status == CookStatus::Failed);
    BOOST_TEST(assets[2].error.text == "needs a: needs itself: a → b → c → a");
    BOOST_TEST(assets[3].error.text == "needs d: needs itself: d → d");
}

BOOST_AUTO_TEST_CASE(lets_products_of_one_file_need_each_other) {
    auto fox = made("fox.glb", {}, {"", "material/fur", "texture/0"});
    fox.products[0].needs = {"fox.glb#material/fur"};
    fox.products[1].needs = {"fox.glb#texture/0"};
    std::vector<CookedAsset> assets{fox};
    check_dependencies(assets);
    BOOST_CHECK(assets[0].status == CookStatus::Built);

    assets = {fox};
    assets[0].products[2].needs = {"fox.glb#material/fur"};
    check_dependencies(assets);
    BOOST_CHECK(assets[0].status == CookStatus::Failed);
    BOOST_TEST(assets[0].error.text.find("needs itself: fox.glb#material/fur → fox.glb#texture/0 → fox.glb#material/fur") !=
               std::string::npos, assets[0].error.text);
}

BOOST_AUTO_TEST_CASE(withdraws_only_the_products_that_lack_something) {
    auto fox = made("fox.glb", {}, {"", "material/fur", "animation/walk"});
    fox.products[0].needs = {"fox.glb#material/fur"};
    fox.products[1].needs = {"fur.png"};
    std::vector<CookedAsset> assets{fox};
    check_dependencies(assets);
    BOOST_CHECK(assets[0].status == CookStatus::Failed);
    BOOST_TEST(assets[0].error.text == "needs fox.glb#material/fur: needs fur.png: no such file");
    BOOST_TEST_REQUIRE(assets[0].products.size() == 1u);
    BOOST_TEST(assets[0].products[0].label == "animation/walk");
}

BOOST_AUTO_TEST_CASE(follows_long_chains_and_many_diamonds) {
    std::vector<CookedAsset> assets;
    constexpr int length = 100'000;
    const auto name = [](int i) { return std::to_string(1'000'000 + i); };
    // Each needs the next two: a walk without memory would take 2^100,000 steps.
    for (int i = 0; i < length; ++i) assets.push_back(made(name(i), {name(i + 1), name(i + 2)}));
    assets.push_back(made(name(length)));
    assets.push_back(broken(name(length + 1)));
    check_dependencies(assets);
    BOOST_CHECK(assets[length].status == CookStatus::Built);
    BOOST_TEST(assets[0].error.text.starts_with("needs 1000001: "));
    BOOST_TEST(assets[0].error.text.find(": … needs ") != std::string::npos, assets[0].error.text);
    BOOST_TEST(assets[0].error.text.ends_with(": png: cut off"));
    BOOST_TEST(assets[0].error.text.size() < 600);
    for (int i = 0; i < length; ++i) BOOST_REQUIRE(assets[static_cast<std::size_t>(i)].status == CookStatus::Failed);
}

BOOST_AUTO_TEST_SUITE_END()
