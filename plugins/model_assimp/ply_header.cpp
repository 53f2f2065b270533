// SPDX-License-Identifier: Apache-2.0
#include "ply_header.hpp"

#include <charconv>

#include "names.hpp"
#include "text_reader.hpp"

namespace sinter::model_assimp {
namespace {

constexpr std::size_t MostParts = 256;

std::optional<PlyType> type_of(std::string_view name) {
    constexpr std::pair<std::string_view, PlyType> names[] = {
        {"char", PlyType::Int8},     {"uchar", PlyType::Uint8},   {"short", PlyType::Int16},
        {"ushort", PlyType::Uint16}, {"int", PlyType::Int32},     {"uint", PlyType::Uint32},
        {"float", PlyType::Float},   {"double", PlyType::Double}, {"int8", PlyType::Int8},
        {"uint8", PlyType::Uint8},   {"int16", PlyType::Int16},   {"uint16", PlyType::Uint16},
        {"int32", PlyType::Int32},   {"uint32", PlyType::Uint32}, {"float32", PlyType::Float},
        {"float64", PlyType::Double}};
    for (const auto& [word, type] : names)
        if (word == name) return type;
    return std::nullopt;
}

class HeaderReader {
  public:
    explicit HeaderReader(std::span<const std::uint8_t> source) : text_(source) {}

    Result<PlyHeader> read() {
        if (text_.word() != "ply") return error(Code::Corrupt, "the file does not begin with \"ply\"");
        text_.rest_of_line();
        bool has_form = false;
        for (;;) {
            line_ = text_.line();
            if (text_.left() == 0) return error(Code::Corrupt, "the header does not end");
            TextReader words{text_.rest_of_line()};
            const auto word = words.word();
            Status done;
            if (word == "end_header") break;
            if (word == "format") {
                done = read_form(words);
                has_form = true;
            } else if (word == "element") {
                done = read_element(words);
            } else if (word == "property") {
                done = read_property(words);
            } else if (word == "comment" || word == "obj_info") {
                if (out_.generator.empty()) out_.generator = clean_text(words.rest_of_line());
            } else if (!word.empty()) {
                done = error(Code::Corrupt, "an unknown word (" + clean_text(word) + ")");
            }
            if (!done) return std::move(done).error();
        }
        if (!has_form) return error(Code::Corrupt, "no format is given");
        out_.size = text_.offset();
        out_.lines = text_.line();
        return std::move(out_);
    }

  private:
    [[nodiscard]] Error error(Code code, std::string what) const {
        Where where;
        where.line = line_;
        return {code, "PLY: " + what, where};
    }
    Status ended(TextReader& words) const {
        if (words.word().empty()) return {};
        return error(Code::Corrupt, "more words than belong here");
    }
    Status read_form(TextReader& words) {
        const auto form = words.word();
        if (form == "ascii")
            out_.form = PlyHeader::Form::Text;
        else if (form == "binary_little_endian")
            out_.form = PlyHeader::Form::LittleEndian;
        else if (form == "binary_big_endian")
            out_.form = PlyHeader::Form::BigEndian;
        else
            return error(Code::Corrupt, "an unknown format (" + clean_text(form) + ")");
        const auto version = words.word();
        if (version != "1.0")
            return error(Code::Unsupported, "another version (" + clean_text(version) + ")");
        return ended(words);
    }
    Status read_element(TextReader& words) {
        PlyElement element{.name = clean_text(words.word())};
        const auto count = words.word();
        const auto [end, failed] = std::from_chars(count.data(), count.data() + count.size(), element.count);
        if (element.name.empty() || count.empty() || failed != std::errc{} ||
            end != count.data() + count.size())
            return error(Code::Corrupt, "an element has a name and a count");
        if (out_.elements.size() == MostParts) return error(Code::TooLarge, "over 256 elements");
        out_.elements.push_back(std::move(element));
        return ended(words);
    }
    Status read_property(TextReader& words) {
        if (out_.elements.empty()) return error(Code::Corrupt, "a property of no element");
        PlyProperty property;
        auto type = words.word();
        if (type == "list") {
            const auto count = words.word();
            const auto count_type = type_of(count);
            if (!count_type || *count_type >= PlyType::Float)
                return error(Code::Corrupt, "no type for a count (" + clean_text(count) + ")");
            property.is_list = true;
            property.count_type = *count_type;
            type = words.word();
        }
        const auto known = type_of(type);
        if (!known) return error(Code::Corrupt, "an unknown type (" + clean_text(type) + ")");
        property.type = *known;
        property.name = clean_text(words.word());
        if (property.name.empty()) return error(Code::Corrupt, "a property without a name");
        auto& properties = out_.elements.back().properties;
        if (properties.size() == MostParts) return error(Code::TooLarge, "over 256 properties");
        properties.push_back(std::move(property));
        return ended(words);
    }

    TextReader text_;
    PlyHeader out_;
    std::uint32_t line_ = 1;
};

}  // namespace

Result<PlyHeader> read_ply_header(std::span<const std::uint8_t> source) {
    return HeaderReader{source}.read();
}

}  // namespace sinter::model_assimp
