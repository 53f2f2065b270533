// SPDX-License-Identifier: Apache-2.0
// Where a plugin runs: its manifest, the folder it lies in, and the project, each over the one before.
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include <sinter/core/plugin_list.hpp>

#include "core/os/scratch_folder.hpp"
#include "plugin/catalog.hpp"

using namespace sinter;
namespace fs = std::filesystem;

namespace {

// Of these, "images" and "shapes" say nothing, which means a worker; "rival" says "none".
const std::string plugins = TEST_PLUGINS;
const std::string images = plugins + "/images";
const std::string shapes = plugins + "/shapes";
const std::string rival = plugins + "/rival";

/// "worker by manifest" of the plugin `name`.
std::string in_force(const Catalog& catalog, std::string_view name) {
    for (const auto& plugin : catalog.plugins())
        if (plugin->manifest().name == name)
            return std::string{name_of(plugin->isolation())} + " by " +
                   std::string{name_of(plugin->isolation_reason())};
    return "not there";
}
std::string in_force(const PluginList& list, std::string_view name) {
    for (const auto& plugin : list.plugins)
        if (plugin.name == name)
            return std::string{name_of(plugin.isolation)} + " by " +
                   std::string{name_of(plugin.isolation_reason)};
    return "not there";
}

Catalog scan(std::vector<PluginFolder> folders) {
    return Catalog::scan(folders);
}

/// $SINTER_PLUGIN_PATH for the length of a test.
class StandardFolders {
  public:
    explicit StandardFolders(const std::string& folders) { setenv("SINTER_PLUGIN_PATH", folders.c_str(), 1); }
    ~StandardFolders() { unsetenv("SINTER_PLUGIN_PATH"); }
    StandardFolders(const StandardFolders&) = delete;
    StandardFolders& operator=(const StandardFolders&) = delete;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(isolation)

BOOST_AUTO_TEST_CASE(a_plugin_that_came_with_sinter_says_it_itself) {
    const auto catalog = scan({{images, true}, {rival, true}});
    BOOST_TEST(in_force(catalog, "images") == "worker by manifest");
    BOOST_TEST(in_force(catalog, "rival") == "none by manifest");
    BOOST_TEST((catalog.find_decoder("rival")->library().isolation() == Isolation::None));
}

BOOST_AUTO_TEST_CASE(a_third_party_is_caged_whatever_it_says) {
    const auto catalog = scan({{images, false}, {rival, false}});
    BOOST_TEST(in_force(catalog, "images") == "worker by third_party");
    BOOST_TEST(in_force(catalog, "rival") == "worker by third_party");
    BOOST_TEST((catalog.find_decoder("rival")->library().isolation() == Isolation::Worker));
}

BOOST_AUTO_TEST_CASE(the_project_has_the_last_word) {
    auto catalog = scan({{rival, false}, {images, true}, {shapes, true}});
    std::vector<Error> problems;
    const std::vector<IsolationOverride> overrides = {{"rival", Isolation::None, {}},
                                                      {"images", Isolation::None, {}}};
    catalog.apply(overrides, problems);
    BOOST_TEST(problems.empty());
    BOOST_TEST(in_force(catalog, "rival") == "none by project");
    BOOST_TEST(in_force(catalog, "images") == "none by project");
    BOOST_TEST(in_force(catalog, "shapes") == "worker by manifest");
}

BOOST_AUTO_TEST_CASE(a_plugin_that_is_not_installed_is_a_problem_with_its_place) {
    auto catalog = scan({{images, true}});
    std::vector<Error> problems;
    const std::vector<IsolationOverride> overrides = {
        {"imgaes", Isolation::None, {.path = "sinter.toml", .line = 7, .column = 3}}};
    catalog.apply(overrides, problems);
    BOOST_TEST_REQUIRE(problems.size() == 1u);
    BOOST_TEST((problems[0].code == Code::Invalid));
    BOOST_TEST(problems[0].text == "isolation: no plugin \"imgaes\" is installed; did you mean \"images\"?");
    BOOST_TEST(problems[0].where.text() == "sinter.toml:7:3");
    BOOST_TEST(in_force(catalog, "images") == "worker by manifest");
}

BOOST_AUTO_TEST_CASE(no_step_is_made_anew_because_it_runs_elsewhere) {
    auto caged = scan({{rival, false}});
    const auto free = scan({{rival, true}});
    BOOST_TEST(caged.find_decoder("rival")->key() == free.find_decoder("rival")->key());
}

BOOST_AUTO_TEST_CASE(only_the_standard_folders_are_trusted) {
    const StandardFolders standard{images};
    auto config = Config::defaults("/nowhere");
    config.set_plugin_folders({rival});
    const auto list = list_plugins(config);
    BOOST_TEST(in_force(list, "images") == "worker by manifest");
    BOOST_TEST(in_force(list, "rival") == "worker by third_party");
    config.set_isolation("rival", Isolation::None);
    BOOST_TEST(in_force(list_plugins(config), "rival") == "none by project");
}

BOOST_AUTO_TEST_CASE(a_standard_folder_stays_trusted_when_the_project_names_it) {
    const test::ScratchFolder folder;
    fs::create_directory_symlink(rival, folder / "link");
    const StandardFolders standard{rival};
    auto config = Config::defaults("/nowhere");
    config.set_plugin_folders({folder / "link"});
    BOOST_TEST(in_force(list_plugins(config), "rival") == "none by manifest");
}

BOOST_AUTO_TEST_CASE(a_copy_of_a_standard_plugin_in_a_project_is_a_third_partys) {
    const test::ScratchFolder folder;
    fs::copy(rival + "/test_rival.so", folder / "rival.so");
    const StandardFolders standard{rival};
    auto config = Config::defaults("/nowhere");
    config.set_plugin_folders({folder.path()});
    const auto list = list_plugins(config);
    BOOST_TEST(list.problems.size() == 1u);  // it is there twice, and the project's counts
    BOOST_TEST(in_force(list, "rival") == "worker by third_party");
}

BOOST_AUTO_TEST_CASE(listing_tells_of_a_mistyped_plugin) {
    const StandardFolders standard{images};
    auto config = Config::defaults("/nowhere");
    config.set_isolation("imags", Isolation::Worker);
    const auto list = list_plugins(config);
    BOOST_TEST_REQUIRE(list.problems.size() == 1u);
    BOOST_TEST(list.problems[0].text ==
               "isolation: no plugin \"imags\" is installed; did you mean \"images\"?");
}

BOOST_AUTO_TEST_SUITE_END()
