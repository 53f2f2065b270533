// SPDX-License-Identifier: Apache-2.0
#include "json_reader.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>

namespace data_plugin {
namespace {

using sinter::Code;
using sinter::Error;
using Kind = SourceValue::Kind;

constexpr const char* HalfPair = "JSON: a string has one half of a surrogate pair";

/// RapidJSON checks the text's own UTF-8, but takes the escape of a low surrogate that stands alone
/// ("\udc00") for a character. Otherwise valid UTF-8 has such a byte pair nowhere.
bool has_surrogate(std::string_view text) {
    for (auto at = text.find('\xed'); at != text.npos && at + 1 < text.size(); at = text.find('\xed', at + 1))
        if (static_cast<unsigned char>(text[at + 1]) >= 0xa0) return true;
    return false;
}

/// Builds the tree from RapidJSON's events. An event comes when its token has been read, so the place where
/// the token began is found by walking from the end of the one before over what may stand between.
class TreeBuilder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, TreeBuilder> {
  public:
    TreeBuilder(const TextSource& source, const rapidjson::MemoryStream& stream, std::size_t base)
        : source_(source), stream_(stream), base_(base), end_of_last_(base) {}

    bool Null() { return scalar({}); }
    bool Bool(bool value) {
        SourceValue out;
        out.kind = Kind::Bool;
        out.boolean = value;
        return scalar(std::move(out));
    }
    bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
        SourceValue out;
        const std::string_view digits{text, size};
        if (digits.find_first_of(".eE") == digits.npos &&
            std::from_chars(text, text + size, out.integer).ec == std::errc{}) {
            out.kind = Kind::Integer;
            out.number = static_cast<double>(out.integer);
            return scalar(std::move(out));
        }
        out.kind = Kind::Number;
        out.integer = 0;
        const auto [end, status] = std::from_chars(text, text + size, out.number);
        if (status != std::errc{} || end != text + size)
            return fail(Code::Corrupt, "JSON: a number too large or too small", token_start());
        return scalar(std::move(out));
    }
    bool String(const char* text, rapidjson::SizeType size, bool) {
        if (has_surrogate({text, size})) return fail(Code::Corrupt, HalfPair, token_start());
        SourceValue out;
        out.kind = Kind::String;
        out.text.assign(text, size);
        return scalar(std::move(out));
    }
    bool Key(const char* text, rapidjson::SizeType size, bool) {
        const auto offset = token_start();
        if (has_surrogate({text, size})) return fail(Code::Corrupt, HalfPair, offset);
        open_.back()->members.push_back({std::string{text, size}, place_at(offset), {}});
        end_of_last_ = position();
        return true;
    }
    bool StartObject() { return start(Kind::Object); }
    bool StartArray() { return start(Kind::Array); }
    bool EndObject(rapidjson::SizeType) {
        drop_duplicates(open_.back()->members);
        return end();
    }
    bool EndArray(rapidjson::SizeType) { return end(); }

    [[nodiscard]] std::optional<Error>& error() { return error_; }
    [[nodiscard]] SourceDocument& document() { return document_; }

  private:
    [[nodiscard]] std::size_t position() const { return base_ + stream_.Tell(); }
    [[nodiscard]] std::size_t token_start() const {
        std::size_t at = end_of_last_;
        while (at < source_.text.size() &&
               std::string_view{" \t\r\n,:"}.find(source_.text[at]) != std::string_view::npos)
            ++at;
        return at;
    }
    static Place place_at(std::size_t offset) { return {0, static_cast<std::uint32_t>(offset)}; }
    bool fail(Code code, std::string text, std::size_t offset) {
        error_ = Error{code, std::move(text), source_.at(place_at(offset))};
        return false;
    }
    /// The last of equal names stays.
    void drop_duplicates(std::vector<SourceMember>& members) {
        std::vector<std::uint32_t> order(members.size());
        std::iota(order.begin(), order.end(), 0u);
        std::ranges::sort(order, [&](auto a, auto b) {
            const auto by_name = members[a].name.compare(members[b].name);
            return by_name != 0 ? by_name < 0 : a < b;
        });
        std::vector<bool> dropped(members.size());
        bool any = false;
        for (std::size_t i = 1; i < order.size(); ++i)
            if (members[order[i - 1]].name == members[order[i]].name) {
                dropped[order[i - 1]] = any = true;
                document_.duplicates.push_back({members[order[i]].place, members[order[i]].name});
            }
        if (!any) return;
        std::vector<SourceMember> kept;
        for (std::size_t i = 0; i < members.size(); ++i)
            if (!dropped[i]) kept.push_back(std::move(members[i]));
        members = std::move(kept);
    }
    /// The place of a new value: the root, the open array's next item, or the open object's last member.
    SourceValue* add(SourceValue value) {
        const auto offset = token_start();
        value.place = place_at(offset);
        if (++values_ > MaxValues) {
            fail(Code::TooLarge, "JSON: more than " + std::to_string(MaxValues) + " values", offset);
            return nullptr;
        }
        if (open_.empty()) return &(document_.root = std::move(value));
        // Only the last element of an open value is ever open itself, so the pointers in open_ stay good.
        SourceValue& parent = *open_.back();
        if (parent.kind == Kind::Array) return &parent.items.emplace_back(std::move(value));
        return &(parent.members.back().value = std::move(value));
    }
    bool scalar(SourceValue value) {
        if (!add(std::move(value))) return false;
        end_of_last_ = position();
        return true;
    }
    bool start(Kind kind) {
        const auto offset = token_start();
        if (open_.size() == MaxDepth)
            return fail(Code::TooLarge, "JSON: nested more than " + std::to_string(MaxDepth) + " deep",
                        offset);
        SourceValue value;
        value.kind = kind;
        SourceValue* added = add(std::move(value));
        if (!added) return false;
        open_.push_back(added);
        end_of_last_ = offset + 1;
        return true;
    }
    bool end() {
        end_of_last_ = token_start() + 1;
        open_.pop_back();
        return true;
    }

    const TextSource& source_;
    const rapidjson::MemoryStream& stream_;
    const std::size_t base_;
    std::size_t end_of_last_;
    std::size_t values_ = 0;
    SourceDocument document_;
    std::vector<SourceValue*> open_;
    std::optional<Error> error_;
};

}  // namespace

sinter::Result<SourceDocument> read_json(const TextSource& source) {
    const auto text = source.text;
    if (text.size() > MaxJsonBytes)
        return {Code::TooLarge, "JSON: larger than " + std::to_string(MaxJsonBytes >> 20) + " MiB",
                source.at({})};
    // RapidJSON takes a zero byte for the end of the text, and would let anything stand behind it.
    if (const auto zero = text.find('\0'); zero != std::string_view::npos)
        return {Code::Corrupt, "JSON: a zero byte", source.at({0, static_cast<std::uint32_t>(zero)})};

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
        return {Code::Corrupt, "JSON: " + what,
                source.at({0, static_cast<std::uint32_t>(base + result.Offset())})};
    }
    std::ranges::sort(builder.document().duplicates, {}, &SourceDocument::Duplicate::place);
    return std::move(builder.document());
}

}  // namespace data_plugin
