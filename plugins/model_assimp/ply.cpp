// SPDX-License-Identifier: Apache-2.0
// PLY (Turk 1994): vertices with whatever properties, faces, edges, triangle strips.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "ply_header.hpp"
#include "raw_mesh.hpp"
#include "text_reader.hpp"

namespace sinter::model_assimp {
namespace {

constexpr std::uint64_t RowsPerCheckpoint = 32768;

/// Where a property of a vertex goes.
enum class Role : std::uint8_t { None, Position, Normal, Uv, Color };
struct Place {
    Role role = Role::None;
    std::uint32_t component = 0;
};

Place place_of(std::string_view name) {
    constexpr std::pair<std::string_view, Place> names[] = {{"x", {Role::Position, 0}},
                                                            {"y", {Role::Position, 1}},
                                                            {"z", {Role::Position, 2}},
                                                            {"nx", {Role::Normal, 0}},
                                                            {"ny", {Role::Normal, 1}},
                                                            {"nz", {Role::Normal, 2}},
                                                            {"s", {Role::Uv, 0}},
                                                            {"t", {Role::Uv, 1}},
                                                            {"u", {Role::Uv, 0}},
                                                            {"v", {Role::Uv, 1}},
                                                            {"texture_u", {Role::Uv, 0}},
                                                            {"texture_v", {Role::Uv, 1}},
                                                            {"red", {Role::Color, 0}},
                                                            {"green", {Role::Color, 1}},
                                                            {"blue", {Role::Color, 2}},
                                                            {"alpha", {Role::Color, 3}},
                                                            {"r", {Role::Color, 0}},
                                                            {"g", {Role::Color, 1}},
                                                            {"b", {Role::Color, 2}},
                                                            {"a", {Role::Color, 3}},
                                                            {"diffuse_red", {Role::Color, 0}},
                                                            {"diffuse_green", {Role::Color, 1}},
                                                            {"diffuse_blue", {Role::Color, 2}},
                                                            {"diffuse_alpha", {Role::Color, 3}}};
    for (const auto& [word, place] : names)
        if (word == name) return place;
    return {};
}

/// 1 of a type is this: colours of integers are fractions.
float full_scale(PlyType type) {
    switch (type) {
        case PlyType::Uint8:
            return 255;
        case PlyType::Uint16:
            return 65535;
        case PlyType::Int8:
            return 127;
        case PlyType::Int16:
            return 32767;
        default:
            return 1;
    }
}

class PlyReader {
  public:
    PlyReader(DecodeJob& job, const PlyHeader& header)
        : job_(job), header_(header), bytes_(job.source().subspan(header.size)), text_(bytes_) {}

    Result<RawMesh> read() {
        for (const auto& element : header_.elements) {
            if (element.properties.empty()) continue;
            if (auto fits = check_size(element); !fits) return std::move(fits).error();
            if (element.name == "vertex")
                if (auto begun = begin_vertices(element); !begun) return std::move(begun).error();
            for (std::uint64_t i = 0; i < element.count; ++i) {
                if (i % RowsPerCheckpoint == 0 && !job_.checkpoint(0.5F)) return Job::cancelled().error();
                if (auto done = read_row(element, i); !done) return std::move(done).error();
            }
        }
        if (vertex_count_ == 0) return Error{Code::Corrupt, "PLY: there are no vertices", {}};
        for (auto* indices : {&mesh_.triangles, &mesh_.lines})
            if (std::ranges::any_of(*indices, [&](std::uint32_t index) { return index >= vertex_count_; }))
                return Error{Code::Corrupt, "PLY: a face has a vertex that is not there", {}};
        mesh_.is_cloud = mesh_.triangles.empty() && mesh_.lines.empty();
        return std::move(mesh_);
    }

  private:
    [[nodiscard]] Error cut() const { return wrong("the file ends before its data do"); }
    [[nodiscard]] Error wrong(std::string what) const {
        Where where;
        if (header_.form == PlyHeader::Form::Text)
            where.line = header_.lines + text_.line() - 1;
        else
            where.offset = header_.size + at_;
        return {Code::Corrupt, "PLY: " + what, where};
    }
    /// A count may not promise more than the rest of the file can hold.
    [[nodiscard]] Status check_size(const PlyElement& element) const {
        const bool is_text = header_.form == PlyHeader::Form::Text;
        std::uint64_t least = 0;
        for (const auto& property : element.properties)
            least += is_text ? 2 : bytes_of(property.is_list ? property.count_type : property.type);
        const std::uint64_t left = is_text ? text_.left() + 1 : bytes_.size() - at_;
        if (element.count <= left / least) return {};
        return wrong("the file cannot hold so many of \"" + element.name + "\" (" +
                     std::to_string(element.count) + ")");
    }
    Status begin_vertices(const PlyElement& element) {
        if (has_vertices_) return wrong("vertices twice");
        has_vertices_ = true;
        if (element.count > 0xFFFFFFFEU) return Error{Code::TooLarge, "PLY: over 4294967294 vertices", {}};
        vertex_count_ = static_cast<std::uint32_t>(element.count);
        std::uint32_t seen[5] = {};
        for (const auto& property : element.properties) {
            auto place = property.is_list ? Place{} : place_of(property.name);
            auto& parts = seen[static_cast<std::size_t>(place.role)];
            if (place.role != Role::None && (parts & (1U << place.component)) != 0) place = {};
            if (place.role != Role::None) parts |= 1U << place.component;
            places_.push_back(place);
        }
        if (seen[static_cast<std::size_t>(Role::Position)] != 7) return wrong("a vertex has no x, y and z");
        const auto begin = [&](Role role, std::uint32_t wanted, std::size_t width, std::vector<float>& to) {
            if ((seen[static_cast<std::size_t>(role)] & wanted) == wanted)
                to.resize(width * vertex_count_, 1.0F);
        };
        begin(Role::Position, 7, 3, mesh_.positions);
        begin(Role::Normal, 7, 3, mesh_.normals);
        begin(Role::Uv, 3, 2, mesh_.uvs);
        begin(Role::Color, 7, 4, mesh_.colors);
        return {};
    }

    std::optional<double> value(PlyType type) {
        if (header_.form == PlyHeader::Form::Text) {
            auto number = text_.number();
            if (number && type < PlyType::Float && *number != std::floor(*number)) return std::nullopt;
            return number;
        }
        const auto size = bytes_of(type);
        if (bytes_.size() - at_ < size) return std::nullopt;
        std::uint64_t raw = 0;
        for (std::uint32_t i = 0; i < size; ++i) {
            const auto from = header_.form == PlyHeader::Form::LittleEndian ? i : size - 1 - i;
            raw |= std::uint64_t{bytes_[at_ + from]} << (8 * i);
        }
        at_ += size;
        switch (type) {
            case PlyType::Int8:
                return static_cast<std::int8_t>(raw);
            case PlyType::Int16:
                return static_cast<std::int16_t>(raw);
            case PlyType::Int32:
                return static_cast<std::int32_t>(raw);
            case PlyType::Float:
                return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(raw)));
            case PlyType::Double:
                return std::bit_cast<double>(raw);
            default:
                return static_cast<double>(raw);
        }
    }

    Status read_row(const PlyElement& element, std::uint64_t row) {
        const bool is_vertex = element.name == "vertex", is_edge = element.name == "edge";
        for (std::size_t i = 0; i < element.properties.size(); ++i) {
            const auto& property = element.properties[i];
            if (property.is_list) {
                if (auto read = read_list(element, property); !read) return read;
                continue;
            }
            const auto number = value(property.type);
            if (!number)
                return header_.form == PlyHeader::Form::Text && text_.left() != 0
                           ? wrong("a number of \"" + property.name + "\" is wanted here")
                           : cut();
            if (is_vertex)
                store(places_[i], property.type, row, static_cast<float>(*number));
            else if (is_edge && (property.name == "vertex1" || property.name == "vertex2"))
                if (!add_index(mesh_.lines, *number)) return wrong("no number of a vertex");
        }
        return {};
    }
    void store(Place place, PlyType type, std::uint64_t row, float number) {
        const auto put = [&](std::vector<float>& to, std::size_t width, float value) {
            if (!to.empty()) to[static_cast<std::size_t>(row) * width + place.component] = value;
        };
        switch (place.role) {
            case Role::Position:
                put(mesh_.positions, 3, number);
                break;
            case Role::Normal:
                put(mesh_.normals, 3, number);
                break;
            case Role::Uv:
                // v points up in the file.
                put(mesh_.uvs, 2, place.component == 1 ? 1 - number : number);
                break;
            case Role::Color:
                put(mesh_.colors, 4, number / full_scale(type));
                break;
            case Role::None:
                break;
        }
    }
    static bool add_index(std::vector<std::uint32_t>& to, double number) {
        if (!(number >= 0) || number > 4294967294.0) return false;
        to.push_back(static_cast<std::uint32_t>(number));
        return true;
    }

    Status read_list(const PlyElement& element, const PlyProperty& property) {
        const auto count = value(property.count_type);
        if (!count) return cut();
        if (!(*count >= 0)) return wrong("a list of less than nothing");
        const auto length = static_cast<std::uint64_t>(*count);
        const bool is_text = header_.form == PlyHeader::Form::Text;
        if (length > (is_text ? text_.left() / 2 + 1 : (bytes_.size() - at_) / bytes_of(property.type)))
            return cut();
        const bool is_indices = property.name == "vertex_indices" || property.name == "vertex_index";
        const bool is_face = is_indices && element.name == "face";
        const bool is_strip = is_indices && element.name == "tristrips";
        if ((is_face || is_strip) && property.type >= PlyType::Float)
            return wrong("vertices of a face are integers");
        polygon_.clear();
        for (std::uint64_t i = 0; i < length; ++i) {
            const auto number = value(property.type);
            if (!number) return cut();
            // -1 begins another strip.
            if (is_strip && *number == -1) {
                add_strip();
                polygon_.clear();
            } else if ((is_face || is_strip) && !add_index(polygon_, *number)) {
                return wrong("no number of a vertex");
            }
        }
        if (is_strip) add_strip();
        // A fan: the format's polygons are meant to be convex.
        for (std::size_t i = 2; is_face && i < polygon_.size(); ++i)
            mesh_.triangles.insert(mesh_.triangles.end(), {polygon_[0], polygon_[i - 1], polygon_[i]});
        return {};
    }
    void add_strip() {
        for (std::size_t i = 2; i < polygon_.size(); ++i)
            mesh_.triangles.insert(mesh_.triangles.end(),
                                   {polygon_[i - 2 + i % 2], polygon_[i - 1 - i % 2], polygon_[i]});
    }

    DecodeJob& job_;
    const PlyHeader& header_;
    std::span<const std::uint8_t> bytes_;
    TextReader text_;
    std::size_t at_ = 0;
    RawMesh mesh_;
    std::vector<Place> places_;
    std::vector<std::uint32_t> polygon_;
    std::uint32_t vertex_count_ = 0;
    bool has_vertices_ = false;
};

}  // namespace

Status decode_ply(DecodeJob& job) {
    const auto header = read_ply_header(job.source());
    if (!header) return header.error();
    auto mesh = PlyReader{job, *header}.read();
    if (!mesh) return std::move(mesh).error();
    std::vector<RawMesh> meshes;
    meshes.push_back(std::move(*mesh));
    return emit_meshes(job, meshes, chosen_space(job, Space{}), header->generator);
}

}  // namespace sinter::model_assimp
