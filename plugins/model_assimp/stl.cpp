// SPDX-License-Identifier: Apache-2.0
// STL (3D Systems 1989; Burns, "Automated Fabrication", 6.5): facets in text or in 50 bytes each.
#include <array>
#include <cmath>
#include <cstring>

#include "names.hpp"
#include "raw_mesh.hpp"
#include "text_reader.hpp"

namespace sinter::model_assimp {
namespace {

constexpr std::size_t HeaderBytes = 80, FacetBytes = 50;
constexpr std::size_t FacetsPerCheckpoint = 32768;

Error corrupt(std::string_view what, std::uint64_t offset, std::uint32_t line) {
    Where where;
    where.offset = offset;
    where.line = line;
    return {Code::Corrupt, "STL: " + std::string{what}, where};
}

std::uint32_t facets_claimed(std::span<const std::uint8_t> source) {
    std::uint32_t count = 0;
    std::memcpy(&count, source.data() + HeaderBytes, sizeof count);
    return count;
}

/// A text may begin as a binary file does, and the reverse: the size decides first.
bool is_binary(std::span<const std::uint8_t> source) {
    if (source.size() < HeaderBytes + 4) return false;
    if (source.size() == HeaderBytes + 4 + std::uint64_t{facets_claimed(source)} * FacetBytes) return true;
    TextReader text{source};
    return text.word() != "solid";
}

/// The facet's own normal; many programs leave it 0 0 0, since the corners say it too, by the right-hand
/// rule.
std::array<float, 3> normal_of(const float* numbers) {
    if (numbers[0] != 0 || numbers[1] != 0 || numbers[2] != 0) return {numbers[0], numbers[1], numbers[2]};
    double a[3], b[3];
    for (std::size_t i = 0; i < 3; ++i) {
        a[i] = double{numbers[6 + i]} - numbers[3 + i];
        b[i] = double{numbers[9 + i]} - numbers[3 + i];
    }
    const double x = a[1] * b[2] - a[2] * b[1], y = a[2] * b[0] - a[0] * b[2], z = a[0] * b[1] - a[1] * b[0];
    const double length = std::sqrt(x * x + y * y + z * z);
    if (!(length > 0) || !std::isfinite(length)) return {};
    return {static_cast<float>(x / length), static_cast<float>(y / length), static_cast<float>(z / length)};
}

void add_facet(RawMesh& mesh, const float* numbers) {
    const auto normal = normal_of(numbers);
    for (int corner = 0; corner < 3; ++corner) {
        mesh.normals.insert(mesh.normals.end(), normal.begin(), normal.end());
        const float* at = numbers + 3 + corner * 3;
        mesh.positions.insert(mesh.positions.end(), at, at + 3);
    }
}

/// Two tools colour facets by five bits a channel; Materialise says so in the header, and has red lowest.
void add_color(RawMesh& mesh, std::uint16_t attribute, bool is_materialise) {
    const bool own = is_materialise ? (attribute & 0x8000) == 0 : (attribute & 0x8000) != 0;
    const auto part = [&](int shift) {
        return own ? static_cast<float>((attribute >> shift) & 31) / 31.0F : 1.0F;
    };
    const float color[] = {part(is_materialise ? 0 : 10), part(5), part(is_materialise ? 10 : 0), 1};
    for (int corner = 0; corner < 3; ++corner) mesh.colors.insert(mesh.colors.end(), color, color + 4);
}

Result<std::vector<RawMesh>> read_binary(DecodeJob& job) {
    const auto source = job.source();
    const std::uint64_t count = facets_claimed(source);
    if (count * FacetBytes > source.size() - HeaderBytes - 4)
        return corrupt("more facets than the file holds (" + std::to_string(count) + ")", HeaderBytes, 0);
    const std::string_view header{reinterpret_cast<const char*>(source.data()), HeaderBytes};
    const bool is_materialise = header.find("COLOR=") != header.npos;
    const auto* facets = source.data() + HeaderBytes + 4;
    bool colored = false;
    std::uint16_t attribute = 0;
    for (std::uint64_t i = 0; i < count && !colored; ++i) {
        std::memcpy(&attribute, facets + i * FacetBytes + 48, 2);
        colored = is_materialise || (attribute & 0x8000) != 0;
    }
    std::vector<RawMesh> out(1);
    for (std::uint64_t i = 0; i < count; ++i) {
        if (i % FacetsPerCheckpoint == 0 &&
            !job.checkpoint(0.7F * static_cast<float>(i) / static_cast<float>(count)))
            return Job::cancelled().error();
        float numbers[12];
        std::memcpy(numbers, facets + i * FacetBytes, sizeof numbers);
        add_facet(out[0], numbers);
        std::memcpy(&attribute, facets + i * FacetBytes + 48, 2);
        if (colored) add_color(out[0], attribute, is_materialise);
    }
    return out;
}

Result<std::vector<RawMesh>> read_text(DecodeJob& job) {
    TextReader text{job.source()};
    std::vector<RawMesh> out;
    const auto wanted = [&](std::string_view what) {
        return corrupt("\"" + std::string{what} + "\" is wanted here", Where{}.offset, text.line());
    };
    std::size_t facets = 0;
    for (auto word = text.word(); !word.empty(); word = text.word()) {
        if (word == "solid") {
            out.push_back({.name = clean_text(text.rest_of_line())});
            continue;
        }
        if (word == "endsolid") {
            text.rest_of_line();
            continue;
        }
        if (word != "facet" || out.empty()) return wanted(out.empty() ? "solid" : "facet");
        if (facets++ % FacetsPerCheckpoint == 0 && !job.checkpoint(0.3F)) return Job::cancelled().error();
        float numbers[12];
        std::size_t filled = 0;
        const auto read = [&](std::initializer_list<std::string_view> words, std::size_t count) {
            for (const auto expected : words)
                if (text.word() != expected) return false;
            for (std::size_t i = 0; i < count; ++i) {
                const auto value = text.number();
                if (!value) return false;
                numbers[filled++] = static_cast<float>(*value);
            }
            return true;
        };
        if (!read({"normal"}, 3)) return wanted("normal and three numbers");
        if (!read({"outer", "loop"}, 0)) return wanted("outer loop");
        for (int corner = 0; corner < 3; ++corner)
            if (!read({"vertex"}, 3)) return wanted("vertex and three numbers");
        if (!read({"endloop", "endfacet"}, 0)) return wanted("endloop endfacet");
        add_facet(out.back(), numbers);
    }
    if (out.empty()) return corrupt("neither text nor as long as a binary file is", Where{}.offset, 1);
    return out;
}

}  // namespace

Status decode_stl(DecodeJob& job) {
    auto meshes = is_binary(job.source()) ? read_binary(job) : read_text(job);
    if (!meshes) return std::move(meshes).error();
    // Printers' files: millimetres, Z up.
    return emit_meshes(job, *meshes, chosen_space(job, Space::with_up(2, 0.001F)), {});
}

}  // namespace sinter::model_assimp
