// SPDX-License-Identifier: Apache-2.0
// Lets Boost.Test print a Code by its name.
#pragma once

#include <ostream>

#include <sinter/status.hpp>

namespace sinter {

inline std::ostream& boost_test_print_type(std::ostream& out, Code code) {
    return out << name_of(code);
}

}  // namespace sinter
