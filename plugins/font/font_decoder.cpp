// SPDX-License-Identifier: Apache-2.0
#include "font_decoder.hpp"

#include "code_points.hpp"
#include "kerning.hpp"
#include "layout_tables.hpp"
#include "metrics.hpp"
#include "outlines.hpp"
#include "variations.hpp"

namespace sinter {
namespace {

constexpr FT_Long MostFaces = 64;

Status add_chunk(Output& output, std::uint32_t tag, std::span<const std::uint8_t> bytes) {
    auto chunk = output.add_chunk(tag, bytes.size());
    if (!chunk) return std::move(chunk).error();
    std::copy(bytes.begin(), bytes.end(), chunk->begin());
    return {};
}

}  // namespace

Status FontDecoder::decode(DecodeJob& job) {
    const auto source = job.source();
    auto kerning = parse_characters(job.setting_string("kerning"));
    if (!kerning) return std::move(kerning).error();
    FT_Long faces = 0;
    {
        auto first = FontFace::open(library_, source, 0);
        if (!first) return std::move(first).error();
        faces = (*first)->freetype()->num_faces;
    }
    if (faces > MostFaces)
        return {Code::TooLarge, "font: a collection of more than 64 faces (" + std::to_string(faces) + ")"};
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(std::max(faces, FT_Long{1})); ++i)
        if (auto done = emit_face(job, *kerning, i); !done) return done;
    return {};
}

Status FontDecoder::emit_face(DecodeJob& job, const Characters& kerning, std::uint32_t index) {
    auto opened = FontFace::open(library_, job.source(), index);
    if (!opened) return std::move(opened).error();
    auto& face = **opened;
    FontDraft draft;
    if (auto done = choose_instance(job, face, job.setting_string("instance"), draft); !done) return done;
    read_metrics(face, draft);
    draft.row.face_index = index;
    draft.row.face_count = static_cast<std::uint32_t>(std::max(face.freetype()->num_faces, FT_Long{1}));
    std::vector<sinter_font_point> points;
    if (auto done = read_outlines(job, face, draft, points); !done) return done;
    read_code_points(face, draft);
    if (auto done = read_kerning(job, face, kerning, draft); !done) return done;
    auto layout = layout_tables(face);
    if (!layout) return std::move(layout).error();

    draft.row.flags |= SINTER_FONT_HAS_OUTLINES;
    draft.row.outline_chunk = 0;
    if (!layout->empty()) draft.row.layout_chunk = 1;
    auto output = job.new_asset(AssetType::Font);
    if (!output) return std::move(output).error();
    if (auto done = draft.write(*output); !done) return done;
    const std::span outlines{reinterpret_cast<const std::uint8_t*>(points.data()),
                             points.size() * sizeof(sinter_font_point)};
    if (auto done = add_chunk(*output, SINTER_FONT_OUTLINE_CHUNK, outlines); !done) return done;
    if (!layout->empty())
        if (auto done = add_chunk(*output, SINTER_FONT_LAYOUT_CHUNK, *layout); !done) return done;
    return job.emit(*output, index == 0 ? std::string{} : "face/" + std::to_string(index));
}

}  // namespace sinter
