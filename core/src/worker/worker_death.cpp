// SPDX-License-Identifier: Apache-2.0
#include "worker/worker_death.hpp"

#include <cmath>
#include <csignal>
#include <cstring>

namespace sinter {

std::string WorkerDeath::cause_text() const {
    switch (cause) {
        case Cause::Signal: {
            const char* const name = sigabbrev_np(number);
            const char* const words = sigdescr_np(number);
            auto text = "died of SIG" + (name ? std::string{name} : std::to_string(number));
            if (words) text += std::string{" ("} + words + ")";
            return number == SIGKILL ? text + ", by its own hand or for want of memory" : text;
        }
        case Cause::Exit: return "ended its process with status " + std::to_string(number);
        case Cause::Limit: return "gave no sign of progress for " + std::to_string(number) + " s and was stopped";
        case Cause::Breach: return "answered against the rules (" + detail + ")";
        case Cause::HungUp: break;
    }
    return "closed its connection";
}

std::string WorkerDeath::place_text() const {
    if (checkpoints == 0) return "before its first checkpoint";
    // The number comes from the worker.
    const int percent = progress >= 0 && progress <= 1 ? static_cast<int>(std::lround(progress * 100)) : -1;
    return percent < 0 ? "after " + std::to_string(checkpoints) + " checkpoints"
                       : "after its checkpoint at " + std::to_string(percent) + " %";
}

std::vector<std::string> printable_lines(std::string_view text, std::size_t most) {
    constexpr std::size_t LongestLine = 400;
    std::vector<std::string> lines;
    while (!text.empty() && lines.size() < most) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) continue;
        std::string shown{line.substr(0, LongestLine)};
        for (char& c : shown)
            if (c < ' ' || c > '~') c = c == '\t' ? ' ' : '?';
        lines.push_back(std::move(shown));
    }
    return lines;
}

}  // namespace sinter
