// SPDX-License-Identifier: Apache-2.0
// Decodes 8-bit binary PGM ("P5") to R8. Format: Netpbm pgm(5).
#include <algorithm>
#include <charconv>

#include <sinter/texture_job.hpp>

namespace {

/// Reads the words of a PGM header: decimal numbers between white space and comments.
class HeaderReader {
  public:
    explicit HeaderReader(std::string_view text) : text_(text) {}
    /// The next number; nothing when there is none, or none that fits.
    std::optional<std::uint32_t> number() {
        skip_space();
        std::uint32_t value = 0;
        const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
        if (error != std::errc{}) return std::nullopt;
        text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
        return value;
    }
    /// Skips the single white space that ends the header; what is left are the pixels.
    std::optional<std::string_view> pixels() {
        if (text_.empty() || !is_space(text_[0])) return std::nullopt;
        return text_.substr(1);
    }

  private:
    static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
    void skip_space() {
        while (!text_.empty() && (is_space(text_[0]) || text_[0] == '#')) {
            const auto skipped = text_[0] == '#' ? text_.find_first_of("\r\n") : 1;
            text_.remove_prefix(std::min(skipped, text_.size()));
        }
    }
    std::string_view text_;
};

struct PgmDecoder : sinter::Decoder {
    static constexpr std::string_view id = "pgm";

    sinter::Status decode(sinter::DecodeJob& job) override {
        using sinter::Code;
        const auto source = job.source();
        const std::string_view text{reinterpret_cast<const char*>(source.data()), source.size()};
        if (text.starts_with("P2")) return {Code::Unsupported, "PGM: plain text pixels (P2)"};
        if (!text.starts_with("P5")) return {Code::Corrupt, "PGM: does not begin with P5"};

        HeaderReader header{text.substr(2)};
        const auto width = header.number();
        const auto height = header.number();
        const auto maximum = header.number();
        const auto body = header.pixels();
        if (!width || !height || !maximum || !body) return {Code::Corrupt, "PGM: bad header"};
        if (*width == 0 || *height == 0) return {Code::Corrupt, "PGM: an image without pixels"};
        if (*maximum == 0 || *maximum > 65535)
            return {Code::Corrupt, "PGM: bad maxval (" + std::to_string(*maximum) + ")"};
        if (*maximum != 255)
            return {Code::Unsupported, "PGM: maxval other than 255 (" + std::to_string(*maximum) + ")"};
        // Both are below 2^32, so the product fits. Compared before any memory is asked for.
        const std::uint64_t size = std::uint64_t{*width} * *height;
        if (body->size() < size) return {Code::Corrupt, "PGM: pixels are truncated"};
        if (body->size() > size)
            return {Code::Unsupported, "PGM: more than one image, or bytes behind the pixels"};

        sinter::TextureDesc desc;
        desc.width = *width;
        desc.height = *height;
        desc.format = sinter::Format::R8Unorm;
        auto texture = sinter::new_texture(job, desc);
        if (!texture) return texture.status();  // over the limits, or the host has no memory for it
        if (!job.checkpoint(0.5f)) return job.cancelled();
        std::ranges::copy(*body, texture->mip(0).bytes.begin());
        return job.emit(texture->output());
    }
};

}  // namespace

SINTER_PLUGIN(PgmDecoder)
