// SPDX-License-Identifier: Apache-2.0
// The template plugin, from its built library through the kernel's host.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <sinter/texture.hpp>

#include "sdk/loaded_plugin.hpp"
#include "sdk/map_world.hpp"
#include "sdk/print_code.hpp"

namespace data = boost::unit_test::data;
using namespace std::string_literals;

namespace sinter::test {
namespace {

JobResult decode(std::string_view source, std::uint64_t memory_limit = 1 << 20, MapWorld* world = nullptr) {
    static const LoadedPlugin plugin{SINTER_TEMPLATE_PLUGIN};
    const auto* table = plugin.find<sinter_decoder_v0>(SINTER_DECODER_ID, "pgm");
    BOOST_TEST_REQUIRE(table);
    JobInput input;
    input.step = "pgm";
    input.path = "a.pgm";
    input.source = as_bytes(source);
    input.memory_limit = memory_limit;
    input.world = world;
    void* self = table->create();
    auto result = run_decoder(*table, self, input);
    table->destroy(self);
    return result;
}

const std::string Sample = "P5\n3 2\n255\nabc#e\n";  // the pixels look like a comment: they are none

struct Refused {
    std::string source;
    Code code;
    friend std::ostream& operator<<(std::ostream& out, const Refused& r) {
        return out << r.source.substr(0, 20);
    }
};
const Refused RefusedFiles[] = {
    {"P6\n1 1\n255\nabc", Code::Corrupt},
    {"P2\n1 1\n255\n7", Code::Unsupported},
    {"P5\n1 1\n65535\nab", Code::Unsupported},
    {"P5\n1 1\n0\na", Code::Corrupt},
    {"P5\n1 1\n65536\na", Code::Corrupt},
    {"P5\n-1 1\n255\na", Code::Corrupt},
    {"P5\n4294967296 1\n255\na", Code::Corrupt},
    {"P5\n4294967295 4294967295\n255\na", Code::Corrupt},
    {"P5\n0 1\n255\n", Code::Corrupt},
    {"P5\n1 1\n255a", Code::Corrupt},
    {"P5\n# no end", Code::Corrupt},
    {Sample + "x", Code::Unsupported},
    {Sample + Sample, Code::Unsupported},
    {"P5\n65537 1\n255\n" + std::string(65537, 'x'), Code::TooLarge},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(sdk_template)

BOOST_AUTO_TEST_CASE(decodes_the_sample) {
    const auto result = decode(Sample);
    BOOST_TEST_REQUIRE(bool{result.status}, result.status.error().text);
    BOOST_TEST_REQUIRE(result.products.size() == 1u);
    const Texture texture{result.products[0].asset.view()};
    BOOST_TEST(texture.valid());
    BOOST_TEST(texture.width() == 3u);
    BOOST_TEST(texture.height() == 2u);
    BOOST_TEST((texture.format() == Format::R8Unorm));
    const auto bytes = texture.mip(0).bytes;
    BOOST_TEST((std::string(bytes.begin(), bytes.end()) == "abc#e\n"));
}

BOOST_AUTO_TEST_CASE(understands_white_space_and_comments_as_pgm_5_does) {
    for (const auto* header :
         {"P5 3 2 255 ", "P5#a comment\n3\t2 # another\r\n\v\f255\n", "P5\n#\n#\n3 2\n255\r"})
        BOOST_TEST(bool{decode(header + "abc#e\n"s).status}, header);
}

BOOST_DATA_TEST_CASE(refuses_with_one_clear_error, data::make(RefusedFiles), refused) {
    const auto result = decode(refused.source);
    BOOST_TEST(result.status.code() == refused.code);
    BOOST_TEST(!result.status.error().text.empty());
    BOOST_TEST(result.products.empty());
}

BOOST_AUTO_TEST_CASE(every_prefix_is_corrupt) {
    for (std::size_t size = 0; size < Sample.size(); ++size)
        BOOST_TEST(decode(Sample.substr(0, size)).status.code() == Code::Corrupt,
                   "prefix of " << size << " bytes");
}

BOOST_AUTO_TEST_CASE(refused_memory_fails_cleanly_at_every_limit) {
    const auto needed = decode(Sample).peak_memory_bytes;
    for (std::uint64_t limit = 0; limit < needed; ++limit)
        BOOST_TEST(decode(Sample, limit).status.code() == Code::OutOfMemory);
}

BOOST_AUTO_TEST_CASE(stops_when_nobody_wants_the_result) {
    MapWorld world;
    world.checkpoints_allowed = 0;
    BOOST_TEST(decode(Sample, 1 << 20, &world).status.code() == Code::Cancelled);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
