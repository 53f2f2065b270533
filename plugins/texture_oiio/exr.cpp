// SPDX-License-Identifier: Apache-2.0
// OpenEXR: parts and layers.
#include <OpenImageIO/imageio.h>

#include "decode_image.hpp"
#include "decoders.hpp"
#include "magic.hpp"

namespace sinter::texture_oiio {
namespace {

constexpr Kind Exr{"EXR", "openexr"};
constexpr int MaxParts = 1024;

struct Part {
    int index;
    std::string name;
    std::vector<Plane> planes;
    bool has_colors;  ///< without a layer
};

/// By OpenEXR's rules colours are multiplied by alpha ("Technical Introduction to OpenEXR", Channel Names).
AlphaRule alpha_rule(DecodeJob& job) {
    const auto chosen = job.setting_string("alpha");
    if (chosen == "premultiplied") return AlphaRule::Premultiplied;
    return chosen == "data" ? AlphaRule::Straight : AlphaRule::Divide;
}

bool has_colors(const OIIO::ImageSpec& spec) {
    for (const auto& name : spec.channelnames)
        if (name == "R" || name == "Y") return true;
    return false;
}

Result<std::vector<Part>> parts_of(ImageReader& reader) {
    std::vector<Part> out;
    do {
        const int index = static_cast<int>(out.size());
        const auto& spec = reader.spec();
        if (index >= MaxParts) return {Code::TooLarge, "EXR: more than 1024 parts"};
        if (auto good = reader.check(); !good) return std::move(good).error();
        auto planes = layered_planes(spec);
        if (planes.empty()) return {Code::Unsupported, "EXR: numbers of a type that no texture holds"};
        std::string name{spec.get_string_attribute("oiio:subimagename").c_str()};
        if (name.empty()) name = "part/" + std::to_string(index + 1);
        out.push_back({index, std::move(name), std::move(planes), has_colors(spec)});
    } while (reader.seek(static_cast<int>(out.size()), 0));
    static_cast<void>(reader.problem());
    return out;
}

}  // namespace

Status ExrDecoder::decode(DecodeJob& job) {
    if (auto fits = expect_magic(job.source(), "EXR", {"\x76\x2F\x31\x01"}); !fits) return fits;
    // Before the library sees it: what deep files claim makes it ask for gigabytes.
    constexpr std::uint32_t deep_flag = 0x800;  // "OpenEXR File Layout", version field
    if (holds(job.source(), 4, 4) && (little<std::uint32_t>(job.source(), 4) & deep_flag) != 0)
        return {Code::Unsupported, "EXR: deep images (several samples per texel) have no texture"};
    auto reader = ImageReader::open(Exr, job.source());
    if (!reader) return std::move(reader).error();
    return library_call(Exr.name, [&]() -> Status {
        auto parts = parts_of(*reader);
        if (!parts) return std::move(parts).error();
        // The first part with colours of its own is the image; the others keep their order.
        std::stable_partition(parts->begin(), parts->end(), [is_taken = false](const Part& part) mutable {
            return part.has_colors && !std::exchange(is_taken, true);
        });
        if (job.setting_string("products") == "main") {
            parts->erase(parts->begin() + 1, parts->end());
            parts->front().planes.resize(1);
        }
        Labels labels;
        const float share = 1.0f / static_cast<float>(parts->size());
        for (std::size_t i = 0; i < parts->size(); ++i) {
            auto& part = (*parts)[i];
            if (!reader->seek(part.index, 0)) return library_failure(Exr.name, reader->problem());
            ImageOptions options;
            options.planes = std::move(part.planes);
            options.color = color_facts(reader->spec(), ColorSpace::Linear);
            options.alpha = alpha_rule(job);
            if (i != 0) options.label = part.name;
            options.progress = share * static_cast<float>(i);
            options.share = share;
            if (auto done = decode_image(job, *reader, part.index, options, labels); !done) return done;
        }
        return {};
    });
}

}  // namespace sinter::texture_oiio
