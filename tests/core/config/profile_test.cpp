// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <boost/test/unit_test.hpp>

#include "config/embedded.hpp"
#include "config/profile.hpp"
#include "core/config/config_fixtures.hpp"

using config_test::lines_of;
using config_test::project;
using Strings = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(platform_profiles)

BOOST_AUTO_TEST_CASE(the_five_platforms_are_there) {
    Strings names;
    for (const auto& [name, profile] : sinter::built_in_platforms()) {
        names.push_back(name);
        BOOST_TEST(profile.name == name);
    }
    BOOST_TEST(names == (Strings{"linux", "mac", "mobile", "webgl", "windows"}));
}

BOOST_AUTO_TEST_CASE(every_platform_declares_the_same_keys_itself) {
    const std::set<std::string> wanted = {"max_texture_size", "texture_formats",     "texture_compression",
                                          "audio_quality",    "audio_format",        "model_complexity",
                                          "shader_target",    "shader_optimisation", "disk_bandwidth_mib_s"};
    for (const auto& text : sinter::embedded_texts()) {
        if (!text.name.starts_with("platforms/")) continue;
        const auto document = sinter::TomlDocument::parse(text.text, std::string{text.name});
        BOOST_REQUIRE(document);
        std::set<std::string> keys;
        for (const auto& entry : std::get<sinter::TomlNode::Table>(document->root().value))
            keys.insert(entry.key);
        BOOST_TEST(keys == wanted, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(every_key_of_a_platform_file_is_explained) {
    for (const auto& text : sinter::embedded_texts()) {
        if (!text.name.starts_with("platforms/")) continue;
        std::string_view before;
        for (std::size_t start = 0; start < text.text.size();) {
            const auto end = std::min(text.text.find('\n', start), text.text.size());
            const auto line = text.text.substr(start, end - start);
            const bool key = !line.empty() && line.front() >= 'a' && line.front() <= 'z';
            if (key) BOOST_TEST(before.starts_with('#'), text.name << ": " << line);
            before = line;
            start = end + 1;
        }
    }
}

BOOST_AUTO_TEST_CASE(values_and_their_origins_are_known) {
    const auto platforms = sinter::built_in_platforms();
    const auto& webgl = platforms.at("webgl");
    BOOST_TEST(std::get<std::int64_t>(webgl.fields.at("max_texture_size")) == 2048);
    BOOST_TEST(webgl.origins.at("max_texture_size").starts_with("config/platforms/webgl.toml:"));
    // No browser samples these everywhere.
    for (const auto& format : std::get<Strings>(webgl.fields.at("texture_formats")))
        BOOST_TEST(!(format.starts_with("BC") || format.starts_with("ETC2") || format.starts_with("ASTC")));
    BOOST_TEST(std::get<Strings>(platforms.at("windows").fields.at("texture_formats")).front() == "BC7");
    BOOST_TEST(std::get<Strings>(platforms.at("mobile").fields.at("texture_formats")).front() == "ASTC_4x4");
}

BOOST_AUTO_TEST_CASE(a_project_changes_fields_and_adds_platforms) {
    const auto config = project(R"([project]
platform = "handheld"
[platforms.docked]
inherits = "handheld"
max_texture_size = 4096
[platforms.handheld]
inherits = "linux"
max_texture_size = 1024
model_complexity = 1
[platforms.linux]
audio_quality = "low"
)");
    BOOST_TEST(config.profile().name == "handheld");
    const auto& handheld = config.profile();
    BOOST_TEST(std::get<std::int64_t>(handheld.fields.at("max_texture_size")) == 1024);
    BOOST_TEST(handheld.origins.at("max_texture_size") == "sinter.toml:8");
    BOOST_TEST(std::get<double>(handheld.fields.at("model_complexity")) == 1.0);
    // The model's own change reaches those who inherit, wherever it stands.
    BOOST_TEST(std::get<std::string>(handheld.fields.at("audio_quality")) == "low");
    BOOST_TEST(handheld.origins.at("audio_quality") == "sinter.toml:11");
    const auto& docked = config.platforms.at("docked");
    BOOST_TEST(std::get<std::int64_t>(docked.fields.at("max_texture_size")) == 4096);
    BOOST_TEST(std::get<std::string>(docked.fields.at("audio_quality")) == "low");
    BOOST_TEST(docked.origins.at("disk_bandwidth_mib_s").starts_with("config/platforms/linux.toml:"));
}

BOOST_AUTO_TEST_CASE(every_mistake_in_platforms_is_told) {
    std::vector<sinter::Error> problems;
    const auto parsed = sinter::ProjectConfig::parse(R"([project]
platform = "linx"
[platforms.windows]
max_texture_sise = 1
texture_formats = ["BC8"]
max_texture_size = 0
audio_quality = "hihg"
inherits = "linux"
[platforms.new]
max_texture_size = 1
[platforms.two]
inherits = "mobil"
[platforms.ring1]
inherits = "ring2"
[platforms.ring2]
inherits = "ring1"
[platforms."Bad Name"]
inherits = "linux"
[platforms]
flat = 1
)",
                                                     "sinter.toml", "", problems);
    BOOST_REQUIRE(!parsed);
    const Strings wanted = {
        "2:12 [project]: platform: unknown platform \"linx\"; did you mean \"linux\"?",
        "4:1 [platforms.windows]: unknown key \"max_texture_sise\"; did you mean \"max_texture_size\"?",
        "5:19 [platforms.windows]: texture_formats: \"BC8\" is none of the ",
        "6:20 [platforms.windows]: max_texture_size: out of range: 0; allowed is 1 to 65536",
        "7:17 [platforms.windows]: audio_quality: \"hihg\" is none of \"low\", \"medium\", \"high\"; did you "
        "mean "
        "\"high\"?",
        "8:12 [platforms.windows]: a platform of Sinter's own inherits nothing",
        "9:1 [platforms.new]: inherits is missing; unknown platform \"new\"; known are \"linux\", \"mac\", "
        "\"mobile\", \"webgl\", \"windows\"",
        "12:12 [platforms.two]: inherits: unknown platform \"mobil\"; did you mean \"mobile\"?",
        "14:12 [platforms.ring1]: inherits from itself, through \"ring2\"",
        "16:12 [platforms.ring2]: inherits from itself, through \"ring1\"",
        "17:1 [platforms]: a platform's name is 1 to 64 of a-z, 0-9, - and _, and not \"host\": \"Bad Name\"",
        "20:8 [platforms]: a platform is a table: [platforms.flat]",
    };
    const auto lines = lines_of(problems);
    BOOST_TEST_REQUIRE(lines.size() == wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        BOOST_TEST(lines[i].starts_with(wanted[i]), lines[i] << " should be " << wanted[i]);
    BOOST_TEST(lines[2].ends_with("names allowed; did you mean \"BC1\"?"));
}

BOOST_AUTO_TEST_CASE(thousands_of_platforms_are_refused_at_once) {
    std::string toml;
    for (int i = 0; i < 10'000; ++i)
        toml += "[platforms.a" + std::to_string(i) + "]\ninherits = \"a" + std::to_string(i + 1) + "\"\n";
    std::vector<sinter::Error> problems;
    BOOST_TEST(!sinter::ProjectConfig::parse(toml, "x", "", problems));
    BOOST_TEST_REQUIRE(problems.size() == 1u);
    BOOST_TEST(problems[0].text == "[platforms]: more than 64 platforms");
}

BOOST_AUTO_TEST_SUITE_END()
