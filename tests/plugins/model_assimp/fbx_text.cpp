// SPDX-License-Identifier: Apache-2.0
#include "fbx_text.hpp"

#include <sstream>

#include "marked_box.hpp"

namespace sinter::test {
namespace {

void put_settings(std::ostream& out, const FbxSettings& settings) {
    const auto number = [&](const char* name, int value) {
        out << "\t\tP: \"" << name << "\", \"int\", \"Integer\", \"\"," << value << "\n";
    };
    out << "GlobalSettings:  {\n\tVersion: 1000\n\tProperties70:  {\n";
    number("UpAxis", settings.up);
    number("UpAxisSign", settings.up_sign);
    number("FrontAxis", settings.front);
    number("FrontAxisSign", settings.front_sign);
    number("CoordAxis", settings.coord);
    number("CoordAxisSign", settings.coord_sign);
    out << "\t\tP: \"UnitScaleFactor\", \"double\", \"Number\", \"\"," << settings.centimetres
        << "\n\t}\n}\n";
}

void put_box(std::ostream& out) {
    out << "\tGeometry: 100, \"Geometry::\", \"Mesh\" {\n\t\tVertices: *24 {\n\t\t\ta: " << box_numbers(",")
        << "\n\t\t}\n\t\tPolygonVertexIndex: *36 {\n\t\t\ta: ";
    // The last corner of a polygon is its complement.
    for (std::size_t i = 0; i < BoxTriangles.size(); ++i) {
        const auto& t = BoxTriangles[i];
        out << (i > 0 ? "," : "") << t[0] << "," << t[1] << "," << ~static_cast<int>(t[2]);
    }
    out << "\n\t\t}\n\t\tGeometryVersion: 124\n\t\tLayerElementNormal: 0 {\n\t\t\tVersion: 101\n\t\t\tName: "
           "\"\"\n\t\t\tMappingInformationType: \"ByPolygonVertex\"\n\t\t\tReferenceInformationType: "
           "\"Direct\"\n\t\t\tNormals: *108 {\n\t\t\t\ta: ";
    out.precision(9);
    for (std::size_t i = 0; i < BoxTriangles.size() * 3; ++i) {
        const auto normal = box_normal(i / 3);
        out << (i > 0 ? "," : "") << normal[0] << "," << normal[1] << "," << normal[2];
    }
    out << "\n\t\t\t}\n\t\t}\n\t\tLayer: 0 {\n\t\t\tVersion: 100\n\t\t\tLayerElement:  {\n\t\t\t\tType: "
           "\"LayerElementNormal\"\n\t\t\t\tTypedIndex: 0\n\t\t\t}\n\t\t}\n\t}\n";
}

}  // namespace

std::string write_fbx(const FbxSettings* settings) {
    std::ostringstream out;
    out << "; FBX 7.3.0 project file\nFBXHeaderExtension:  {\n\tFBXHeaderVersion: 1003\n\tFBXVersion: "
           "7300\n}\n";
    if (settings) put_settings(out, *settings);
    out << "Objects:  {\n";
    put_box(out);
    out << R"(	Model: 200, "Model::Box", "Mesh" {
		Version: 232
		Properties70:  {
			P: "Lcl Translation", "Lcl Translation", "", "A",7,11,13
			P: "Lcl Rotation", "Lcl Rotation", "", "A",0,0,90
			P: "Lcl Scaling", "Lcl Scaling", "", "A",2,1,1
		}
		Shading: T
		Culling: "CullingOff"
	}
}
Connections:  {
	C: "OO",200,0
	C: "OO",100,200
}
)";
    return out.str();
}

}  // namespace sinter::test
