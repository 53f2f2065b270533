// SPDX-License-Identifier: Apache-2.0
#include "tiff_alpha.hpp"

namespace sinter::texture_oiio {
namespace {

constexpr std::uint16_t ExtraSamples = 338, Short = 3, Associated = 1;

/// Fields of a file of either byte order.
class TiffFields {
  public:
    explicit TiffFields(Bytes source)
        : source_(source),
          is_little_(has_text(source, 0, "II")),
          is_big_tiff_(holds(source, 0, 8) && u16(2) == 43) {}

    [[nodiscard]] bool good() const { return holds(source_, 0, is_big_tiff_ ? 16 : 8); }
    [[nodiscard]] bool has(std::uint64_t at, std::uint64_t size) const { return holds(source_, at, size); }
    [[nodiscard]] std::uint16_t u16(std::uint64_t at) const {
        return is_little_ ? little<std::uint16_t>(source_, at) : big<std::uint16_t>(source_, at);
    }
    /// A count or offset: 8 bytes in BigTIFF, else 4.
    [[nodiscard]] std::uint64_t word(std::uint64_t at) const {
        if (is_big_tiff_)
            return is_little_ ? little<std::uint64_t>(source_, at) : big<std::uint64_t>(source_, at);
        return is_little_ ? little<std::uint32_t>(source_, at) : big<std::uint32_t>(source_, at);
    }
    [[nodiscard]] std::uint64_t word_size() const { return is_big_tiff_ ? 8 : 4; }
    [[nodiscard]] std::uint64_t first_directory() const { return word(is_big_tiff_ ? 8 : 4); }
    [[nodiscard]] std::uint64_t count_size() const { return is_big_tiff_ ? 8 : 2; }
    [[nodiscard]] std::uint64_t entry_count(std::uint64_t directory) const {
        return is_big_tiff_ ? word(directory) : u16(directory);
    }
    [[nodiscard]] std::uint64_t entry_size() const { return is_big_tiff_ ? 20 : 12; }

  private:
    Bytes source_;
    bool is_little_, is_big_tiff_;
};

}  // namespace

bool tiff_is_premultiplied(Bytes source, std::uint32_t page) noexcept {
    const TiffFields fields{source};
    if (!fields.good()) return false;
    auto directory = fields.first_directory();
    for (;; --page) {
        if (!fields.has(directory, fields.count_size())) return false;
        const auto count = fields.entry_count(directory);
        const auto entries = directory + fields.count_size();
        if (count > source.size() / fields.entry_size() || !fields.has(entries, count * fields.entry_size()))
            return false;
        for (std::uint64_t i = 0; page == 0 && i < count; ++i) {
            const auto entry = entries + i * fields.entry_size();
            if (fields.u16(entry) != ExtraSamples || fields.u16(entry + 2) != Short) continue;
            const auto values = fields.word(entry + 4), value = entry + 4 + fields.word_size();
            if (values == 0) return false;
            if (values * sizeof(std::uint16_t) <= fields.word_size()) return fields.u16(value) == Associated;
            const auto at = fields.word(value);
            return fields.has(at, 2) && fields.u16(at) == Associated;
        }
        if (page == 0) return false;
        const auto next = entries + count * fields.entry_size();
        if (!fields.has(next, fields.word_size())) return false;
        directory = fields.word(next);
    }
}

}  // namespace sinter::texture_oiio
