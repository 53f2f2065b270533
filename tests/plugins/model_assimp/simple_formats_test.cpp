// SPDX-License-Identifier: Apache-2.0
// STL and PLY, whose readers are our own: files written by hand, cut, and lying about themselves.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <sinter/model.hpp>

#include "../../../tools/samples/mesh_texts.hpp"
#include "support/plugin_runner.hpp"

namespace sinter::test {
namespace {

using samples::PlyForm;

const PluginRunner& plugin() {
    static const PluginRunner runner{SINTER_PLUGIN};
    return runner;
}

ByteVector bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

JobResult decode(std::string_view decoder, const ByteVector& source, const RunOptions& options = {}) {
    return plugin().decode(decoder, source, options);
}

std::vector<float> values_of(const JobResult& result, sinter_semantic semantic) {
    const Model model{product_of(result).view()};
    BOOST_TEST_REQUIRE(model.valid());
    const auto primitive = model.primitives[0];
    const auto at = model.find(primitive, semantic);
    return at ? model.values(primitive, *at) : std::vector<float>{};
}

std::vector<std::uint32_t> indices_of(const JobResult& result, std::uint32_t primitive = 0) {
    const Model model{product_of(result).view()};
    BOOST_TEST_REQUIRE(primitive < model.primitives.size());
    return model.indices(model.lods[model.primitives[primitive].first_lod]);
}

void require_error(const JobResult& result, Code code, std::string_view words) {
    BOOST_TEST_REQUIRE(!result.status);
    BOOST_TEST(name_of(result.status.code()) == name_of(code), said_by(result));
    BOOST_TEST(result.status.error().text.find(words) != std::string::npos, said_by(result));
}

constexpr std::string_view Square =
    "ply\nformat ascii 1.0\ncomment by hand\nelement vertex 4\nproperty float x\nproperty float y\n"
    "property float z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\n"
    "element face 1\nproperty list uchar int vertex_indices\nend_header\n"
    "0 0 0 255 0 0\n1 0 0 0 255 0\n1 1 0 0 0 255\n0 1 0 51 51 51\n4 0 1 2 3\n";

samples::Mesh colored_box() {
    auto box = samples::make_box({0.5F, 1, 1.5F});
    for (std::size_t i = 0; i < box.positions.size(); ++i)
        box.colors.push_back({static_cast<float>(i) / 51, 0.2F, 1, 1});
    box.uvs.clear();
    return box;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(simple_formats)

BOOST_AUTO_TEST_CASE(a_square_of_a_text_becomes_two_triangles) {
    const auto result = decode("ply", bytes_of(Square));
    const std::vector<float> positions = {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0};
    const std::vector<float> colors = {1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0.2F, 0.2F, 0.2F, 1};
    const std::vector<std::uint32_t> indices = {0, 1, 2, 0, 2, 3};
    BOOST_TEST(values_of(result, SINTER_SEMANTIC_POSITION) == positions, boost::test_tools::per_element());
    BOOST_TEST(values_of(result, SINTER_SEMANTIC_COLOR) == colors, boost::test_tools::per_element());
    BOOST_TEST(indices_of(result) == indices, boost::test_tools::per_element());
    const Model model{product_of(result).view()};
    BOOST_TEST(model.text(model.row().generator) == "by hand");
    BOOST_TEST(model.row().bounds_max[1] == 1.0F);
}

BOOST_AUTO_TEST_CASE(the_forms_of_ply_mean_the_same) {
    const auto box = colored_box();
    const auto text = decode("ply", samples::write_ply(box, PlyForm::Text));
    for (const auto form : {PlyForm::LittleEndian, PlyForm::BigEndian}) {
        const auto binary = decode("ply", samples::write_ply(box, form));
        for (const auto semantic : {SINTER_SEMANTIC_POSITION, SINTER_SEMANTIC_NORMAL, SINTER_SEMANTIC_COLOR})
            BOOST_TEST(values_of(binary, semantic) == values_of(text, semantic),
                       boost::test_tools::per_element());
        BOOST_TEST(indices_of(binary) == box.indices, boost::test_tools::per_element());
    }
    BOOST_TEST(values_of(text, SINTER_SEMANTIC_POSITION)[2] == box.positions[0][2]);
}

BOOST_AUTO_TEST_CASE(edges_strips_and_clouds_keep_their_kind) {
    const std::string vertices =
        "ply\nformat ascii 1.0\nelement vertex 4\nproperty double x\nproperty double y\nproperty double z\n";
    const std::string places = "0 0 0\n1 0 0\n0 1 0\n1 1 0\n";
    const auto edges = decode("ply", bytes_of(vertices +
                                              "element edge 2\nproperty int vertex1\nproperty int vertex2\n"
                                              "end_header\n" +
                                              places + "0 1\n2 3\n"));
    BOOST_TEST(Model{product_of(edges).view()}.primitives[0].topology == SINTER_TOPOLOGY_LINES);
    const std::vector<std::uint32_t> lines = {0, 1, 2, 3};
    BOOST_TEST(indices_of(edges) == lines, boost::test_tools::per_element());
    const auto strip = decode("ply", bytes_of(vertices +
                                              "element tristrips 1\nproperty list int int vertex_indices\n"
                                              "end_header\n" +
                                              places + "4 0 1 2 3\n"));
    const std::vector<std::uint32_t> triangles = {0, 1, 2, 2, 1, 3};
    BOOST_TEST(indices_of(strip) == triangles, boost::test_tools::per_element());
    const auto cloud = decode("ply", bytes_of(vertices + "end_header\n" + places));
    BOOST_TEST(Model{product_of(cloud).view()}.primitives[0].topology == SINTER_TOPOLOGY_POINTS);
}

BOOST_AUTO_TEST_CASE(an_stl_is_in_millimetres_with_z_up_unless_told_otherwise) {
    const std::string facet =
        "solid part\nfacet normal 0 0 1\nouter loop\nvertex 0 0 1000\nvertex 500 0 1000\nvertex 0 250 1000\n"
        "endloop\nendfacet\nendsolid part\n";
    const std::vector<float> metres = {0, 1, 0, 0.5F, 1, 0, 0, 1, -0.25F}, up = {0, 1, 0, 0, 1, 0, 0, 1, 0};
    const auto result = decode("stl", bytes_of(facet));
    BOOST_TEST(values_of(result, SINTER_SEMANTIC_POSITION) == metres, boost::test_tools::per_element());
    const auto normals = values_of(result, SINTER_SEMANTIC_NORMAL);
    for (std::size_t i = 0; i < up.size(); ++i) BOOST_TEST(normals[i] == up[i]);
    const Model model{product_of(result).view()};
    BOOST_TEST(model.row().source_unit_metres == 0.001F);
    BOOST_TEST(model.row().source_up_axis == 2u);
    BOOST_TEST(model.text(model.meshes[0].name) == "part");

    const auto told =
        decode("stl", bytes_of(facet),
               {.settings = {{"unit_metres", Value{1.0}}, {"up_axis", Value{std::string{"y"}}}}});
    BOOST_TEST(values_of(told, SINTER_SEMANTIC_POSITION)[2] == 1000.0F);
}

BOOST_AUTO_TEST_CASE(both_forms_of_stl_mean_the_same) {
    const auto box = samples::make_box({0.25F, 0.5F, 1});
    const auto binary = decode("stl", samples::write_binary_stl(box));
    const auto text = decode("stl", bytes_of(samples::write_text_stl(box, "box")));
    BOOST_TEST(values_of(binary, SINTER_SEMANTIC_POSITION) == values_of(text, SINTER_SEMANTIC_POSITION),
               boost::test_tools::per_element());
    BOOST_TEST(values_of(binary, SINTER_SEMANTIC_POSITION).size() == 36u * 3);
    // The sample writer turned it to Z up and millimetres.
    BOOST_TEST(values_of(binary, SINTER_SEMANTIC_POSITION)[0] == box.positions[box.indices[0]][0],
               boost::test_tools::tolerance(1e-6F));
}

BOOST_AUTO_TEST_CASE(every_cut_of_a_binary_file_is_an_error) {
    const auto ply = samples::write_ply(colored_box(), PlyForm::LittleEndian);
    for (std::size_t size = 0; size < ply.size(); ++size)
        BOOST_TEST(!decode("ply", {ply.begin(), ply.begin() + static_cast<std::ptrdiff_t>(size)}).status,
                   "cut at " << size);
    const auto stl = samples::write_binary_stl(samples::make_box({1, 1, 1}));
    for (std::size_t size = 0; size < stl.size(); ++size)
        BOOST_TEST(!decode("stl", {stl.begin(), stl.begin() + static_cast<std::ptrdiff_t>(size)}).status,
                   "cut at " << size);
}

struct Lie {
    std::string_view decoder, from, to, words;
};
std::ostream& operator<<(std::ostream& out, const Lie& lie) {
    return out << lie.words;
}
const Lie Lies[] = {
    {"ply", "element vertex 4", "element vertex 4000000000", "cannot hold"},
    {"ply", "element face 1", "element face 99999999999", "cannot hold"},
    {"ply", "4 0 1 2 3", "4 0 1 2 4", "not there"},
    {"ply", "4 0 1 2 3", "4 0 1 2 -3", "no number of a vertex"},
    {"ply", "4 0 1 2 3", "4 0 1 2", "ends before"},
    {"ply", "1 1 0 0 0 255", "1 one 0 0 0 255", "a number of \"y\""},
    {"ply", "property float x", "property float x y", "more words"},
    {"ply", "property float x", "property fload x", "fload"},
    {"ply", "property float x", "property float w", "no x, y and z"},
    {"ply", "format ascii 1.0", "format ascii 2.0", "another version"},
    {"ply", "end_header", "end_haeder", "unknown word"},
    {"ply", "ply\n", "plx\n", "does not begin"},
};
BOOST_DATA_TEST_CASE(what_contradicts_itself_is_one_error, boost::unit_test::data::make(Lies), lie) {
    std::string text{Square};
    text.replace(text.find(lie.from), lie.from.size(), lie.to);
    const auto result = decode(lie.decoder, bytes_of(text));
    BOOST_TEST_REQUIRE(!result.status);
    BOOST_TEST(result.status.error().text.find(lie.words) != std::string::npos, said_by(result));
}

BOOST_AUTO_TEST_CASE(errors_name_their_line) {
    std::string text{Square};
    text.replace(text.find("1 1 0 0"), 1, "x");
    const auto result = decode("ply", bytes_of(text));
    require_error(result, Code::Corrupt, "\"x\" is wanted");
    BOOST_TEST(result.status.error().where.line == 16u);
}

BOOST_AUTO_TEST_CASE(a_job_that_is_cancelled_stops) {
    const auto result = decode("ply", bytes_of(Square), {.checkpoints_allowed = 0});
    BOOST_TEST(name_of(result.status.code()) == name_of(Code::Cancelled));
}

BOOST_AUTO_TEST_CASE(a_host_without_memory_is_an_error) {
    const auto result =
        decode("ply", samples::write_ply(samples::make_cube_sphere(24), PlyForm::LittleEndian),
               {.memory_limit = 4096});
    BOOST_TEST(name_of(result.status.code()) == name_of(Code::OutOfMemory));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
