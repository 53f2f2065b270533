// SPDX-License-Identifier: Apache-2.0
// The files of config/ against the manifests of the plugins that come with Sinter.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "config/embedded.hpp"
#include "core/config/config_fixtures.hpp"

using sinter::AssetType;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(defaults)

namespace {

std::string read(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    BOOST_REQUIRE(stream);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

const std::vector<const sinter::Manifest*>& real_manifests() {
    static const auto owned = [] {
        std::vector<sinter::Manifest> out;
        for (const auto& folder : std::filesystem::directory_iterator(SINTER_PLUGIN_SOURCES)) {
            const auto file = folder.path() / "plugin.toml";
            if (!std::filesystem::exists(file)) continue;
            auto parsed = sinter::parse_manifest(read(file), file.string());
            if (!parsed) BOOST_ERROR(parsed.error().where.text() << ": " << parsed.error().text);
            if (parsed) out.push_back(*std::move(parsed));
        }
        return out;
    }();
    static const auto all = [] {
        std::vector<const sinter::Manifest*> out;
        for (const auto& manifest : owned) out.push_back(&manifest);
        return out;
    }();
    return all;
}

struct Named {
    const char* path;
    const char* color_space;
    const char* normal_map;
};
std::ostream& operator<<(std::ostream& out, const Named& row) {
    return out << row.path;
}
const Named Names[] = {
    {"textures/brick.png", "auto", "auto"},
    {"textures/brick_albedo.png", "auto", "auto"},
    {"brick_n.png", "linear", "yes"},
    {"a/b/Brick_N.PNG", "linear", "yes"},
    {"a/brick-normal.jpg", "linear", "yes"},
    {"a/brick_Normal.ktx2", "linear", "yes"},
    {"a/brick_nor.png", "linear", "yes"},
    {"a/brick_nrm.png", "linear", "yes"},
    {"a/station.png", "auto", "auto"},
    {"a/brick_orm.png", "linear", "auto"},
    {"a/brick_ORM.png", "linear", "auto"},
    {"a/brick_ao.png", "linear", "auto"},
    {"a/brick_roughness.png", "linear", "auto"},
    {"a/brick_h.png", "linear", "auto"},
    {"a/brick_height.png", "linear", "auto"},
    {"a/leaf_mask.png", "linear", "auto"},
    {"a/grade_lut.ktx2", "linear", "auto"},
    {"a/health.png", "auto", "auto"},
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_library_holds_the_files_of_the_tree) {
    BOOST_TEST(sinter::embedded_texts().size() == 6u);
    for (const auto& text : sinter::embedded_texts())
        BOOST_TEST(text.text == read(std::filesystem::path{SINTER_CONFIG_FOLDER} / text.name));
}

BOOST_AUTO_TEST_CASE(every_default_names_something_that_is_installed) {
    // Taken as a project's own, the defaults are checked without leave to name what nobody declares.
    const std::filesystem::path file = std::filesystem::path{SINTER_CONFIG_FOLDER} / "sinter.defaults.toml";
    std::vector<sinter::Error> problems;
    const auto config = sinter::ProjectConfig::load(file, problems);
    BOOST_REQUIRE(config);
    for (const auto& problem : sinter::check(*config, real_manifests()))
        BOOST_ERROR(problem.where.text() << ": " << problem.text);
}

BOOST_DATA_TEST_CASE(names_of_files_tell_what_their_channels_mean, data::make(Names), row) {
    std::vector<sinter::Error> problems;
    const auto config = sinter::ProjectConfig::defaults("/p");
    const auto pipeline = sinter::Pipeline::bind(config, real_manifests(), problems);
    const auto choice = pipeline.resolve(row.path, AssetType::Texture, "png");
    BOOST_TEST_REQUIRE(choice->steps.size() == 2u);
    for (const auto& step : choice->steps) {
        BOOST_TEST(std::get<std::string>(step.values.at("color_space")) == row.color_space);
        BOOST_TEST(std::get<std::string>(step.values.at("normal_map")) == row.normal_map);
        const bool by_rule = std::string_view{row.color_space} != "auto";
        BOOST_TEST(step.origins.at("color_space")
                       .starts_with(by_rule ? "config/sinter.defaults.toml:" : "plugin default"));
    }
}

BOOST_AUTO_TEST_SUITE_END()
