// SPDX-License-Identifier: Apache-2.0
#include "config/glob_compiler.hpp"

#include "config/quote.hpp"

namespace sinter {
namespace {

constexpr std::string_view Special = "*?[]{},\\!-^";

bool is_continuation(std::size_t byte) {
    return (byte & 0xC0) == 0x80;
}

}  // namespace

Result<Glob> GlobCompiler::compile() {
    if (pattern_.empty())
        fail(0, "a pattern is empty; \"**\" matches everything");
    else if (pattern_.size() > Glob::MaxBytes)
        fail(Glob::MaxBytes, "a pattern has more than " + std::to_string(Glob::MaxBytes) + " bytes");
    else if (pattern_.front() == '/' || pattern_.starts_with("./") || pattern_.starts_with("../"))
        fail(0, "a pattern begins at the source folder, without \"/\", \"./\" or \"../\"");
    const Part whole = sequence(0);
    if (!error_ && at_ < pattern_.size())
        fail(at_, std::string{"\""} + peek() + "\" has no partner; \"\\" + peek() + "\" means the character");
    if (error_) return *std::move(error_);

    Glob out;
    out.pattern_ = pattern_;
    const std::size_t count = bytes_.size();
    out.words_ = (count + 63) / 64;
    out.empty_matches_ = whole.empty;
    out.first_.resize(out.words_);
    out.last_.resize(out.words_);
    out.before_.resize(count * out.words_);
    out.accepts_.resize(256 * out.words_);
    const auto put = [](Glob::Bits& bits, std::size_t row, std::size_t bit) {
        bits[row + bit / 64] |= std::uint64_t{1} << (bit % 64);
    };
    for (std::size_t p = 0; p < count; ++p) {
        if (whole.first[p]) put(out.first_, 0, p);
        if (whole.last[p]) put(out.last_, 0, p);
        for (std::size_t q = 0; q < count; ++q)
            if (before_[p][q]) put(out.before_, p * out.words_, q);
        for (std::size_t byte = 0; byte < 256; ++byte)
            if (bytes_[p][byte]) put(out.accepts_, byte * out.words_, p);
    }
    return out;
}

void GlobCompiler::fail(std::size_t at, std::string text) {
    if (error_) return;
    error_ = Error{Code::Invalid,
                   "pattern " + shown(pattern_) + ": " + std::move(text),
                   {{}, Where::UnknownOffset, 1, static_cast<std::uint32_t>(at + 1)}};
}

/// Up to the end, or to what ends an alternative when inside of braces.
GlobCompiler::Part GlobCompiler::sequence(std::size_t nesting) {
    Part out;
    while (!at_end()) {
        const char c = peek();
        if (c == '}' || c == ']' || (c == ',' && nesting > 0)) break;
        out = joined(out, c == '{' ? alternatives(nesting + 1) : one());
    }
    return out;
}

GlobCompiler::Part GlobCompiler::alternatives(std::size_t nesting) {
    const std::size_t open = at_++;
    if (nesting > Glob::MaxNesting) {
        fail(open, "braces are nested more than " + std::to_string(Glob::MaxNesting) + " deep");
        return {};
    }
    if (peek() == '}') fail(open, "\"{}\" names no alternative");
    Part out = sequence(nesting);
    while (!at_end() && peek() == ',') {
        ++at_;
        out = either(out, sequence(nesting));
    }
    if (peek() != '}') fail(open, "\"{\" is not closed");
    ++at_;
    return out;
}

GlobCompiler::Part GlobCompiler::one() {
    const char c = peek();
    if (c == '*') return stars();
    if (c == '[') return bracket();
    if (c == '?') {
        ++at_;
        Bytes leads;
        for (std::size_t byte = 0; byte < 256; ++byte) leads[byte] = byte != '/' && !is_continuation(byte);
        return character(leads);
    }
    char literal = c;
    if (c == '\\') {
        literal = peek(1);
        if (at_ + 1 >= pattern_.size()) {
            fail(at_, "\"\\\" at the end escapes nothing");
        } else if (Special.find(literal) == std::string_view::npos) {
            fail(at_,
                 "\"\\\" escapes only the characters *?[]{},!-^ and itself; folders are parted by \"/\"");
        }
        ++at_;
    } else if (c == '/' && peek(1) == '/') {
        fail(at_ + 1, "\"//\" holds an empty name, which no path does");
    }
    ++at_;
    Bytes bytes;
    bytes.set(static_cast<unsigned char>(literal));
    return position(bytes);
}

GlobCompiler::Part GlobCompiler::stars() {
    const std::size_t start = at_;
    while (peek() == '*') ++at_;
    Bytes bytes;
    bytes.set();
    if (at_ - start == 1) {
        bytes.reset('/');
        return repeated(position(bytes));
    }
    const std::string_view boundaries = "/{},";
    const bool left = start == 0 || boundaries.find(pattern_[start - 1]) != std::string_view::npos;
    const bool right = at_ >= pattern_.size() || boundaries.find(peek()) != std::string_view::npos;
    if (at_ - start > 2 || !left || !right) fail(start, "\"**\" stands alone between two \"/\"");
    Part any = repeated(position(bytes));
    if (peek() != '/') return any;
    ++at_;
    Bytes slash;
    slash.set('/');
    // "**/" is any number of folders, each with its "/": also none.
    return optional(joined(any, position(slash)));
}

char GlobCompiler::bracket_character() {
    if (peek() == '\\' && at_ + 1 < pattern_.size()) ++at_;
    const char c = peek();
    if (static_cast<unsigned char>(c) >= 0x80)
        fail(at_, "\"[\" takes ASCII characters only; write {ä,ö} for others");
    else if (c == '/')
        fail(at_, "\"/\" cannot stand in \"[\"");
    ++at_;
    return c;
}

GlobCompiler::Part GlobCompiler::bracket() {
    const std::size_t open = at_++;
    const bool negated = peek() == '!' || peek() == '^';
    if (negated) ++at_;
    if (peek() == ']') fail(open, "\"[]\" names no character");
    Bytes bytes;
    while (!at_end() && peek() != ']') {
        const std::size_t start = at_;
        const auto low = static_cast<unsigned char>(bracket_character());
        unsigned char high = low;
        if (peek() == '-' && peek(1) != ']' && at_ + 1 < pattern_.size()) {
            ++at_;
            high = static_cast<unsigned char>(bracket_character());
        }
        if (high < low) fail(start, "a range in \"[\" runs backwards");
        for (std::size_t byte = low; byte <= high; ++byte) bytes.set(byte);
    }
    if (peek() != ']' || at_ >= pattern_.size()) fail(open, "\"[\" is not closed");
    ++at_;
    bytes.reset('/');
    if (!negated) return position(bytes);
    for (std::size_t byte = 0; byte < 256; ++byte)
        bytes[byte] = !bytes[byte] && byte != '/' && !is_continuation(byte);
    return character(bytes);
}

GlobCompiler::Part GlobCompiler::position(const Bytes& bytes) {
    Part out;
    if (error_) return out;
    // A pattern of MaxBytes cannot need more; this guards the sets should that arithmetic ever change.
    if (bytes_.size() == Glob::MaxPositions) {
        fail(at_, "the pattern is too long");
        return out;
    }
    out.empty = false;
    out.first.set(bytes_.size());
    out.last.set(bytes_.size());
    bytes_.push_back(bytes);
    before_.emplace_back();
    return out;
}

/// One UTF-8 character: a byte of `first_bytes` and the continuation bytes behind it.
GlobCompiler::Part GlobCompiler::character(const Bytes& first_bytes) {
    Bytes continuation;
    for (std::size_t byte = 0x80; byte < 0xC0; ++byte) continuation.set(byte);
    const Part lead = position(first_bytes);
    return joined(lead, repeated(position(continuation)));
}

GlobCompiler::Part GlobCompiler::repeated(Part part) {
    for (std::size_t p = 0; p < before_.size(); ++p)
        if (part.first[p]) before_[p] |= part.last;
    part.empty = true;
    return part;
}

GlobCompiler::Part GlobCompiler::optional(Part part) {
    part.empty = true;
    return part;
}

GlobCompiler::Part GlobCompiler::joined(const Part& left, const Part& right) {
    for (std::size_t p = 0; p < before_.size(); ++p)
        if (right.first[p]) before_[p] |= left.last;
    return {left.empty && right.empty, left.empty ? left.first | right.first : left.first,
            right.empty ? right.last | left.last : right.last};
}

GlobCompiler::Part GlobCompiler::either(const Part& left, const Part& right) {
    return {left.empty || right.empty, left.first | right.first, left.last | right.last};
}

}  // namespace sinter
