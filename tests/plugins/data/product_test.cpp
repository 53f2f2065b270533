// SPDX-License-Identifier: Apache-2.0
// The two products: their labels, their tables as the C interface specifies them, and what a shadow pass is
// given.
#include <boost/test/unit_test.hpp>

#include "data_job.hpp"

namespace sinter::test {
namespace {

std::vector<std::string> field_names(const Material& material) {
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < material.size(); ++i) names.emplace_back(material.name(i));
    return names;
}
Material shadow_of(const JobResult& result) {
    BOOST_TEST_REQUIRE(bool{result.status}, result.status.error().text);
    return Material{result.products.at(1).asset.view()};
}
using Names = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(data_products)

BOOST_AUTO_TEST_CASE(one_file_makes_the_material_and_its_shadow) {
    const auto result = decode_material("{}");
    BOOST_TEST_REQUIRE(result.products.size() == 2u);
    BOOST_TEST(result.products[0].label == "");
    BOOST_TEST(result.products[1].label == "shadow");
    for (const auto& product : result.products) {
        BOOST_TEST((product.asset.type() == AssetType::Material));
        BOOST_TEST(Material{product.asset.view()}.valid());
        BOOST_TEST(product.asset.view().chunks().empty());
    }
    BOOST_TEST(result.diagnostics.empty());
}

BOOST_AUTO_TEST_CASE(an_opaque_shadow_needs_no_texture) {
    const auto result = decode_material(R"({"base_color_texture": "a.png", "double_sided": true})");
    const auto shadow = shadow_of(result);
    BOOST_TEST((field_names(shadow) == Names{"double_sided"}));
    BOOST_TEST((shadow.boolean("double_sided") == true));
    BOOST_TEST(shadow.asset().dependencies().empty());
}

BOOST_AUTO_TEST_CASE(a_shadow_that_alpha_cuts_keeps_the_texture) {
    for (const auto* mode : {"mask", "blend"}) {
        const auto result = decode_material(R"({"base_color_texture": "a.png", "normal_texture": "n.png",
            "alpha_cutoff": 0.25, "alpha_mode": ")" +
                                            std::string{mode} + "\"}");
        const auto shadow = shadow_of(result);
        BOOST_TEST((field_names(shadow) == Names{"alpha_cutoff", "alpha_mode", "base_color_texture"}));
        BOOST_TEST((shadow.reference("base_color_texture") == "materials/a.png"));
        BOOST_TEST((shadow.number("alpha_cutoff") == 0.25f));
        BOOST_TEST(shadow.asset().dependencies().size() == 1u);
    }
}

BOOST_AUTO_TEST_CASE(shadow_values_override_and_touch_the_shadow_only) {
    const auto result =
        decode_material(R"({"alpha_mode": "blend", "base_color_texture": "a.png", "alpha_cutoff": 0.25,
        "shadow": {"alpha_mode": "mask", "alpha_cutoff": null, "base_color_texture": "low.png", "double_sided": true}})");
    const auto shadow = shadow_of(result);
    BOOST_TEST((shadow.text("alpha_mode") == "mask"));
    BOOST_TEST(!shadow.number("alpha_cutoff"));
    BOOST_TEST((shadow.reference("base_color_texture") == "materials/low.png"));
    BOOST_TEST((shadow.boolean("double_sided") == true));
    const auto material = material_of(result);
    BOOST_TEST((material.text("alpha_mode") == "blend"));
    BOOST_TEST((material.number("alpha_cutoff") == 0.25f));
    BOOST_TEST((material.reference("base_color_texture") == "materials/a.png"));
    BOOST_TEST(!material.boolean("double_sided"));
    BOOST_TEST(!material.field("shadow"));
}

BOOST_AUTO_TEST_CASE(an_opaque_override_drops_the_texture_and_a_named_one_stays) {
    const auto dropped = decode_material(
        R"({"alpha_mode": "mask", "base_color_texture": "a.png", "shadow": {"alpha_mode": "opaque"}})");
    BOOST_TEST(!shadow_of(dropped).reference("base_color_texture"));
    const auto kept =
        decode_material(R"({"base_color_texture": "a.png", "shadow": {"base_color_texture": "b.png"}})");
    BOOST_TEST((shadow_of(kept).reference("base_color_texture") == "materials/b.png"));
}

BOOST_AUTO_TEST_CASE(shadow_values_are_inherited_one_by_one) {
    const auto result =
        decode_text("material",
                    {{"a.material", R"({"include": "b.material", "shadow": {"alpha_cutoff": 0.75}})"},
                     {"b.material", R"({"shadow": {"alpha_cutoff": 0.25, "alpha_mode": "mask"}})"}},
                    "a.material");
    BOOST_TEST((shadow_of(result).number("alpha_cutoff") == 0.75f));
    BOOST_TEST((shadow_of(result).text("alpha_mode") == "mask"));
}

BOOST_AUTO_TEST_CASE(refused_memory_fails_cleanly_at_every_limit) {
    const Texts files{{"a.material", R"({"name": "a", "include": "b.material"})"}, {"b.material", "{}"}};
    const auto needed = decode_text("material", files, "a.material").peak_memory_bytes;
    BOOST_TEST(needed > 0u);
    for (std::uint64_t limit = 0; limit < needed; ++limit) {
        const auto result = decode_text("material", files, "a.material", {.memory_limit = limit});
        BOOST_TEST(result.status.code() == Code::OutOfMemory, "limit " << limit);
        BOOST_TEST(result.products.empty());
    }
    BOOST_TEST(bool{decode_text("material", files, "a.material", {.memory_limit = needed}).status});
}

BOOST_AUTO_TEST_CASE(stops_at_whichever_checkpoint_says_so) {
    const Texts files{{"a.material", R"({"include": "b.material"})"}, {"b.material", "{}"}};
    for (std::size_t allowed = 0; allowed < 3; ++allowed)
        BOOST_TEST(
            decode_text("material", files, "a.material", {.checkpoints_allowed = allowed}).status.code() ==
            Code::Cancelled);
    BOOST_TEST(bool{decode_text("material", files, "a.material", {.checkpoints_allowed = 3}).status});
}

BOOST_AUTO_TEST_CASE(the_same_text_gives_the_same_bytes_whatever_the_order_of_fields) {
    const auto one = decode_material(
        R"({"metallic": 0.5, "orm_texture": "b.png", "name": "x", "emissive_texture": "a.png"})");
    const auto two = decode_material(
        R"({"emissive_texture": "a.png", "name": "x", "orm_texture": "b.png", "metallic": 5e-1})");
    for (std::size_t i = 0; i < 2; ++i) {
        const auto left = one.products.at(i).asset.view(), right = two.products.at(i).asset.view();
        for (std::size_t t = 0; t < left.tables().size(); ++t) {
            const auto& a = left.tables()[t];
            const auto& b = right.tables()[t];
            BOOST_TEST_REQUIRE(a.count == b.count);
            BOOST_TEST(std::memcmp(a.rows, b.rows, std::size_t{a.stride} * a.count) == 0);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
