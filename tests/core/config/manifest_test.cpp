// SPDX-License-Identifier: Apache-2.0
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "plugin/manifest.hpp"

namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(manifest)

namespace {

constexpr const char* Whole = R"([plugin]
name = "texture_core"
version = "0.1.0"
description = "PNG"
licence = "Apache-2.0"
isolation = "none"
libraries = ["libspng.so.0"]

[[decoder]]
name = "png"
type = "texture"
extensions = ["png", "material.json"]
magic = ["89504E470D0A1A0A", "@4:66747970????"]
preference = -3
content_version = 7
peak_memory_mib = 2
peak_memory_per_input_byte = 1.5
help = "Reads PNG."
[[decoder.setting]]
name = "level"
type = "integer"
default = 3
min = 0
max = 9
help = "How much."
[[decoder.setting]]
name = "scale"
type = "float"
default = 1
help = "An integer default of a float."

[[validator]]
name = "limits"
type = "any"
[[reload_handler]]
name = "swap"
type = "material"
)";

struct Wrong {
    const char* toml;
    std::uint32_t line;
    std::uint32_t column;
    const char* text;
};
std::ostream& operator<<(std::ostream& out, const Wrong& wrong) {
    return out << wrong.text;
}

#define PLUGIN "[plugin]\nname=\"a\"\nversion=\"1.0.0\"\n"
const Wrong Wrongs[] = {
    {"", 1, 1, "manifest: plugin is missing"},
    {"[plugin]\nname=\"a\"\n", 1, 1, "[plugin]: version is missing"},
    {"[plugin]\nname=\"Bad-Name\"\nversion=\"1.0.0\"\n", 2, 6,
     "[plugin]: name must be 1 to 64 of a-z, 0-9 and _, not \"Bad-Name\""},
    {"[plugin]\nname=\"a\"\nversion=\"1.0\"\n", 3, 9, "[plugin]: version must read like \"1.2.3\""},
    {"[plugin]\nname=\"a\"\nversion=\"1..0\"\n", 3, 9, "[plugin]: version must read like \"1.2.3\""},
    {PLUGIN "isolaton=\"none\"\n", 4, 1, "[plugin]: unknown key \"isolaton\"; did you mean \"isolation\"?"},
    {PLUGIN "isolation=\"nome\"\n", 4, 11,
     "[plugin]: isolation: \"nome\" is none of \"worker\", \"none\"; did you mean \"none\"?"},
    {PLUGIN "libraries=[\"/usr/lib/x.so\"]\n", 4, 12,
     "[plugin]: libraries holds sonames such as \"libspng.so.0\", not paths"},
    {PLUGIN "[decoder]\nname=\"x\"\n", 4, 1,
     "manifest: decoder must be an array of tables: write [[decoder]]"},
    {PLUGIN "[[decodr]]\nname=\"x\"\n", 4, 3, "manifest: unknown key \"decodr\"; did you mean \"decoder\"?"},
    {PLUGIN "[[decoder]]\nname=\"x\"\ntype=\"textur\"\nextensions=[\"x\"]\n", 6, 6,
     "[[decoder]]: type: \"textur\" is none of \"any\", \"texture\", \"model\", \"animation\", \"audio\", "
     "\"shader\", "
     "\"material\", \"particle_system\", \"font\", \"ui\", \"data\", \"script\"; did you mean \"texture\"?"},
    {PLUGIN "[[decoder]]\nname=\"x\"\ntype=\"texture\"\n", 4, 1,
     "[[decoder]]: a decoder needs extensions or magic, or it is never chosen"},
    {PLUGIN "[[decoder]]\nname=\"x\"\ntype=\"texture\"\nextensions=[\".PNG\"]\n", 7, 13,
     "[[decoder]]: extensions are lower case and begin without a dot, not \".PNG\""},
    {PLUGIN "[[decoder]]\nname=\"x\"\ntype=\"texture\"\nmagic=[\"8\"]\n", 7, 8,
     "[[decoder]]: magic must be pairs of hexadecimal digits or \"??\", after an optional \"@offset:\", not "
     "\"8\""},
    {PLUGIN "[[decoder]]\nname=\"x\"\ntype=\"texture\"\nmagic=[\"@-1:88\"]\n", 7, 8,
     "[[decoder]]: magic must be pairs of hexadecimal digits or \"??\", after an optional \"@offset:\", not "
     "\"@-1:88\""},
    {PLUGIN "[[decoder]]\nname=\"x\"\ntype=\"texture\"\nmagic=[\"????\"]\n", 7, 8,
     "[[decoder]]: magic of nothing but \"??\" says nothing"},
    {PLUGIN "[[decoder]]\nname=\"x\"\ntype=\"texture\"\nmagic=[\"@4096:88\"]\n", 7, 8,
     "[[decoder]]: magic must end within the first 4096 bytes of a file"},
    {PLUGIN "[[processor]]\nname=\"x\"\ntype=\"texture\"\nmagic=[\"88\"]\n", 7, 1,
     "[[processor]]: unknown key \"magic\""},
    {PLUGIN "[[processor]]\nname=\"x\"\ntype=\"any\"\n[[processor]]\nname=\"x\"\ntype=\"any\"\n", 7, 1,
     "[[processor]]: there are two of the name \"x\""},
    {PLUGIN "[[processor]]\nname=\"x\"\ntype=\"any\"\ncontent_version=0\n", 7, 17,
     "[[processor]]: content_version is out of range: 0; allowed is 1 to 2147483647"},
    {PLUGIN "[[processor]]\nname=\"x\"\ntype=\"any\"\npeak_memory_per_input_byte=nan\n", 7, 28,
     "[[processor]]: peak_memory_per_input_byte is out of range: nan; allowed is 0.0 to 1e+06"},
};

#define SETTING \
    PLUGIN "[[processor]]\nname=\"x\"\ntype=\"any\"\n[[processor.setting]]\nname=\"s\"\nhelp=\"h\"\n"
const Wrong WrongSettings[] = {
    {SETTING "type=\"integer\"\n", 7, 1, "[[processor.setting]]: default is missing"},
    {SETTING "type=\"integer\"\ndefault=11\nmax=10\n", 11, 9,
     "[[processor.setting]]: default: s: out of range: 11; allowed is 10 or less"},
    {SETTING "type=\"integer\"\ndefault=1.5\n", 11, 9,
     "[[processor.setting]]: default: s: wanted is an integer, not 1.5"},
    {SETTING "type=\"string\"\ndefault=\"c\"\nchoices=[\"box\",\"kaiser\"]\n", 11, 9,
     "[[processor.setting]]: default: s: \"c\" is none of \"box\", \"kaiser\""},
    {SETTING "type=\"string\"\ndefault=\"c\"\nmin=1\n", 12, 5,
     "[[processor.setting]]: min is for integers and floats only"},
    {SETTING "type=\"integer\"\ndefault=1\nchoices=[\"a\"]\n", 12, 9,
     "[[processor.setting]]: choices are for string and strings only"},
    {SETTING "type=\"integer\"\ndefault=1\nmin=3\nmax=2\n", 11, 9,
     "[[processor.setting]]: default: s: out of range: 1; allowed is 3 to 2"},
    {SETTING "type=\"int\"\ndefault=1\n", 10, 6,
     "[[processor.setting]]: type: \"int\" is none of \"boolean\", \"integer\", \"float\", \"string\", "
     "\"strings\""},
    {SETTING "type=\"strings\"\ndefault=[\"a\", 1]\n", 11, 9,
     "[[processor.setting]]: default cannot be an array"},
};

}  // namespace

BOOST_AUTO_TEST_CASE(reads_every_key) {
    const auto parsed = sinter::parse_manifest(Whole, "libx.so");
    BOOST_REQUIRE(parsed);
    const auto& manifest = *parsed;
    BOOST_TEST(manifest.name == "texture_core");
    BOOST_TEST(manifest.version == "0.1.0");
    BOOST_TEST(manifest.description == "PNG");
    BOOST_TEST(manifest.licence == "Apache-2.0");
    BOOST_TEST((manifest.isolation == sinter::Isolation::None));
    BOOST_TEST(manifest.libraries == std::vector<std::string>{"libspng.so.0"});
    BOOST_TEST_REQUIRE(manifest.decoders.size() == 1u);
    const auto& png = manifest.decoders[0];
    BOOST_TEST(png.name == "png");
    BOOST_TEST((png.type == sinter::AssetType::Texture));
    BOOST_TEST(png.extensions == (std::vector<std::string>{"png", "material.json"}));
    BOOST_TEST_REQUIRE(png.magic.size() == 2u);
    const std::vector<std::uint8_t> signature{0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A};
    BOOST_TEST(png.magic[0].bytes == signature);
    BOOST_TEST(png.magic[0].offset == 0u);
    BOOST_TEST(png.magic[1].offset == 4u);
    const std::vector<std::uint8_t> mask{0xFF, 0xFF, 0xFF, 0xFF, 0, 0};
    BOOST_TEST(png.magic[1].mask == mask);
    BOOST_TEST(png.preference == -3);
    BOOST_TEST(png.content_version == 7u);
    BOOST_TEST(png.peak_memory_bytes == 2097152u);
    BOOST_TEST(png.peak_memory_per_input_byte == 1.5);
    BOOST_TEST(png.help == "Reads PNG.");
    BOOST_TEST_REQUIRE(png.settings.size() == 2u);
    BOOST_TEST(png.settings[0].minimum.value() == 0.0);
    BOOST_TEST(png.settings[0].maximum.value() == 9.0);
    const auto values = sinter::default_values(png);
    BOOST_TEST(std::get<std::int64_t>(values.at("level")) == 3);
    BOOST_TEST(std::get<double>(values.at("scale")) == 1.0);
    BOOST_TEST((manifest.validators.at(0).type == sinter::AssetType::Unknown));
    BOOST_TEST((manifest.reload_handlers.at(0).type == sinter::AssetType::Material));
}

BOOST_DATA_TEST_CASE(names_the_place_and_what_is_wrong, data::make(Wrongs) + data::make(WrongSettings),
                     wrong) {
    const auto parsed = sinter::parse_manifest(wrong.toml, "libx.so");
    BOOST_REQUIRE(!parsed);
    BOOST_TEST(parsed.error().text == wrong.text);
    BOOST_TEST((parsed.error().code == sinter::Code::Invalid));
    BOOST_TEST(parsed.error().where.path == "libx.so");
    BOOST_TEST(parsed.error().where.line == wrong.line);
    BOOST_TEST(parsed.error().where.column == wrong.column);
}

BOOST_AUTO_TEST_CASE(what_is_not_toml_is_corrupt) {
    const auto parsed = sinter::parse_manifest("[plugin]\nname=\n", "x");
    BOOST_REQUIRE(!parsed);
    BOOST_TEST((parsed.error().code == sinter::Code::Corrupt));
    BOOST_TEST(parsed.error().where.line == 2u);
}

BOOST_AUTO_TEST_CASE(every_prefix_is_read_or_refused_with_a_text) {
    const std::string_view whole = Whole;
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const auto parsed = sinter::parse_manifest(whole.substr(0, size), "x");
        if (!parsed) BOOST_TEST(!parsed.error().text.empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
