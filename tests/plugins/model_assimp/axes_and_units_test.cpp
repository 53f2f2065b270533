// SPDX-License-Identifier: Apache-2.0
// Whatever axes and unit a file has, its box stands right-handed, Y up, in metres.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <sstream>

#include "fbx_text.hpp"
#include "marked_box.hpp"
#include "support/plugin_runner.hpp"

namespace sinter::test {
namespace {

namespace data = boost::unit_test::data;

const PluginRunner& plugin() {
    static const PluginRunner runner{SINTER_PLUGIN};
    return runner;
}

JobResult decode(std::string_view decoder, const std::string& text, Values settings = {}) {
    const ByteVector bytes{text.begin(), text.end()};
    auto result = plugin().decode(decoder, bytes, {.settings = std::move(settings)});
    BOOST_TEST_REQUIRE(bool{result.status}, said_by(result));
    return result;
}

void check_source(const Model& model, double metres, std::uint32_t up_axis, bool left_handed) {
    BOOST_TEST(double{model.row().source_unit_metres} == metres, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(model.row().source_up_axis == up_axis);
    BOOST_TEST(model.row().source_left_handed == (left_handed ? 1u : 0u));
}

constexpr Point PlusX = {1, 0, 0}, PlusY = {0, 1, 0}, PlusZ = {0, 0, 1};
constexpr Point MinusX = {-1, 0, 0}, MinusY = {0, -1, 0}, MinusZ = {0, 0, -1};

// Autodesk FBX SDK, FbxAxisSystem: the up axis, the front axis (from the screen to the camera), and the
// third, which CoordAxis names: to the right. With X to the right and Y up, a right-handed space has Z in
// front.
struct FbxAxes {
    const char* name;
    FbxSettings settings;
    FileSpace space;  ///< by hand
    std::uint32_t up_axis;
    friend std::ostream& operator<<(std::ostream& out, const FbxAxes& axes) { return out << axes.name; }
};
const FbxAxes AxesOfFbx[] = {
    {"Y up", {}, {PlusX, PlusY, PlusZ}, 1},
    {"Z up, -Y in front, as 3ds Max writes it", {2, 1, 1, -1, 0, 1}, {PlusX, MinusZ, PlusY}, 2},
    {"Z up, Y in front", {2, 1, 1, 1, 0, -1}, {MinusX, PlusZ, PlusY}, 2},
    {"X up, Z in front", {0, 1, 2, 1, 1, -1}, {PlusY, MinusX, PlusZ}, 0},
    {"Y up, X in front", {1, 1, 0, 1, 2, -1}, {PlusZ, PlusY, MinusX}, 1},
    {"Y down", {1, -1, 2, -1, 0, 1}, {PlusX, MinusY, MinusZ}, 5},
    {"left-handed, Y up, Z away from the viewer", {1, 1, 2, -1, 0, 1}, {PlusX, PlusY, MinusZ}, 1},
    {"left-handed, Y up, X to the left", {1, 1, 2, 1, 0, -1}, {MinusX, PlusY, PlusZ}, 1},
    {"left-handed, Z up", {2, 1, 1, 1, 0, 1}, {PlusX, PlusZ, PlusY}, 2},
};
const double Centimetres[] = {1, 100, 2.54};

// COLLADA 1.4.1, chapter 5, <up_axis>: the right, up and inward (towards the viewer) axis of each.
struct ColladaAxes {
    const char* word;
    FileSpace space;
    std::uint32_t up_axis;
    friend std::ostream& operator<<(std::ostream& out, const ColladaAxes& axes) { return out << axes.word; }
};
const ColladaAxes AxesOfCollada[] = {
    {"X_UP", {PlusY, MinusX, PlusZ}, 0},
    {"Y_UP", {PlusX, PlusY, PlusZ}, 1},
    {"Z_UP", {PlusX, MinusZ, PlusY}, 2},
};
const double Meters[] = {1, 0.01, 0.0254};

/// `asset`: what stands in <asset>; `nodes` around and beside the box's.
std::string write_collada(const std::string& asset, const std::string& before = {},
                          const std::string& after = {}) {
    std::ostringstream out;
    out << R"(<?xml version="1.0" encoding="utf-8"?>
<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
<asset><created>2026-01-01T00:00:00</created><modified>2026-01-01T00:00:00</modified>)"
        << asset << R"(</asset>
<library_geometries><geometry id="box"><mesh><source id="p"><float_array id="p-array" count="24">)"
        << box_numbers(" ")
        << R"(</float_array><technique_common><accessor source="#p-array" count="8" stride="3">
<param name="X" type="float"/><param name="Y" type="float"/><param name="Z" type="float"/></accessor></technique_common>
</source><vertices id="v"><input semantic="POSITION" source="#p"/></vertices>
<triangles count="12"><input semantic="VERTEX" source="#v" offset="0"/><p>)";
    for (const auto& triangle : BoxTriangles)
        for (const auto corner : triangle) out << corner << " ";
    out << R"(</p></triangles></mesh></geometry></library_geometries>
<library_visual_scenes><visual_scene id="s">)"
        << before << R"(<node id="n" name="Box">
<translate>7 11 13</translate><rotate>0 0 1 90</rotate><scale>2 1 1</scale><instance_geometry url="#box"/></node>)"
        << after
        << R"(</visual_scene></library_visual_scenes><scene><instance_visual_scene url="#s"/></scene></COLLADA>
)";
    return out.str();
}

std::string write_obj() {
    std::ostringstream out;
    for (const auto& p : BoxCorners) out << "v " << p[0] << " " << p[1] << " " << p[2] << "\n";
    for (const auto& t : BoxTriangles) out << "f " << t[0] + 1 << " " << t[1] + 1 << " " << t[2] + 1 << "\n";
    return out.str();
}

std::string write_stl() {
    std::ostringstream out;
    out << "solid box\n";
    for (const auto& triangle : BoxTriangles) {
        out << "facet normal 0 0 0\nouter loop\n";
        for (const auto corner : triangle) {
            const auto& p = BoxCorners[corner];
            out << "vertex " << p[0] << " " << p[1] << " " << p[2] << "\n";
        }
        out << "endloop\nendfacet\n";
    }
    out << "endsolid box\n";
    return out.str();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(axes_and_units)

BOOST_DATA_TEST_CASE(an_fbx_stands_as_its_settings_say, data::make(AxesOfFbx) * data::make(Centimetres), axes,
                     centimetres) {
    auto settings = axes.settings;
    settings.centimetres = centimetres;
    auto space = axes.space;
    space.metres = centimetres / 100;
    const auto result = decode("fbx", write_fbx(&settings));
    const Model model{product_of(result).view()};
    check_box(model, space, moved);
    check_source(model, space.metres, axes.up_axis, space.mirrors());
}

BOOST_AUTO_TEST_CASE(an_fbx_without_settings_is_in_centimetres_with_y_up) {
    const auto result = decode("fbx", write_fbx(nullptr));
    const Model model{product_of(result).view()};
    check_box(model, {PlusX, PlusY, PlusZ, 0.01}, moved);
    check_source(model, 0.01, 1, false);
}

BOOST_DATA_TEST_CASE(a_collada_file_stands_as_its_asset_says, data::make(AxesOfCollada) * data::make(Meters),
                     axes, meters) {
    auto space = axes.space;
    space.metres = meters;
    std::ostringstream asset;
    asset << "<unit meter=\"" << meters << "\"/><up_axis>" << axes.word << "</up_axis>";
    const auto result = decode("dae", write_collada(asset.str()));
    const Model model{product_of(result).view()};
    check_box(model, space, moved);
    check_source(model, meters, axes.up_axis, false);
}

BOOST_AUTO_TEST_CASE(a_collada_file_that_says_nothing_is_in_metres_with_y_up) {
    const auto result = decode("dae", write_collada({}));
    const Model model{product_of(result).view()};
    check_box(model, {PlusX, PlusY, PlusZ, 1}, moved);
    check_source(model, 1, 1, false);
}

BOOST_AUTO_TEST_CASE(nodes_beside_and_above_the_box_do_not_change_the_collada_files_space) {
    const std::string asset = "<unit meter=\"0.01\"/><up_axis>Z_UP</up_axis>";
    const FileSpace space{PlusX, MinusZ, PlusY, 0.01};
    for (const auto& [before, after] : {std::pair{"<node id=\"a\"><translate>1 2 3</translate></node>", ""},
                                        std::pair{"<node id=\"a\"><rotate>0 0 1 0</rotate>", "</node>"}}) {
        const auto result = decode("dae", write_collada(asset, before, after));
        const Model model{product_of(result).view()};
        check_box(model, space, moved);
        check_source(model, 0.01, 2, false);
    }
    // A turn of 45 degrees about the file's X above all: the file's Y and Z become what lies between.
    const auto tilted =
        decode("dae", write_collada(asset, "<node id=\"a\"><rotate>1 0 0 45</rotate>", "</node>"));
    const Model model{product_of(tilted).view()};
    const double half = std::sqrt(0.5);
    check_box(model, {PlusX, {0, half, -half}, {0, half, half}, 0.01}, moved);
    check_source(model, 0.01, 2, false);
}

BOOST_AUTO_TEST_CASE(an_obj_is_taken_as_it_is) {
    const auto result = decode("obj", write_obj());
    const Model model{product_of(result).view()};
    check_box(model, {PlusX, PlusY, PlusZ, 1}, unmoved);
    check_source(model, 1, 1, false);
}

BOOST_AUTO_TEST_CASE(an_stl_is_in_millimetres_with_z_up) {
    const auto result = decode("stl", write_stl());
    const Model model{product_of(result).view()};
    check_box(model, {PlusX, MinusZ, PlusY, 0.001}, unmoved);
    check_source(model, 0.001, 2, false);
}

BOOST_AUTO_TEST_CASE(settings_have_the_last_word) {
    const Values settings{{"unit_metres", 0.5}, {"up_axis", std::string{"y"}}};
    const FileSpace as_it_is{PlusX, PlusY, PlusZ, 0.5};
    for (const auto& [decoder, text] : {std::pair{"stl", write_stl()}, std::pair{"obj", write_obj()}}) {
        const auto result = decode(decoder, text, settings);
        const Model model{product_of(result).view()};
        check_box(model, as_it_is, unmoved);
        check_source(model, 0.5, 1, false);
    }
    FbxSettings max{2, 1, 1, -1, 0, 1, 2.54};
    const auto result = decode("fbx", write_fbx(&max), settings);
    const Model model{product_of(result).view()};
    check_box(model, as_it_is, moved);
    check_source(model, 0.5, 1, false);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test
