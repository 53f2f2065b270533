// SPDX-License-Identifier: Apache-2.0
// How the report of a cook is shown: to machines, and to people.
#pragma once

#include <sinter/core/cook.hpp>

namespace sinter::cli {

/// One document on standard output; JSON.md describes it.
void print_cook_json(const CookReport& report);
/// `verbose`: every asset, every warning, every note.
void print_cook_report(const CookReport& report, const Config& config, bool verbose);

}  // namespace sinter::cli
