// SPDX-License-Identifier: Apache-2.0
#include "text_reader.hpp"

#include <charconv>

namespace sinter::model_assimp {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

}  // namespace

std::string_view TextReader::word() {
    while (at_ < text_.size() && is_space(text_[at_])) line_ += text_[at_++] == '\n' ? 1 : 0;
    const auto begin = at_;
    while (at_ < text_.size() && !is_space(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
}

std::optional<double> TextReader::number() {
    auto text = word();
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end != text.data() + text.size() || text.empty()) return std::nullopt;
    // Too small is 0, as is said of it; too large is none.
    if (error == std::errc::result_out_of_range)
        return text.find("e-") != text.npos || text.find("E-") != text.npos ? std::optional{0.0}
                                                                            : std::nullopt;
    return error == std::errc{} ? std::optional{value} : std::nullopt;
}

std::string_view TextReader::rest_of_line() {
    const auto end = std::min(text_.find('\n', at_), text_.size());
    auto out = text_.substr(at_, end - at_);
    at_ = std::min(end + 1, text_.size());
    line_ += end < text_.size() ? 1 : 0;
    while (!out.empty() && is_space(out.front())) out.remove_prefix(1);
    while (!out.empty() && is_space(out.back())) out.remove_suffix(1);
    return out;
}

}  // namespace sinter::model_assimp
