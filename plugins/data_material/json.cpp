// SPDX-License-Identifier: Apache-2.0
#include "json.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace data_material {
namespace {

using sinter::Code;
using sinter::Error;

constexpr const char* HalfPair = "JSON: a string has one half of a surrogate pair";
constexpr std::string_view ByteOrderMark = "\xef\xbb\xbf";

/// RapidJSON checks the text's own UTF-8, but takes the escape of a low surrogate that stands alone ("\udc00") for a
/// character. Otherwise valid UTF-8 has such a byte pair nowhere.
bool has_surrogate(std::string_view text) {
    for (auto at = text.find('\xed'); at != text.npos && at + 1 < text.size(); at = text.find('\xed', at + 1))
        if (static_cast<unsigned char>(text[at + 1]) >= 0xa0) return true;
    return false;
}

/// Builds the tree from RapidJSON's events. An event comes when its token has been read, so the place where
/// the token began is found by walking from the end of the one before over what may stand between.
class TreeBuilder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, TreeBuilder> {
  public:
    TreeBuilder(const JsonText& source, const rapidjson::MemoryStream& stream, std::size_t base)
        : source_(source), stream_(stream), base_(base), end_of_last_(base) {}

    bool Null() { return scalar({}); }
    bool Bool(bool value) {
        Json json;
        json.kind = Json::Kind::Bool;
        json.boolean = value;
        return scalar(std::move(json));
    }
    bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
        Json json;
        json.kind = Json::Kind::Number;
        const auto [end, status] = std::from_chars(text, text + size, json.number);
        if (status != std::errc{} || end != text + size)
            return fail(Code::Invalid, "JSON: a number too large or too small", token_start());
        return scalar(std::move(json));
    }
    bool String(const char* text, rapidjson::SizeType size, bool) {
        if (has_surrogate({text, size})) return fail(Code::Corrupt, HalfPair, token_start());
        Json json;
        json.kind = Json::Kind::String;
        json.text.assign(text, size);
        return scalar(std::move(json));
    }
    bool Key(const char* text, rapidjson::SizeType size, bool) {
        const auto offset = token_start();
        const std::string_view name{text, size};
        if (has_surrogate(name)) return fail(Code::Corrupt, HalfPair, offset);
        auto& members = open_.back()->members;
        if (std::any_of(members.begin(), members.end(),
                        [&](const auto& member) { return member.name == name; }))
            return fail(Code::Invalid, "JSON: " + quoted(name) + " stands twice in one object", offset);
        members.push_back({std::string{name}, offset, {}});
        end_of_last_ = position();
        return true;
    }
    bool StartObject() { return start(Json::Kind::Object); }
    bool StartArray() { return start(Json::Kind::Array); }
    bool EndObject(rapidjson::SizeType) { return end(); }
    bool EndArray(rapidjson::SizeType) { return end(); }

    [[nodiscard]] std::optional<Error>& error() { return error_; }
    [[nodiscard]] Json& root() { return root_; }

  private:
    [[nodiscard]] std::size_t position() const { return base_ + stream_.Tell(); }
    [[nodiscard]] std::size_t token_start() const {
        std::size_t at = end_of_last_;
        while (at < source_.text.size() &&
               std::string_view{" \t\r\n,:"}.find(source_.text[at]) != std::string_view::npos)
            ++at;
        return at;
    }
    bool fail(Code code, std::string text, std::size_t offset) {
        error_ = Error{code, std::move(text), source_.at(offset)};
        return false;
    }
    /// The place of a new value: the root, the open array's next item, or the open object's last member.
    Json* place(Json value) {
        value.offset = token_start();
        if (++values_ > MaxJsonValues) {
            fail(Code::TooLarge, "JSON: more than " + std::to_string(MaxJsonValues) + " values",
                 value.offset);
            return nullptr;
        }
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        // Only the last element of an open value is ever open itself, so the pointers in open_ stay good.
        Json& parent = *open_.back();
        if (parent.kind == Json::Kind::Array) return &parent.items.emplace_back(std::move(value));
        return &(parent.members.back().value = std::move(value));
    }
    bool scalar(Json value) {
        if (!place(std::move(value))) return false;
        end_of_last_ = position();
        return true;
    }
    bool start(Json::Kind kind) {
        const auto offset = token_start();
        if (open_.size() == MaxJsonDepth)
            return fail(Code::TooLarge, "JSON: nested more than " + std::to_string(MaxJsonDepth) + " deep",
                        offset);
        Json value;
        value.kind = kind;
        Json* placed = place(std::move(value));
        if (!placed) return false;
        open_.push_back(placed);
        end_of_last_ = offset + 1;
        return true;
    }
    bool end() {
        end_of_last_ = token_start() + 1;
        open_.pop_back();
        return true;
    }

    const JsonText& source_;
    const rapidjson::MemoryStream& stream_;
    const std::size_t base_;
    std::size_t end_of_last_;
    std::size_t values_ = 0;
    Json root_;
    std::vector<Json*> open_;
    std::optional<Error> error_;
};

}  // namespace

sinter::Where JsonText::at(std::uint64_t offset) const {
    const auto place = static_cast<std::size_t>(std::min<std::uint64_t>(offset, text.size()));
    const auto before = text.substr(0, place);
    const auto newline = before.rfind('\n');
    std::size_t line_start = newline == std::string_view::npos ? 0 : newline + 1;
    // An editor does not show the byte order mark: the first column is the one behind it.
    if (line_start == 0 && before.starts_with(ByteOrderMark)) line_start = ByteOrderMark.size();
    sinter::Where where;
    where.path = path;
    where.offset = place;
    where.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
    where.column = static_cast<std::uint32_t>(place - line_start + 1);
    return where;
}

sinter::Result<Json> parse_json(const JsonText& source) {
    const auto text = source.text;
    if (text.size() > MaxJsonBytes)
        return {Code::TooLarge, "JSON: larger than " + std::to_string(MaxJsonBytes / 1024) + " KiB",
                source.at(0)};
    // RapidJSON takes a zero byte for the end of the text, and would let anything stand behind it.
    if (const auto zero = text.find('\0'); zero != std::string_view::npos)
        return {Code::Corrupt, "JSON: a zero byte", source.at(zero)};

    const std::size_t base = text.starts_with(ByteOrderMark) ? ByteOrderMark.size() : 0;
    rapidjson::MemoryStream stream{text.data() + base, text.size() - base};
    TreeBuilder builder{source, stream, base};
    rapidjson::Reader reader;
    // Numbers come as text: from_chars rounds correctly and alike everywhere.
    constexpr unsigned Flags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                               rapidjson::kParseNumbersAsStringsFlag;
    if (const auto result = reader.Parse<Flags>(stream, builder); result.IsError()) {
        if (builder.error()) return *std::move(builder.error());
        std::string what = rapidjson::GetParseError_En(result.Code());
        if (what.ends_with('.')) what.pop_back();
        return {Code::Corrupt, "JSON: " + what, source.at(base + result.Offset())};
    }
    return std::move(builder.root());
}

std::string quoted(std::string_view text) {
    constexpr std::size_t MaxShown = 64;
    const bool cut = text.size() > MaxShown;
    if (cut) {
        std::size_t size = MaxShown;
        while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
        text = text.substr(0, size);
    }
    std::string out = "\"";
    for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    return out + (cut ? "…\"" : "\"");
}

std::string_view name_of(Json::Kind kind) noexcept {
    switch (kind) {
        case Json::Kind::Null:
            return "null";
        case Json::Kind::Bool:
            return "true or false";
        case Json::Kind::Number:
            return "a number";
        case Json::Kind::String:
            return "a string";
        case Json::Kind::Array:
            return "an array";
        case Json::Kind::Object:
            return "an object";
    }
    return "nothing";
}

}  // namespace data_material
