// SPDX-License-Identifier: Apache-2.0
#include "plugin/catalog.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <optional>

#include "core/os/scratch_folder.hpp"

using namespace sinter;
namespace fs = std::filesystem;
using namespace std::string_view_literals;

namespace {

const std::string plugins = TEST_PLUGINS;
const std::string images = plugins + "/images";
const std::string shapes = plugins + "/shapes";
const std::string rival = plugins + "/rival";

Catalog scan(std::vector<std::string> folders) {
    return Catalog::scan(folders);
}

std::string chosen(const Catalog& catalog, std::string_view path, std::string_view start) {
    const auto* step =
        catalog.choose_decoder(path, {reinterpret_cast<const std::uint8_t*>(start.data()), start.size()});
    return step ? step->name() : "none";
}

constexpr auto png = "\x89PNG\r\n\x1a\n and more"sv;

struct Choice {
    std::string_view why;
    std::string_view path;
    std::string_view start;
    std::string_view decoder;
};
std::ostream& operator<<(std::ostream& out, const Choice& it) {
    return out << it.why;
}

const Choice choices[] = {
    {"magic and extension beat magic and preference", "a.png", png, "png"},
    {"of two magics without the extension the larger preference", "a.bin", png, "png_quick"},
    {"magic beats extension", "a.tga", png, "png_quick"},
    {"the other's magic and extension", "a.apng", png, "png_quick"},
    {"extension alone, though its magic does not fit", "a.png", "GIF89a", "png"},
    {"extension of an empty file", "a.png", "", "png"},
    {"half a magic is none", "a.bin", png.substr(0, 3), "none"},
    {"magic that the file just holds", "a.bin", png.substr(0, 4), "png_quick"},
    {"magic at an offset with free bytes", "a.bin", "....??20", "ktx"},
    {"magic at an offset, one byte short", "a.bin", "....??2", "none"},
    {"free bytes are free, others are not", "a.bin", "....??30", "none"},
    {"second extension", "a.ktx2", "", "ktx"},
    {"larger preference", "a.tga", "", "targa"},
    {"case does not matter", "Textures/A.TGA", "", "targa"},
    {"longer extension beats preference", "a.material.json", "{}", "material"},
    {"shorter extension", "a.json", "{}", "json"},
    {"other extension of the same decoder", "a.material", "{}", "material"},
    {"the extension needs its dot", "amaterial.json", "{}", "json"},
    {"a folder's name is no extension", "a.png/readme", "", "none"},
    {"a name that is all extension", "png", "", "none"},
    {"a hidden name without a stem", ".png", "", "none"},
    {"unknown", "notes.txt", "hello", "none"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(catalog)

BOOST_AUTO_TEST_CASE(knows_plugins_without_running_them) {
    const auto catalog = scan({images, shapes});
    BOOST_TEST(catalog.diagnostics().empty());
    BOOST_TEST_REQUIRE(catalog.plugins().size() == 2u);
    BOOST_TEST(catalog.plugins()[0]->manifest().name == "images");
    BOOST_TEST(catalog.plugins()[0]->path() == images + "/test_images.so");
    BOOST_TEST(catalog.steps(StepKind::Decoder).size() == 10u);
    BOOST_TEST(catalog.find_decoder("png")->decl().content_version == 3u);
    BOOST_TEST(chosen(catalog, "a.png", png) == "png");
    BOOST_TEST(!catalog.plugins()[0]->is_loaded());
    BOOST_TEST(std::getenv("SINTER_TEST_RAN_rival") == nullptr);
}

BOOST_AUTO_TEST_CASE(runs_a_plugin_at_its_first_use) {
    const auto catalog = scan({rival});
    auto* const step = catalog.find_decoder("rival");
    BOOST_TEST_REQUIRE(step != nullptr);
    BOOST_TEST(step->key().size() > 0u);
    BOOST_TEST(std::getenv("SINTER_TEST_RAN_rival") == nullptr);
    BOOST_TEST(static_cast<bool>(step->lease()));
    BOOST_TEST(std::getenv("SINTER_TEST_RAN_rival") != nullptr);
    BOOST_TEST(step->library().is_loaded());
}

BOOST_DATA_TEST_CASE(chooses, boost::unit_test::data::make(choices)) {
    const auto catalog = scan({images, shapes});
    BOOST_TEST(chosen(catalog, sample.path, sample.start) == sample.decoder);
    // The order of the folders decides nothing here.
    BOOST_TEST(chosen(scan({shapes, images}), sample.path, sample.start) == sample.decoder);
}

BOOST_AUTO_TEST_CASE(finds_steps_by_kind_and_name) {
    const auto catalog = scan({images, shapes});
    BOOST_TEST(catalog.find_processor("resize")->name() == "resize");
    BOOST_TEST(catalog.find_validator("limits")->name() == "limits");
    BOOST_TEST(!catalog.find_processor("limits"));
    BOOST_TEST(!catalog.find_validator("resize"));
    BOOST_TEST(!catalog.find_decoder("resize"));
    BOOST_TEST(catalog.find_reload(AssetType::Texture)->name() == "textures");
    BOOST_TEST(catalog.find_reload(AssetType::Model)->name() == "everything");
    BOOST_TEST(!scan({images}).find_reload(AssetType::Texture));
}

BOOST_AUTO_TEST_CASE(reports_a_step_that_is_there_twice_and_keeps_the_first) {
    const auto catalog = scan({images, rival});
    BOOST_TEST_REQUIRE(catalog.diagnostics().size() == 1u);
    const auto& diagnostic = catalog.diagnostics()[0];
    BOOST_TEST((diagnostic.severity == Diagnostic::Severity::Error));
    BOOST_TEST((diagnostic.error.code == Code::Invalid));
    BOOST_TEST(diagnostic.error.text ==
               rival + "/test_rival.so: there is already a decoder \"png\" (" + images + "/test_images.so)");
    BOOST_TEST(catalog.find_decoder("png")->library().manifest().name == "images");
    // Only of one kind: a processor may have a decoder's name, and the rest of the plugin counts.
    BOOST_TEST(catalog.find_processor("png")->library().manifest().name == "rival");
    BOOST_TEST(catalog.find_decoder("rival") != nullptr);
    BOOST_TEST(scan({rival, images}).find_decoder("png")->library().manifest().name == "rival");
}

BOOST_AUTO_TEST_CASE(reports_a_plugin_that_is_there_twice_and_keeps_the_first) {
    const test::ScratchFolder folder;
    fs::copy(images + "/test_images.so", folder / "b.so");
    fs::copy(images + "/test_images.so", folder / "a.so");
    const auto catalog = scan({folder.path()});
    BOOST_TEST_REQUIRE(catalog.plugins().size() == 1u);
    BOOST_TEST(catalog.plugins()[0]->path() == folder / "a.so");
    BOOST_TEST_REQUIRE(catalog.diagnostics().size() == 1u);
    BOOST_TEST(catalog.diagnostics()[0].error.text ==
               folder / "b.so: there is already a plugin \"images\" (" + folder / "a.so)");
    const auto other_first = scan({images, folder.path()});
    BOOST_TEST(other_first.plugins()[0]->path() == images + "/test_images.so");
    BOOST_TEST(other_first.diagnostics().size() == 2u);
}

BOOST_AUTO_TEST_CASE(takes_a_folder_named_twice_for_one) {
    const auto catalog = scan({images, images + "/../images", images + "/"});
    BOOST_TEST(catalog.plugins().size() == 1u);
    BOOST_TEST(catalog.diagnostics().empty());
}

BOOST_AUTO_TEST_CASE(passes_over_what_is_no_plugin) {
    const test::ScratchFolder folder;
    fs::copy("/proc/self/exe",
             folder / "program.so");  // position independent: an ELF library without a manifest
    folder.write("notes.txt", "hello");
    folder.write(".hidden.so", "hello");
    folder.write("plugin.so.bak", "hello");
    fs::create_directory(folder / "folder.so");
    const auto catalog = scan({folder.path()});
    BOOST_TEST(catalog.plugins().empty());
    BOOST_TEST(catalog.diagnostics().empty());
}

BOOST_AUTO_TEST_CASE(warns_of_a_folder_that_is_not_there) {
    const test::ScratchFolder folder;
    const auto catalog = scan({folder / "none", images});
    BOOST_TEST(catalog.plugins().size() == 1u);
    BOOST_TEST_REQUIRE(catalog.diagnostics().size() == 1u);
    BOOST_TEST((catalog.diagnostics()[0].severity == Diagnostic::Severity::Warning));
    BOOST_TEST((catalog.diagnostics()[0].error.code == Code::Absent));
    BOOST_TEST(catalog.diagnostics()[0].error.text ==
               folder / "none: cannot read the plugin folder (No such file or directory)");
}

BOOST_AUTO_TEST_CASE(may_be_moved_with_its_steps_in_use) {
    auto first = scan({shapes});
    auto* const step = first.find_processor("resize");
    auto lease = std::make_optional(step->lease());
    BOOST_TEST_REQUIRE(static_cast<bool>(*lease));
    const auto second = std::move(first);
    BOOST_TEST(second.find_processor("resize") == step);
    lease.reset();
    BOOST_TEST(static_cast<bool>(step->lease()));
}

BOOST_AUTO_TEST_SUITE_END()
