// SPDX-License-Identifier: Apache-2.0
#include "project_fonts_truetype.hpp"

#include <algorithm>
#include <cmath>

namespace sinter::samples {
namespace {

constexpr int UnitsPerEm = 1000, Ascent = 880, Descent = -260, MostInRun = 64;

/// Big-endian numbers.
class Table {
  public:
    void u8(std::uint32_t v) { bytes.push_back(static_cast<std::uint8_t>(v)); }
    void u16(std::uint32_t v) { u8(v >> 8), u8(v); }
    void i16(int v) { u16(static_cast<std::uint32_t>(v)); }
    void u32(std::uint32_t v) { u16(v >> 16), u16(v); }
    void tag(std::string_view v) { bytes.insert(bytes.end(), v.begin(), v.end()); }
    void add(const Bytes& v) { bytes.insert(bytes.end(), v.begin(), v.end()); }
    void zeros(std::size_t count) { bytes.resize(bytes.size() + count); }
    void put32(std::size_t at, std::uint32_t v) {
        for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<std::uint8_t>(v >> (24 - 8 * i));
    }
    Bytes bytes;
};

int rounded(double v) {
    return static_cast<int>(std::floor(v + 0.5));
}

struct Box {
    int left = 32767, bottom = 32767, right = -32768, top = -32768;
    void add(int x, int y) {
        left = std::min(left, x), right = std::max(right, x), bottom = std::min(bottom, y),
        top = std::max(top, y);
    }
};

std::size_t point_count(const GlyphShape& shape) {
    std::size_t count = 0;
    for (const auto& contour : shape.contours) count += contour.size();
    return count;
}

Box box_of(const GlyphShape& shape) {
    Box box;
    for (const auto& contour : shape.contours)
        for (const auto& p : contour) box.add(rounded(p.x), rounded(p.y));
    return box;
}

/// Of a glyph, whether simple or composed.
Box box_of(const TrueTypeFont& font, const TrueTypeGlyph& glyph) {
    Box box = box_of(glyph.shape);
    for (std::size_t i = 0; i < glyph.parts.size(); ++i) {
        const Box part = box_of(font.glyphs[glyph.parts[i]].shape);
        const auto [dx, dy] = glyph.offsets[i];
        box.add(part.left + dx, part.bottom + dy);
        box.add(part.right + dx, part.top + dy);
    }
    return box;
}

void add_simple(Table& out, const GlyphShape& shape) {
    std::size_t end = 0;
    for (const auto& contour : shape.contours)
        out.u16(static_cast<std::uint32_t>((end += contour.size()) - 1));
    out.u16(0);  // no instructions
    constexpr std::uint32_t OnCurve = 0x01, Overlap = 0x40;
    bool first = true;
    for (const auto& contour : shape.contours)
        for (const auto& p : contour) {
            out.u8((p.on_curve ? OnCurve : 0) | (first ? Overlap : 0));
            first = false;
        }
    int before = 0;
    for (const auto& contour : shape.contours)
        for (const auto& p : contour) out.i16(rounded(p.x) - before), before = rounded(p.x);
    before = 0;
    for (const auto& contour : shape.contours)
        for (const auto& p : contour) out.i16(rounded(p.y) - before), before = rounded(p.y);
}

void add_composed(Table& out, const TrueTypeGlyph& glyph) {
    constexpr std::uint32_t Words = 0x0001, Offsets = 0x0002, More = 0x0020, OwnMetrics = 0x0200;
    for (std::size_t i = 0; i < glyph.parts.size(); ++i) {
        const bool last = i + 1 == glyph.parts.size();
        out.u16(Words | Offsets | (last ? 0 : More) | (i == 0 ? OwnMetrics : 0));
        out.u16(glyph.parts[i]);
        out.i16(glyph.offsets[i].first);
        out.i16(glyph.offsets[i].second);
    }
}

/// glyf, and loca with offsets of 32 bits.
void write_glyphs(const TrueTypeFont& font, Table& glyf, Table& loca) {
    for (const auto& glyph : font.glyphs) {
        loca.u32(static_cast<std::uint32_t>(glyf.bytes.size()));
        if (glyph.shape.contours.empty() && glyph.parts.empty()) continue;
        const Box box = box_of(font, glyph);
        glyf.i16(glyph.parts.empty() ? static_cast<int>(glyph.shape.contours.size()) : -1);
        glyf.i16(box.left), glyf.i16(box.bottom), glyf.i16(box.right), glyf.i16(box.top);
        if (glyph.parts.empty())
            add_simple(glyf, glyph.shape);
        else
            add_composed(glyf, glyph);
        glyf.zeros((4 - glyf.bytes.size() % 4) % 4);
    }
    loca.u32(static_cast<std::uint32_t>(glyf.bytes.size()));
}

Bytes write_head(const TrueTypeFont& font) {
    Box all;
    for (const auto& glyph : font.glyphs) {
        const Box box = box_of(font, glyph);
        if (box.left > box.right) continue;
        all.add(box.left, box.bottom), all.add(box.right, box.top);
    }
    Table out;
    out.u32(0x00010000), out.u32(0x00010000), out.u32(0), out.u32(0x5F0F3CF5);
    out.u16(0x000B), out.u16(UnitsPerEm);
    out.zeros(16);  // created and modified: always the same
    out.i16(all.left), out.i16(all.bottom), out.i16(all.right), out.i16(all.top);
    out.u16(font.weight >= 700 ? 1 : 0), out.u16(8), out.i16(2), out.i16(1), out.i16(0);
    return out.bytes;
}

Bytes write_hhea(const TrueTypeFont& font) {
    double widest = 0;
    for (const auto& glyph : font.glyphs) widest = std::max(widest, glyph.shape.advance);
    Table out;
    out.u32(0x00010000), out.i16(Ascent), out.i16(Descent), out.i16(60),
        out.u16(static_cast<std::uint32_t>(rounded(widest)));
    out.zeros(6), out.i16(1), out.zeros(14), out.u16(static_cast<std::uint32_t>(font.glyphs.size()));
    return out.bytes;
}

Bytes write_maxp(const TrueTypeFont& font) {
    std::size_t points = 0, contours = 0;
    for (const auto& glyph : font.glyphs) {
        points = std::max(points, point_count(glyph.shape));
        contours = std::max(contours, glyph.shape.contours.size());
    }
    Table out;
    out.u32(0x00010000), out.u16(static_cast<std::uint32_t>(font.glyphs.size()));
    out.u16(static_cast<std::uint32_t>(points)), out.u16(static_cast<std::uint32_t>(contours));
    out.u16(static_cast<std::uint32_t>(points * 2)), out.u16(static_cast<std::uint32_t>(contours * 2));
    out.u16(1), out.zeros(12), out.u16(2), out.u16(1);
    return out.bytes;
}

Bytes write_os2(const TrueTypeFont& font) {
    Table out;
    out.u16(4), out.i16(500), out.u16(font.weight), out.u16(5), out.u16(font.embedding);
    for (const int v : {650, 600, 0, 75, 650, 600, 0, 350, 70, 300})
        out.i16(v);  // sub, superscript, strikeout
    out.i16(0), out.zeros(10);
    out.u32(1), out.zeros(12), out.tag("SNTR");
    out.u16(font.weight >= 700 ? 0x20 : 0x40), out.u16(' '), out.u16(0xFC);
    out.i16(Ascent), out.i16(Descent), out.i16(60), out.u16(Ascent), out.u16(-Descent);
    out.u32(1), out.u32(0), out.i16(500), out.i16(700), out.u16(0), out.u16(' '), out.u16(2);
    return out.bytes;
}

Bytes write_hmtx(const TrueTypeFont& font) {
    Table out;
    for (const auto& glyph : font.glyphs) {
        const Box box = box_of(font, glyph);
        out.u16(static_cast<std::uint32_t>(rounded(glyph.shape.advance))),
            out.i16(box.left > box.right ? 0 : box.left);
    }
    return out.bytes;
}

/// Format 4, a segment for each code point: small enough, and nothing to get wrong.
Bytes write_cmap(const TrueTypeFont& font) {
    std::map<char32_t, std::uint16_t> map;
    for (std::size_t i = 1; i < font.glyphs.size(); ++i)
        if (font.glyphs[i].code_point != 0) map[font.glyphs[i].code_point] = static_cast<std::uint16_t>(i);
    const auto segments = static_cast<std::uint32_t>(map.size() + 1);
    std::uint32_t power = 0;
    while ((2u << power) <= segments) ++power;
    Table out;
    out.u16(0), out.u16(1), out.u16(3), out.u16(1), out.u32(12);
    out.u16(4), out.u16(16 + segments * 8), out.u16(0), out.u16(segments * 2);
    out.u16(2u << power), out.u16(power), out.u16(segments * 2 - (2u << power));
    for (const auto& [code, glyph] : map) out.u16(code);
    out.u16(0xFFFF), out.u16(0);
    for (const auto& [code, glyph] : map) out.u16(code);
    out.u16(0xFFFF);
    for (const auto& [code, glyph] : map) out.i16(static_cast<int>(glyph) - static_cast<int>(code));
    out.u16(1), out.zeros(segments * 2);
    return out.bytes;
}

constexpr std::pair<std::string_view, int> Instances[] = {
    {"Thin", 100}, {"Light", 250}, {"Regular", 400}, {"Bold", 700}, {"Black", 900}};
constexpr std::uint32_t AxisName = 256, FirstInstanceName = 257;

Bytes write_name(const TrueTypeFont& font) {
    std::string postscript = font.family + "-" + font.style;
    std::erase(postscript, ' ');
    std::map<std::uint32_t, std::string> names = {{0, "Drawn by sinter-samples"},
                                                  {1, font.family},
                                                  {2, font.style},
                                                  {3, "Sinter: " + postscript},
                                                  {4, font.family + " " + font.style},
                                                  {5, "Version 1.000"},
                                                  {6, postscript},
                                                  {13, "Apache-2.0"}};
    if (font.variable) {
        names[AxisName] = "Weight";
        for (std::uint32_t i = 0; i < std::size(Instances); ++i)
            names[FirstInstanceName + i] = Instances[i].first;
    }
    Table out, texts;
    out.u16(0), out.u16(static_cast<std::uint32_t>(names.size())),
        out.u16(static_cast<std::uint32_t>(6 + 12 * names.size()));
    for (const auto& [id, text] : names) {
        out.u16(3), out.u16(1), out.u16(0x409), out.u16(id),
            out.u16(static_cast<std::uint32_t>(text.size() * 2));
        out.u16(static_cast<std::uint32_t>(texts.bytes.size()));
        for (const char c : text) texts.u16(static_cast<std::uint8_t>(c));
    }
    out.add(texts.bytes);
    return out.bytes;
}

Bytes write_post() {
    Table out;
    out.u32(0x00030000), out.u32(0), out.i16(-90), out.i16(70), out.zeros(20);
    return out.bytes;
}

/// The feature kern for all scripts: pairs by glyphs, one set for each first glyph.
Bytes write_gpos(const TrueTypeFont& font) {
    std::map<std::uint16_t, std::vector<std::pair<std::uint16_t, int>>> sets;
    for (const auto& [pair, units] : font.kerning) sets[pair.first].emplace_back(pair.second, units);
    const auto count = static_cast<std::uint32_t>(sets.size());
    Table pos, data;
    pos.u16(1), pos.u16(10 + 2 * count), pos.u16(4), pos.u16(0), pos.u16(count);
    const auto coverage_size = 4 + 2 * count;
    for (const auto& [first, set] : sets) {
        pos.u16(static_cast<std::uint32_t>(10 + 2 * count + coverage_size + data.bytes.size()));
        data.u16(static_cast<std::uint32_t>(set.size()));
        for (const auto& [second, units] : set) data.u16(second), data.i16(units);
    }
    pos.u16(1), pos.u16(count);
    for (const auto& [first, set] : sets) pos.u16(first);
    pos.add(data.bytes);

    Table out;
    out.u32(0x00010000), out.u16(10), out.u16(30), out.u16(44);
    out.u16(1), out.tag("DFLT"), out.u16(8), out.u16(4), out.u16(0), out.u16(0), out.u16(0xFFFF), out.u16(1),
        out.u16(0);
    out.u16(1), out.tag("kern"), out.u16(8), out.u16(0), out.u16(1), out.u16(0);
    out.u16(1), out.u16(4), out.u16(2), out.u16(0), out.u16(1), out.u16(8);
    out.add(pos.bytes);
    return out.bytes;
}

Bytes write_fvar() {
    Table out;
    out.u32(0x00010000), out.u16(16), out.u16(2), out.u16(1), out.u16(20);
    out.u16(std::size(Instances)), out.u16(8);
    out.tag("wght"), out.u32(100 << 16), out.u32(400 << 16), out.u32(900 << 16), out.u16(0),
        out.u16(AxisName);
    for (std::uint32_t i = 0; i < std::size(Instances); ++i)
        out.u16(FirstInstanceName + i), out.u16(0),
            out.u32(static_cast<std::uint32_t>(Instances[i].second) << 16);
    return out.bytes;
}

void add_deltas(Table& out, const std::vector<int>& deltas) {
    for (std::size_t i = 0; i < deltas.size(); i += MostInRun) {
        const auto count = std::min<std::size_t>(MostInRun, deltas.size() - i);
        out.u8(static_cast<std::uint32_t>(0x40 | (count - 1)));  // words
        for (std::size_t j = 0; j < count; ++j) out.i16(deltas[i + j]);
    }
}

/// What is added to every point, and to the four that stand for the metrics, at one end of the axis.
void add_tuple_data(Table& out, const GlyphShape& from, const GlyphShape& to) {
    std::vector<int> x, y;
    for (std::size_t c = 0; c < from.contours.size(); ++c) {
        for (std::size_t i = 0; i < from.contours[c].size(); ++i) {
            x.push_back(rounded(to.contours[c][i].x) - rounded(from.contours[c][i].x));
            y.push_back(rounded(to.contours[c][i].y) - rounded(from.contours[c][i].y));
        }
    }
    for (const int v : {0, rounded(to.advance) - rounded(from.advance), 0, 0}) x.push_back(v);
    for (int i = 0; i < 4; ++i) y.push_back(0);
    add_deltas(out, x);
    add_deltas(out, y);
}

Bytes write_gvar(const TrueTypeFont& font) {
    constexpr std::uint32_t SharedPoints = 0x8000;
    Table data, offsets;
    for (const auto& glyph : font.glyphs) {
        offsets.u32(static_cast<std::uint32_t>(data.bytes.size()));
        if (!glyph.parts.empty()) continue;
        Table light, bold;
        add_tuple_data(light, glyph.shape, glyph.light);
        add_tuple_data(bold, glyph.shape, glyph.bold);
        data.u16(SharedPoints | 2), data.u16(12);
        data.u16(static_cast<std::uint32_t>(light.bytes.size())), data.u16(0);
        data.u16(static_cast<std::uint32_t>(bold.bytes.size())), data.u16(1);
        data.u8(0);  // all points
        data.add(light.bytes), data.add(bold.bytes);
        data.zeros(data.bytes.size() % 2);
    }
    offsets.u32(static_cast<std::uint32_t>(data.bytes.size()));
    const auto after_offsets = static_cast<std::uint32_t>(20 + offsets.bytes.size());
    Table out;
    out.u32(0x00010000), out.u16(1), out.u16(2), out.u32(after_offsets);
    out.u16(static_cast<std::uint32_t>(font.glyphs.size())), out.u16(1), out.u32(after_offsets + 4);
    out.add(offsets.bytes);
    out.u16(0xC000), out.u16(0x4000);  // the ends of the axis: −1 and 1
    out.add(data.bytes);
    return out.bytes;
}

std::uint32_t checksum(const Bytes& bytes) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) sum += std::uint32_t{bytes[i]} << (24 - 8 * (i % 4));
    return sum;
}

}  // namespace

Bytes write_truetype(const TrueTypeFont& font) {
    Table glyf, loca;
    write_glyphs(font, glyf, loca);
    std::map<std::string, Bytes> tables = {{"OS/2", write_os2(font)},  {"cmap", write_cmap(font)},
                                           {"glyf", glyf.bytes},       {"head", write_head(font)},
                                           {"hhea", write_hhea(font)}, {"hmtx", write_hmtx(font)},
                                           {"loca", loca.bytes},       {"maxp", write_maxp(font)},
                                           {"name", write_name(font)}, {"post", write_post()}};
    if (!font.kerning.empty()) tables["GPOS"] = write_gpos(font);
    if (font.variable) {
        tables["fvar"] = write_fvar();
        tables["gvar"] = write_gvar(font);
    }
    const auto count = static_cast<std::uint32_t>(tables.size());
    std::uint32_t power = 0;
    while ((2u << power) <= count) ++power;
    Table out;
    out.u32(0x00010000), out.u16(count), out.u16(16u << power), out.u16(power),
        out.u16(count * 16 - (16u << power));
    auto offset = 12 + 16 * count;
    std::size_t head = 0;
    for (const auto& [tag, bytes] : tables) {
        if (tag == "head") head = offset;
        out.tag(tag), out.u32(checksum(bytes)), out.u32(offset),
            out.u32(static_cast<std::uint32_t>(bytes.size()));
        offset += static_cast<std::uint32_t>((bytes.size() + 3) / 4 * 4);
    }
    for (const auto& [tag, bytes] : tables) {
        out.add(bytes);
        out.zeros((4 - out.bytes.size() % 4) % 4);
    }
    out.put32(head + 8, 0xB1B0AFBAu - checksum(out.bytes));
    return out.bytes;
}

}  // namespace sinter::samples
