// SPDX-License-Identifier: Apache-2.0
// dependency_error: how the failure of one asset becomes that of those that need it.
#pragma once

#include <string>

#include <sinter/status.hpp>

namespace sinter {

/// "needs <need>: <cause's text>", at the cause's place. Of a long chain the middle is left out ("…"): the first link,
/// the last ones and the root cause always stand there.
[[nodiscard]] inline Error dependency_error(const std::string& need, const Error& cause) {
    constexpr std::size_t most = 400, kept = 200;
    std::string why = cause.text;
    if (why.size() > most && cause.code == Code::Dependency) {
        auto link = why.find("needs ", why.size() - kept);
        if (link == std::string::npos) link = why.rfind("needs ");
        if (link != std::string::npos && link != 0) why = "… " + why.substr(link);
    }
    Error out{Code::Dependency, "needs " + need + ": " + why, cause.where};
    if (out.where.path.empty()) out.where.path = need.substr(0, need.find('#'));
    return out;
}

}  // namespace sinter
