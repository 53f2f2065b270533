// SPDX-License-Identifier: Apache-2.0
#include "terminal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

namespace sinter::cli {
namespace {

template <class... Args>
std::string format(const char* pattern, Args... args) {
    std::array<char, 64> out{};
    std::snprintf(out.data(), out.size(), pattern, args...);
    return out.data();
}

std::size_t terminal_width() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

/// First byte of each character.
bool begins_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

}  // namespace

std::string bytes_text(double bytes) {
    constexpr const char* units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    std::size_t unit = 0;
    while (bytes >= 1024 && unit + 1 < std::size(units)) {
        bytes /= 1024;
        ++unit;
    }
    return format(unit == 0 || bytes >= 100 ? "%.0f %s" : "%.1f %s", bytes, units[unit]);
}

std::string time_text(double ms) {
    if (ms < 1) return format("%.2f ms", ms);
    if (ms < 10) return format("%.1f ms", ms);
    if (ms < 1000) return format("%.0f ms", ms);
    if (ms < 60'000) return format("%.2f s", ms / 1000);
    const auto seconds = static_cast<long>(std::lround(ms / 1000));
    return format("%ld min %02ld s", seconds / 60, seconds % 60);
}

std::string fit_text(std::string_view text, std::size_t width) {
    auto length = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
    if (length <= width) return std::string{text} + std::string(width - length, ' ');
    std::size_t from = 0;
    while (length > width - 1 && from < text.size()) {
        ++from;
        while (from < text.size() && !begins_character(text[from])) ++from;
        --length;
    }
    return "…" + std::string{text.substr(from)};
}

bool wants_colour(std::FILE* stream) {
    const char* no = std::getenv("NO_COLOR");
    return isatty(fileno(stream)) == 1 && !(no && *no != '\0');
}

std::string styled(bool colour, std::string_view style, std::string_view text) {
    if (!colour) return std::string{text};
    return "\x1b[" + std::string{style} + "m" + std::string{text} + "\x1b[0m";
}

ProgressLine::ProgressLine(bool quiet) : quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1) {
    last_ = std::chrono::steady_clock::now();
}

ProgressLine::~ProgressLine() {
    clear();
}

void ProgressLine::clear() {
    if (!drawn_) return;
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
    drawn_ = false;
}

void ProgressLine::show(std::size_t done, std::size_t total, std::string_view what) {
    if (quiet_ || total == 0) return;
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < (terminal_ ? std::chrono::milliseconds{50} : std::chrono::milliseconds{2000})) return;
    last_ = now;
    if (!terminal_) {
        std::fprintf(stderr, "sinter: %zu of %zu\n", done, total);
        return;
    }
    constexpr std::size_t bar_width = 24;
    const auto filled = bar_width * done / total;
    std::string bar;
    for (std::size_t i = 0; i < bar_width; ++i) bar += i < filled ? "█" : "░";
    const auto head = "  " + bar + " " + std::to_string(done) + "/" + std::to_string(total) + "  ";
    const auto used = bar_width + 6 + std::to_string(done).size() + std::to_string(total).size();
    const auto width = terminal_width();
    std::fprintf(stderr, "\r%s%s\x1b[K", head.c_str(),
                 width > used + 10 ? fit_text(what, width - used - 1).c_str() : "");
    std::fflush(stderr);
    drawn_ = true;
}

}  // namespace sinter::cli
