// SPDX-License-Identifier: Apache-2.0
// The first bytes of a file, which say whether it is what its name says.
#pragma once

#include <initializer_list>
#include <string>

#include <sinter/status.hpp>

#include "bytes.hpp"

namespace sinter::texture_oiio {

/// Corrupt unless the file begins with one of `magics`.
[[nodiscard]] inline Status expect_magic(Bytes source, std::string_view who,
                                         std::initializer_list<std::string_view> magics) {
    for (const auto magic : magics)
        if (has_text(source, 0, magic)) return {};
    return {Code::Corrupt,
            std::string{who} + ": the file does not begin as one of its format",
            {.path = {}, .offset = 0}};
}

}  // namespace sinter::texture_oiio
