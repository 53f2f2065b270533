// SPDX-License-Identifier: Apache-2.0
#include "uri.hpp"

#include <array>

#include "refusal.hpp"

namespace model_gltf {
namespace {

constexpr std::uint8_t NoDigit = 255;

constexpr std::array<std::uint8_t, 256> base64_digits() {
    std::array<std::uint8_t, 256> out{};
    out.fill(NoDigit);
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < digits.size(); ++i)
        out[static_cast<std::uint8_t>(digits[i])] = static_cast<std::uint8_t>(i);
    return out;
}
constexpr auto Base64 = base64_digits();

std::uint8_t hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    return NoDigit;
}

std::string percent_decoded(std::string_view text, const std::string& place) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const bool enough = text.size() - i > 2;
        const auto high = enough ? hex_digit(text[i + 1]) : NoDigit,
                   low = enough ? hex_digit(text[i + 2]) : NoDigit;
        if (high == NoDigit || low == NoDigit)
            corrupt(place + ": a % that two hexadecimal digits do not follow");
        out += static_cast<char>(16 * high + low);
        i += 2;
    }
    return out;
}

std::size_t decode_base64(std::string_view text, std::uint8_t* out, const std::string& place) {
    while (!text.empty() && text.back() == '=') text.remove_suffix(1);
    if (text.size() % 4 == 1) corrupt(place + ": the Base64 is truncated");
    const auto digit = [&](std::size_t at) -> std::uint32_t {
        const auto value = Base64[static_cast<std::uint8_t>(text[at])];
        if (value == NoDigit)
            corrupt(place + ": no Base64 at character " + std::to_string(at) + " of the data");
        return value;
    };
    std::uint8_t* to = out;
    std::size_t i = 0;
    for (; text.size() - i >= 4; i += 4) {
        const std::uint32_t word = digit(i) << 18 | digit(i + 1) << 12 | digit(i + 2) << 6 | digit(i + 3);
        *to++ = static_cast<std::uint8_t>(word >> 16);
        *to++ = static_cast<std::uint8_t>(word >> 8);
        *to++ = static_cast<std::uint8_t>(word);
    }
    if (text.size() - i >= 2) {
        const std::uint32_t word =
            digit(i) << 18 | digit(i + 1) << 12 | (text.size() - i == 3 ? digit(i + 2) << 6 : 0);
        *to++ = static_cast<std::uint8_t>(word >> 16);
        if (text.size() - i == 3) *to++ = static_cast<std::uint8_t>(word >> 8);
    }
    return static_cast<std::size_t>(to - out);
}

bool has_scheme(std::string_view uri) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (uri.empty() || !letter(uri[0])) return false;
    for (const char c : uri) {
        if (c == ':') return true;
        if (!letter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') return false;
    }
    return false;
}

}  // namespace

std::optional<DataUri> parse_data_uri(std::string_view uri, const std::string& place) {
    if (!uri.starts_with("data:")) return std::nullopt;
    uri.remove_prefix(5);
    const auto comma = uri.find(',');
    if (comma == std::string_view::npos) corrupt(place + ": a data URI without data");
    DataUri out;
    auto head = uri.substr(0, comma);
    out.payload = uri.substr(comma + 1);
    if (head.ends_with(";base64")) {
        out.base64 = true;
        head.remove_suffix(7);
    }
    out.media_type = head.substr(0, head.find(';'));
    return out;
}
std::size_t most_bytes(const DataUri& uri) {
    return uri.base64 ? uri.payload.size() / 4 * 3 + 3 : uri.payload.size();
}
std::size_t decode_payload(const DataUri& uri, std::uint8_t* out, const std::string& place) {
    if (uri.base64) return decode_base64(uri.payload, out, place);
    const auto bytes = percent_decoded(uri.payload, place);
    std::copy(bytes.begin(), bytes.end(), out);
    return bytes.size();
}

std::string path_of_uri(std::string_view uri, const std::string& place) {
    if (uri.empty()) corrupt(place + ": an empty URI");
    if (has_scheme(uri))
        refuse(sinter::Code::Denied,
               place + ": only files of the project are read (" + std::string{uri.substr(0, 80)} + ")");
    auto path = percent_decoded(uri, place);
    for (char& c : path)
        if (c == '\\') c = '/';  // as some exporters on Windows write
    if (path.front() == '/')
        refuse(sinter::Code::Denied, place + ": a path from the root (" + path.substr(0, 80) + ")");
    if (path.find('#') != std::string::npos)
        refuse(sinter::Code::Unsupported, place + ": a path with # in it (" + path.substr(0, 80) + ")");
    for (const char c : path)
        if (static_cast<unsigned char>(c) < 32) corrupt(place + ": a control character in a path");
    return path;
}

}  // namespace model_gltf
