// SPDX-License-Identifier: Apache-2.0
// Formats of several images per file: TIFF and its pages, PSD and its layers.
#include "decode_image.hpp"
#include "decoders.hpp"
#include "magic.hpp"
#include "tiff_alpha.hpp"

namespace sinter::texture_oiio {
namespace {

using namespace std::literals;

constexpr int MaxPages = 4096;

/// Decodes the reader's current image. Its further channels are products only of the first image.
Status decode_page(DecodeJob& job, ImageReader& reader, int index, ImageOptions options, Labels& labels) {
    if (auto good = reader.check(); !good) return good;
    options.planes = picture_planes(reader.spec(), false);
    if (options.planes.empty())
        return {Code::Unsupported,
                std::string{reader.kind().name} + ": numbers of a type that no texture holds"};
    if (job.setting_string("products") == "main") options.planes.resize(1);
    options.color = color_facts(reader.spec(), ColorSpace::Unknown);
    // Half of what is left to each: nobody knows how many come.
    options.share = 0.5f * (1 - options.progress);
    return decode_image(job, reader, index, options, labels);
}

/// The images behind the first. One that is damaged is left out with a warning: the first is there.
/// `label(index)` names the current one; `alpha(index)` says what its alpha is.
template <class Label, class Alpha>
Status decode_further_pages(DecodeJob& job, ImageReader& reader, Labels& labels, Label&& label,
                            Alpha&& alpha) {
    if (job.setting_string("products") == "main") return {};
    const std::string who{reader.kind().name};
    float progress = 0.5f;
    for (int index = 1; reader.seek(index, 0); ++index) {
        if (index == MaxPages) return {Code::TooLarge, who + ": more than 4096 images"};
        ImageOptions options;
        options.label = label(index);
        options.alpha = alpha(index);
        options.progress = progress;
        progress += 0.5f * (1 - progress);
        const auto done = decode_page(job, reader, index, options, labels);
        if (done) continue;
        if (done.code() != Code::Corrupt && done.code() != Code::Unsupported && done.code() != Code::TooLarge)
            return done;
        job.warn("image " + std::to_string(index + 1) + " is left out: " + done.error().text);
    }
    static_cast<void>(reader.problem());
    return {};
}

}  // namespace

Status TiffDecoder::decode(DecodeJob& job) {
    const Bytes source = job.source();
    constexpr Kind kind{"TIFF", "tiff"};
    if (auto fits = expect_magic(source, kind.name, {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv}); !fits)
        return fits;
    auto reader = ImageReader::open(kind, source);
    if (!reader) return std::move(reader).error();
    return library_call(kind.name, [&]() -> Status {
        const auto alpha_of = [&](int index) {
            return tiff_is_premultiplied(source, static_cast<std::uint32_t>(index)) ? AlphaRule::Divide
                                                                                    : AlphaRule::Straight;
        };
        constexpr int cie_lab = 8;
        if (reader->spec().get_int_attribute("tiff:PhotometricInterpretation") == cie_lab)
            job.warn("TIFF: the channels are CIE L*a*b*, which is not converted to RGB");
        Labels labels;
        ImageOptions options;
        options.alpha = alpha_of(0);
        if (auto done = decode_page(job, *reader, 0, options, labels); !done) return done;
        return decode_further_pages(
            job, *reader, labels, [](int index) { return "page/" + std::to_string(index + 1); }, alpha_of);
    });
}

Status PsdDecoder::decode(DecodeJob& job) {
    constexpr Kind kind{"PSD", "psd"};
    if (auto fits = expect_magic(job.source(), kind.name, {"8BPS\0\1"sv, "8BPS\0\2"sv}); !fits) return fits;
    auto reader = ImageReader::open(kind, job.source());
    if (!reader) return std::move(reader).error();
    return library_call(kind.name, [&]() -> Status {
        Labels labels;
        if (auto done = decode_page(job, *reader, 0, {}, labels); !done) return done;
        return decode_further_pages(
            job, *reader, labels,
            [&](int index) {
                const std::string name{reader->spec().get_string_attribute("oiio:subimagename").c_str()};
                return name.empty() ? "layer/" + std::to_string(index) : name;
            },
            [](int) { return AlphaRule::Straight; });
    });
}

}  // namespace sinter::texture_oiio
